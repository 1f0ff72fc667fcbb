import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FileReading } from './import-files.ts'

/** Two files that both bring the same table: which one counts is not for the program to say. */
export function crossFileFindings(readings: readonly FileReading[], pack: Pack): readonly ImportFinding[] {
  const claims = readings.flatMap(({ name, tables, fillIn }) =>
    [...tables, ...(fillIn?.tables ?? [])].map(({ tableId, sheet }) => ({ file: name, tableId, sheet })),
  )
  return [...Map.groupBy(claims, (claim) => claim.tableId).values()].flatMap((same) => {
    const [first, ...others] = same
    const other = others.find((claim) => claim.file !== first?.file)
    if (!first || !other) return []
    const title = pack.tables.get(first.tableId)?.title ?? first.tableId
    return [
      finding(
        'refuse',
        'IMPORT_TABLE_TWICE',
        { file: other.file, sheet: other.sheet },
        `也是“${title}”，与《${first.file}》工作表“${first.sheet}”是同一张表，无法判断以哪张为准。`,
        '文件夹里每张表只留一份，移走另一份后重新导入。',
      ),
    ]
  })
}
