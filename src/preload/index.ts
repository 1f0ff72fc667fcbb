import { contextBridge, ipcRenderer } from 'electron'
import type { Carry, Connect } from '#core/contract/contract.ts'

/** The one function that the window gets: it hands over a listener and receives what carries calls. Main checks sender and content. */
const connect: Connect = (listener) => {
  ipcRenderer.on('event', (_event, text: string) => {
    listener(text)
  })
  const carry: Carry = (channel, request) => ipcRenderer.invoke('call', channel, request)
  return carry
}

contextBridge.exposeInMainWorld('mingzhang', connect)
