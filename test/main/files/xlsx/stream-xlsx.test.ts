import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#core/model/error.ts'
import type { SheetValue, Workbook } from '#core/workbook/grid.ts'
import { DEFAULT_LIMITS, readXlsx, streamXlsx, type ReadLimits } from '#main/files/xlsx/stream-xlsx.ts'
import { oleBytes } from './ole-bytes.ts'
import { workbookBytes } from './workbook-bytes.ts'
import { zipBytes, type ZipQuirks } from './zip-bytes.ts'

let folder = ''
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `决算${files++}.xlsx`)
  await writeFile(path, bytes)
  return path
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (...rows: readonly (readonly [string, string, string])[]): string =>
  `<Relationships>${rows.map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** A workbook of one sheet from its XML. */
function book(sheet: string, more: Readonly<Record<string, string>> = {}, quirks: ZipQuirks = {}): Buffer {
  const parts: Record<string, string> = {
    '_rels/.rels': rels(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="收入" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': rels(
      ['rId1', 'worksheet', 'sheet.xml'],
      ['rId2', 'sharedStrings', 'sharedStrings.xml'],
      ['rId3', 'styles', 'styles.xml'],
    ),
    'xl/sheet.xml': `<worksheet xmlns="${MAIN}">${sheet}</worksheet>`,
    ...more,
  }
  return zipBytes(
    Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    quirks,
  )
}

const data = (rows: string): string => `<sheetData>${rows}</sheetData>`
const read = async (bytes: Uint8Array): Promise<Workbook> => readXlsx(await file(bytes))

async function cells(
  rows: string,
  more?: Readonly<Record<string, string>>,
): Promise<readonly (SheetValue | undefined)[]> {
  const { sheets } = await read(book(data(rows), more))
  return sheets[0]?.rows.flatMap((row) => row.cells.map(({ value }) => value)) ?? []
}

async function refusal(bytes: Uint8Array, limits?: Partial<ReadLimits>): Promise<AppError['info']> {
  const path = await file(bytes)
  try {
    await readXlsx(path, { limits: { ...DEFAULT_LIMITS, ...limits } })
  } catch (error) {
    if (error instanceof AppError) return error.info
    throw error
  }
  throw new Error('the file was read')
}

const one = (value: string): Buffer => book(data(`<row r="1"><c r="A1"><v>${value}</v></c></row>`))

describe('what is no workbook is named as what it is', () => {
  const good = one('1')
  test.each([
    ['FILE_EMPTY', Buffer.alloc(0)],
    ['FILE_TRUNCATED', good.subarray(0, good.length - 200)],
    ['FILE_TRUNCATED', good.subarray(0, 40)],
    ['FILE_ENCRYPTED', oleBytes(['EncryptionInfo', 'EncryptedPackage'])],
    ['FILE_IS_XLS', oleBytes(['Workbook', '\u0005SummaryInformation'])],
    ['FILE_NOT_WORKBOOK', oleBytes(['WordDocument'])],
    ['FILE_NOT_WORKBOOK', Buffer.from('单位,金额\n甲,1\n')],
    ['FILE_NOT_WORKBOOK', Buffer.from('<html><table></table></html>')],
    ['FILE_NOT_WORKBOOK', zipBytes([{ name: 'readme.txt', bytes: Buffer.from('文') }])],
    [
      'FILE_NOT_WORKBOOK',
      zipBytes([
        { name: 'word/document.xml', bytes: Buffer.from('<document/>') },
        { name: '_rels/.rels', bytes: Buffer.from(rels(['rId1', 'officeDocument', 'word/document.xml'])) },
      ]),
    ],
    ['FILE_ENCRYPTED', book(data(''), {}, { encrypted: true })],
  ] as const)('%s', async (code, bytes) => {
    const info = await refusal(bytes)
    expect(info.code).toBe(code)
    expect(info.message).toMatch(/^[^。]*“决算\d+\.xlsx”[^。]*。$/)
    expect(info.remedies[0].text).toMatch(/。$/)
  })

  test('a file that is not there cannot be opened', async () => {
    await expect(readXlsx(join(folder, '没有.xlsx'))).rejects.toMatchObject({ info: { code: 'FILE_UNREADABLE' } })
  })
})

describe('a damaged workbook is refused, never read in part', () => {
  test.each([
    ['a checksum that differs', book(data(''), {}, { badChecksum: true })],
    ['a part cut inside an element', book('<sheetData><row r="1"><c r="A1"><v>1</v>')],
    [
      'a row that comes twice',
      book(data('<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>')),
    ],
    ['a cell that comes twice', book(data('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))],
    ['a cell in another row', book(data('<row r="1"><c r="A2"><v>1</v></c></row>'))],
    ['a shared string that is not there', book(data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))],
    [
      'bytes that are not UTF-8',
      zipBytes([{ name: '_rels/.rels', bytes: Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]) }]),
    ],
    ['a sheet without its part', book('', { 'xl/_rels/workbook.xml.rels': rels(['rId1', 'worksheet', 'gone.xml']) })],
  ])('%s', async (_name, bytes) => {
    expect((await refusal(bytes)).code).toBe('FILE_DAMAGED')
  })
  test('the message names file, sheet and cell', async () => {
    const info = await refusal(book(data('<row r="3"><c r="C3" t="s"><v>7</v></c></row>')))
    expect(info.message).toMatch(/^文件“决算\d+\.xlsx”的工作表“收入”单元格 C3 已损坏，无法完整读取。$/)
  })
  test('a DTD is refused, so that no entity can be expanded', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`
    expect(
      (await refusal(book(data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), { 'xl/sharedStrings.xml': bomb })))
        .code,
    ).toBe('FILE_HOSTILE')
  })
})

