import { finding, type ImportFinding } from './finding.ts'
import { placeIn, type TableContext } from './table-context.ts'

/** An amount with more decimals than the 分: of one cell, or gathered for a sheet. */
export const BEYOND_FEN = 'IMPORT_BEYOND_FEN'

const NAMED = 3

/**
 * Several amounts finer than the 分 in a sheet in 元 are one mistake: its unit line is likely wrong. One finding at that line
 * then takes the place of one for each cell; a single such cell is the mistake itself and keeps its own.
 */
export function gatherBeyondFen(context: TableContext, findings: readonly ImportFinding[]): readonly ImportFinding[] {
  const cells = findings.filter((one) => one.code === BEYOND_FEN)
  if (context.unit !== '元' || cells.length < 2) return findings
  const line = context.found.unit.kind === 'stated' ? context.found.unit.address : undefined
  const places = cells.slice(0, NAMED).flatMap((one) => one.address ?? [])
  const said = line === undefined ? '导入时指明的金额单位是元' : '这里写的金额单位是元'
  const one = finding(
    'refuse',
    BEYOND_FEN,
    placeIn(context, line ?? places[0]),
    `${said}，却有 ${cells.length} 个金额超过两位小数（${places.join('、')}${cells.length > NAMED ? ' 等' : ''}），不能精确到分。`,
    '如果这些数其实是万元，请把金额单位改为万元后重新导入。',
    '如果确实是元，请把这些金额改成不超过两位小数后重新导入。',
  )
  return [one, ...findings.filter(({ code }) => code !== BEYOND_FEN)]
}
