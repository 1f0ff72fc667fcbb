import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import EditText from '../../src/renderer/src/components/EditText.vue'

/** Types a text into the field and leaves it. */
function field(value: string) {
  const wrapper = mount(EditText, { props: { value, label: '指标值' }, attachTo: document.body })
  return {
    wrapper,
    enter: async (text: string) => {
      const input = wrapper.get('input')
      await input.trigger('focus')
      await input.setValue(text)
      await input.trigger('blur')
    },
    saved: () => (wrapper.emitted<[string, boolean]>('save') ?? []).map(([text]) => text),
  }
}

test('what is typed back before the answer was drawn is handed over as well', async () => {
  const { wrapper, enter, saved } = field('5')
  await enter('6')
  await enter('5')
  expect(saved()).toEqual(['6', '5'])
  wrapper.unmount()
})

test('what was refused is handed over again; what stands already is not', async () => {
  const { wrapper, enter, saved } = field('5')
  await enter('five')
  await enter('five')
  expect(saved()).toEqual(['five', 'five'])
  await enter('6')
  await wrapper.setProps({ value: '6' })
  await enter('6')
  expect(saved()).toEqual(['five', 'five', '6'])
  wrapper.unmount()
})
