import { align } from './align.ts'

/** A part of a text that stands in the other text as well, or does not. */
export interface Stretch {
  readonly text: string
  readonly isAlike: boolean
}

export interface WordDifferences {
  /** Put together, the stretches of a side are its text. The stretches that are alike are the same on both sides. */
  readonly was: readonly Stretch[]
  readonly is: readonly Stretch[]
}

/**
 * What two texts have in common, word by word; an amount is one word, with its sign and its per cent. Sentences that stand in both are
 * set against each other first, so that a word is not found again in another sentence.
 */
export function wordDifferences(was: string, is: string): WordDifferences {
  return gathered(compare(sentencesOf(was), sentencesOf(is)).flatMap(words))
}

/** What stands in both texts at this place; what differs is not the same on both sides. */
interface Place {
  readonly was: string
  readonly is: string
}

const isAlike = ({ was, is }: Place): boolean => was === is

/** Parts in order; neighbours that differ are one place. */
function compare(was: readonly string[], is: readonly string[]): readonly Place[] {
  const places: Place[] = []
  for (const { left, right } of align(was, is)) {
    const place = { was: partAt(was, left), is: partAt(is, right) }
    const last = places.at(-1)
    if (last && !isAlike(last) && !isAlike(place))
      places.splice(-1, 1, { was: last.was + place.was, is: last.is + place.is })
    else places.push(place)
  }
  return places
}

const partAt = (parts: readonly string[], index: number | undefined): string =>
  index === undefined ? '' : (parts[index] ?? '')

/** Texts of more words are not taken apart: that would cost megabytes and no one would read it. */
const MOST_WORDS = 2000

function words(place: Place): readonly Place[] {
  if (isAlike(place)) return [place]
  const [was, is] = [wordsOf(place.was), wordsOf(place.is)]
  return was.length > MOST_WORDS || is.length > MOST_WORDS ? [place] : compare(was, is)
}

function gathered(places: readonly Place[]): WordDifferences {
  const stretches = (side: 'was' | 'is'): readonly Stretch[] => {
    const list: Stretch[] = []
    for (const place of places) {
      if (place[side] === '') continue
      const last = list.at(-1)
      const part = { text: place[side], isAlike: isAlike(place) }
      if (last?.isAlike === part.isAlike) list.splice(-1, 1, { ...part, text: last.text + part.text })
      else list.push(part)
    }
    return list
  }
  return { was: stretches('was'), is: stretches('is') }
}

const sentencesOf = (text: string): readonly string[] =>
  text.match(/[^。；！？\n]*[。；！？\n]|[^。；！？\n]+$/gu) ?? []

/** A minus sign stands at no digit, where it would be a hyphen. */
const AMOUNT = /((?<![\d.])[-－△▲]?\d+(?:,\d+)*(?:\.\d+)?[%％‰]?)/u

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

function wordsOf(text: string): readonly string[] {
  return text
    .split(AMOUNT)
    .flatMap((part, index) =>
      index % 2 === 1 ? [part] : Array.from(SEGMENTER.segment(part), ({ segment }) => segment),
    )
}
