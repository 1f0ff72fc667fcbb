import type { DocumentStyle } from '#core/document/model.ts'
import type { TocSetting } from './toc.ts'

type Level = 1 | 2 | 3 | 4

/** Every kind of paragraph: those of the model, and the lines of cover, 目录 and tables. */
export const TEXT_ROLES = [
  'body',
  'list',
  'note',
  'title',
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'toc-title',
  'toc1',
  'toc2',
  'toc3',
  'toc4',
  'grid-title',
  'grid-line',
  'grid-note',
  'cover-unit',
  'cover-title',
  'cover-line',
  'cover-date',
] as const
export type TextRole = (typeof TEXT_ROLES)[number]

export type Face = keyof DocumentStyle['fonts']

/** How one kind of paragraph is set: the same numbers for docx and for print. */
export interface TextStyle {
  /** Which font list of the pack. */
  readonly face: Face
  /** Points. */
  readonly size: number
  readonly bold: boolean
  readonly align: 'left' | 'center' | 'right' | 'justify'
  /** Exact line spacing in points. */
  readonly line: number
  /** First-line indent in characters. */
  readonly indent: number
  /** Space before and after, in points. */
  readonly before: number
  readonly after: number
}

/**
 * The typography of a document from the numbers of its pack.
 *
 * Source  GB/T 9704-2012: title 小标宋, 一、 黑体, （一） 楷体, 1. 仿宋, body 仿宋 with two characters of indent.
 *         Level 1 is a part (第一部分), so 一、 is level 2.
 *
 * @param contents how the 目录 is set, which depends on its length
 */
export function typography(style: DocumentStyle, contents?: TocSetting): Readonly<Record<TextRole, TextStyle>> {
  const { sizes, lineSpacing } = style
  const base = { bold: false, align: 'left', indent: 0, before: 0, after: 0 } as const
  const set = (face: Face, size: number, rest: Partial<TextStyle> = {}): TextStyle => ({
    ...base,
    face,
    size,
    line: Math.max(lineSpacing, size * 1.3),
    ...rest,
  })
  const small = (size: number): number => size * 1.3
  const toc = (level: Level): TextStyle =>
    set('body', contents?.size ?? sizes.body, { bold: level === 1, line: contents?.line ?? lineSpacing })
  const cover = (size: number): TextStyle => set('title', size, { align: 'center', line: size * 1.5 })
  return {
    body: set('body', sizes.body, { align: 'justify', indent: 2 }),
    list: set('body', sizes.body, { align: 'justify', indent: 2 }),
    note: set('body', sizes.note, { line: small(sizes.note) }),
    title: set('title', sizes.title, { align: 'center', after: lineSpacing / 2 }),
    heading1: set('title', sizes.title, { align: 'center', after: lineSpacing / 2 }),
    heading2: set('heading1', sizes.heading, { indent: 2 }),
    heading3: set('heading2', sizes.heading, { indent: 2 }),
    heading4: set('body', sizes.heading, { indent: 2, bold: true }),
    'toc-title': set('heading1', sizes.title, { align: 'center', after: lineSpacing / 2 }),
    toc1: toc(1),
    toc2: toc(2),
    toc3: toc(3),
    toc4: toc(4),
    'grid-title': set('title', sizes.heading, { align: 'center', line: sizes.heading * 1.5 }),
    'grid-line': set('table', sizes.table, { line: small(sizes.table) }),
    'grid-note': set('table', sizes.note, { line: small(sizes.note) }),
    'cover-unit': cover(sizes.coverUnit),
    'cover-title': cover(sizes.coverTitle),
    'cover-line': cover(sizes.body),
    'cover-date': cover(sizes.heading),
  }
}
