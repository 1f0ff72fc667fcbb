import { expect, test } from 'vitest'
import { timeLeftText } from '../../src/renderer/src/format.ts'

test('the time that is left is said roughly, and never as nothing', () => {
  expect([-500, 0, 5000].map(timeLeftText)).toEqual(['剩余几秒', '剩余几秒', '剩余几秒'])
  expect([5001, 12_300, 59_000].map(timeLeftText)).toEqual(['剩余约 10 秒', '剩余约 15 秒', '剩余约 60 秒'])
  expect([60_001, 119_000].map(timeLeftText)).toEqual(['剩余约 2 分钟', '剩余约 2 分钟'])
})
