import { nextTick, onScopeDispose, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { nextTask, openPace } from './paging/pace.ts'

/** Some of the items of a list, drawn by a `SlicePart`. */
export interface Slice<T> {
  readonly key: PropertyKey
  readonly items: readonly T[]
  /** Of a list that is not shown any more; its turn to be drawn anew or taken away has not come yet. */
  readonly isHidden: boolean
}

export interface Slices<T> {
  /** What is to be drawn, in order. */
  readonly slices: Readonly<Ref<readonly Slice<T>[]>>
  /** Resolves when the item at a place of the list is in the page: what leads there must wait for it. */
  readonly reach: (index: number) => Promise<void>
}

export interface SliceOptions<T> {
  /** Items of one slice: so many are drawn without the window being able to answer in between. */
  readonly size: number
  /** Slices that are drawn at once: what is seen first. */
  readonly first: number
  /** Which list it is. Of another list nothing stays in sight; of the same one, every slice stays until its turn. */
  readonly list?: () => unknown
  /** What a slice is known by when the list changes; its place, if not told. */
  readonly keyOf?: (first: T) => PropertyKey
}

/** A hidden window has no frames. */
const HIDDEN_MS = 100
/** Past the next frame, so that each frame lays out only what was drawn since the one before. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HIDDEN_MS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      void nextTask().then(resolve)
    })
  })
}

let last: Promise<unknown> = Promise.resolve()
/** Does pieces of work one after the other, wherever they come from, and lets the window answer before each. */
export function inTurn(work: () => void): Promise<void> {
  const done = last.then(nextTask).then(work)
  last = done.catch(() => undefined)
  return done
}

type Part<T> = { -readonly [K in keyof Slice<T>]: Slice<T>[K] }

/** So many slices are put into the page empty, to be filled one by one: the page itself is then seldom gone through. */
const LISTED = 32

/**
 * A long list, drawn slice by slice so that the window never stops: the first slices at once, the others one after the other
 * until all are in the page, where the search of the browser, Tab and screen readers find them.
 */
export function useSlices<T>(items: () => readonly T[], options: SliceOptions<T>): Slices<T> {
  const slices = shallowRef<readonly Part<T>[]>([])
  /** Counts the lists, so that what draws an overtaken one stops. */
  let turn = 0
  /** Slices of the list that are in the page. */
  let drawn = 0
  let waiting: { readonly slice: number; readonly resolve: () => void }[] = []

  function draw(part: Part<T>, chunk: readonly T[]): void {
    part.items = chunk
    part.isHidden = false
  }
  function tell(count: number): void {
    drawn = count
    for (const { slice, resolve } of waiting) if (slice < drawn) resolve()
    waiting = waiting.filter(({ slice }) => slice >= drawn)
  }

  async function deal(list: readonly T[], isOther: boolean): Promise<void> {
    turn += 1
    const own = turn
    drawn = 0
    const chunks = chunked(list, options)
    const before = new Map(slices.value.map((part) => [part.key, part]))
    const parts = chunks.map(
      ({ key }) => before.get(key) ?? shallowReactive<Part<T>>({ key, items: [], isHidden: true }),
    )
    const kept = new Set(parts)
    const gone = slices.value.filter((part) => !kept.has(part))
    /** Slices up to a place, those behind it that were there before, and what goes. */
    const show = (end: number): void => {
      slices.value = [...parts.filter((part, index) => index < end || before.has(part.key)), ...gone]
    }
    for (const part of isOther ? slices.value : gone) part.isHidden = true
    chunks.slice(0, options.first).forEach(({ chunk }, index) => {
      const part = parts[index]
      if (part) draw(part, chunk)
    })
    show(options.first)
    await nextTick()
    await nextFrame()
    const pause = openPace(nextFrame)
    const rest = async (): Promise<boolean> => {
      await nextTick()
      await pause()
      return own === turn
    }
    for (let index = options.first; own === turn && index < chunks.length; index += 1) {
      tell(index)
      if ((index - options.first) % LISTED === 0) show(index + LISTED)
      const [part, chunk] = [parts[index], chunks[index]?.chunk]
      if (part && chunk) draw(part, chunk)
      if (!(await rest())) return
    }
    if (own !== turn) return
    tell(Infinity)
    for (const part of gone) {
      part.items = []
      if (!(await rest())) return
    }
    gone.length = 0
    show(Infinity)
  }

  watch([items, () => options.list?.()], ([list, which], before) => void deal(list, which !== before[1]), {
    immediate: true,
  })
  onScopeDispose(() => {
    turn += 1
    tell(Infinity)
  })
  return {
    slices,
    reach: async (index) => {
      // A list that was set just now is looked at first.
      await nextTick()
      const slice = Math.floor(index / options.size)
      if (slice < drawn) return
      await new Promise<void>((resolve) => {
        waiting.push({ slice, resolve })
      })
    },
  }
}

function chunked<T>(
  list: readonly T[],
  { size, keyOf }: SliceOptions<T>,
): readonly { readonly key: PropertyKey; readonly chunk: readonly T[] }[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => {
    const chunk = list.slice(index * size, (index + 1) * size)
    const [first] = chunk
    return { key: first !== undefined && keyOf ? keyOf(first) : index, chunk }
  })
}
