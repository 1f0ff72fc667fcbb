const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends the browser, which removes its profile, before the process obeys a signal. Playwright's own handlers are switched off: they
 * swallow SIGTERM and SIGHUP, so that the process would live on. Where somebody else listens, it is for him to end the process.
 *
 * @returns takes the listeners away again, for a browser that has ended
 */
export function closeOnSignals(close: () => Promise<void>): () => void {
  const removals = SIGNALS.map((signal) => {
    const obey = (): void => {
      void close()
        .catch(() => undefined)
        .finally(() => {
          if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
        })
    }
    process.once(signal, obey)
    return () => process.off(signal, obey)
  })
  return () => {
    for (const remove of removals) remove()
  }
}
