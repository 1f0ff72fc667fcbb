import { expect, test } from 'vitest'
import { addDays, daysBetween, isDay } from '#core/model/publishing.ts'

test('the last day is so many days after the 批复, over months and leap days', () => {
  expect(addDays('2024-08-20', 20)).toBe('2024-09-09')
  expect(addDays('2024-02-20', 20)).toBe('2024-03-11')
  expect(addDays('2023-02-20', 20)).toBe('2023-03-12')
  expect(addDays('2024-12-20', 20)).toBe('2025-01-09')
})

test('days are counted from one to the other, below zero when the other is past', () => {
  expect(daysBetween('2024-09-01', '2024-09-09')).toBe(8)
  expect(daysBetween('2024-09-09', '2024-09-09')).toBe(0)
  expect(daysBetween('2024-09-12', '2024-09-09')).toBe(-3)
})

test('only days that exist are days', () => {
  expect(isDay('2024-02-29')).toBe(true)
  for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', '2024-01-01T00:00', '', '今天'])
    expect(isDay(text)).toBe(false)
})
