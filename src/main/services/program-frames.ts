import { fileURLToPath } from 'node:url'

/** The program's own folder, whether it runs as TypeScript (`src`) or built (`out`). */
const ROOT = slashed(fileURLToPath(import.meta.url)).replace(/\/(?:src|out)\/(?!.*\/(?:src|out)\/).*$/u, '')

const MOST_FRAMES = 12

/**
 * Where in the program a stack passed, as `src/main/serve.ts:12:3`. The message, functions (their names may come from data), and
 * everything that lies outside the program's own source are left out, and with them the user's folders.
 */
export function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .flatMap((line) => {
      const place = slashed(decoded(line))
      const at = place.indexOf(`${ROOT}/`)
      return at < 0 ? [] : (/^(?:src|out)\/[\w./-]+:\d+:\d+/.exec(place.slice(at + ROOT.length + 1))?.[0] ?? [])
    })
    .slice(0, MOST_FRAMES)
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

/** A place may be written as an address. */
function decoded(place: string): string {
  try {
    return decodeURIComponent(place)
  } catch {
    return place
  }
}
