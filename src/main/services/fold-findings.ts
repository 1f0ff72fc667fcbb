import { placeText, type ImportFinding } from '#core/recognise/finding.ts'

/** What is one mistake though every sheet shows it: the files of another unit or year. */
const OF_THE_WHOLE: ReadonlySet<ImportFinding['code']> = new Set(['IMPORT_OTHER_UNIT', 'IMPORT_OTHER_YEAR'])

/** The same words about many sheets become one point at the first of them, which says how many more there are. */
export function foldFindings(findings: readonly ImportFinding[]): readonly ImportFinding[] {
  const groups = Map.groupBy(findings, (finding) =>
    OF_THE_WHOLE.has(finding.code) ? `${finding.code} ${finding.severity} ${wordsOf(finding)}` : finding,
  )
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike
    if (!first || alike.length === 1) return alike
    return [{ ...first, message: `${first.message}另有 ${alike.length - 1} 张工作表也是这样。` }]
  })
}

/** A message without the place that it begins with. */
function wordsOf(finding: ImportFinding): string {
  return finding.message.slice(placeText(finding).length)
}
