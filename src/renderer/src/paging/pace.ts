/** What a user does not notice; the browser lays out and paints between two pieces of work, which counts as well. */
const BUDGET_MS = 12

/** Ends the task when it has lasted long enough, so that input and painting come in between. */
export type Pause = () => Promise<void>

/** A long piece of work calls it between its steps; each step should be short against the budget. `next`: what it waits for then. */
export function openPace(next = nextTask): Pause {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < BUDGET_MS) return
    await next()
    began = performance.now()
  }
}

/** A timer would wait at least four milliseconds each time, and a frame does not come while the window is hidden. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
