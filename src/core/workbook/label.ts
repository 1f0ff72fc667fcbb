/**
 * One form for labels that mean the same: NFKC, no white space, brackets alike, no quotes. Exports differ in all of these.
 * For comparing only; what is shown and stored keeps the print (`printedText`).
 */
export function normaliseLabel(text: string): string {
  const known = normalised.get(text)
  if (known !== undefined) return known
  if (normalised.size >= MOST_LABELS) normalised.clear()
  const label = plainLabel(text)
  normalised.set(text, label)
  return label
}

/** The same few names are compared again and again: those of a pack with each of the thousands of indicators of a department. */
const normalised = new Map<string, string>()
const MOST_LABELS = 5000

function plainLabel(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]+/gu, '')
    .replace(/[“”„‟‘’‚‛"'`「」『』《》〈〉]/gu, '')
    .replace(/[〔【[{]/gu, '(')
    .replace(/[〕】\]}]/gu, ')')
    .replace(/[‐‑‒–—―−─]+/gu, '-')
    .replace(/[・•‧∙]/gu, '·')
}

/** 一、 (一) 1. 1、 其中: and the like before a label. `1.5` is no ordinal. */
const ORDINAL =
  /^(?:[一二三四五六七八九十百]+[、.,]|\([一二三四五六七八九十百\d]+\)|\d+(?:[、,]|\.(?!\d))|其中:|加:|减:)/u

/** What a figure is counted in, after its label. */
const COUNTED_IN =
  /\((?:金额单位:)?(?:万元|元|%|辆|台|套|台套|台[、/,]套|台\(套\)|个|人|名|次|人次|批|批次|组|团组|平方米)\)$/u

/** As `normaliseLabel`, without the ordinal before and the unit after: 二、外交支出 and 外交支出 are one row. */
export function looseLabel(text: string): string {
  let label = normaliseLabel(text)
  for (let before = ''; before !== label;) {
    before = label
    label = label.replace(ORDINAL, '')
  }
  const bare = label.replace(COUNTED_IN, '')
  return bare === '' ? label : bare
}

/** A name as it was printed, put together again: without line breaks and spaces, brackets and quotes as they are. */
export function printedText(text: string): string {
  return text.replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]+/gu, '')
}
