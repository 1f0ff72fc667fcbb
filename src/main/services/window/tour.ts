import type { Workspace } from '../workspace.ts'

const KEY = 'tour.answered'

/** True once the user was asked whether to be shown around; kept in the store, because a window may forget. */
export function isTourAnswered({ store }: Workspace): boolean {
  return store.settings.get(KEY) === true
}

/** Keeps that the question was answered, so that it is not asked again. */
export function answerTour({ store, actor }: Workspace): { readonly answered: true } {
  store.write(actor, { action: 'tour-answered', detail: {} }, () => {
    store.settings.set(KEY, true)
  })
  return { answered: true }
}