describe('limits', () => {
  const rows = data(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
  )
  test.each([
    ['fileBytes', 100],
    ['inflatedBytes', 500],
    ['depth', 2],
    ['rows', 1],
    ['columns', 1],
    ['cells', 2],
    ['entries', 2],
    ['merges', 0],
  ] as const)('%s over the limit is refused, at the limit read', async (name, limit) => {
    const bytes = book(`${rows}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`)
    expect((await refusal(bytes, { [name]: limit })).code).toBe('FILE_TOO_LARGE')
    await expect(read(bytes)).resolves.toBeDefined()
  })
  test('a text longer than elementBytes is refused, shared or inline, one run or many', async () => {
    const long = '长'.repeat(2 ** 20)
    const runs = `<r><t>${'长'.repeat(2 ** 16)}</t></r>`.repeat(16)
    for (const item of [`<t>${long}</t>`, runs]) {
      const inline = book(data(`<row r="1"><c r="A1" t="inlineStr"><is>${item}</is></c></row>`))
      const shared = book(data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), {
        'xl/sharedStrings.xml': `<sst><si>${item}</si></sst>`,
      })
      for (const bytes of [inline, shared]) {
        expect((await refusal(bytes, { elementBytes: 2 ** 19 })).code).toBe('FILE_TOO_LARGE')
        await expect(read(bytes)).resolves.toBeDefined()
      }
    }
  })
  test('a value in the last column that Excel has is refused, a format there is not', async () => {
    expect((await refusal(book(data('<row r="1"><c r="XFD1"><v>1</v></c></row>')))).code).toBe('FILE_TOO_LARGE')
  })
})

