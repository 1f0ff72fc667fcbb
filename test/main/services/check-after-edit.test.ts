import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statedCells } from '#core/check/checks/support.ts'
import { openStore } from '#main/db/open-store.ts'
import { checkReport } from '#main/services/check-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { addDraftRow, editCells, editText, setComplete, walk } from '#main/services/window/edit-report.ts'
import { editProject } from '#main/services/window/edit-project.ts'
import { checkedReport } from '#main/services/window/session.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

/** One thing that a user does; numbers choose among what the report has. */
type Step =
  | { readonly kind: 'cell'; readonly at: number; readonly text: string }
  | { readonly kind: 'code'; readonly at: number; readonly text: string }
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'project'; readonly at: number; readonly text: string }
  | { readonly kind: 'complete'; readonly at: number; readonly complete: boolean }
  | { readonly kind: 'rename'; readonly at: number }
  | { readonly kind: 'undo' | 'redo' }

const figure = fc.constantFrom('', '0', '0.00', '——', '5', '692.87', '-3.2', '1234567.89')
const at = fc.nat(10_000)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cell' as const), at, text: figure }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('code' as const), at, text: figure }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('text' as const), at, text: fc.constantFrom('', '甲', '甲\n乙') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('project' as const), at, text: fc.constantFrom('', '1', '99') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('complete' as const), at, complete: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
)

let sample: SampleWorkspace
beforeAll(async () => {
  sample = await openSampleWorkspace()
})
afterAll(async () => {
  await sample.close()
})

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('the sample has nothing to choose from')
  return found
}

function take(editing: Parameters<typeof walk>[0], reportId: number, one: Step): void {
  const workspace = editing.workspace()
  const { accounts, pack, projects, report } = openReport(workspace, chooseReport(workspace, {}))
  const tables = [...pack.tables.values()].filter((table) => table.role !== 'computed')
  switch (one.kind) {
    case 'cell': {
      const context = {
        accounts,
        pack,
        projects,
        derivedSheets: [],
        nameOfCode: () => undefined,
        nearestCodes: () => [],
      }
      const refs = [...statedCells(context)].map(({ ref }) => ref).filter((ref) => !isComputed(ref, pack))
      editCells(editing, reportId, [{ ref: pick(refs, one.at), text: one.text }], '万元')
      return
    }
    case 'code': {
      const table = pick(
        tables.filter(({ blocks }) => blocks.some(({ codeRows }) => codeRows !== undefined)),
        one.at,
      )
      const code = pick(['2010301', '2080505', '2210201', '2299999'], one.at)
      const column = pick(table.columns, one.at)
      addDraftRow({ ...editing, draftRows: new Map() }, reportId, table.id, '2010301')
      editCells(editing, reportId, [{ ref: `${table.id}/${code}/${column.key}`, text: one.text }], '元')
      return
    }
    case 'text':
      editText(
        editing,
        reportId,
        pick(
          [...pack.texts.values()].filter(({ per }) => !per),
          one.at,
        ).id,
        one.text,
      )
      return
    case 'project': {
      const project = pick(projects, one.at)
      editProject(editing, reportId, project.key, { kind: 'money', field: 'executed', text: one.text })
      return
    }
    case 'complete':
      setComplete(workspace, reportId, pick(tables, one.at).id, one.complete)
      return
    case 'rename': {
      const unit = workspace.store.units.find(report.key.unit)
      if (!unit) throw new Error('no unit')
      const nature = pick(['行政单位', '事业单位'] as const, one.at)
      workspace.store.write('会计', 'save-unit', () => {
        workspace.store.units.save({ ...unit, nature, name: `单位${one.at % 3}` })
      })
      return
    }
    case 'undo':
    case 'redo':
      walk(editing, reportId, one.kind)
  }
}

const isComputed = (ref: string, { tables }: ReturnType<typeof openReport>['pack']): boolean =>
  tables.get(ref.split('/')[0] ?? '')?.role === 'computed'

test('after any edits the checks and the document are what a computation from nothing gives', () => {
  const { workspace } = sample
  const { id } = chooseReport(workspace, {})
  const editing = { workspace: () => workspace, history: editHistory() }
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      for (const one of steps) {
        take(editing, id, one)
        const { opened, memory, ...kept } = checkedReport(workspace, id)
        expect(memory.accounts.key).toEqual(opened.accounts.key)
        // A connection of its own has read nothing yet.
        const store = openStore(workspace.store.path, { clock: workspace.clock, readonly: true })
        const anew = openReport({ store }, chooseReport({ store }, {}))
        expect(opened.projects).toEqual(anew.projects)
        expect(kept).toEqual(checkReport({ ...workspace, store }, anew))
        store.close()
      }
    }),
    { numRuns: 8 },
  )
})

test('nothing but what the changed cell takes part in is computed again', () => {
  const { workspace } = sample
  const { id } = chooseReport(workspace, {})
  const editing = { workspace: () => workspace, history: editHistory() }
  const before = checkedReport(workspace, id).model.blocks
  editText(editing, id, '部门职责', `新的职责${String(before.length)}`)
  const after = checkedReport(workspace, id).model.blocks
  const grids = (blocks: typeof before) => blocks.filter(({ kind }) => kind === 'grid')
  expect(grids(after)).not.toHaveLength(0)
  for (const [index, block] of grids(after).entries()) expect(block).toBe(grids(before)[index])
  expect(after).not.toEqual(before)
})
