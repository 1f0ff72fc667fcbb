import { printedFacts, type PrintedTable } from '#test/samples/facts.ts'
import type { Office } from './office.ts'
import { cellText } from './stated.ts'

/**
 * The published tables of an office, as their bureau prints them. The forms are those of a real print, emptied; what stands in
 * them comes from the office alone.
 */
export function publishedTables(
  office: Office,
  { withStatistics }: { readonly withStatistics: boolean },
): readonly PrintedTable[] {
  const unitLine = office.print.unit === '元' ? '单位：元' : '金额单位：万元'
  return FORMS.filter(({ id }) => withStatistics || id !== STATISTICS).map((form) => ({
    ...form,
    nameLine: `部门名称：${office.name}`,
    unitLine,
    body: bodyOf(form, office),
  }))
}

const STATISTICS = '部门决算公开相关信息统计表'
const FORMS = printedFacts().tables

function bodyOf(form: PrintedTable, office: Office): PrintedTable['body'] {
  switch (form.id) {
    case '收入支出决算总表':
      return form.body.map(([left = '', no = '', , right = '', line = '']) => [
        left,
        no,
        cellText(office, `${form.id}/${keyOf(left, '收入总计')}/金额`),
        right,
        line,
        cellText(office, `${form.id}/${keyOf(right, '支出总计')}/金额`),
      ])
    case '财政拨款收入支出决算总表':
      return summaryOfFunds(form, office)
    case '一般公共预算财政拨款基本支出决算表':
      return form.body.map((row) => row.map((text, column) => economicCell(form.id, row, text, column, office)))
    case '财政拨款三公经费支出决算表':
      return [THREE_COLUMNS.map((column) => cellText(office, `${form.id}/三公经费/${column}`))]
    case STATISTICS:
      return form.body.map(([label = '', no = '', figure = '']) =>
        /^\d+$/u.test(no)
          ? [label, no, cellText(office, `${form.id}/${statisticOf(label, no)}/统计数`)]
          : [label, no, figure],
      )
    default:
      return codeRows(form, office)
  }
}

const CLASSES: ReadonlyMap<string, string> = new Map(
  [
    ...'201 202 203 204 205 206 207 208 210 211 212 213 214 215 216 217 219 220 221 222 223 224 229 231 232 234'.split(
      ' ',
    ),
  ].map((code, index) => [FORMS[0]?.body[index]?.[3] ?? '', code]),
)

/** The key that a printed label stands for: 一、… is dropped, a 类 becomes its code. */
function keyOf(label: string, grandTotal: string): string {
  if (label === '总计') return grandTotal
  return CLASSES.get(label) ?? label.replace(/^[一二三四五六七八]、/u, '')
}

function summaryOfFunds(form: PrintedTable, office: Office): PrintedTable['body'] {
  let isOpening = false
  return form.body.map(([left = '', no = '', , right = '', line = '']) => {
    const key = `${isOpening && left !== '总计' ? '年初' : ''}${keyOf(left, '收入总计')}`
    if (left === '年初财政拨款结转和结余') isOpening = true
    const columns = ['合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款']
    const spent = columns.map((column) => cellText(office, `${form.id}/${keyOf(right, '支出总计')}/${column}`))
    return [left, no, cellText(office, `${form.id}/${key}/金额`), right, line, ...spent]
  })
}

/** A figure stands two columns to the right of its code; the totals stand in the last row. */
function economicCell(id: string, row: readonly string[], text: string, column: number, office: Office): string {
  const code = row[column - 2] ?? ''
  if (/^3\d+$/u.test(code)) return text === '——' ? text : cellText(office, `${id}/${code}/决算数`)
  if (row[0] === '人员经费合计' && column === 2) return cellText(office, `${id}/人员经费合计/决算数`)
  if (row[0] === '人员经费合计' && column === 11) return cellText(office, `${id}/公用经费合计/决算数`)
  return text
}

const THREE_COLUMNS = ['预算数', '决算数'].flatMap((head) =>
  ['合计', '因公出国（境）费', '公务用车购置及运行维护费', '公务用车购置费', '公务用车运行维护费', '公务接待费'].map(
    (column) => head + column,
  ),
)

function statisticOf(label: string, no: string): string {
  const procurement = ['', '政府采购合计', '政府采购货物', '政府采购工程', '政府采购服务'][Number(no)]
  if (procurement) return procurement
  if (no === '7') return '车辆数合计'
  if (no === '17') return '单价100万元以上设备'
  return label
    .normalize('NFKC')
    .replace(/^(\(.\)|\d\.)/u, '')
    .replace(/\((.)\)/gu, '（$1）')
}

const CODE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  收入决算表: ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'],
  支出决算表: ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
  一般公共预算财政拨款支出决算表: ['小计', '基本支出', '项目支出'],
  政府性基金预算财政拨款收入支出决算表: [
    '年初结转和结余',
    '本年收入',
    '小计',
    '基本支出',
    '项目支出',
    '年末结转和结余',
  ],
  国有资本经营预算财政拨款支出决算表: ['合计', '基本支出', '项目支出'],
}

function codeRows({ id }: PrintedTable, office: Office): PrintedTable['body'] {
  const columns = CODE_COLUMNS[id]
  if (!columns) throw new Error(`${id} has no columns`)
  const codes = [
    ...new Set(
      [...office.figures.keys()].flatMap((ref) => (ref.startsWith(`${id}/`) ? (ref.split('/')[1] ?? '') : [])),
    ),
  ]
  const figures = (row: string): readonly string[] =>
    columns.map((column) => cellText(office, `${id}/${row}/${column}`))
  return [
    ['合计', '<', ...figures('合计')],
    ...codes
      .filter((code) => code !== '合计')
      .toSorted()
      .map((code) => [code, office.names.get(code) ?? code, ...figures(code)]),
  ]
}