describe('values', () => {
  test('twenty thousand CDATA sections are one text', async () => {
    const [value] = await cells(
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${'<![CDATA[<金&]]>'.repeat(20_000)}</t></is></c></row>`,
    )
    expect(value).toEqual({ kind: 'text', text: '<金&'.repeat(20_000) })
  })
  test('comments and instructions inside a number do not cut it', async () => {
    expect(await cells('<row r="1"><c r="A1"><v>12<!-- 0 -->3<?x 4?>.5</v></c></row>')).toEqual([
      { kind: 'number', text: '123.5' },
    ])
  })
  test('an unknown entity stays as it is written', async () => {
    expect(await cells('<row r="1"><c r="A1" t="str"><v>&nbsp;&#x4E00;&#20108;&#0;</v></c></row>')).toEqual([
      { kind: 'text', text: '&nbsp;一二&#0;' },
    ])
  })
  test('digits that are no number are given as text', async () => {
    expect(await cells('<row r="1"><c r="A1"><v>1.2.3</v></c><c r="B1"><v>NaN</v></c></row>')).toEqual([
      { kind: 'text', text: '1.2.3' },
      { kind: 'text', text: 'NaN' },
    ])
  })
  test('numbers keep their digits', async () => {
    expect(await cells('<row r="1"><c r="A1"><v>0.10</v></c><c r="B1"><v>12345678901234567890</v></c></row>')).toEqual([
      { kind: 'number', text: '0.10' },
      { kind: 'number', text: '12345678901234567890' },
    ])
  })
  test('cells in any order are given by column', async () => {
    const { sheets } = await read(book(data('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>')))
    expect(sheets[0]?.rows[0]?.cells.map(({ column }) => column)).toEqual([0, 2])
  })
  test('a row without a number takes that of its first cell', async () => {
    const { sheets } = await read(book(data('<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>')))
    expect(sheets[0]?.rows.map(({ index }) => index)).toEqual([6, 7])
  })
  test('a percent-encoded target and one that climbs are found', async () => {
    const { sheets } = await read(
      book('', {
        'xl/_rels/workbook.xml.rels': rels(['rId1', 'worksheet', '../%E8%A1%A8/./%E4%B8%80%201.xml']),
        '表/一 1.xml': `<worksheet>${data('<row r="1"><c r="A1"><v>5</v></c></row>')}</worksheet>`,
      }),
    )
    expect(sheets[0]?.rows).toHaveLength(1)
  })
  test('names from Object.prototype are only names', async () => {
    const { sheets } = await read(
      workbookBytes([
        {
          name: '__proto__',
          rows: [{ index: 0, cells: [{ column: 0, write: { kind: 'text', text: '__proto__' }, value: undefined }] }],
        },
      ]),
    )
    expect(sheets[0]?.name).toBe('__proto__')
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('the stream', () => {
  const two = workbookBytes([
    {
      name: '甲',
      rows: [{ index: 0, cells: [{ column: 0, write: { kind: 'raw', type: 'n', text: '1' }, value: undefined }] }],
    },
    {
      name: '乙',
      state: 'veryHidden',
      rows: [{ index: 4, cells: [{ column: 1, write: { kind: 'raw', type: 'n', text: '2' }, value: undefined }] }],
    },
  ])
  test('tells the sheets in order and passes over those that are not wanted', async () => {
    const told: string[] = []
    await streamXlsx(await file(two), {
      sheet(info) {
        told.push(`${info.index} ${info.name} ${info.hidden}`)
        return info.hidden
      },
      row: (row) => void told.push(`row ${row.index}`),
      sheetEnd: () => void told.push('end'),
    })
    expect(told).toEqual(['0 甲 false', '1 乙 true', 'row 4', 'end'])
  })
  test('progress rises to no more than the size of the file', async () => {
    const steps: (readonly [number, number])[] = []
    await readXlsx(await file(two), { onProgress: (done, total) => void steps.push([done, total]) })
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).sort((a, b) => a - b))
    expect(steps.at(-1)?.[0]).toBeGreaterThan(0)
    expect(steps.every(([done, total]) => done <= total && total === two.length)).toBe(true)
  })
  test('an abort ends it with its reason', async () => {
    const abort = new AbortController()
    const reading = readXlsx(await file(two), {
      signal: abort.signal,
      onProgress: () => {
        abort.abort(new Error('停'))
      },
    })
    await expect(reading).rejects.toThrow('停')
  })
  test('an error of the sink comes through', async () => {
    const sink = {
      sheet: () => true,
      row: () => {
        throw new Error('满')
      },
      sheetEnd: () => undefined,
    }
    await expect(streamXlsx(await file(two), sink)).rejects.toThrow('满')
  })
})
