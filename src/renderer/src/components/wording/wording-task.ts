/** What the panel is asked to do. */
export type WordingTask =
  | {
      readonly kind: 'sentence'
      readonly id: string
      /** The words as they stand, with their placeholders. */
      readonly template: string
      /** The pack's own. */
      readonly original: string
    }
  | {
      readonly kind: 'section'
      /** Behind which sentence or section; undefined: at the very end. */
      readonly after: string | undefined
      readonly level: 1 | 2 | 3 | 4
      /** Of a section that is there already: its title, which stays, and its text. */
      readonly title?: string
      readonly text?: string
    }

/** What was typed for a task and not taken over. */
export interface WordingDraft {
  readonly task: WordingTask
  readonly title: string
  readonly text: string
}

const PREFIX = 'wording/'

/** Where the draft of a task is kept. */
export function placeOf(task: WordingTask): string {
  if (task.kind === 'sentence') return `${PREFIX}sentence/${task.id}`
  return task.title === undefined ? `${PREFIX}new/${task.level}/${task.after ?? ''}` : `${PREFIX}section/${task.title}`
}

/** The draft that a text holds, if it is one. */
export function draftOf(text: string | undefined): WordingDraft | undefined {
  if (text === undefined) return undefined
  try {
    // Written by this window alone.
    return JSON.parse(text) as WordingDraft
  } catch {
    return undefined
  }
}

/** The wordings among the drafts of a report. */
export function wordingDrafts(kept: ReadonlyMap<string, string>): readonly (readonly [string, WordingDraft])[] {
  return [...kept].flatMap(([place, text]) => {
    const draft = place.startsWith(PREFIX) ? draftOf(text) : undefined
    return draft ? [[place, draft] as const] : []
  })
}
