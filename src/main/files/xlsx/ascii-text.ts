/**
 * The text of a few ASCII bytes. Numbers of up to ten characters are nearly all there are, and for these this is four
 * times as fast as decoding (15 ns beside 60 ns), which is a tenth of the time of a large journal.
 */
export function asciiText(bytes: Buffer, from: number, to: number): string {
  const at = (i: number): number => bytes[from + i] ?? 0
  switch (to - from) {
    case 1:
      return String.fromCharCode(at(0))
    case 2:
      return String.fromCharCode(at(0), at(1))
    case 3:
      return String.fromCharCode(at(0), at(1), at(2))
    case 4:
      return String.fromCharCode(at(0), at(1), at(2), at(3))
    case 5:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4))
    case 6:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5))
    case 7:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5), at(6))
    case 8:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7))
    case 9:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8))
    case 10:
      return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8), at(9))
    default:
      return bytes.toString('latin1', from, to)
  }
}
