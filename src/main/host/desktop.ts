import { spawn } from 'node:child_process'
import { AppError } from '#core/model/error.ts'

/** Opens an address, a folder or a file with what the user's desktop has for it. Errors: APP_NO_DESKTOP. */
export async function openOnDesktop(target: string): Promise<void> {
  const [command, args] = opener(target)
  const child = spawn(command, args, { detached: true, stdio: 'ignore' })
  child.unref()
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) => {
      reject(noDesktop(target, cause))
    })
  })
}

function opener(target: string): readonly [command: string, args: readonly string[]] {
  switch (process.platform) {
    case 'win32':
      return ['explorer.exe', [target]]
    case 'darwin':
      return ['open', [target]]
    default:
      return ['xdg-open', [target]]
  }
}

function noDesktop(target: string, cause: unknown): AppError {
  return new AppError(
    {
      code: 'APP_NO_DESKTOP',
      message: `本机没有可以打开“${target}”的程序。`,
      remedies: [{ text: '手工打开这个位置。' }],
    },
    { cause },
  )
}
