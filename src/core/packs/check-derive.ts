import type { FindTable } from './check-relations.ts'
import type { PackProblem } from './pack.ts'
import { placeOf, type Entry } from './parse-layer.ts'
import type { NodePath } from './read-yaml.ts'
import type { PackDerive } from './schema-derive.ts'

/**
 * derive.yaml: amounts, settings and cells that are named exist. Rules for tables that are not there are allowed, and, in a pack
 * that has the file from a parent (`isOwn` false), for rows and columns that its own tables leave out.
 */
export function checkDerive(entry: Entry<PackDerive>, find: FindTable, isOwn: boolean): readonly PackProblem[] {
  const { amounts, settings, cells, warn, projects, proof } = entry.value
  const problems: PackProblem[] = []
  const report = (path: NodePath, message: string): void => {
    problems.push({ ...placeOf(entry, path), message })
  }
  const known = new Set(amounts.map(({ id }) => id))
  const requireAmount = (id: string, path: NodePath): void => {
    if (!known.has(id)) report(path, `没有名为“${id}”的金额`)
  }
  settings.forEach((setting, index) => {
    if (!setting.options.includes(setting.default))
      report(['settings', index, 'default'], `“${setting.default}”不在选项中`)
  })
  amounts.forEach(({ id, when, against, balances = [] }, index) => {
    if (balances.length > 0 && against === undefined)
      report(['amounts', index, 'balances'], '没有 against 就不需要 balances')
    balances.forEach(({ zero }, at) => {
      for (const term of zero.flat()) requireAmount(term.replace(/^-/u, ''), ['amounts', index, 'balances', at, 'zero'])
    })
    if (amounts.findIndex((one) => one.id === id) < index) report(['amounts', index, 'id'], `金额“${id}”重复`)
    for (const [name, options] of Object.entries(when)) {
      const setting = settings.find((one) => one.id === name)
      if (!setting) report(['amounts', index, 'when', name], `没有名为“${name}”的设置`)
      else if (!options.every((option) => setting.options.includes(option)))
        report(['amounts', index, 'when', name], `设置“${name}”没有这个选项`)
    }
  })
  cells.forEach(({ table, row, rows, column, sum }, index) => {
    sum.forEach((term, at) => {
      requireAmount(term.replace(/^-/u, ''), ['cells', index, 'sum', at])
    })
    if ((row === undefined) === (rows === undefined)) report(['cells', index], '须写 row 或 rows 中的一个')
    const shape = find(table)
    if (!isOwn || shape === undefined || shape === 'broken') return
    if (!shape.columns.has(column)) report(['cells', index, 'column'], `${table}没有“${column}”这一列`)
    if (row !== undefined && !shape.rows.has(row)) report(['cells', index, 'row'], `${table}没有“${row}”这一行`)
  })
  warn.forEach(({ amount }, index) => {
    requireAmount(amount, ['warn', index, 'amount'])
  })
  proof?.zero.forEach((term, at) => {
    requireAmount(term.replace(/^-/u, ''), ['proof', 'zero', at])
  })
  if (proof && settings.find(({ id }) => id === proof.setting.id)?.options.includes(proof.setting.option) !== true)
    report(['proof', 'setting'], `设置“${proof.setting.id}”没有“${proof.setting.option}”这个选项`)
  if (projects !== undefined) requireAmount(projects, ['projects'])
  return problems
}
