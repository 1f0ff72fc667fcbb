import type { Indicator, Project } from '#core/model/project.ts'
import { editCells, type CellEdit } from '#main/services/window/edit-report.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { checkedReport } from '#main/services/window/session.ts'
import { changeWording } from '#main/services/wording.ts'
import type { Workspace } from '#main/services/workspace.ts'

/** How much more than the sample a report holds. */
export interface LargeReport {
  readonly sections: number
  readonly projects: number
  /** Rows of codes that no list knows in the long table; each is a finding. */
  readonly codes: number
}

/** The table that takes codes as rows. */
export const LONG_TABLE = '支出决算表'

/** Codes of seven digits that no list knows. */
const unknownCode = (row: number): string => String(2100000 + row * 7)

/** What a paste of so many rows enters into the long table. */
function longTable(rows: number): readonly CellEdit[] {
  return Array.from({ length: rows }, (_, row) => ({
    ref: `${LONG_TABLE}/${unknownCode(row)}/基本支出`,
    text: String(row + 1),
  }))
}

/** Makes the only report of a store much larger than any sample: sections in its document, scoring sheets, findings. */
export function enlarge(workspace: Workspace, { sections, projects, codes }: LargeReport): void {
  const [report] = workspace.store.reports.all()
  if (!report) throw new Error('the sample is not in the store')
  for (let section = 1; section <= sections; section += 1)
    changeWording(
      workspace,
      report,
      { place: 'section', id: `增加的第${section}节` },
      {
        action: 'add',
        markdown: sectionText(section),
      },
    )
  const { opened } = checkedReport(workspace, report.id)
  const model = opened.projects.find(({ indicators }) => indicators.length > 0)
  if (!model) throw new Error('the sample has no scoring sheet')
  workspace.store.write('test', 'enlarge', () => {
    for (let number = 1; number <= projects; number += 1)
      workspace.store.projects.save(report.id, sheet(model, number), 'entered')
  })
  if (codes > 0) editCells({ workspace: () => workspace, history: editHistory() }, report.id, longTable(codes), '万元')
}

function sectionText(section: number): string {
  const paragraph = `第${section}节的说明。${'本单位按照规定执行，严格控制支出，没有超出预算。'.repeat(4)}`
  return `## 增加的第${section}节\n\n${Array.from({ length: 6 }, () => paragraph).join('\n\n')}\n`
}

function sheet(model: Project, number: number): Project {
  const name = `第${number}个项目`
  const of = (round: number, indicator: Indicator): Indicator => ({ ...indicator, key: `${round}-${indicator.key}` })
  const indicators = [0, 1, 2].flatMap((round) => model.indicators.map((one) => of(round, one)))
  return { ...model, key: name, name, indicators }
}
