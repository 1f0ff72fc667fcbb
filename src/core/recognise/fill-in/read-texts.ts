import type { Pack } from '#core/packs/pack.ts'
import type { PackTextField } from '#core/packs/schema-pack.ts'
import { levelOf } from '#core/codes/code-tree.ts'
import { fixedTextRows, rowTextId, type TextRows } from '#core/packs/text-rows.ts'
import { finding, quote, type ImportFinding } from '../finding.ts'
import type { FillInReading } from './answers.ts'
import { TEXT_COLUMNS } from './known.ts'
import { keyText, readList, type OpenSheet } from './read-list.ts'
import { answerOf } from './read-unit.ts'

/** Reads 文字说明; a row is known by its 编号, else by its title. */
export function readTexts(
  sheet: OpenSheet,
  pack: Pack,
): { readonly texts: FillInReading['texts']; readonly findings: readonly ImportFinding[] } {
  const list = readList(sheet, TEXT_COLUMNS)
  const texts: FillInReading['texts'][number][] = []
  const findings = [...list.findings]
  const seen = new Map<string, string>()
  const known = [...pack.texts.values()]
  for (const row of list.rows) {
    const text = row.text('text')
    if (text === '') continue
    const id = keyText(row.text('id'))
    const title = keyText(row.text('title'))
    const ofRow = rowTextNamed(id, pack)
    const field =
      known.find((one) => keyText(one.id) === id) ?? ofRow?.field ?? known.find((one) => keyText(one.title) === title)
    const written = ofRow?.row ?? keyText(row.text('code')).replace(/\.0+$/u, '')
    if (!field) {
      findings.push(
        finding(
          'refuse',
          'IMPORT_ROW_UNKNOWN',
          row.place('text'),
          `${quote(row.text('title') || row.text('id'))}不是这个模板要的文字，内容${quote(text)}没有地方可放。`,
          '把内容填到原有的行中，或删除这一行，再重新导入。',
        ),
      )
      continue
    }
    const code = field.per && rowKey(field.per, written, pack)
    if (field.per && code === undefined) {
      findings.push(
        finding(
          'refuse',
          'IMPORT_CODE_MALFORMED',
          row.place('code'),
          `“${field.title}”要按“${field.per.level}”填写，科目代码${written === '' ? '没有填' : `${quote(written)}不对`}。`,
          `填上${field.per.level === '行' ? `表“${field.per.table}”的行名` : '科目代码'}后重新导入。`,
        ),
      )
      continue
    }
    const key = code === undefined ? field.id : rowTextId(field.id, code)
    const answer = answerOf(row, 'text', text)
    const before = seen.get(key)
    if (before === undefined) texts.push({ id: key, answer })
    else findings.push(twice(row.place('text'), field.title, before))
    seen.set(key, before ?? answer.address)
  }
  return { texts, findings }
}

/** A 编号 that names text and row in one (采购内容·第1项), as sheets have it that were made before the pack asked by row. */
function rowTextNamed(id: string, pack: Pack): { readonly field: PackTextField; readonly row: string } | undefined {
  for (const field of pack.texts.values())
    for (const { key } of (field.per && fixedTextRows(field.per, pack)) ?? [])
      if (keyText(rowTextId(field.id, key)) === id) return { field, row: keyText(key) }
  return undefined
}

/** The row that the code column names: a fixed row of the form, or any code of the level. */
function rowKey(per: TextRows, written: string, pack: Pack): string | undefined {
  const fixed = fixedTextRows(per, pack)
  if (fixed) return fixed.find(({ key }) => keyText(key) === written)?.key
  return levelOf(written) === per.level ? written : undefined
}

function twice(place: Parameters<typeof finding>[2], title: string, before: string): ImportFinding {
  return finding('refuse', 'IMPORT_ROW_TWICE', place, `“${title}”在 ${before} 已经填过。`, '只保留一处，再重新导入。')
}
