import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Project } from '#core/model/project.ts'
import { sketchIndicator, sketchProject, wan } from './sketch.ts'

const figures = z.tuple([z.string(), z.string(), z.string(), z.string()])
const sheets = z.array(
  z.strictObject({
    name: z.string(),
    subject: z.enum(['项目', '部门整体']),
    figures: figures.optional(),
    funds: z.array(z.strictObject({ name: z.string(), figures })).default([]),
    department: z.strictObject({ code: z.string(), name: z.string() }).optional(),
    unit: z.strictObject({ code: z.string(), name: z.string() }).optional(),
    texts: z.record(z.string(), z.string()).default({}),
    goal: z.string().optional(),
    achieved: z.string().optional(),
    indicators: z.array(
      z.strictObject({
        levels: z.tuple([z.string(), z.string(), z.string()]),
        description: z.string().optional(),
        basis: z.string().optional(),
        target: z.string().default(''),
        adjusted: z.string().default(''),
        reason: z.string().optional(),
        actual: z.string().default(''),
        weight: z.string().default(''),
        score: z.string().default(''),
      }),
    ),
  }),
)
const scanned = z.array(z.strictObject({ title: z.string(), yearLine: z.string(), rows: z.array(z.array(z.string())) }))

/** The sheets that a published document prints, as printed. */
export function printedSheets(name: '001' | '002' | '003' | '004'): readonly Project[] {
  return sheets.parse(read(`sheets-${name}.json`)).map(({ indicators, funds, ...sheet }) => ({
    ...sketchProject({
      key: sheet.name,
      name: sheet.name,
      subject: sheet.subject,
      texts: sheet.texts,
      department: sheet.department?.name,
      departmentCode: sheet.department?.code,
      implementingUnit: sheet.unit?.name,
      implementingUnitCode: sheet.unit?.code,
      goal: sheet.goal,
      achieved: sheet.achieved,
      ...(sheet.figures ? { figures: sheet.figures } : {}),
    }),
    funds: funds.map(({ name: fund, figures: [declared, compiled, budget, executed] }) => ({
      name: fund,
      declared: wan(declared),
      compiled: wan(compiled),
      budget: wan(budget),
      executed: wan(executed),
    })),
    indicators: indicators.map(({ description, basis, reason, ...one }, index) => ({
      ...sketchIndicator({ ...one, ...(reason === undefined ? {} : { reason }) }, index),
      description,
      basis,
    })),
  }))
}

/** The cells of the six sheets of 2023 with all that the scan did to them. */
export function scannedSheets(): z.infer<typeof scanned> {
  return scanned.parse(read('scanned-001.json'))
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'printed', name), 'utf8'))
}
