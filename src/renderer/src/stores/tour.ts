import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { call } from '../api.ts'
import { useNotices } from './notices.ts'
import { useReport } from './report.ts'
import { useTasks } from './tasks.ts'
import { useUnits } from './units.ts'

/** One place of the window that the tour shows. */
export interface TourStep {
  readonly page: string
  /** What is highlighted; the whole page without it on the screen. */
  readonly target: string
  readonly title: string
  readonly text: string
}

/** The way through the window in the order of the work. */
export const STEPS: readonly TourStep[] = [
  {
    page: 'import',
    target: '[data-tour="drop"]',
    title: '导入',
    text: '把财务软件或决算软件导出的报表、填报表、账簿拖到这里。先预览每张表是什么、哪些数会变，确认后才存入，随时可以撤销。',
  },
  {
    page: 'tables',
    target: '[role="grid"]',
    title: '报表',
    text: '每张表按公开样式排好，像 Excel 一样用方向键、回车、复制粘贴。录入的、计算的、有错的格子各有颜色。',
  },
  {
    page: 'tables',
    target: '[data-tour="sources"]',
    title: '数从哪里来',
    text: '选中一个格子，按 F4 看它来自哪个文件、哪个单元格，或由哪些数算出。',
  },
  {
    page: 'document',
    target: '[data-tour="document"]',
    title: '情况说明',
    text: '文稿里的数都是活的：报表一改，句子跟着改，点数字可以看来源。还缺的文字在旁边列出。',
  },
  {
    page: 'performance',
    target: '[data-tour="performance"]',
    title: '绩效自评',
    text: '填指标值和完成值，程序按规则建议得分；与建议不同时写明原因。',
  },
  {
    page: 'checks',
    target: '[data-tour="checks"]',
    title: '审核',
    text: '每一项勾稽关系都核对过。点“去修改”直接到出错的格子；提示可以写出错说明，错误只能改正。',
  },
  {
    page: 'export',
    target: '[data-tour="export"]',
    title: '预览与导出',
    text: '看到的就是印出来的。导出 Word、PDF、网页和 Excel，每次导出留一个版本。',
  },
  {
    page: 'units',
    target: '[data-tour="help"]',
    title: '随时可以找到',
    text: '按 Ctrl+K 查找功能和表格，按 F1 看全部快捷键，Ctrl+Z 撤销。改动随时自动保存。这个导览在“设置”里可以再看。',
  },
]

/** The tour of the window: offered once, shown when asked for. */
export const useTour = defineStore('tour', () => {
  const report = useReport()
  const units = useUnits()
  const tasks = useTasks()
  const notices = useNotices()
  const at = ref<number>()
  const isOffered = ref(false)
  const step = computed(() => (at.value === undefined ? undefined : STEPS[at.value]))

  /** Offers the tour to who starts with an empty store and was never asked. */
  async function offer(): Promise<void> {
    const [info, tree] = await Promise.all([call('app:info', {}), call('units:list', {})])
    isOffered.value = info.ok && tree.ok && !info.value.tourAnswered && tree.value.units.length === 0
  }
  /** The user said yes or no: the question does not come again. */
  async function answer(): Promise<void> {
    isOffered.value = false
    await call('tour:answered', {})
  }
  /** Starts at the open report; without any, on the sample unit. */
  async function start(): Promise<void> {
    if (isOffered.value) await answer()
    if (!report.view && !(await openAny())) return
    at.value = 0
  }
  async function openAny(): Promise<boolean> {
    await units.load()
    const [first] = units.tree?.reports ?? []
    if (first) return report.open(first.id)
    const sample = await tasks.run('导入样例', (task) => call('import:sample', { task }))
    if (!sample.ok) {
      notices.error(sample.error)
      return false
    }
    await units.load()
    return report.open(sample.value.id)
  }
  function move(by: 1 | -1): void {
    if (at.value === undefined) return
    const next = at.value + by
    if (next >= STEPS.length) stop()
    else if (next >= 0) at.value = next
  }
  function stop(): void {
    at.value = undefined
  }
  return { at, step, isOffered, offer, answer, start, move, stop }
})
