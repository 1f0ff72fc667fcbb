import { describe, expect, test } from 'vitest'
import { looseLabel, normaliseLabel, printedText } from '#core/workbook/label.ts'

describe('labels that mean the same have one form', () => {
  test.each([
    ['因公出国（境）费', '因公出国(境)费'],
    ['合　 计', '合计'],
    ['“三公”经费', '三公经费'],
    ['「三公」经费', '三公经费'],
    ['本年支出\n合计', '本年支出合计'],
    ['２０２３年度', '2023年度'],
    ['部门〔单位〕', '部门(单位)'],
    ['a\u200bb\ufeff', 'ab'],
  ])('%s', (text, form) => {
    expect(normaliseLabel(text)).toBe(form)
  })
})

describe('a loose label leaves out what only numbers or measures a row', () => {
  test.each([
    ['一、一般公共服务支出', '一般公共服务支出'],
    ['二十六、抗疫特别国债安排的支出', '抗疫特别国债安排的支出'],
    ['（一）车辆数合计（辆）', '车辆数合计'],
    ['1.副部（省）级及以上领导用车', '副部(省)级及以上领导用车'],
    ['其中：外事接待费', '外事接待费'],
    ['单价100万元（含）以上设备（不含车辆）', '单价100万元(含)以上设备(不含车辆)'],
    ['决算数（万元）', '决算数'],
  ])('%s', (text, form) => {
    expect(looseLabel(text)).toBe(form)
  })

  test('a decimal number is no ordinal and a label never becomes empty', () => {
    expect(looseLabel('1.5倍')).toBe('1.5倍')
    expect(looseLabel('（万元）')).toBe('(万元)')
  })
})

test('a name is kept as printed, only put together again', () => {
  expect(printedText('中国共产党某某区\n委员会 办公室（本级）')).toBe('中国共产党某某区委员会办公室（本级）')
})
