import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import { statedFigures, trialsOf, withFigure } from '#test/samples/mutations.ts'
import { openSample } from '#test/samples/open-sample.ts'
import { isMisnamed, isUndetected, undetectableReport } from '#test/samples/undetectable.ts'
import { GOLDEN_FILE } from '#test/samples/write-undetectable.ts'
import { SAMPLE_FOLDER } from '#test/samples/write-001.ts'

const sample = await openSample(SAMPLE_FOLDER)
const trials = trialsOf(sample)
/** Enough of them, spread over all tables, to hold the short way and `runChecks` together. */
const EVERY = 61

/** From it 机关运行经费 is computed, so that two relations fail beside 公用经费合计 and only one beside the cell itself. */
const MISNAMED: ReadonlySet<string> = new Set(['部门决算公开相关信息统计表/行政单位/统计数'])

describe('one wrong digit in the published tables', () => {
  test('is tried at every place of every figure', () => {
    const figures = statedFigures(sample)
    expect(figures.length).toBe(163)
    expect(new Set(trials.map(({ mutation }) => mutation.ref)).size).toBe(figures.length)
    expect(trials.length).toBeGreaterThan(6000)
  })

  test('is found and its cell named, or one that explains it as well, or it is one that no relation can exclude', () => {
    expect(new Set(trials.filter(isMisnamed).map(({ mutation }) => mutation.ref))).toEqual(MISNAMED)
  })

  test('escapes only where the golden list says so and why', () => {
    expect(undetectableReport(trials, sample.pack)).toBe(readFileSync(GOLDEN_FILE, 'utf8'))
  })

  test('escapes nowhere but among the 款 that are only added up', () => {
    const escaped = trials.filter(isUndetected)
    expect(escaped.length / trials.length).toBeLessThan(0.02)
    expect(new Set(escaped.map(({ mutation }) => mutation.ref.split('/')[0]))).toEqual(
      new Set(['一般公共预算财政拨款基本支出决算表']),
    )
  })

  test('never escapes by more than the rounding of the figures that are added up', () => {
    const WIDEST = 6 // 11 rounded figures against one rounded total can hide 12 × 0.005
    const far = trials.filter(
      (trial) => isUndetected(trial) && Math.abs(trial.mutation.becomes.fen - trial.mutation.was.fen) > WIDEST * 10_000,
    )
    expect(far).toEqual([])
  })

  test('comes out of the whole check as it does here', () => {
    const some = trials.filter((_, index) => index % EVERY === 0)
    for (const { mutation, reaction } of some) {
      const report = runChecks({ ...sample, ...withFigure(sample, mutation) })
      const failed = report.findings.filter(({ rule, outcome }) => outcome === 'fail' && !rule.startsWith('CK-'))
      expect(failed.map(({ rule, cells }) => ({ rule, cells }))).toEqual(
        reaction.failures.map(({ rule, cells }) => ({ rule, cells })),
      )
      expect(report.suspects.map(({ cell }) => cell)).toEqual(reaction.suspects)
    }
  })
})
