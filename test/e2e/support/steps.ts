import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** What a user does in the window, in the words of the window. */

/** The chooser of single files; the other one takes folders. */
export const FILES = 'input[type=file]:not([webkitdirectory])'

/** Goes to a page by the main navigation. */
export async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click()
}

/** A cell of the open table. */
export function cell(page: Page, ref: string): Locator {
  return page.locator(`td[data-ref="${ref}"]`)
}

/** Types into a cell of the open table and leaves it with Enter. */
export async function type(page: Page, ref: string, text: string): Promise<void> {
  await cell(page, ref).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Waits until a cell shows a text. */
export async function shows(page: Page, ref: string, text: string): Promise<void> {
  await expect.poll(() => cell(page, ref).innerText(), { timeout: 10_000 }).toBe(text)
}

/** Opens the only report of the store at its first table. */
export async function openOnlyReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
}
