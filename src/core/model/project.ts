import type { Amount } from '#core/money/amount.ts'

/** 项目 has its own sheet; 部门整体 is the one sheet of the whole unit. */
export type PerformanceSubject = '项目' | '部门整体'

/** The four figures of one line of money; undefined where the sheet leaves the box blank. */
export interface ProjectFigures {
  /** 目标申报数 */
  readonly declared: Amount | undefined
  /** 预算编制数, the 年初预算数 of forms with one such column */
  readonly compiled: Amount | undefined
  /** 全年预算数 (A) */
  readonly budget: Amount | undefined
  /** 全年执行数 (B) */
  readonly executed: Amount | undefined
}

/** One fund source below the total, e.g. 当年财政拨款, 上年结转资金, 其他资金, in printed order. */
export interface ProjectFund extends ProjectFigures {
  readonly name: string
}

export type TargetOperator = '≥' | '≤' | '=' | '>' | '<'

/**
 * What an indicator should reach.
 * Units: a number in 元 or 万元 is 分, any other is hundredths of one `unit`, as everywhere with Amount.
 */
export type IndicatorTarget =
  | { readonly kind: 'number'; readonly operator: TargetOperator; readonly value: Amount; readonly unit: string }
  | { readonly kind: 'words'; readonly text: string }

/** What was reached: a number in the unit of the target, or the words of a level (达成预期指标 …). */
export type IndicatorActual =
  | { readonly kind: 'number'; readonly value: Amount; readonly unit: string }
  | { readonly kind: 'words'; readonly text: string }

export interface Indicator {
  /** Unique within its project and kept when the wording changes. */
  readonly key: string
  /** 一级, 二级 and 三级指标 */
  readonly levels: readonly [string, string, string]
  /** 绩效指标描述 */
  readonly description: string | undefined
  /** 指标值确定依据 */
  readonly basis: string | undefined
  /** 评（扣）分标准 */
  readonly standard: string | undefined
  readonly target: IndicatorTarget | undefined
  /** 调整后指标值 */
  readonly adjustedTarget: IndicatorTarget | undefined
  readonly actual: IndicatorActual | undefined
  /** 分值 */
  readonly weight: Amount | undefined
  /** 得分 */
  readonly score: Amount | undefined
  /** 偏差原因分析及改进措施; also the reason for a score other than the suggested one */
  readonly deviationReason: string | undefined
}

/** One performance sheet of a report with its money and its indicators. */
export interface Project {
  /** Unique within its report and kept through renaming: the 项目代码, else the first name. */
  readonly key: string
  readonly subject: PerformanceSubject
  readonly name: string
  readonly projectCode: string | undefined
  /** 主管部门 and its code */
  readonly department: string | undefined
  readonly departmentCode: string | undefined
  /** 实施单位 (预算单位) and its code */
  readonly implementingUnit: string | undefined
  readonly implementingUnitCode: string | undefined
  readonly total: ProjectFigures
  readonly funds: readonly ProjectFund[]
  /** 年度总体目标 */
  readonly goal: string | undefined
  /** 目标实际完成情况 */
  readonly achieved: string | undefined
  /** Analysis texts by the id that the pack gives their box. */
  readonly texts: ReadonlyMap<string, string>
  readonly indicators: readonly Indicator[]
}
