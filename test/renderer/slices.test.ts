import { mount, type VueWrapper } from '@vue/test-utils'
import { computed, defineComponent, h, nextTick, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import SlicePart from '../../src/renderer/src/components/SlicePart.vue'
import { nextTask } from '../../src/renderer/src/paging/pace.ts'
import { useSlices, type SliceOptions } from '../../src/renderer/src/slices.ts'

/** A page with a long list: a field for each item. */
function page(start: readonly string[], options: Partial<SliceOptions<string>> = {}) {
  const items = shallowRef(start)
  const list = shallowRef('one')
  let reach: (index: number) => Promise<void> = () => Promise.reject(new Error('not mounted'))
  const field = (item: string) => h('input', { key: item, 'data-item': item })
  const wrapper = mount(
    defineComponent({
      setup() {
        const made = useSlices(() => items.value, { size: 2, first: 2, list: () => list.value, ...options })
        reach = made.reach
        const slices = computed(() => made.slices.value)
        return () =>
          slices.value.map((slice) =>
            h(
              SlicePart<string>,
              { key: slice.key, slice },
              { default: (held: { items: readonly string[] }) => held.items.map(field) },
            ),
          )
      },
    }),
    { attachTo: document.body },
  )
  return { wrapper, items, list, reach }
}

const fields = (wrapper: VueWrapper): readonly Element[] => {
  const element: unknown = wrapper.element
  // A list has no element of its own: what it stands in.
  return element instanceof Node ? [...(element.parentElement?.querySelectorAll('input') ?? [])] : []
}
const shown = (wrapper: VueWrapper): readonly (string | null)[] =>
  fields(wrapper)
    .filter((field) => field.parentElement?.style.display !== 'none')
    .map((field) => field.getAttribute('data-item'))
const numbers = (count: number, name = ''): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${name}${at}`)

const SOON = { timeout: 20_000 }
const drawn = (wrapper: VueWrapper, wanted: readonly string[]): Promise<void> =>
  expect.poll(() => shown(wrapper), SOON).toEqual(wanted)
const field = (wrapper: VueWrapper, item: string): HTMLInputElement => {
  const found = fields(wrapper).find((one) => one.getAttribute('data-item') === item)
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${item}`)
  return found
}

test('what is seen first is there at once, and in the end everything is, in order', async () => {
  const { wrapper } = page(numbers(61))
  expect(shown(wrapper)).toEqual(['0', '1', '2', '3'])
  await drawn(wrapper, numbers(61))
  wrapper.unmount()
})

test('whoever is led to an item finds it in the page, also in a list that was set just now', async () => {
  const { wrapper, items, reach } = page(numbers(80))
  await reach(60)
  expect(shown(wrapper)).toContain('60')
  items.value = numbers(100, 'new')
  await reach(99)
  expect(shown(wrapper)).toEqual(numbers(100, 'new'))
  // All of it is there already.
  await reach(7)
  wrapper.unmount()
})

test('nobody waits for an item that the list does not have, or for a page that was left', async () => {
  const { wrapper, items, reach } = page(numbers(50))
  await reach(-1)
  await reach(5000)
  items.value = numbers(5000)
  const late = reach(4999)
  await nextTick()
  wrapper.unmount()
  await late
})

test('a list that changed keeps its fields, what they hold and the focus', async () => {
  const { wrapper, items } = page(numbers(60))
  await drawn(wrapper, numbers(60))
  const last = field(wrapper, '59')
  last.focus()
  last.value = 'half a word'
  items.value = [...numbers(60), '60']
  await drawn(wrapper, [...numbers(60), '60'])
  expect(document.activeElement).toBe(last)
  expect(field(wrapper, '59').value).toBe('half a word')
  wrapper.unmount()
})

test('slices known by a name keep their fields when others come before them, and when others go', async () => {
  const { wrapper, items } = page(numbers(40), { size: 1, keyOf: (item) => item })
  await drawn(wrapper, numbers(40))
  const kept = field(wrapper, '30')
  kept.value = 'half a word'
  items.value = ['new', ...numbers(40)]
  await drawn(wrapper, ['new', ...numbers(40)])
  items.value = numbers(40).slice(20)
  await drawn(wrapper, numbers(40).slice(20))
  await expect.poll(() => fields(wrapper).length, SOON).toBe(20)
  expect(field(wrapper, '30')).toBe(kept)
  expect(kept.value).toBe('half a word')
  wrapper.unmount()
})

test('of another list nothing stays in sight, and in the end nothing in the page', async () => {
  const { wrapper, items, list } = page(numbers(80))
  await drawn(wrapper, numbers(80))
  list.value = 'two'
  items.value = numbers(21, 'other')
  await nextTick()
  expect(shown(wrapper)).toEqual(numbers(4, 'other'))
  await drawn(wrapper, numbers(21, 'other'))
  await expect.poll(() => fields(wrapper).length, SOON).toBe(21)
  wrapper.unmount()
})

test('a list that is overtaken by another before it was drawn leaves nothing behind', async () => {
  const { wrapper, items, list } = page(numbers(100))
  for (const name of ['a', 'b', 'c']) {
    list.value = name
    items.value = numbers(60, name)
    await nextTask()
  }
  await drawn(wrapper, numbers(60, 'c'))
  await expect.poll(() => fields(wrapper).length, SOON).toBe(60)
  wrapper.unmount()
})
