import { readdirSync, readFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

import { afterAll, describe, expect, test } from 'vitest'

import type { SheetRow } from '#core/workbook/grid.ts'
import { openReader } from '#main/files/read-in-child.ts'
import type { BatchSink, WorkbookReader } from '#main/files/read-in-child.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'

import { deflatedRepeat, zipOfDeflated } from './bomb.ts'
import { errorOf, scratchFolder } from './scratch.ts'

const folder = scratchFolder()
const readers: WorkbookReader[] = []
afterAll(() => Promise.all(readers.map((reader) => reader.close())))

function opened(...limits: Parameters<typeof openReader>): WorkbookReader {
  const reader = openReader(...limits)
  readers.push(reader)
  return reader
}

const MB = 2 ** 20
const fixture = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).pathname
const small = folder.put('小.csv', '科目,金额\n0201,1\n')

const LINES = 40_000
const large = folder.put('大.csv', Array.from({ length: LINES }, (_, n) => `第${n}笔,${n}.50,摘要文字\n`).join(''))

const counting = (rows: (batch: readonly SheetRow[]) => void | Promise<void>): BatchSink => ({
  sheet: () => undefined,
  rows,
  sheetEnd: () => undefined,
})

/** Processes of this one that read workbooks. */
function childPids(): readonly number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      const isOurs = readFileSync(`/proc/${entry}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`)
      return isOurs && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('reader-child') ? [Number(entry)] : []
    } catch {
      return []
    }
  })
}

const peakBytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0') * 1024

const writtenBytes = (pid: number): number =>
  Number(/wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? '0')

describe('a workbook that comes from the reader process', () => {
  test.each(['accounts.xlsx', 'accounts-1900.xls', 'accounts-1904.xls'])(
    '%s is the same as read here',
    async (name) => {
      expect(await opened().read(fixture(name))).toEqual(await readWorkbook(fixture(name)))
    },
  )

  test('one process reads many files, also when asked for all at once', async () => {
    const before = childPids()
    const reader = opened()
    const names = ['accounts.xlsx', 'accounts-1900.xls', 'accounts.xlsx', 'accounts-1904.xls']
    const books = await Promise.all(names.map((name) => reader.read(fixture(name))))
    expect(books.map((book) => book.fileName)).toEqual(names)
    await errorOf(reader.read(folder.put('非.xlsx', '%PDF-1.4')))
    expect((await reader.read(small)).sheets).toHaveLength(1)
    expect(childPids().filter((pid) => !before.includes(pid))).toHaveLength(1)
  })

  test('batches arrive in order and complete, and the progress ends at the end', async () => {
    const seen: number[] = []
    let progress = [0, 1]
    const sink = counting((batch) => void seen.push(...batch.map((row) => row.index)))
    const report = await opened().stream(large, sink, { onProgress: (done, total) => (progress = [done, total]) })
    expect(report.format).toBe('delimited')
    expect(seen).toEqual(Array.from({ length: LINES }, (_, n) => n))
    expect(progress[0]).toBe(progress[1])
  })

  test('a slow sink holds the reader up instead of letting it run ahead', async () => {
    const before = childPids()
    const path = folder.put('宽.csv', Array.from({ length: 40_000 }, (_, n) => `${n},${'x'.repeat(500)}\n`).join(''))
    let rows = 0
    let written = 0
    await opened().stream(
      path,
      counting(async (batch) => {
        rows += batch.length
        if (written > 0) return
        const pid = childPids().find((p) => !before.includes(p)) ?? 0
        // Until it writes no more: then it has finished, or it waits.
        await expect.poll(() => written === (written = writtenBytes(pid)), { interval: 200 }).toBe(true)
        expect(written).toBeLessThan(6 * MB)
      }),
    )
    expect(rows).toBe(40_000)
    expect(written).toBeGreaterThan(0)
  })
})

