import type { BrowserContext, Page } from 'playwright-core'

/** Addresses that the window asks for from now on and that are not its own. */
export function foreignRequests(context: BrowserContext, origin: string): readonly string[] {
  const foreign: string[] = []
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) foreign.push(url)
  })
  return foreign
}

/** What the page complains about from now on: errors, warnings, and refusals of its policy. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}
