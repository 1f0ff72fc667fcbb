import type { Draft } from './merge.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import { checkReference } from './check-relations.ts'
import type { NodePath } from './read-yaml.ts'
import type { FindTable } from './check-relations.ts'
import { readTerm } from './term.ts'

/** prior.yaml: each cell is one of last year's report, its row a key or a level. */
export function checkPrior(draft: Draft, find: FindTable): readonly PackProblem[] {
  return draft.prior.flatMap((entry) => {
    const problems: PackProblem[] = []
    const { ref } = entry.value
    const report = (message: string): void => {
      problems.push({ ...placeOf(entry, ['ref']), message: `“${ref}”${message}` })
    }
    const reading = readTerm(ref)
    const term = reading.ok && reading.term.kind === 'cells' ? reading.term : undefined
    const bound = term?.row.kind === 'bound' || term?.row.kind === 'children' || term?.column.kind === 'bound'
    if (!term || bound || !term.prior || term.sign !== 1) {
      report('应写成“上年·表/行/列”，行可以是 @类、@款、@项')
    } else checkReference(term, find, report)
    return problems
  })
}

/** charts.yaml: each item is a cell of this year; only a 构成 may take all code rows of a level. */
export function checkCharts(draft: Draft, find: FindTable): readonly PackProblem[] {
  return draft.charts.flatMap((entry) => {
    const { items, kind, id } = entry.value
    return items.flatMap(({ ref }, index) => {
      const problems: PackProblem[] = []
      const report = (message: string): void => {
        problems.push({ ...placeOf(entry, ['items', index, 'ref']), message: `图“${id}”的“${ref}”${message}` })
      }
      const reading = readTerm(ref)
      const term = reading.ok && reading.term.kind === 'cells' ? reading.term : undefined
      const isRow = term?.row.kind === 'key' || (term?.row.kind === 'level' && kind === '构成')
      if (!term || !isRow || term.column.kind !== 'key' || term.prior || term.sign !== 1)
        report(kind === '构成' ? '应写成“表/行/列”，行可以是 @类、@款、@项' : '应写成“表/行/列”')
      else checkReference(term, find, report)
      return problems
    })
  })
}

/**
 * document.md: the tables, texts and charts that its `:::` lines name. The sentences between them are parsed by core/narrative,
 * which brings its own check (`PackContext.checks`).
 */
export function checkDirectives(draft: Draft, find: FindTable): readonly PackProblem[] {
  const { document } = draft
  if (!document) return []
  const named: Readonly<Record<string, { readonly noun: string; readonly has: (id: string) => boolean }>> = {
    表: { noun: '表', has: (id) => find(id) !== undefined },
    文: { noun: '文字', has: (id) => draft.texts.has(id) || draft.broken.has(id) || draft.broken.has('texts.yaml') },
    图: {
      noun: '图',
      has: (id) =>
        draft.charts.some(({ value }) => value.id === id) || draft.broken.has(id) || draft.broken.has('charts.yaml'),
    },
  }
  return document.markdown.split('\n').flatMap((text, index) => {
    const [, word = '', id = ''] = /^:::\s*(表|文|图)\s+(\S+)/u.exec(text) ?? []
    const piece = named[word]
    if (!piece || piece.has(id)) return []
    return [{ file: document.file, line: index + 1, message: `${piece.noun}“${id}”不存在` }]
  })
}

/** Terms of the glossary are said once. */
export function checkGlossary(draft: Draft): readonly PackProblem[] {
  const terms = draft.glossary.map((entry) => entry.value.term)
  return draft.glossary.flatMap((entry, index) =>
    terms.indexOf(entry.value.term) === index ? [] : [{ ...placeOf(entry), message: `名词“${entry.value.term}”重复` }],
  )
}

/** texts.yaml: the rows of `per` can be found in its tables. */
export function checkTexts(draft: Draft, find: FindTable): readonly PackProblem[] {
  return [...draft.texts.values()].flatMap((entry) => {
    const { per, id } = entry.value
    if (!per) return []
    const problems: PackProblem[] = []
    const check = (path: NodePath, place: { readonly table: string; readonly column: string }): void => {
      const report = (key: string, message: string): void => {
        problems.push({ ...placeOf(entry, [...path, key]), message: `文字“${id}”：${message}` })
      }
      const shape = find(place.table)
      if (shape === 'broken') return
      if (!shape) {
        report('table', `表“${place.table}”不存在`)
        return
      }
      if (!shape.columns.has(place.column)) report('column', `表“${shape.id}”没有栏“${place.column}”`)
      if (per.level !== '行' && !shape.hasCodes) report('table', `表“${shape.id}”没有按科目编码的行，level 只能写 行`)
      const { prefix } = per
      if (prefix !== undefined && !shape.hasCodeRows && ![...shape.rows].some((row) => row.startsWith(prefix)))
        report('table', `表“${shape.id}”没有以“${prefix}”开头的行`)
    }
    check(['per'], per)
    per.also.forEach((place, index) => {
      check(['per', 'also', index], place)
    })
    return problems
  })
}
