/** NFKC without white space: prints differ in both and mean the same. */
export function normaliseSentence(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}
