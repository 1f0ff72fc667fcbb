/** 预算 or 决算. */
export type Stage = '预算' | '决算'

/** 单位性质 decides which relations apply (机关运行经费 exists for 行政 and 参公 units only). */
export type UnitNature = '行政单位' | '参照公务员法管理事业单位' | '事业单位'

/** A unit of the tree: a department or one of its subordinate units. */
export interface Unit {
  /** 预算单位代码 where there is one, else the name. Unique in the store. */
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly nature: UnitNature
  /** Code of the department above; undefined for a department itself. */
  readonly parent: string | undefined
}

/** One unit's accounts of one year and stage, opened with the pack that made them. */
export interface ReportKey {
  readonly unit: string
  readonly year: number
  readonly stage: Stage
}

export interface PackId {
  /** e.g. `shanxi/2023-决算` */
  readonly id: string
  readonly version: string
}
