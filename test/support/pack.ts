import type { Pack } from '#core/packs/pack.ts'
import { packHead, phrase, style, textField } from '#core/packs/schema-pack.ts'
import { form } from '#core/packs/schema-form.ts'
import { relation } from '#core/packs/schema-relation.ts'
import { scoring } from '#core/packs/schema-scoring.ts'
import { table } from '#core/packs/schema-table.ts'

export interface PackSketch {
  readonly tables?: readonly unknown[]
  readonly relations?: readonly unknown[]
  readonly texts?: readonly unknown[]
  readonly phrases?: readonly unknown[]
  readonly forms?: readonly unknown[]
  readonly scoring?: unknown
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A small pack for a test, through the real schemas. */
export function sketchPack(sketch: PackSketch): Pack {
  const head = packHead.parse({
    id: 'test/2023-决算',
    version: '1.0.0',
    title: '测试',
    stage: '决算',
    year: 2023,
    settings: { tableAmount: {}, textAmount: {}, percent: {}, ...sketch.settings },
  })
  const tables = (sketch.tables ?? []).map((one) => table.parse(one))
  const texts = (sketch.texts ?? []).map((one) => textField.parse(one))
  const phrases = (sketch.phrases ?? []).map((one) => phrase.parse(one))
  return {
    head,
    lineage: ['test/2023-决算@1.0.0'],
    digest: 'test',
    tables: new Map(tables.map((one) => [one.id, one])),
    relations: (sketch.relations ?? []).map((one) => relation.parse(one)),
    texts: new Map(texts.map((one) => [one.id, one])),
    phrases: new Map(phrases.map((one) => [one.id, one])),
    glossary: [],
    style: style.parse(STYLE),
    document: { file: 'document.md', markdown: '' },
    priorCells: [],
    charts: new Map(),
    forms: new Map((sketch.forms ?? []).map((one) => form.parse(one)).map((one) => [one.id, one])),
    scoring: sketch.scoring === undefined ? undefined : scoring.parse(sketch.scoring),
  }
}

const STYLE = {
  page: { width: 210, height: 297, margin: { top: 37, right: 26, bottom: 35, left: 28 } },
  fonts: {
    title: ['方正小标宋简体'],
    heading1: ['黑体'],
    heading2: ['楷体_GB2312'],
    body: ['仿宋_GB2312'],
    table: ['宋体'],
    digits: ['Times New Roman'],
  },
  sizes: { coverUnit: 26, coverTitle: 26, title: 22, heading: 16, body: 16, table: 9, note: 9 },
  lineSpacing: 29,
  pageNumber: { form: '— {n} —', size: 14 },
}
