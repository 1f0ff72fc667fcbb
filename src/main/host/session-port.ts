import type { PreviewAnswer } from './window-files.ts'

/** What a host asks of the session behind it, which runs on a thread of its own: a host only passes on. See docs/adr/0022. */
export interface SessionPort {
  /** Answers one request of the window. JSON texts in and out: the Result goes to the window as it is. Never rejects. */
  readonly answer: (channel: string, request: string) => Promise<string>
  /** What lies under a path below `/preview/`; undefined when nothing does. Errors as the services. */
  readonly preview: (path: string) => Promise<PreviewAnswer | undefined>
}
