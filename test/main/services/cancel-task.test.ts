import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Events } from '#core/contract/contract.ts'
import { handlers } from '#main/host/handlers.ts'
import { openChromium } from '#main/host/chromium.ts'
import { openSession, type OpenedSession } from '#main/open-session.ts'

const resources = join(import.meta.dirname, '../../../resources')
const SAMPLE = join(resources, 'samples/上党区委办2023')

let folder: string
let opened: OpenedSession
/** Hears every step of the long work. */
let hear: (progress: Events['progress']) => void = () => undefined

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-cancel-'))
  opened = openSession({
    host: 'loopback',
    version: '0',
    storePath: join(folder, '明账.db'),
    resources,
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, '公开材料'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: ({ data }) => {
      hear(data)
    },
  })
})
afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const call = () => handlers(opened.session)

/** Uploads the workbooks of the sample unit. */
async function upload(): Promise<string[]> {
  const uploads: string[] = []
  for (const name of readdirSync(SAMPLE).filter((one) => one.endsWith('.xlsx'))) {
    const bytes = readFileSync(join(SAMPLE, name))
    const { upload: id } = await call()['upload:begin']({ name, size: bytes.length })
    await call()['upload:append']({ upload: id, piece: bytes.toString('base64') })
    uploads.push(id)
  }
  return uploads
}

/** Does the work over and over, cancelling it one step later each time, until it comes to its end. */
async function cancellingEachStep(
  work: (task: string) => Promise<unknown>,
  afterCancel: () => void,
): Promise<readonly string[]> {
  const cancelled: string[] = []
  for (;;) {
    const task = `task-${cancelled.length}`
    let steps = 0
    hear = ({ step }) => {
      if (step === '') return
      steps += 1
      if (steps <= cancelled.length) return
      void call()['task:cancel']({ task })
      if (cancelled.length < steps) cancelled.push(step)
    }
    const before = cancelled.length
    const result = await work(task).then(
      () => 'done',
      (error: unknown) => error,
    )
    if (result === 'done' && cancelled.length === before) return cancelled
    expect(result, cancelled.at(-1)).toMatchObject({ info: { code: 'APP_CANCELLED' } })
    afterCancel()
  }
}

test('an import that is cancelled at any step leaves the store as it was, and can be done afterwards', async () => {
  const { store } = opened.session.workspace()
  const uploads = await upload()
  const before = JSON.stringify(store.audit.latest(1))
  const nothingStored = (): void => {
    expect(store.reports.all()).toEqual([])
    expect(store.units.all()).toEqual([])
    expect(JSON.stringify(store.audit.latest(1))).toBe(before)
  }
  const looked = await cancellingEachStep((task) => Promise.resolve(call()['import:preview']({ uploads, task })), nothingStored) // prettier-ignore
  expect(looked).toHaveLength(5)
  const steps = await cancellingEachStep((task) => Promise.resolve(call()['import:apply']({ uploads, task })), nothingStored) // prettier-ignore
  expect(steps.map((step) => step.slice(0, 2))).toEqual(['读取', '读取', '识别', '识别', '存入'])
  expect(store.reports.all()).toHaveLength(1)
})

test('an export that is cancelled at any step leaves no folder and no record, and can be done afterwards', async () => {
  const { session } = opened
  const [report] = session.workspace().store.reports.all()
  const id = report?.id ?? 0
  const steps = await cancellingEachStep(
    (task) => Promise.resolve(call()['export:run']({ report: id, pdf: true, task })),
    () => {
      expect(readdirSync(session.exportFolder)).toEqual([])
      expect(session.workspace().store.exports.all(id)).toEqual([])
    },
  )
  expect(steps).toEqual(['排版 PDF', '生成 Word、Excel 和网页', '写出文件'])
  expect(readdirSync(session.exportFolder)).toHaveLength(1)
})

test('each step says how much is done of the whole, and never less than the one before', async () => {
  const shares: number[] = []
  hear = ({ done, total }) => {
    if (done !== undefined && total !== undefined) shares.push(done / total)
  }
  await call()['import:preview']({ uploads: await upload(), task: 'task-99' })
  expect(shares.length).toBeGreaterThan(3)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBeLessThan(1)
})

test('a task that has ended cannot be cancelled any more', async () => {
  expect(await call()['task:cancel']({ task: 'task-99' })).toEqual({ cancelled: false })
})
