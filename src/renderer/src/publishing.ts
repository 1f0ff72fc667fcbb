/** How the last day for publishing is told: text, and how urgent it is. */
export interface Countdown {
  readonly text: string
  readonly tone: 'good' | 'soon' | 'late' | 'plain'
}

/** From this many days on, the last day is near. */
const SOON = 5

/** Undefined without a 批复日期. `daysLeft` counts from today, or from the day of publishing. */
export function countdown(daysLeft: number | undefined, isPublished: boolean): Countdown | undefined {
  if (daysLeft === undefined) return undefined
  if (isPublished)
    return daysLeft >= 0 ? { text: '已按期公开', tone: 'good' } : { text: `已公开，晚了 ${-daysLeft} 天`, tone: 'late' }
  if (daysLeft < 0) return { text: `已逾期 ${-daysLeft} 天`, tone: 'late' }
  if (daysLeft === 0) return { text: '今天是最后一天', tone: 'late' }
  return { text: `还剩 ${daysLeft} 天`, tone: daysLeft <= SOON ? 'soon' : 'plain' }
}
