import { describe, expect, test } from 'vitest'

import { decodeInPieces, decodeWhole, textFormOf } from '#main/files/text/decode.ts'

import { errorOf } from '../scratch.ts'
import { gbkOf } from './gbk.ts'

const TEXT = '联通公司,金额\n住房公积金,"1,234.50"\n'

describe('the encoding of a text', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['GBK', gbkOf(TEXT), 'gb18030'],
    ['UTF-16 LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16(), 'utf-16be'],
  ])('%s is found and decoded, also in pieces that cut characters', (_name, bytes, encoding) => {
    expect(textFormOf(bytes).encoding).toBe(encoding)
    expect(decodeWhole('a.csv', bytes)).toBe(TEXT)
    for (const size of [1, 2, 3, 5, 7]) expect([...decodeInPieces('a.csv', bytes, size)].join('')).toBe(TEXT)
  })

  test('the two bytes of 联通 alone, which look like UTF-8 to some programs, are GBK', () => {
    expect(decodeWhole('a.txt', gbkOf('联通'))).toBe('联通')
  })

  test('four-byte GB18030 is decoded: 𠀀', () => {
    expect(decodeWhole('a.txt', Buffer.from([0x95, 0x32, 0x82, 0x36, 0xb2, 0xc6]))).toBe('𠀀财')
  })

  test('a GBK letter after a megabyte of ASCII decides', () => {
    const bytes = Buffer.concat([Buffer.alloc(1_200_000, 'a,'), gbkOf('财政')])
    expect(decodeWhole('a.csv', bytes).endsWith('财政')).toBe(true)
  })
})

describe('a text that cannot be decoded is refused, never guessed', () => {
  test.each([
    ['bytes of no encoding', Buffer.from([0xb2, 0xc6, 0xff, 0xff, 0x0a])],
    ['UTF-8 cut inside its last character', Buffer.from(TEXT + '财').subarray(0, -1)],
    ['GBK cut inside its last character', gbkOf(TEXT + '财').subarray(0, -1)],
  ])('%s', async (_name, bytes) => {
    const error = await errorOf(() => decodeWhole('乱.csv', bytes))
    expect(error).toMatchObject({ code: 'FILE_ENCODING_UNKNOWN' })
    expect(error.message).toContain('乱.csv')
  })
})
