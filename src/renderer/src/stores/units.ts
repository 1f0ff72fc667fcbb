import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Request } from '#core/contract/contract.ts'
import type { PackItem, ReportItem, UnitTree } from '#core/contract/views.ts'
import { call } from '../api.ts'
import { useNotices } from './notices.ts'

/** Units, their reports and the packs, as main last told them. */
export const useUnits = defineStore('units', () => {
  const tree = shallowRef<UnitTree>()
  const packs = shallowRef<readonly PackItem[]>([])
  const notices = useNotices()

  async function load(): Promise<void> {
    // Nobody waits for the packs to see the units.
    const listing = call('packs:list', {})
    const units = await call('units:list', {})
    if (units.ok) tree.value = units.value
    else notices.error(units.error)
    const known = await listing
    if (known.ok) packs.value = known.value
  }
  async function save(unit: Request<'units:save'>): Promise<boolean> {
    const result = await call('units:save', unit)
    if (result.ok) tree.value = result.value
    else notices.error(result.error)
    return result.ok
  }
  async function create(unit: string, pack: string): Promise<ReportItem | undefined> {
    const result = await call('reports:create', { unit, pack })
    if (!result.ok) {
      notices.error(result.error)
      return undefined
    }
    await load()
    return result.value
  }
  return { tree, packs, load, save, create }
})
