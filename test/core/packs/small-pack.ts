import type { PackFiles } from '#core/packs/parse-layer.ts'

/** A whole pack in a few lines; tests replace single files of it. */
export const SMALL_ID = 'base/2023-决算'

const FILES: Readonly<Record<string, string>> = {
  'pack.yaml': `id: base/2023-决算
version: 1.0.0
title: 最小的模板包
stage: 决算
year: 2023
settings:
  tableAmount: { unit: 万元, decimals: 2 }
  textAmount: { unit: 万元, decimals: 2 }
  percent: { decimals: 2 }
`,
  'tables/收入表.yaml': `id: 收入表
title: 收入决算表
columns:
  - key: 合计
  - key: 财政拨款
  - key: 其他
blocks:
  - columns: ['@code', '@name', 合计, 财政拨款, 其他]
    rows:
      - { key: 合计, label: 合计 }
    codeRows: { list: 功能分类, levels: [类, 款, 项] }
header:
  - [{ text: 项目, cols: 2 }, { text: 本年收入合计, rows: 2 }, { text: 其中, cols: 2 }]
  - [科目代码, 科目名称, 财政拨款收入, 其他收入]
  - [{ text: 栏次, cols: 2 }, '1', '2', '3']
print:
  widths: [10, 20, 10, 10, 10]
`,
  'tables/总表.yaml': `id: 总表
title: 收入支出总表
columns:
  - key: 金额
blocks:
  - columns: ['@label', '@line', 金额]
    rows:
      - { key: 本年收入, label: 本年收入合计, line: 1 }
      - { empty: true, line: 2 }
  - columns: ['@label', '@line', 金额]
    rows:
      - { key: '201', label: 一、一般公共服务支出, line: 3, code: '201' }
      - { key: 本年支出, label: 本年支出合计, line: 4 }
header:
  - [{ text: 收入, cols: 3 }, { text: 支出, cols: 3 }]
  - [项目, 行次, 金额, 项目, 行次, 金额]
`,
  'relations.yaml': `- id: GK-0101
  kind: same
  title: 两表的本年收入相等
  left: 总表/本年收入/金额
  right: 收入表/合计/合计
  hint: 核对两表
  source: { document: 说明, clause: 第一条 }
- id: GK-0102
  kind: sum
  title: 各级科目等于下级之和
  for: { table: 收入表, rows: 有下级, columns: 所有 }
  left: [收入表/@行/@列]
  right: [收入表/@下级/@列]
  hint: 核对各级
  source: { document: 说明, clause: 第二条 }
`,
  'texts.yaml': `- { id: 职责, title: 主要职责, prompt: 写明职责, form: paragraphs }
`,
  'phrases.yaml': `- id: 增减
  params: [甲, 乙]
  cases:
    - { when: 甲 > 乙, text: 增加 }
    - { text: 减少 }
`,
  'prior.yaml': `- { ref: 上年·总表/本年收入/金额, title: 上年收入 }
- { ref: 上年·收入表/@项/合计, title: 上年各项收入 }
`,
  'glossary.yaml': `- { term: 基本支出, text: 指…… }
`,
  'style.yaml': `page: { width: 210, height: 297, margin: { top: 37, right: 26, bottom: 35, left: 28 } }
fonts:
  title: [小标宋]
  heading1: [黑体]
  heading2: [楷体]
  body: [仿宋]
  table: [宋体]
  digits: [仿宋]
sizes: { coverUnit: 26, coverTitle: 32, title: 22, heading: 16, body: 16, table: 10, note: 9 }
lineSpacing: 28
pageNumber: { form: '— {n} —', size: 14 }
`,
  'document.md': `# 第一部分

::: 文 职责

::: 表 总表
`,
}

/** The small pack with files replaced, added or (with undefined) left out. */
export function smallPack(changes: Readonly<Record<string, string | undefined>> = {}): PackFiles {
  return folder(SMALL_ID, { ...FILES, ...changes })
}

/** The small pack with the first occurrence of a text in one of its files replaced. */
export function smallPackWhere(file: string, from: string, to: string): PackFiles {
  const text = FILES[file]
  if (text?.includes(from) !== true) throw new Error(`${file} does not contain ${from}`)
  return smallPack({ [file]: text.replace(from, to) })
}

/** Files under a pack id. */
export function folder(id: string, files: Readonly<Record<string, string | undefined>>): PackFiles {
  return new Map(
    Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[`${id}/${name}`, text] as const])),
  )
}
