import type { MoneyUnit } from '#core/money/amount.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Project } from '#core/model/project.ts'

/** What the store knows already and the 填报表 shows; all of it may be absent. */
export interface KnownAnswers {
  /** Answers of 单位信息 by field, as text; the year, the stage and the pack are filled in anyway. */
  readonly unit?: Readonly<Partial<Record<Exclude<UnitFieldId, 'moneyUnit'>, string>>>
  /** Unit of all amounts of the workbook; without it the unit of the pack's tables. */
  readonly moneyUnit?: MoneyUnit
  /** Figures and texts that stand. */
  readonly accounts?: YearAccounts
  /** Names of the classification codes in use, by code; those of `accounts` are added. */
  readonly codes?: ReadonlyMap<string, string>
  readonly projects?: readonly Project[]
}

export type UnitFieldId =
  | 'name'
  | 'shortName'
  | 'code'
  | 'parentName'
  | 'parentCode'
  | 'nature'
  | 'year'
  | 'stage'
  | 'pack'
  | 'approved'
  | 'moneyUnit'

export interface UnitField {
  readonly id: UnitFieldId
  readonly label: string
  readonly help: string
  readonly choices?: readonly string[]
}

export const NATURES = ['行政单位', '参照公务员法管理事业单位', '事业单位'] as const
export const STAGES = ['预算', '决算'] as const
export const MONEY_UNITS: readonly MoneyUnit[] = ['万元', '元']

/** The lines of 单位信息. */
export const UNIT_FIELDS: readonly UnitField[] = [
  { id: 'name', label: '单位名称', help: '全称，与公章一致；公开报表上的部门（单位）名称必须与它相同' },
  { id: 'shortName', label: '单位简称', help: '文稿中需要简称时使用，没有的可以不填' },
  { id: 'code', label: '预算单位代码', help: '财政部门给的代码，如 001001；没有的可以不填' },
  { id: 'parentName', label: '主管部门名称', help: '本单位就是主管部门的，填本单位名称' },
  { id: 'parentCode', label: '主管部门代码', help: '如 001；没有的可以不填' },
  { id: 'nature', label: '单位性质', help: '决定是否有机关运行经费，请从下拉列表中选', choices: NATURES },
  { id: 'year', label: '年度', help: '四位数字，如 2023' },
  { id: 'stage', label: '阶段', help: '预算或决算', choices: STAGES },
  { id: 'pack', label: '模板', help: '本填报表所用的模板，请勿改动' },
  { id: 'approved', label: '批复日期', help: '财政部门批复预（决）算的日期，如 2024-09-10，用来提醒公开期限' },
  {
    id: 'moneyUnit',
    label: '金额单位',
    help: '本工作簿所有金额的单位，填数以前选好；已经填的数不会换算',
    choices: MONEY_UNITS,
  },
]

export const UNIT_SHEET = '单位信息'
export const PRIOR_SHEET = '上年数'
export const TEXT_SHEET = '文字说明'
export const PROJECT_SHEET = '项目'
export const FUND_SHEET = '项目资金'
export const INDICATOR_SHEET = '指标'

/** A column of a list that is written and read back by its heading. */
export interface ListColumn {
  readonly key: string
  readonly heading: string
  readonly aliases: readonly string[]
}

const column = (key: string, heading: string, ...aliases: readonly string[]): ListColumn => ({ key, heading, aliases })

export const UNIT_COLUMNS = [column('label', '项目'), column('value', '内容', '填报内容'), column('help', '说明')]

export const PRIOR_COLUMNS = [
  column('title', '上年数项目', '项目'),
  column('code', '科目代码', '科目编码'),
  column('name', '科目名称'),
  column('figure', '上年数', '金额', '数值'),
  column('ref', '数据项（请勿改动）', '数据项'),
]

export const TEXT_COLUMNS = [
  column('id', '编号（请勿改动）', '编号'),
  column('title', '标题'),
  column('code', '科目代码', '科目编码'),
  column('name', '科目名称'),
  column('prompt', '要写什么'),
  column('text', '内容', '填报内容'),
]

/** The seven boxes of 项目绩效分析 and further ones that a project already has: id and heading are the same. */
export const ANALYSIS_TEXTS = [
  '项目实施和预算执行情况',
  '产出情况',
  '效益情况',
  '满意度情况',
  '主要经验做法',
  '主要问题及原因分析',
  '改进措施及管理建议',
] as const

export const FIGURE_COLUMNS = [
  column('declared', '目标申报数'),
  column('compiled', '预算编制数', '年初预算数'),
  column('budget', '全年预算数', '全年预算数（A）'),
  column('executed', '全年执行数', '全年执行数（B）'),
]

export const PROJECT_COLUMNS = [
  column('name', '项目名称'),
  column('subject', '类型'),
  column('projectCode', '项目代码', '项目编码'),
  column('department', '主管部门'),
  column('departmentCode', '主管部门代码'),
  column('implementingUnit', '实施单位', '预算单位'),
  column('implementingUnitCode', '实施单位代码', '预算单位代码'),
  ...FIGURE_COLUMNS,
  column('fund', '资金来源'),
  column('goal', '年度目标', '年度总体目标', '预期目标'),
  column('achieved', '实际完成情况', '目标实际完成情况'),
  ...ANALYSIS_TEXTS.map((id) => column(`text·${id}`, id)),
]

export const FUND_COLUMNS = [column('project', '项目名称'), column('fund', '资金来源'), ...FIGURE_COLUMNS]

export const INDICATOR_COLUMNS = [
  column('project', '项目名称'),
  column('level1', '一级指标'),
  column('level2', '二级指标'),
  column('level3', '三级指标'),
  column('target', '年初指标值', '年度指标值', '指标值'),
  column('adjusted', '调整后指标值'),
  column('actual', '实际完成值'),
  column('weight', '分值'),
  column('score', '得分'),
  column('reason', '偏差原因分析及改进措施', '偏差原因'),
  column('description', '绩效指标描述', '指标解释'),
  column('basis', '指标值确定依据'),
  column('standard', '评（扣）分标准', '评分标准'),
]

export const SUBJECTS = ['项目', '部门整体'] as const
export const LEVEL_1 = ['产出指标', '效益指标', '满意度指标', '成本指标'] as const
export const LEVEL_2 = [
  '数量指标',
  '质量指标',
  '时效指标',
  '成本指标',
  '经济效益指标',
  '社会效益指标',
  '生态效益指标',
  '可持续影响指标',
  '服务对象满意度指标',
] as const
