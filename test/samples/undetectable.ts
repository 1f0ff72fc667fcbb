import { printAmount } from '#core/check/print-amount.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Mutation, Reaction } from './mutations.ts'

/** A changed digit and what the relations made of it. */
export interface Trial {
  readonly mutation: Mutation
  readonly reaction: Reaction
}

/** Nothing failed: the figure may be wrong and no relation can tell. */
export const isUndetected = ({ reaction }: Trial): boolean => reaction.failures.length === 0

/** The diagnosis names the changed cell and nothing else. */
export const isNamed = ({ mutation, reaction }: Trial): boolean =>
  reaction.suspects.length === 1 && reaction.suspects[0] === mutation.ref

/** The diagnosis names another cell, which every failure compares with the changed one: both explain it equally well. */
export const isTied = ({ mutation, reaction }: Trial): boolean => {
  const [suspect, ...others] = reaction.suspects
  return (
    suspect !== undefined &&
    suspect !== mutation.ref &&
    others.length === 0 &&
    reaction.failures.every(({ cells }) => cells.includes(suspect) && cells.includes(mutation.ref))
  )
}

/** The diagnosis names another cell although it explains the failures less simply: a shortcoming of the diagnosis or the pack. */
export const isMisnamed = (trial: Trial): boolean => !isUndetected(trial) && !isNamed(trial) && !isTied(trial)

export const isOnlyWarned = ({ reaction }: Trial): boolean =>
  reaction.failures.length > 0 && reaction.failures.every(({ severity }) => severity !== 'error')

/** The golden file: counts, what no relation can exclude and why, and where the diagnosis has more than one candidate. */
export function undetectableReport(trials: readonly Trial[], pack: Pack): string {
  return [
    '# 一位数字写错时查得出什么',
    '',
    '把样例公开报表中每个数字的每一位改成其余九个数字之一，逐一审核。由 `test/main/mutations.test.ts` 核对；',
    '模板包的关系有增减时，请先读一遍差异，再用 `node test/samples/write-undetectable.ts` 重写。',
    '',
    ...countTable(trials),
    '',
    '## 不能排除的',
    '',
    '表中金额都由元四舍五入到万元的两位小数。合计与分项之和相差在各数舍入误差之和以内的是尾差，不是错误；',
    '下列改动之后，凡涉及这个单元格的关系都仍然成立或只差尾差，所以任何关系都不能断定它错了。',
    '',
    ...undetectedRows(trials.filter(isUndetected), pack),
    '## 查得出、但另有单元格同样可疑的',
    '',
    '只有同一批关系被打破，而这些关系同时比较下列各对单元格，单凭数字分不出错的是哪一个。',
    '',
    ...suspectRows(trials.filter(isTied)),
    '## 查得出、但点名了别的单元格的',
    '',
    '改动的数又算出了别的数（如统计表的行政单位一行算出机关运行经费），被打破的关系比较的是算出的数，归因因此落在另一边。',
    '',
    ...suspectRows(trials.filter(isMisnamed)),
    '## 查得出、但只作提示的',
    '',
    ...warnedRows(trials.filter(isOnlyWarned)),
  ].join('\n')
}

function countTable(trials: readonly Trial[]): readonly string[] {
  const tables = Map.groupBy(trials, ({ mutation }) => tableOf(mutation.ref))
  const line = (name: string, some: readonly Trial[]): string => {
    const count = (is: (trial: Trial) => boolean): number => some.filter(is).length
    const cells = new Set(some.map(({ mutation }) => mutation.ref)).size
    return `| ${name} | ${cells} | ${some.length} | ${count(isNamed)} | ${count(isTied)} | ${count(isMisnamed)} | ${count(isUndetected)} |`
  }
  return [
    '| 表 | 有数的单元格 | 改动 | 查出并点名 | 查出，另有同样可疑的 | 查出，点了别的 | 不能排除 |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...tables].map(([table, some]) => line(table, some)),
    line('合计', trials),
  ]
}

function undetectedRows(trials: readonly Trial[], pack: Pack): readonly string[] {
  const byReason = Map.groupBy(trials, (trial) => reasonOf(trial, pack))
  return [...byReason].flatMap(([reason, some]) => [
    `### ${reason}`,
    '',
    ...[...Map.groupBy(some, ({ mutation }) => mutation.ref)].map(([ref, same]) => {
      const print = (amount: Mutation['was']): string => printAmount(amount, ref, pack)
      const [first] = same
      return `- ${ref}：${first ? print(first.mutation.was) : ''} 改成 ${same.map(({ mutation }) => print(mutation.becomes)).join('、')}`
    }),
    '',
  ])
}

function reasonOf({ reaction }: Trial, pack: Pack): string {
  const said = new Set(
    reaction.silent.flatMap(({ rule, outcome }) =>
      outcome === 'not-applicable' ? [] : [`${rule} ${titleOf(rule, pack)}（${outcome === 'tail' ? '尾差' : '成立'}）`],
    ),
  )
  return said.size === 0 ? '没有涉及这个单元格的关系' : [...said].join('；')
}

function suspectRows(trials: readonly Trial[]): readonly string[] {
  const byPair = Map.groupBy(
    trials,
    ({ mutation, reaction }) =>
      `${mutation.ref}，点名的是 ${reaction.suspects.join('、')}（${[...new Set(reaction.failures.map(({ rule }) => rule))].join('、')}）`,
  )
  return [...[...byPair].map(([pair, some]) => `- ${pair}：${some.length}种改动`), '']
}

function warnedRows(trials: readonly Trial[]): readonly string[] {
  const byCell = Map.groupBy(
    trials,
    ({ mutation, reaction }) =>
      `${mutation.ref}（${[...new Set(reaction.failures.map(({ rule }) => rule))].join('、')}）`,
  )
  return [...[...byCell].map(([cell, some]) => `- ${cell}：${some.length}种改动`), '']
}

const tableOf = (ref: CellRef): string => parseCellRef(ref)?.table ?? ref

const titleOf = (rule: string, pack: Pack): string => pack.relations.find(({ id }) => id === rule)?.title ?? ''
