import { createRouter, createWebHashHistory } from 'vue-router'
import UnitsPage from './pages/UnitsPage.vue'

export interface PageEntry {
  readonly name: string
  readonly title: string
  readonly icon:
    'units' | 'import' | 'tables' | 'document' | 'performance' | 'checks' | 'export' | 'charts' | 'settings'
  /** Needs an open report. */
  readonly ofReport: boolean
  readonly hint: string
}

/** The pages in the order of the work. */
export const PAGES: readonly PageEntry[] = [
  { name: 'units', title: '单位与年度', icon: 'units', ofReport: false, hint: 'Alt+1' },
  { name: 'import', title: '导入', icon: 'import', ofReport: false, hint: 'Alt+2' },
  { name: 'tables', title: '报表', icon: 'tables', ofReport: true, hint: 'Alt+3' },
  { name: 'document', title: '情况说明', icon: 'document', ofReport: true, hint: 'Alt+4' },
  { name: 'performance', title: '绩效自评', icon: 'performance', ofReport: true, hint: 'Alt+5' },
  { name: 'checks', title: '审核', icon: 'checks', ofReport: true, hint: 'Alt+6' },
  { name: 'export', title: '预览与导出', icon: 'export', ofReport: true, hint: 'Alt+7' },
  { name: 'charts', title: '图表与历年', icon: 'charts', ofReport: true, hint: 'Alt+8' },
  { name: 'settings', title: '设置', icon: 'settings', ofReport: false, hint: 'Alt+9' },
]

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: { name: 'units' } },
    { path: '/units', name: 'units', component: UnitsPage },
    { path: '/import', name: 'import', component: () => import('./pages/ImportPage.vue') },
    { path: '/tables/:table?', name: 'tables', component: () => import('./pages/TablesPage.vue') },
    { path: '/document', name: 'document', component: () => import('./pages/DocumentPage.vue') },
    { path: '/performance/:project?', name: 'performance', component: () => import('./pages/PerformancePage.vue') },
    { path: '/checks', name: 'checks', component: () => import('./pages/ChecksPage.vue') },
    { path: '/export', name: 'export', component: () => import('./pages/ExportPage.vue') },
    { path: '/charts', name: 'charts', component: () => import('./pages/ChartsPage.vue') },
    { path: '/settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  ],
})

/** Pages that bring a library of their own are read when they are first shown. */
const LATE = new Set(['charts'])

/** Reads the pages one after the other while nobody waits, so that nobody waits for one later. */
export async function readPages(): Promise<void> {
  await router.isReady()
  for (const { name, components } of router.getRoutes()) {
    const page = components?.['default']
    if (typeof page !== 'function' || typeof name !== 'string' || LATE.has(name)) continue
    await new Promise((resolve) => requestIdleCallback(resolve))
    await (page as () => Promise<unknown>)()
  }
}
