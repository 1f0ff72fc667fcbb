import type { CoverRole, TemplateBlock } from '#core/narrative/ast.ts'
import { holds } from '#core/narrative/conditions.ts'
import { evaluate } from '#core/narrative/evaluate.ts'
import { fill, plainText } from '#core/narrative/fill.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { parsePhrase } from '#core/narrative/parse-inline.ts'
import { TOP, type NarrativeContext, type Scope } from '#core/narrative/values.ts'
import { cellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import type { PerformanceSubject } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { codeRowKeys, readFigure } from '#core/packs/read-figure.ts'
import { figureColumns } from '#core/packs/words.ts'
import { chartOf, type ChartYear } from './chart.ts'
import type { Block, CoverLine, DocumentModel, Grid, Inline } from './model.ts'
import { wordGrid } from './word-grid.ts'
import { tableGrid } from './table-grid.ts'

/** What a document is built from besides the accounts and the pack. */
export interface DocumentSources {
  readonly accounts: YearAccounts
  readonly pack: Pack
  /** Name of a classification code in the year of the accounts. */
  readonly nameOfCode: (code: string) => string | undefined
  /** The scoring sheets to annex, in order. */
  readonly sheets: readonly Grid[]
  /** The unit's other reports of the same stage; asked only by a chart over the years. */
  readonly history?: () => readonly ChartYear[]
}

/**
 * Builds the whole document. Pure; a gap in the accounts becomes a `missing` inline, never an exception.
 *
 * @param recall of a memory whose accounts are those of the sources and whose pack and code lists never change
 */
export function buildDocument(sources: DocumentSources, recall: Recall = afresh): DocumentModel {
  const { accounts, pack, sheets } = sources
  const builder: Builder = { ...sources, context: narrativeContext(sources, recall), recall }
  const templates = recall('模板', [], () => parseDocument(pack.document.markdown))
  const blocks = templates.flatMap((template, index) => {
    const build = () => buildBlock(template, builder, TOP, '')
    // The memory follows this report alone; a chart may show other years.
    if (shows(template, 'chart')) return build()
    return recall(`第 ${index} 段`, shows(template, 'sheets') ? [sheets] : [], build)
  })
  return {
    title: (pack.head.documentTitle ?? pack.head.title).replaceAll('{年度}', String(accounts.key.year)),
    unitName: accounts.unit.name,
    year: accounts.key.year,
    style: pack.style,
    blocks: withUniqueIds(blocks),
  }
}

/** Whether a template, or one inside it, is of a kind. */
function shows(template: TemplateBlock, kind: TemplateBlock['kind']): boolean {
  if (template.kind === kind) return true
  if (template.kind === 'each') return template.blocks.some((one) => shows(one, kind))
  return template.kind === 'when' && [...template.then, ...template.otherwise].some((one) => shows(one, kind))
}

export function narrativeContext(
  { accounts, pack, nameOfCode }: Pick<DocumentSources, 'accounts' | 'pack' | 'nameOfCode'>,
  recall: Recall = afresh,
): NarrativeContext {
  const parse = () => new Map([...pack.phrases].map(([id, phrase]) => [id, parsePhrase(phrase, 0)]))
  const phrases = recall('短语', [], parse)
  return { accounts, pack, phrases, nameOfCode }
}

interface Builder extends DocumentSources {
  readonly context: NarrativeContext
  readonly recall: Recall
}

/** `suffix` keeps the ids of repeated blocks apart. */
function buildBlocks(templates: readonly TemplateBlock[], builder: Builder, scope: Scope, suffix: string): Block[] {
  return templates.flatMap((template) => buildBlock(template, builder, scope, suffix))
}

function buildBlock(template: TemplateBlock, builder: Builder, scope: Scope, suffix: string): readonly Block[] {
  const { context } = builder
  switch (template.kind) {
    case 'heading': {
      const { level } = template
      const content = fill(template.content, context, scope)
      return [{ kind: 'heading', level, id: template.id + suffix, content, pageBreakBefore: false }]
    }
    case 'sentence':
      return [paragraph(template.id + suffix, template.role, fill(template.content, context, scope))]
    case 'cover':
      return [cover(template, builder, scope)]
    case 'toc':
      return [{ kind: 'toc', title: template.title, depth: 2 }]
    case 'table': {
      const heading = template.heading && plainText(fill(template.heading, context, scope))
      return [{ kind: 'grid', grid: tableGrid(template.table, heading, { ...builder, asPublished: true }) }]
    }
    case 'text':
      return writtenText(template.id, builder)
    case 'chart': {
      const ofPack = builder.pack.charts.get(template.id)
      const chart = ofPack && chartOf(ofPack, { history: () => [], ...builder })
      return chart ? [{ kind: 'chart', chart }] : []
    }
    case 'glossary':
      return glossary(builder)
    case 'sheets':
      // Each sheet begins on a page of its own, the first one under the heading of its part.
      return sheetsOf(builder.sheets, template.subject).flatMap((grid, index): readonly Block[] => [
        ...(index === 0 ? [] : [{ kind: 'page-break' as const }]),
        { kind: 'grid', grid },
      ])
    case 'words':
      return [wordGrid(template, builder, scope, suffix)]
    case 'page-break':
      return [{ kind: 'page-break', ...(template.front ? { front: true } : {}) }]
    case 'when':
      return buildBlocks(
        holds(template.condition, context, scope) ? template.then : template.otherwise,
        builder,
        scope,
        suffix,
      )
    case 'each': {
      const rows = evaluate(template.rows, context, scope)
      if (rows.kind !== 'rows') return []
      return rows.rows.flatMap((row, index) =>
        buildBlocks(
          template.blocks,
          builder,
          { ...scope, row, table: rows.table, number: index + 1 },
          `${suffix}-${row}`,
        ),
      )
    }
  }
}

/** A text that the document prints twice (职责 in the first part and in the annexed report) has paragraphs of its own each time. */
function withUniqueIds(blocks: readonly Block[]): readonly Block[] {
  const seen = new Set<string>()
  return blocks.map((block) => {
    if (block.kind !== 'paragraph') return block
    let { id } = block
    for (let print = 2; seen.has(id); print += 1) id = `${block.id}·${print}`
    seen.add(id)
    return id === block.id ? block : { ...block, id }
  })
}

function sheetsOf(sheets: readonly Grid[], subject: PerformanceSubject | undefined): readonly Grid[] {
  return subject === undefined ? sheets : sheets.filter((grid) => grid.subject === subject)
}

function paragraph(id: string, role: 'body' | 'list' | 'title', content: readonly Inline[]): Block {
  return { kind: 'paragraph', id, role, content }
}

/** Its lines are plain text; what they lack is kept beside them, or a placeholder would print without a finding. */
function cover(template: Extract<TemplateBlock, { kind: 'cover' }>, { context }: Builder, scope: Scope): Block {
  const filled = template.lines.map(({ role, content }) => ({ role, content: fill(content, context, scope) }))
  const missing = filled.flatMap(({ content }) => content.filter((inline) => inline.kind === 'missing'))
  const lines = filled.map(({ role, content }) => coverLine(role, content))
  return { kind: 'cover', lines, ...(missing.length === 0 ? {} : { missing }) }
}

function coverLine(role: CoverRole, content: readonly Inline[]): CoverLine {
  return { role, text: plainText(content) }
}

/** A text of several paragraphs that a person wrote: one block per line. */
function writtenText(id: string, { accounts, pack }: Builder): readonly Block[] {
  const field = pack.texts.get(id)
  const text = accounts.text(id)?.trim() ?? field?.default
  if (text === undefined || text === '') {
    const prompt = field?.prompt ?? `模板中的文字“${id}”没有定义`
    return [paragraph(id, 'body', [{ kind: 'missing', textId: id, prompt }])]
  }
  return text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => paragraph(`${id}-${index + 1}`, 'body', [{ kind: 'text', text: line }]))
}

/** The terms as the pack lists them; an entry with a code only when the code is in use. */
function glossary({ accounts, pack }: Builder): readonly Block[] {
  const used = pack.head.settings.glossary === '全部' ? undefined : codesInUse(accounts, pack)
  const inUse = (code: string): boolean => used?.some((one) => one.startsWith(code)) ?? true
  return pack.glossary
    .filter((entry) => entry.code === undefined || inUse(entry.code))
    .map((entry, index) =>
      paragraph(`名词-${index + 1}`, 'body', [{ kind: 'text', text: `${entry.term}：${entry.text}` }]),
    )
}

/** Codes of the published tables that have a figure; forms list codes that nobody uses. */
function codesInUse(accounts: YearAccounts, pack: Pack): readonly string[] {
  const tables = [...pack.tables.values()].filter(({ role }) => role === 'statutory')
  return tables.flatMap((table) =>
    codeRowKeys(accounts, pack, table.id).filter((code) =>
      figureColumns(table).some((column) => {
        const reading = readFigure(accounts, pack, cellRef(table.id, code, column))
        return reading.kind === 'known' && reading.amount.fen !== 0
      }),
    ),
  )
}
