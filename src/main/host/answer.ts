import { requests, type Channel, type Handlers, type Responses } from '#core/contract/contract.ts'
import type { Result } from '#core/model/error.ts'
import { infoOf } from './error-info.ts'
import { refusedAs } from './refused-as.ts'
import { NO_LOG, type ActivityLog } from '#main/services/activity-log.ts'

/**
 * Answers one request of the window: parses it, awaits its handler, returns a Result. Never throws; what nobody foresaw is an
 * error like any other. The session thread answers through here and through nothing else, for either host; what was asked, how long it took and the code of
 * its error are noted in the log.
 */
export async function answer(
  handlers: Handlers,
  channel: string,
  raw: unknown,
  log: ActivityLog = NO_LOG,
): Promise<Result<unknown>> {
  if (!isChannel(channel)) return refused(`没有名为“${channel}”的功能。`)
  const begun = performance.now()
  const note = (error?: unknown): void => {
    log.ran(channel, performance.now() - begun, error)
  }
  const parsed = requests[channel].safeParse(raw)
  if (!parsed.success) {
    const refusal = refused('窗口发来的请求格式不对。', parsed.error.message)
    note(refusal.error)
    return refusal
  }
  try {
    // The schema of this very channel made the data; TypeScript cannot follow that through the union.
    const handler = handlers[channel] as (request: unknown) => unknown
    const value = await handler(parsed.data)
    // The handler of this very channel answered.
    const refusal = refusedAs(channel, value as Responses[typeof channel])
    note(refusal === undefined ? undefined : { code: refusal, message: '', remedies: [] })
    return { ok: true, value }
  } catch (error) {
    note(error ?? new Error())
    return { ok: false, error: infoOf(error) }
  }
}

/** The same with JSON texts in and out, as both hosts carry them: whoever passes the Result on need not look into it. */
export async function answerJson(
  handlers: Handlers,
  channel: string,
  request: string,
  log: ActivityLog = NO_LOG,
): Promise<string> {
  return JSON.stringify(await answer(handlers, channel, parseJson(request), log))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isChannel(channel: string): channel is Channel {
  return Object.hasOwn(requests, channel)
}

function refused(message: string, detail?: string): Extract<Result<unknown>, { readonly ok: false }> {
  const remedies = [{ text: '刷新窗口后重试。' }] as const
  return {
    ok: false,
    error: { code: 'APP_BAD_REQUEST', message, remedies, ...(detail === undefined ? {} : { detail }) },
  }
}
