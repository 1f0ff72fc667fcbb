import type { Pack } from './pack.ts'
import type { PackOption, PackTextField } from './schema-pack.ts'

/** Heading under which the texts of switched-on options are asked for. */
const GROUP = '审签和盖章'

/**
 * The pack with the options that are on: their lines stand in document.md and their fields are texts like any other, so that one
 * that nobody filled in prints a placeholder and is a finding. `options` then are those that are still off. Without any the pack
 * comes back as it is.
 */
export function withOptions(pack: Pack, isOn: (option: PackOption) => boolean): Pack {
  const on = [...(pack.options?.values() ?? [])].filter(isOn)
  if (on.length === 0) return pack
  const fields = on.flatMap(({ fields }) =>
    fields.map((field): readonly [string, PackTextField] => [field.id, { ...field, group: GROUP }]),
  )
  const markdown = on.reduce(insertOption, pack.document.markdown)
  const options = new Map([...(pack.options ?? [])].filter(([, option]) => !on.includes(option)))
  return { ...pack, options, texts: new Map([...pack.texts, ...fields]), document: { ...pack.document, markdown } }
}

function insertOption(document: string, { place, markdown }: PackOption): string {
  const lines = document.split(/\r?\n/u)
  const own = markdown.trimEnd().split(/\r?\n/u)
  if (place === 'end') return [...lines, '', '::: 分页', '', ...own, ''].join('\n')
  const from = lines.findIndex((line) => /^:::\s*封面/u.test(line.trim()))
  const end = lines.findIndex((line, at) => at > from && /^:::\s*完/u.test(line.trim()))
  const before = from < 0 ? [] : lines.slice(0, end)
  const after = from < 0 ? lines : lines.slice(end + 1)
  if (place === 'cover') {
    const opened = from < 0 ? ['::: 封面'] : before
    return [...opened, ...own, '::: 完', ...after].join('\n')
  }
  const closed = from < 0 ? [] : [...before, '::: 完']
  // A 目录 begins a page of its own; whatever else follows must not stand below the lines.
  const next = after.find((line) => line.trim() !== '')
  const isBroken = next !== undefined && /^:::\s*(目录|分页)/u.test(next.trim())
  // Not part of the text: no number, and not counted.
  return [...closed, '', '::: 前页', '', ...own, '', ...(isBroken ? [] : ['::: 分页', '']), ...after].join('\n')
}
