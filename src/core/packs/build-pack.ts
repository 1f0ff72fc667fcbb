import type { CodeLists } from '#core/codes/code-lists.ts'
import { AppError } from '#core/model/error.ts'
import { crossCheck } from './cross-check.ts'
import { mergeLineage } from './merge.ts'
import type { Draft } from './merge.ts'
import type { Pack, PackProblem } from './pack.ts'
import type { Entry, PackFiles } from './parse-layer.ts'
import { placeOf } from './parse-layer.ts'
import { unconfirmedMarks } from './unconfirmed.ts'
import type { NodePath, Place } from './read-yaml.ts'

/** Where a piece of a pack stands, for checks that other folders bring (sentences are parsed by core/narrative). */
export type Locate = (
  piece: 'table' | 'relation' | 'form' | 'text' | 'phrase' | 'option' | 'glossary' | 'prior',
  /** Its id; for the glossary the term, for prior the ref. */
  id: string,
  path?: NodePath,
) => Place

/** A check of a whole pack, run after everything in it has validated. */
export type PackCheck = (pack: Pack, locate: Locate) => readonly PackProblem[]

export interface PackContext {
  /** Classifications to hold row names against; undefined leaves that out. */
  readonly codes?: CodeLists | undefined
  readonly checks?: readonly PackCheck[]
}

/**
 * Every mistake of a pack and of its parents, ordered by file and line; empty for a good pack.
 *
 * `files` holds all files of the lineage under their ids: `<id>/pack.yaml` → text.
 */
export function checkPack(id: string, files: PackFiles, context: PackContext = {}): readonly PackProblem[] {
  return examine(id, files, context).problems
}

/**
 * The pack `id` with its parents merged in. `digest` is what the loader computed over `files`.
 *
 * Errors  PACK_INVALID whose detail lists every mistake, one per line, with file and line
 */
export function buildPack(id: string, files: PackFiles, digest: string, context: PackContext = {}): Pack {
  const { draft, problems } = examine(id, files, context)
  const pack = toPack(draft, digest, files)
  if (!pack || problems.length > 0) throw packInvalid(id, problems)
  return pack
}

/**
 * The pack as a report keeps it: shapes are validated and parents merged, but nothing is held against today's code lists
 * and cross-checks, so that a newer program never locks an old report out.
 *
 * Errors  PACK_INVALID as `buildPack`
 */
export function rebuildPack(id: string, files: PackFiles, digest: string): Pack {
  const draft = mergeLineage(id, files)
  const pack = toPack(draft, digest, files)
  if (!pack || draft.problems.length > 0) throw packInvalid(id, draft.problems)
  return pack
}

/** `file 第 n 行：message`, as every list of problems prints. */
export function formatProblem(problem: PackProblem): string {
  return `${problem.file} 第 ${problem.line} 行：${problem.message}`
}

function examine(
  id: string,
  files: PackFiles,
  context: PackContext,
): { draft: Draft; problems: readonly PackProblem[] } {
  const draft = mergeLineage(id, files)
  const problems = [...draft.problems, ...(draft.isWhole ? crossCheck(draft, context.codes) : [])]
  const pack = problems.length === 0 ? toPack(draft, '', files) : undefined
  if (pack) problems.push(...(context.checks ?? []).flatMap((check) => check(pack, locateIn(draft))))
  return { draft, problems: problems.toSorted(byPlace) }
}

function toPack(draft: Draft, digest: string, files: PackFiles): Pack | undefined {
  const { head, style, document, lineage } = draft
  if (!head || !style || !document) return undefined
  return {
    head: { ...head, unconfirmed: [...unconfirmedMarks(draft.id, files)] },
    lineage,
    digest,
    tables: valuesOf(draft.tables),
    relations: [...draft.relations.values()].map((entry) => entry.value),
    texts: valuesOf(draft.texts),
    phrases: valuesOf(draft.phrases),
    options: valuesOf(draft.options),
    glossary: draft.glossary.map((entry) => entry.value),
    style,
    document,
    priorCells: draft.prior.map((entry) => entry.value),
    charts: new Map(draft.charts.map(({ value }) => [value.id, value])),
    forms: valuesOf(draft.forms),
    scoring: draft.scoring?.value,
    derive: draft.derive?.value,
    recognisers: draft.recognisers?.value,
    sources: draft.sources?.value,
  }
}

function valuesOf<T>(entries: ReadonlyMap<string, Entry<T>>): ReadonlyMap<string, T> {
  return new Map([...entries].map(([id, entry]) => [id, entry.value]))
}

function locateIn(draft: Draft): Locate {
  return (piece, id, path) => {
    const entry = entryOf(draft, piece, id)
    return entry ? placeOf(entry, path) : { file: `${draft.id}/pack.yaml`, line: 1 }
  }
}

function entryOf(draft: Draft, piece: Parameters<Locate>[0], id: string): Entry<unknown> | undefined {
  switch (piece) {
    case 'table':
      return draft.tables.get(id)
    case 'relation':
      return draft.relations.get(id)
    case 'form':
      return draft.forms.get(id)
    case 'text':
      return draft.texts.get(id)
    case 'phrase':
      return draft.phrases.get(id)
    case 'option':
      return draft.options.get(id)
    case 'glossary':
      return draft.glossary.find((entry) => entry.value.term === id)
    case 'prior':
      return draft.prior.find((entry) => entry.value.ref === id)
  }
}

function byPlace(a: PackProblem, b: PackProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line
}

function packInvalid(id: string, problems: readonly PackProblem[]): AppError {
  const lines = problems.map(formatProblem)
  return new AppError({
    code: 'PACK_INVALID',
    message: `模板包“${id}”有 ${problems.length} 处错误，第一处：${lines[0] ?? '内容不完整'}。`,
    remedies: [{ text: '运行 mingzhang packs check 列出全部错误，按文件和行号改正后再试。' }],
    detail: lines.join('\n'),
  })
}
