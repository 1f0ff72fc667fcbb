import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FileReading } from './read-import-file.ts'

/**
 * Two files that both bring the same table: which one counts is not for the program to say. Files that share many tables are
 * named once.
 */
export function crossFileFindings(readings: readonly FileReading[], pack: Pack): readonly ImportFinding[] {
  const claims = readings.flatMap(({ name, tables, fillIn }) =>
    [...tables, ...(fillIn?.tables ?? [])].map(({ tableId, sheet }) => ({ file: name, tableId, sheet })),
  )
  const clashes = [...Map.groupBy(claims, (claim) => claim.tableId).values()].flatMap((same) => {
    const [first, ...others] = same
    const other = others.find((claim) => claim.file !== first?.file)
    return first && other ? [{ first, other }] : []
  })
  return [...Map.groupBy(clashes, ({ first, other }) => `${first.file}/${other.file}`).values()].flatMap((shared) => {
    const [clash] = shared
    if (!clash) return []
    const { first, other } = clash
    const title = pack.tables.get(first.tableId)?.title ?? first.tableId
    const more = shared.length > 1 ? `等 ${shared.length} 张表，这些表在《${first.file}》中也有` : ''
    const what =
      more === ''
        ? `也是“${title}”，与《${first.file}》工作表“${first.sheet}”是同一张表，无法判断以哪张为准。`
        : `是“${title}”${more}，无法判断以哪份为准。`
    return [
      finding(
        'refuse',
        'IMPORT_TABLE_TWICE',
        { file: other.file, sheet: other.sheet },
        what,
        '文件夹里每张表只留一份，移走另一份后重新导入。',
      ),
    ]
  })
}
