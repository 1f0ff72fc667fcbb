import type { PrintPort } from '#main/render/print-port.ts'
import type { Steps } from './steps.ts'

/** A port that hears a cancel before every print; a print that has begun goes on to its end. */
export function heedingPrint(print: PrintPort, { signal }: Steps): PrintPort {
  return {
    ...print,
    pdf: async (html, options) => {
      signal?.throwIfAborted()
      return print.pdf(html, options)
    },
  }
}
