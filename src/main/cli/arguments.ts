import { parseArgs } from 'node:util'
import { AppError } from '#core/model/error.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { Stage } from '#core/model/report.ts'

/** The words after the command and the options that all commands share. */
export interface Arguments {
  readonly command: string | undefined
  readonly words: readonly string[]
  readonly db: string | undefined
  readonly out: string | undefined
  readonly unit: string | undefined
  readonly year: number | undefined
  readonly stage: Stage | undefined
  readonly pack: string | undefined
  /** Unit of amounts for sheets that state none. */
  readonly money: MoneyUnit | undefined
  /** What the user says that a sheet is: table id by sheet name. */
  readonly as: Readonly<Record<string, string>>
  /** The sentence or section behind which something is added. */
  readonly after: string | undefined
  /** A Word, Markdown or text file whose text is added with its structure. */
  readonly from: string | undefined
  /** Codes of ledger findings that the user looked at and takes as right. */
  readonly accept: readonly string[]
  /** What the user says that columns of a ledger are. */
  readonly map: readonly { readonly column: string; readonly meaning: string }[]
  /** Whether totals keep a 涉密 item, and why it is one. */
  readonly totals: string | undefined
  readonly reason: string | undefined
  /** Settings of ledgers: option by id. */
  readonly set: Readonly<Record<string, string>>
  /** Rows of the 经济分类 that hold a 涉密 item, with amounts as written. */
  readonly parts: readonly { readonly code: string; readonly amount: string }[]
  readonly json: boolean
  readonly noPdf: boolean
  readonly help: boolean
}

/** Reads the command line. Errors: APP_ARGUMENTS. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv)
  const [command, ...words] = positionals
  return {
    command,
    words,
    db: values.db,
    out: values.out,
    unit: values.unit,
    year: values.year === undefined ? undefined : readYear(values.year),
    stage: values.stage === undefined ? undefined : readStage(values.stage),
    pack: values.pack,
    money: values.money === undefined ? undefined : readMoneyUnit(values.money),
    as: Object.fromEntries(values.as.map(readConfirmed)),
    after: values.after,
    from: values.from,
    accept: values.accept,
    map: values.map.map(readMeaning),
    totals: values.totals,
    reason: values.reason,
    set: Object.fromEntries(values.set.map(readSetting)),
    parts: values.part.map(readPart),
    json: values.json,
    noPdf: values['no-pdf'],
    help: values.help,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        db: { type: 'string' },
        out: { type: 'string', short: 'o' },
        unit: { type: 'string' },
        year: { type: 'string' },
        stage: { type: 'string' },
        pack: { type: 'string' },
        money: { type: 'string' },
        after: { type: 'string' },
        from: { type: 'string' },
        accept: { type: 'string', multiple: true, default: [] },
        as: { type: 'string', multiple: true, default: [] },
        map: { type: 'string', multiple: true, default: [] },
        totals: { type: 'string' },
        reason: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        part: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        'no-pdf': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (cause) {
    const option = /'(-[^']*)'/u.exec(String(cause))?.[1]
    throw argumentsError(option === undefined ? '命令行写法不对。' : `不认识选项“${option}”，或它缺少取值。`, cause)
  }
}

function readYear(text: string): number {
  if (/^\d{4}$/.test(text)) return Number.parseInt(text, 10)
  throw argumentsError(`--year 后面应为四位年份，而不是“${text}”。`)
}

function readStage(text: string): Stage {
  if (text === '预算' || text === '决算') return text
  throw argumentsError(`--stage 后面应为“预算”或“决算”，而不是“${text}”。`)
}

function readMoneyUnit(text: string): MoneyUnit {
  if (text === '元' || text === '万元') return text
  throw argumentsError(`--money 后面应为“元”或“万元”，而不是“${text}”。`)
}

function readPart(text: string): { readonly code: string; readonly amount: string } {
  const [, code, amount] = /^(\d+)=(.+)$/u.exec(text) ?? []
  if (code !== undefined && amount !== undefined) return { code, amount }
  throw argumentsError(`--part 后面应写成“款=金额（万元）”，例如 30101=1.23，而不是“${text}”。`)
}

function readConfirmed(text: string): readonly [sheet: string, table: string] {
  const at = text.lastIndexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw argumentsError(`--as 后面应为“工作表=表名”，而不是“${text}”。`)
}

function readMeaning(text: string): Arguments['map'][number] {
  const at = text.lastIndexOf('=')
  if (at > 0) return { column: text.slice(0, at).trim(), meaning: text.slice(at + 1).trim() }
  throw argumentsError(`--map 后面应为“列=含义”，而不是“${text}”。`)
}

function readSetting(text: string): readonly [id: string, option: string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  throw argumentsError(`--set 后面应为“设置=选项”，而不是“${text}”。`)
}

export function argumentsError(message: string, cause?: unknown): AppError {
  return new AppError(
    { code: 'APP_ARGUMENTS', message, remedies: [{ text: '运行 mingzhang --help 查看用法。' }] },
    { cause },
  )
}
