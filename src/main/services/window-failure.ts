import type { ActivityLog } from './activity-log.ts'

/** Where the built window lies in the program, and how its addresses begin in either host. */
const BUILT = 'out/renderer/assets/'
const ADDRESS = /(?:https?:\/\/127\.0\.0\.1:\d+|app:\/\/[\w.-]+)\/assets\/([\w.-]+:\d+:\d+)/u
const MOST_PLACES = 12

/** Notes that something went wrong in the window: the kind of the error and where in the program, nothing that it said. */
export function noteWindowFailure(
  log: ActivityLog,
  { name, stack }: { readonly name: string; readonly stack: string },
): void {
  const places = stack
    .split('\n')
    .flatMap((line) => ADDRESS.exec(line)?.[1] ?? [])
    .slice(0, MOST_PLACES)
  log.window(
    name,
    places.map((place) => BUILT + place),
  )
}
