import { contextBridge, ipcRenderer } from 'electron'
import type { AnyEvent, Call, Connect } from '#core/contract/contract.ts'

/** The one function that the window gets: it hands over a listener and receives the call. Main checks sender and content. */
const connect: Connect = (listener) => {
  ipcRenderer.on('event', (_event, data: AnyEvent) => {
    listener(data)
  })
  const call: Call = (channel, request) => ipcRenderer.invoke('call', channel, request)
  return call
}

contextBridge.exposeInMainWorld('mingzhang', connect)
