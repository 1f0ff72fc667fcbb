import type { Connect } from '#core/contract/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent on the loopback host. */
    readonly mingzhang?: Connect
  }
}
