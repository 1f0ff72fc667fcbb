import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDrafts } from '#main/services/window/kept-drafts.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-drafts-'))
  path = join(folder, 'drafts.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('what was being typed is there again after the program has ended, by report and place', () => {
  const drafts = openDrafts(path)
  drafts.keep('甲/2023', { place: 'wording/sentence/支出', text: '我办共支出' })
  drafts.keep('甲/2023', { place: 'explain/1', text: '属实' })
  drafts.keep('乙/2023', { place: 'explain/1', text: '另一个单位' })
  const again = openDrafts(path)
  expect(again.of('甲/2023')).toEqual([
    { place: 'wording/sentence/支出', text: '我办共支出' },
    { place: 'explain/1', text: '属实' },
  ])
  expect(again.of('丙/2023')).toEqual([])
})

test('what was taken over or given up leaves nothing behind in the file', () => {
  const drafts = openDrafts(path)
  drafts.keep('甲/2023', { place: 'explain/1', text: '属实' })
  drafts.keep('甲/2023', { place: 'explain/1', text: '' })
  expect(drafts.of('甲/2023')).toEqual([])
  expect(readFileSync(path, 'utf8')).toBe('{}')
})

test('a file that cannot be read is set aside, never written over', () => {
  writeFileSync(path, '{"甲/2023": {"explain/1"')
  const drafts = openDrafts(path)
  expect(drafts.of('甲/2023')).toEqual([])
  drafts.keep('甲/2023', { place: 'explain/2', text: '新写的' })
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('{"甲/2023": {"explain/1"')
  expect(openDrafts(path).of('甲/2023')).toHaveLength(1)
  expect(existsSync(`${path}.new`)).toBe(false)
})