describe('a reader process that must be stopped', () => {
  test.each(['outside', 'inside'] as const)(
    'takes too much memory (watched from %s): FILE_TOO_LARGE',
    async (watch) => {
      const reader = opened({ memoryBytes: 50 * MB, watch })
      const error = await errorOf(reader.read(large))
      expect(error.code).toBe('FILE_TOO_LARGE')
      expect(error.message).toContain('“大.csv”')
      expect(error.message).toContain('内存')
    },
  )

  test('takes too much time: FILE_TOO_LARGE', async () => {
    const error = await errorOf(opened({ milliseconds: 1 }).read(large))
    expect(error.code).toBe('FILE_TOO_LARGE')
    expect(error.message).toContain('“大.csv”')
    expect(error.message).toContain('秒')
  })

  test('has more cells than are held at once: FILE_TOO_LARGE, while a stream of them goes through', async () => {
    const reader = opened({ wholeCells: 1_000 })
    expect((await errorOf(reader.read(large))).code).toBe('FILE_TOO_LARGE')
    let rows = 0
    await reader.stream(large, counting((batch) => void (rows += batch.length))) // prettier-ignore
    expect(rows).toBe(LINES)
  })

  test('is cancelled before and during the reading; the next file is read', async () => {
    const reader = opened()
    expect((await errorOf(reader.read(large, { signal: AbortSignal.abort() }))).code).toBe('FILE_CANCELLED')
    const stop = new AbortController()
    const sink = counting(() => {
      stop.abort()
    })
    expect((await errorOf(reader.stream(large, sink, { signal: stop.signal }))).code).toBe('FILE_CANCELLED')
    expect((await reader.read(small)).sheets).toHaveLength(1)
  })

  test('is closed during the reading', async () => {
    const reader = opened()
    const sink = counting(() => reader.close())
    expect((await errorOf(reader.stream(large, sink))).code).toBe('FILE_CANCELLED')
    expect((await errorOf(reader.read(small))).code).toBe('FILE_CANCELLED')
  })
})

describe('what goes wrong outside the file', () => {
  test('a crash in the middle is an error that names the file, and the next file is read', async () => {
    const before = childPids()
    const reader = opened()
    const sink = counting(() => {
      for (const pid of childPids()) if (!before.includes(pid)) process.kill(pid, 'SIGSEGV')
    })
    const error = await errorOf(reader.stream(large, sink))
    expect(error.code).toBe('FILE_READER_CRASHED')
    expect(error.message).toContain('“大.csv”')
    expect((await reader.read(small)).sheets).toHaveLength(1)
  })

  test('a process that died between two files is replaced without a word', async () => {
    const before = childPids()
    const reader = opened()
    await reader.read(small)
    for (const pid of childPids()) if (!before.includes(pid)) process.kill(pid, 'SIGKILL')
    await expect.poll(() => childPids().filter((pid) => !before.includes(pid))).toEqual([])
    expect((await reader.read(small)).sheets).toHaveLength(1)
  })

  test('an error of the sink comes out as it is, and the next file is read', async () => {
    const reader = opened()
    const sink = counting(() => {
      throw new RangeError('store is full')
    })
    await expect(reader.stream(large, sink)).rejects.toThrow(RangeError)
    expect((await reader.read(small)).sheets).toHaveLength(1)
  })
})

describe('a bomb of 1 MB', () => {
  const part = (name: string, text: string): Parameters<typeof zipOfDeflated>[0][number] => ({
    name, deflated: deflateRawSync(text), bytes: Buffer.byteLength(text), crc: crc32(text),
  }) // prettier-ignore
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  const bookOf = (deflated: Buffer): Buffer =>
    zipOfDeflated([
      part('[Content_Types].xml', `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`),
      part('_rels/.rels', `<Relationships xmlns="${packages}/relationships"><Relationship Id="a" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
      part('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>`),
      part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${packages}/relationships"><Relationship Id="a" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
      { name: 'xl/worksheets/sheet1.xml', deflated, bytes: 1_000, crc: 0 },
    ]) // prettier-ignore

  const head = `<worksheet xmlns="${main}"><sheetData>`
  const tail = '</sheetData></worksheet>'
  test.each<[string, () => Buffer]>([
    ['spaces.xlsx', () => deflatedRepeat(head, Buffer.alloc(MB, ' '), 1_000, tail)],
    ['text.xlsx', () => deflatedRepeat(`${head}<row><c t="inlineStr"><is><t>`, Buffer.alloc(MB, 'x'), 1_000, `</t></is></c></row>${tail}`)],
    ['cells.xlsx', () => deflatedRepeat(`${head}<row>`, Buffer.alloc(MB, '<c><v>1</v></c>\n'), 320, `</row>${tail}`)],
  ])('%s is refused, and costs neither process much', async (name, deflated) => {
    const path = folder.put(name, bookOf(deflated()))
    const before = childPids()
    const parentBefore = process.memoryUsage.rss()
    const reader = opened({ memoryBytes: 400 * MB })
    let peak = 0
    const look = setInterval(() => {
      for (const pid of childPids()) if (!before.includes(pid)) peak = Math.max(peak, peakBytes(pid))
    }, 5)
    const error = await errorOf(reader.stream(path, counting(() => undefined)))
    clearInterval(look)
    // The limits of the parser refuse it, with the sheet named; the watch on the memory is not needed.
    expect(error.code).toBe('FILE_TOO_LARGE')
    expect(error.message).toContain(name)
    expect(error.message).not.toContain('内存超过上限')
    expect(peak).toBeGreaterThan(30 * MB)
    expect(peak).toBeLessThan(400 * MB)
    expect(process.memoryUsage.rss() - parentBefore).toBeLessThan(150 * MB)
  })
}) // prettier-ignore
