import type { GlobalThemeOverrides } from 'naive-ui'

const FONT =
  '"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","HarmonyOS Sans SC","Noto Sans CJK SC","Noto Sans SC",sans-serif'
const DIGITS = `"Cascadia Mono","Consolas","DejaVu Sans Mono",${FONT}`

const common = {
  fontFamily: FONT,
  fontFamilyMono: DIGITS,
  fontSize: '14px',
  borderRadius: '6px',
  fontWeightStrong: '600',
}

/** Ink blue on warm paper by day, the same blue on slate by night. */
export const lightOverrides: GlobalThemeOverrides = {
  common: {
    ...common,
    primaryColor: '#2b5c8f',
    primaryColorHover: '#3a72ac',
    primaryColorPressed: '#1f4870',
    primaryColorSuppl: '#3a72ac',
    errorColor: '#c0392b',
    warningColor: '#b7791f',
    successColor: '#2f7d5b',
    infoColor: '#4a7aa8',
    bodyColor: '#f6f5f2',
    textColorBase: '#1f2733',
  },
}

export const darkOverrides: GlobalThemeOverrides = {
  common: {
    ...common,
    primaryColor: '#7fb0e6',
    primaryColorHover: '#9cc4ef',
    primaryColorPressed: '#5f95d1',
    primaryColorSuppl: '#5f95d1',
    errorColor: '#ef8376',
    warningColor: '#e0ad5b',
    successColor: '#6cc29a',
    infoColor: '#8fb6dd',
    bodyColor: '#14181d',
    cardColor: '#1c2229',
    modalColor: '#1f262e',
    popoverColor: '#252d36',
  },
}
