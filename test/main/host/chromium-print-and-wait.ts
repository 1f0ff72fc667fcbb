/** Started by chromium.test.ts: prints once, says so, and then stays until a signal ends it. */
import { openChromium } from '#main/host/chromium.ts'

await openChromium().pdf('<!doctype html><body>正文</body>', { draft: true })
process.stdout.write('printed\n')
setTimeout(() => undefined, 60_000)
