/** Bytes of a text in GBK; nothing in Node writes that encoding, so the decoder's table is turned round. */
export function gbkOf(text: string): Buffer {
  return Buffer.concat(Array.from(text).map((character) => TABLE.get(character) ?? Buffer.from(character, 'latin1')))
}

const TABLE: ReadonlyMap<string, Buffer> = (() => {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue
      const bytes = Buffer.from([high, low])
      const character = decoder.decode(bytes)
      if (character.length === 1 && !table.has(character)) table.set(character, bytes)
    }
  }
  return table
})()
