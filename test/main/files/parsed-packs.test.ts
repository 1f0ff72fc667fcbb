import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPacks } from '#main/files/packs.ts'
import { openParsedPacks } from '#main/files/packs/parsed-packs.ts'

const pack = openPacks([join(import.meta.dirname, '../../../resources/packs')]).load('base/2023-决算')

let folder: string
let file: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mingzhang-parsed-')), 'packs')
  file = join(folder, 'abc.pack')
})
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

test('a pack that was kept comes back whole, and nothing else lies there', () => {
  openParsedPacks(folder).keep('abc', pack)
  expect(openParsedPacks(folder).find('abc')).toEqual(pack)
  expect(readdirSync(folder)).toEqual(['abc.pack'])
})

test('nothing is found where nothing was kept', () => {
  expect(openParsedPacks(folder).find('abc')).toBeUndefined()
})

test('a file with a single changed byte is no pack, wherever the byte is', () => {
  openParsedPacks(folder).keep('abc', pack)
  const bytes = readFileSync(file)
  for (const at of [0, 31, 32, 33, bytes.length >> 1, bytes.length - 1]) {
    const damaged = Buffer.from(bytes)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    writeFileSync(file, damaged)
    expect(openParsedPacks(folder).find('abc'), String(at)).toBeUndefined()
  }
})

test('a file that was cut off, or is empty, is no pack, and is replaced by the next one that is kept', () => {
  const packs = openParsedPacks(folder)
  packs.keep('abc', pack)
  const bytes = readFileSync(file)
  for (const length of [0, 10, 32, bytes.length - 1]) {
    writeFileSync(file, bytes.subarray(0, length))
    expect(packs.find('abc'), String(length)).toBeUndefined()
  }
  packs.keep('abc', pack)
  expect(packs.find('abc')).toEqual(pack)
})

test('a file under the name of another pack is not that pack', () => {
  const packs = openParsedPacks(folder)
  packs.keep('abc', pack)
  renameSync(file, join(folder, 'def.pack'))
  expect(packs.find('def')).toBeUndefined()
})

test('a folder that cannot be made keeps nothing and refuses nothing', () => {
  writeFileSync(folder, 'a file in its place')
  const packs = openParsedPacks(folder)
  packs.keep('abc', pack)
  expect(packs.find('abc')).toBeUndefined()
})
