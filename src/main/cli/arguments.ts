import { parseArgs } from 'node:util'
import { AppError } from '#core/model/error.ts'
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

export function argumentsError(message: string, cause?: unknown): AppError {
  return new AppError(
    { code: 'APP_ARGUMENTS', message, remedies: [{ text: '运行 mingzhang --help 查看用法。' }] },
    { cause },
  )
}
