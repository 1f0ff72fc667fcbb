import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPacks } from '#main/files/packs.ts'
import { listPacksAside } from '#main/jobs/list-packs.ts'

const OWN = join(import.meta.dirname, '../../../resources/packs')

test('the packs listed on a thread are those listed here, and are looked at again only when a file has changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-list-'))
  cpSync(join(OWN, 'base/2023-决算'), join(folder, 'base/2023-决算'), { recursive: true })
  const library = openPacks([folder])
  const first = await listPacksAside(library)
  expect(first).toEqual(library.list())
  expect(await listPacksAside(library)).toBe(first)
  writeFileSync(join(folder, 'base/2023-决算/pack.yaml'), 'title: 坏的')
  expect(await listPacksAside(library)).toEqual([{ kind: 'broken', id: 'base/2023-决算', folder }])
  rmSync(folder, { recursive: true })
  expect(await listPacksAside(library)).toEqual([])
})
