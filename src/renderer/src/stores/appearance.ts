import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark' | 'system'
const THEME = 'mingzhang.theme'
const ZOOM = 'mingzhang.zoom'
const ZOOMS = [80, 90, 100, 110, 125, 150]

/** How the window looks; kept on this machine. */
export const useAppearance = defineStore('appearance', () => {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(system.matches)
  system.addEventListener('change', (event) => {
    systemDark.value = event.matches
  })
  const kept = localStorage.getItem(THEME)
  const theme = ref<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system')
  const keptZoom = Number.parseInt(localStorage.getItem(ZOOM) ?? '100', 10)
  const zoom = ref(ZOOMS.includes(keptZoom) ? keptZoom : 100)
  const isDark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'))
  watchEffect(() => {
    document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light'
    document.documentElement.style.setProperty('zoom', `${zoom.value}%`)
    localStorage.setItem(THEME, theme.value)
    localStorage.setItem(ZOOM, String(zoom.value))
  })
  function toggle(): void {
    theme.value = isDark.value ? 'light' : 'dark'
  }
  return { theme, zoom, zooms: ZOOMS, isDark, toggle }
})
