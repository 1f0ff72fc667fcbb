import type { Grid } from '#core/document/model.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import type { PerformanceSubject, Project } from '#core/model/project.ts'
import { placeForm, type PlacedFormSection } from '#core/packs/form-layout.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackForm } from '#core/packs/schema-form.ts'
import type { FormSources } from './form-fill.ts'
import { sectionRows } from './grid-rows.ts'

/** The form of a subject: the one of the nearest pack. */
export function formOf(pack: Pack, subject: PerformanceSubject): PackForm | undefined {
  return [...pack.forms.values()].findLast((form) => form.subject === subject)
}

/**
 * The sheets of a report as they print: the whole unit first, then its projects in their order. A project whose pack has no
 * form for it is not printed (check CK-120 says so). RangeError for a form that fills no rectangle, which the loader refuses.
 *
 * @param recall of a memory whose accounts these are and whose pack never changes: a sheet that is the same prints the same
 */
export function sheetGrids(
  projects: readonly Project[],
  pack: Pack,
  accounts: YearAccounts,
  recall: Recall = afresh,
): readonly Grid[] {
  return (['部门整体', '项目'] as const).flatMap((subject) => {
    const form = formOf(pack, subject)
    const own = projects.filter((project) => project.subject === subject)
    if (!form) return []
    return own.map((project, index) =>
      recall(`自评表 ${project.key}`, [project, index], () => fillForm(form, project, index + 1, pack, accounts)),
    )
  })
}

/** Every form of the pack, empty, to be filled in by hand. */
export function blankForms(pack: Pack, accounts: YearAccounts): readonly Grid[] {
  return [...pack.forms.values()].map((form) => fillForm(form, undefined, 1, pack, accounts))
}

function fillForm(
  form: PackForm,
  project: Project | undefined,
  number: number,
  pack: Pack,
  accounts: YearAccounts,
): Grid {
  const placement = placeForm(form)
  if (!placement.ok) throw new RangeError(`${form.id}: ${placement.reason}`)
  const sources = { form, project, accounts, scoring: pack.scoring }
  const fill = (text: string): string =>
    text
      .replaceAll('{单位}', accounts.unit.name)
      .replaceAll('{年度}', String(accounts.key.year))
      .replaceAll('{项目名称}', project?.name ?? '')
      .replaceAll('{序号}', String(number))
  return {
    id: project ? `${form.id}-${project.key}` : form.id,
    title: fill(form.title),
    subject: form.subject,
    headingLevel: form.headingLevel,
    code: form.code,
    line: [fill(form.line[0]), fill(form.line[1]), fill(form.line[2])],
    orientation: form.orientation,
    widths: form.widths,
    fontSize: form.fontSize,
    headerRows: form.headerRows,
    headingRow: form.headerRows > 0 ? undefined : headingRow(placement.sections, sources),
    rows: placement.sections.flatMap((section) => sectionRows(section, sources)),
    notes: form.notes.map(fill),
  }
}

/** Where the heading of the indicators stands among the printed rows. */
function headingRow(sections: readonly PlacedFormSection[], sources: FormSources): number | undefined {
  let above = 0
  for (const section of sections) {
    const each = section.rows.findIndex((row) => row.each === 'indicators')
    const before = each < 0 ? section.rows : section.rows.slice(0, each)
    above += sectionRows({ ...section, rows: before, label: undefined }, sources).length
    if (each >= 0) return each === 0 ? undefined : above - 1
  }
  return undefined
}
