/** Reads a workbook in a process of its own: prints the error's code or `ok`, peak RSS in MB and the time, as JSON. */
import { AppError } from '#core/model/error.ts'
import { readXlsx } from '#main/files/xlsx/stream-xlsx.ts'

const start = performance.now()
let code = 'ok'
try {
  await readXlsx(process.argv[2] ?? '')
} catch (error) {
  code = error instanceof AppError ? error.info.code : String(error)
}
const ms = performance.now() - start
process.stdout.write(JSON.stringify({ code, rssMb: process.resourceUsage().maxRSS / 1024, ms }))
