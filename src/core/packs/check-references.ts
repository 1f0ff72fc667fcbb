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

/**
 * document.md: the tables and texts that its `:::` lines name. The sentences between them are parsed by core/narrative,
 * which brings its own check (`PackContext.checks`).
 */
export function checkDirectives(draft: Draft, find: FindTable): readonly PackProblem[] {
  const { document } = draft
  if (!document) return []
  return document.markdown.split('\n').flatMap((text, index) => {
    const match = /^:::\s*(表|文)\s+(\S+)/u.exec(text)
    if (!match) return []
    const [, word = '', id = ''] = match
    const isText = draft.texts.has(id) || draft.broken.has(id) || draft.broken.has('texts.yaml')
    if (word === '表' ? find(id) !== undefined : isText) return []
    return [{ file: document.file, line: index + 1, message: `${word === '表' ? '表' : '文字'}“${id}”不存在` }]
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
