/** The process that host-delay.ts measures: the loopback host, as `serve.ts` opens it or with the session in the host's own thread. */
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { answerJson } from '#main/host/answer.ts'
import { openChromium } from '#main/host/chromium.ts'
import { handlers } from '#main/host/handlers.ts'
import { openLoopback, type LoopbackHost } from '#main/host/loopback.ts'
import { previewAnswer } from '#main/host/window-files.ts'
import { openSession } from '#main/open-session.ts'
import { serve } from '#main/serve.ts'
import { previewHtml } from '#main/services/window/preview.ts'
import type { HostDelay, HostOrder } from './host-delay.ts'

/** Everything in one thread, as it was before the session had its own. */
async function serveInOneThread(storePath: string, exportFolder: string): Promise<LoopbackHost> {
  const emitting: { host: LoopbackHost | undefined } = { host: undefined }
  const { session, close } = openSession({
    host: 'loopback',
    version: 'bench',
    storePath,
    exportFolder,
    resources: resourcesFolder,
    ownPacks: join(exportFolder, 'packs'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: (event) => emitting.host?.emit(JSON.stringify(event)),
  })
  const all = handlers(session)
  const host = await openLoopback({
    window: join(import.meta.dirname, '../../out/renderer'),
    session: {
      answer: (channel, request) => answerJson(all, channel, request, session.log),
      preview: (path) =>
        previewAnswer(path, { html: (report) => previewHtml(session, report), pdf: session.pdfs.find }),
    },
  })
  emitting.host = host
  return { ...host, close: () => host.close().then(close) }
}

const [mode, storePath = '', exportFolder = ''] = process.argv.slice(2)

const RESOLUTION = 1
const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
let begun = 0
let last = 0
let longest = 0
/** A turn of the loop that is due when another one ends: what was used in between was used in one stretch. */
const look = (): void => {
  const now = cpu()
  longest = Math.max(longest, now - last)
  last = now
}

const begin = (): void => {
  delay.reset()
  begun = last = cpu()
  longest = 0
}

function end(): HostDelay {
  look()
  return { delay: Math.max(0, delay.max / 1e6 - RESOLUTION), longest, cpu: cpu() - begun }
}

delay.enable()
setInterval(look, RESOLUTION)
begin()
const host = await (mode === 'one' ? serveInOneThread(storePath, exportFolder) : serve({ storePath, exportFolder }))
process.send?.({ url: host.url })
process.on('message', (order: HostOrder) => {
  if (order === 'begin') {
    begin()
    process.send?.({})
  } else if (order === 'end') process.send?.({ delay: end() })
  else void host.close().then(() => process.exit(0))
})
