import { writeSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'

/**
 * Values between two processes of this program: a length, then the bytes of the structured clone.
 *
 * Not `process.send`: that queues without bound in the sender, whereas a write to a full pipe waits. So a reader that
 * runs ahead of a slow importer stands still instead of filling memory, also in the middle of synchronous parsing.
 */
export function writeFrame(fd: number, value: unknown): void {
  const body = serialize(value)
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32LE(body.length)
  body.copy(frame, 4)
  for (let at = 0; at < frame.length;) at += writeSome(fd, frame, at)
}

function writeSome(fd: number, frame: Buffer, at: number): number {
  try {
    return writeSync(fd, frame, at)
  } catch (cause) {
    // Where the system hands the pipe over in non-blocking mode, a full pipe is an error and not a wait.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    return 0
  }
}

/** The values that come down a pipe, until its other end is closed. What is not asked for stays in the pipe. */
export async function* readFrames(pipe: AsyncIterable<unknown>): AsyncGenerator {
  const chunks: Buffer[] = []
  let held = 0
  let wanted: number | undefined
  for await (const chunk of pipe) {
    if (!Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    held += chunk.length
    while (held >= (wanted ?? 4)) {
      const bytes = chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks)
      const used = wanted ?? 4
      if (wanted === undefined) wanted = bytes.readUInt32LE(0)
      else {
        wanted = undefined
        yield deserialize(bytes.subarray(0, used))
      }
      chunks.splice(0, chunks.length, bytes.subarray(used))
      held = bytes.length - used
    }
  }
}
