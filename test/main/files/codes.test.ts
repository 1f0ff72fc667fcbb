import { mkdtempSync, rmSync, writeFileSync, cpSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { levelOf } from '#core/codes/code-tree.ts'
import { AppError } from '#core/model/error.ts'
import { loadCodes } from '#main/files/codes.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/codes')

describe('the lists that are shipped', () => {
  const lists = loadCodes(SHIPPED)

  test('name the codes of a common unit', () => {
    expect(lists.功能分类.nameOf('2013101')).toBe('行政运行')
    expect(lists.功能分类.nameOf('20131')).toBe('党委办公厅（室）及相关机构事务')
    expect(lists.经济分类.nameOf('30231')).toBe('公务用车运行维护费')
    expect(lists.政府经济分类.nameOf('501')).toBe('机关工资福利支出')
    expect(lists.会计科目.nameOf('7101')).toBe('行政支出')
  })

  test('say in which years a code holds', () => {
    expect(lists.经济分类.lookUp('39906', 2020).kind).toBe('known')
    expect(lists.经济分类.lookUp('39906', 2021).kind).toBe('outdated')
    expect(lists.功能分类.nameOf('234', 2023)).toBe('抗疫特别国债安排的支出')
  })

  test.each(['功能分类', '经济分类', '政府经济分类'] as const)(
    '%s: every code has 3, 5 or 7 digits and a listed parent',
    (name) => {
      const tree = lists[name]
      const listed = new Set(tree.rows.map((row) => row.code))
      const odd = tree.rows.filter((row) => {
        const parent = tree.parentOf(row.code)
        return levelOf(row.code) === undefined || parent !== row.parent || (parent !== undefined && !listed.has(parent))
      })
      expect(odd).toEqual([])
    },
  )

  test('accounts hang under listed accounts', () => {
    const listed = new Set(lists.会计科目.rows.map((row) => row.code))
    expect(lists.会计科目.rows.filter((row) => row.parent !== undefined && !listed.has(row.parent))).toEqual([])
    expect(lists.会计科目.parentOf('6001.0101')).toBe('6001.01')
    expect(lists.会计科目.parentOf('10020103')).toBe('1002')
  })

  test('the level that the file states for readers is the one that the digits say', () => {
    for (const file of ['功能分类.csv', '部门经济分类.csv', '政府经济分类.csv']) {
      const lines = readFileSync(join(SHIPPED, file), 'utf8').trimEnd().split('\n').slice(1)
      const odd = lines.map((line) => line.split(',')).filter(([code = '', , level]) => levelOf(code) !== level)
      expect(odd).toEqual([])
    }
  })
})

describe('a list that was edited by hand', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'codes-'))
    cpSync(SHIPPED, folder, { recursive: true })
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  function errorOf(): AppError['info'] | undefined {
    try {
      loadCodes(folder)
      return undefined
    } catch (error) {
      if (error instanceof AppError) return error.info
      throw error
    }
  }

  test('a malformed row is named by file and line', () => {
    writeFileSync(
      join(folder, '政府经济分类.csv'),
      'code,name,level,parent,trust\n501,机关工资福利支出,类,,A\n五零二,商品,类,,A\n',
    )
    expect(errorOf()?.message).toBe('科目表“政府经济分类.csv”第 3 行的内容不对（code）。')
  })

  test('a list that is missing is named', () => {
    rmSync(join(folder, '会计科目.csv'))
    expect(errorOf()).toMatchObject({ code: 'PACK_CODES_INVALID', message: '读不到科目表“会计科目.csv”。' })
  })

  test('a byte order mark, as Excel writes it, is no part of the first column name', () => {
    writeFileSync(join(folder, '政府经济分类.csv'), '\uFEFFcode,name,level,parent,trust\r\n501,改名,类,,A\r\n')
    expect(loadCodes(folder).政府经济分类.nameOf('501')).toBe('改名')
  })
})
