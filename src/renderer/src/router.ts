import { createRouter, createWebHashHistory } from 'vue-router'
import ChecksPage from './pages/ChecksPage.vue'
import DocumentPage from './pages/DocumentPage.vue'
import ExportPage from './pages/ExportPage.vue'
import ImportPage from './pages/ImportPage.vue'
import PerformancePage from './pages/PerformancePage.vue'
import SettingsPage from './pages/SettingsPage.vue'
import TablesPage from './pages/TablesPage.vue'
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
    { path: '/import', name: 'import', component: ImportPage },
    { path: '/tables/:table?', name: 'tables', component: TablesPage },
    { path: '/document', name: 'document', component: DocumentPage },
    { path: '/performance/:project?', name: 'performance', component: PerformancePage },
    { path: '/checks', name: 'checks', component: ChecksPage },
    { path: '/export', name: 'export', component: ExportPage },
    // The drawing library is fetched with its first picture.
    { path: '/charts', name: 'charts', component: () => import('./pages/ChartsPage.vue') },
    { path: '/settings', name: 'settings', component: SettingsPage },
  ],
})
