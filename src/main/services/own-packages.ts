import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Leaves out what lies in packages that this program wrote itself: who builds into the folder of the inputs has not delivered
 * the tables a second time. A folder or file that the user names is read whatever it is.
 */
export function withoutOwnPackages(
  paths: readonly string[],
  named: readonly string[],
): { readonly workbooks: readonly string[]; readonly packages: readonly string[] } {
  const asked = new Set(named.map((path) => resolve(path)))
  const known = new Map<string, boolean>()
  const isPackage = (folder: string): boolean => {
    const found = known.get(folder) ?? (!asked.has(resolve(folder)) && isOwnPackage(folder))
    known.set(folder, found)
    return found
  }
  const inside = (path: string): boolean => !asked.has(resolve(path)) && isPackage(dirname(path))
  return {
    workbooks: paths.filter((path) => !inside(path)),
    packages: [...new Set(paths.filter(inside).map((path) => dirname(path)))],
  }
}

/** A package is known by the manifest that `exportReport` writes into it. */
function isOwnPackage(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    return (
      typeof manifest === 'object' && manifest !== null && 'program' in manifest && manifest.program === 'mingzhang'
    )
  } catch {
    return false
  }
}
