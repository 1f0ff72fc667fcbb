import type { AppErrorInfo } from '#core/model/error.ts'

/** Where a command writes: results to one stream, progress and errors to the other. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly error: (line: string) => void
  /** One line that is written over, on a terminal only. */
  readonly progress: (text: string) => void
}

export function processTerminal(): Terminal {
  const { stdout, stderr } = process
  // Somebody who closes the pipe (`| head`) has seen enough.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const clear = stderr.isTTY ? '\r\u001b[2K' : ''
  return {
    out: (line) => {
      if (clear !== '') stderr.write(clear)
      stdout.write(`${line}\n`)
    },
    error: (line) => stderr.write(`${clear}${line}\n`),
    progress: (text) => {
      if (clear !== '') stderr.write(clear + text)
    },
  }
}

/** An error as people read it: one sentence, then what can be done. */
export function printError(terminal: Terminal, info: AppErrorInfo, json: boolean): void {
  if (json) terminal.out(JSON.stringify({ error: info }))
  else {
    terminal.error(`错误：${info.message}`)
    for (const { text } of info.remedies) terminal.error(`  · ${text}`)
  }
}

/** Pads by display width: a Chinese character takes two columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

function displayWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + (/[\u1100-\uffe6]/u.test(character) ? 2 : 1), 0)
}
