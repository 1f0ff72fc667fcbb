import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The version that package.json states. */
export function programVersion(): string {
  const path = fileURLToPath(new URL('../../package.json', import.meta.url))
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string')
    return parsed.version
  throw new Error('package.json has no version')
}
