import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportPack, importPack, writePackFile } from '#main/files/packs/exchange.ts'
import { openPacks } from '#main/files/packs.ts'

const builtIn = fileURLToPath(new URL('../../../resources/packs', import.meta.url))
let folder: string
let theirs: string
let mine: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-packs-'))
  theirs = join(folder, 'theirs')
  mine = join(folder, 'mine')
  mkdirSync(join(theirs, 'test-region'), { recursive: true })
  cpSync(join(builtIn, 'shanxi', '2023-决算'), join(theirs, 'test-region', '2023-决算'), { recursive: true })
  const head = join(theirs, 'test-region', '2023-决算', 'pack.yaml')
  writeFileSync(head, readFileSync(head, 'utf8').replace('id: shanxi/', 'id: test-region/'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function exported(): string {
  const file = join(folder, 'a.mzpack')
  writeFileSync(file, exportPack(openPacks([builtIn, theirs]), 'test-region/2023-决算'))
  return file
}

test('a pack made by one office is used by another as one file; the national pack under it is not copied', () => {
  const id = importPack(exported(), openPacks([builtIn, mine]), mine, {})
  expect(id).toBe('test-region/2023-决算')
  expect(readdirSync(mine)).toEqual(['test-region'])
  const there = openPacks([builtIn, theirs]).load(id)
  expect(openPacks([builtIn, mine]).load(id).digest).toBe(there.digest)
})

test('a pack that is there already is not overwritten', () => {
  const file = exported()
  importPack(file, openPacks([builtIn, mine]), mine, {})
  expect(() => importPack(file, openPacks([builtIn, mine]), mine, {})).toThrow('已经有了')
})

test.each([
  ['nothing', 'PACK_FILE_DAMAGED'],
  [undefined, 'FILE_MISSING'],
])('a pack file that is damaged or gone is refused in words and leaves nothing', (content, code) => {
  const file = join(folder, 'bad.mzpack')
  if (content !== undefined) writeFileSync(file, content)
  expect(() => importPack(file, openPacks([builtIn, mine]), mine, {})).toThrow(
    expect.objectContaining({ info: expect.objectContaining({ code }) as unknown }),
  )
  expect(existsSync(mine)).toBe(false)
})

test('an export does not write over a file that is there', () => {
  const file = exported()
  expect(() => {
    writePackFile(file, Buffer.from('new'))
  }).toThrow('没有覆盖它')
  expect(readFileSync(file, 'latin1')).not.toBe('new')
})
