import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#core/model/error.ts'
import { openPacks } from '#main/files/packs.ts'
import { archivePack, digestOf, loadArchived } from '#main/files/packs/archive.ts'
import { SMALL_ID, smallPack } from '../../core/packs/small-pack.ts'

const CHILD = 'there/2023-决算'
const CHILD_HEAD = `id: ${CHILD}\nversion: 2.0.0\ntitle: 某地\nstage: 决算\nyear: 2023\nextends: ${SMALL_ID}\n`

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packs-'))
  for (const [path, text] of smallPack()) put('own', path, text)
  put('own', `${CHILD}/pack.yaml`, CHILD_HEAD)
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function put(folder: string, path: string, text: string): void {
  const file = join(root, folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function library(...folders: readonly string[]) {
  return openPacks((folders.length > 0 ? folders : ['own']).map((folder) => join(root, folder)))
}

function infoOf(action: () => unknown): AppError['info'] | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error.info
    throw error
  }
}

describe('the library', () => {
  test('lists packs by id with what a person chooses by', () => {
    expect(library().list()).toMatchObject([
      { kind: 'readable', id: SMALL_ID, title: '最小的模板包', stage: '决算', year: 2023, version: '1.0.0' },
      { kind: 'readable', id: CHILD, extends: SMALL_ID },
    ])
  })

  test('lists a pack with a broken head as broken, so that it can be repaired', () => {
    put('own', `${CHILD}/pack.yaml`, 'id: [')
    expect(library().list()[1]).toEqual({ kind: 'broken', id: CHILD, folder: join(root, 'own') })
  })

  test('loads a pack with its parents', () => {
    const pack = library().load(CHILD)
    expect(pack.lineage).toEqual([`${CHILD}@2.0.0`, `${SMALL_ID}@1.0.0`])
    expect(pack.tables.has('总表')).toBe(true)
    expect(pack.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('finds the parent of a user pack in the folder of the program', () => {
    put('user', 'mine/2023-决算/pack.yaml', CHILD_HEAD.replace(CHILD, 'mine/2023-决算'))
    expect(library('own', 'user').load('mine/2023-决算').lineage).toHaveLength(2)
  })

  test('takes the pack of the later folder when both have the id', () => {
    put('user', `${CHILD}/pack.yaml`, CHILD_HEAD.replace('某地', '某地（本单位修改）'))
    const both = library('own', 'user')
    expect(both.load(CHILD).head.title).toBe('某地（本单位修改）')
    expect(both.list()).toHaveLength(2)
  })

  test('is empty for a folder that does not exist', () => {
    expect(library('nowhere').list()).toEqual([])
  })

  test('names the packs there are when asked for another', () => {
    const info = infoOf(() => library().load('far/2023-决算'))
    expect(info).toMatchObject({ code: 'PACK_UNKNOWN', message: '没有名为“far/2023-决算”的模板包。' })
    expect(info?.remedies[0].text).toContain(CHILD)
  })

  test('refuses a pack with mistakes, and lists them without throwing when asked to check', () => {
    put('own', `${CHILD}/texts.yaml`, '- { id: 职责 }\n')
    expect(infoOf(() => library().load(CHILD))?.code).toBe('PACK_INVALID')
    expect(
      library()
        .check(CHILD)
        .map((problem) => problem.file),
    ).toEqual(Array(2).fill(`${CHILD}/texts.yaml`))
    expect(library().check(SMALL_ID)).toEqual([])
  })

  test('sees a circle of parents', () => {
    const head = smallPack().get(`${SMALL_ID}/pack.yaml`) ?? ''
    put('own', `${SMALL_ID}/pack.yaml`, `${head}extends: ${CHILD}\n`)
    expect(library().check(CHILD)[0]?.message).toContain('绕成了圈')
  })

  test('tells a file that was saved in GBK, with its line', () => {
    const gbk = Buffer.from([0x23, 0x20, 0xd6, 0xb0, 0xd4, 0xf0, 0x0a])
    put('own', `${CHILD}/document.md`, '')
    writeFileSync(join(root, 'own', CHILD, 'document.md'), Buffer.concat([Buffer.from('\n'), gbk]))
    expect(library().check(CHILD)).toEqual([
      { file: `${CHILD}/document.md`, line: 2, message: '有无法读出的字符：文件须以 UTF-8 编码保存' },
    ])
  })

  test('leaves out files of the system', () => {
    put('own', `${CHILD}/.DS_Store`, 'x')
    expect(library().check(CHILD)).toEqual([])
  })
})

describe('the digest', () => {
  test('changes with any file of the lineage', () => {
    const before = library().load(CHILD).digest
    put('own', `${SMALL_ID}/document.md`, '# 改过\n')
    expect(library().load(CHILD).digest).not.toBe(before)
  })

  test('does not change with line ends or a byte order mark', () => {
    const before = library().load(CHILD).digest
    put('own', `${CHILD}/pack.yaml`, `\uFEFF${CHILD_HEAD.replaceAll('\n', '\r\n')}`)
    expect(library().load(CHILD).digest).toBe(before)
  })

  test('does not depend on the order of the files', () => {
    const files = smallPack()
    expect(digestOf(new Map([...files].toReversed()))).toBe(digestOf(files))
  })
})

describe('a pack kept with a report', () => {
  test('comes back as it was, whatever happens to the folders', () => {
    const original = library().load(CHILD)
    const kept = archivePack(CHILD, library().files(CHILD))
    rmSync(join(root, 'own'), { recursive: true })
    expect(loadArchived(kept)).toEqual(original)
  })

  test('is small', () => {
    const files = library().files(CHILD)
    const text = [...files.values()].join('')
    expect(archivePack(CHILD, files).length).toBeLessThan(Buffer.byteLength(text))
  })

  test.each([
    ['no gzip', Buffer.from('模板包')],
    ['cut off', gzipSync(JSON.stringify({ format: 1, id: 'x', files: [] })).subarray(0, 20)],
    ['no JSON', gzipSync('模板包')],
    ['another format', gzipSync(JSON.stringify({ format: 2, id: 'x', files: [] }))],
    ['far too large', gzipSync(Buffer.alloc(33 * 1024 * 1024, 32))],
  ])('is refused in one sentence when it is damaged: %s', (_, buffer) => {
    const info = infoOf(() => loadArchived(buffer))
    expect(info).toMatchObject({ code: 'PACK_ARCHIVE_DAMAGED', message: '报告所附的模板包已损坏，无法读取。' })
  })
})
