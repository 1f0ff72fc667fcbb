import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** The unpacked browser of `@sparticuz/chromium` and what its process needs in its environment. */
export interface BundledBrowser {
  readonly executable: string
  /** Its copies of libnss3, libnspr4 and libexpat, for LD_LIBRARY_PATH. */
  readonly libraryPath: string
  readonly env: Readonly<Record<string, string>>
}

const ARCHIVES = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']

/** The package's binary is for Linux x64 with glibc only. */
export function hasBundledBrowser(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && packageFolder() !== undefined
}

/**
 * Unpacks the browser once per user and version, or finds it unpacked.
 *
 * The package itself unpacks into the shared temp folder under fixed names, runs whatever lies there, and leaves out its copies of
 * libnss3, libnspr4 and libexpat unless an environment variable says that it runs in a cloud function. So its archives are
 * unpacked here one by one with its own `inflate`, into a folder that only this user can write.
 *
 * @param root where that folder is made; the temp folder of the system unless told
 * @throws whatever the file system throws (no space, no rights)
 */
export async function unpackBundledBrowser(root: string = tmpdir()): Promise<BundledBrowser> {
  const source = packageFolder()
  if (source === undefined) throw new Error('@sparticuz/chromium is not installed')
  const own = await ownFolder(root)
  const target = join(own, `chromium-${await versionOf(source)}`)
  if (!(await isComplete(target))) await unpackInto(target, own, join(source, 'bin'))
  return { executable: join(target, 'chromium'), libraryPath: libraryPath(target), env: fontEnvironment(target) }
}

/** Complete or absent: unpacked beside the target and renamed, so that two processes at once do no harm. */
async function unpackInto(target: string, own: string, archives: string): Promise<void> {
  const staging = await mkdtemp(join(own, 'unpack-'))
  try {
    const fresh = join(staging, 'fresh')
    await mkdir(fresh)
    await inflateAll(
      ARCHIVES.map((name) => join(archives, name)),
      fresh,
    )
    await writeFile(join(fresh, 'fonts.conf'), fontConfiguration(target))
    await writeFile(join(fresh, CONTENTS), JSON.stringify(await sizes(fresh)))
    await put(fresh, target, join(staging, 'old'))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** A folder cannot be renamed onto one that has files. Such a one came from a quicker process, or is a ruin that must go first. */
async function put(fresh: string, target: string, ruin: string): Promise<void> {
  try {
    await rename(fresh, target)
  } catch {
    if (await isComplete(target)) return
    await rename(target, ruin)
    await rename(fresh, target)
  }
}

/** The list of files that belong to an unpacked browser, with their sizes. */
const CONTENTS = 'contents.json'

/** Systems that tidy the temp folder remove single old files; a browser that lost one is unpacked again. */
async function isComplete(target: string): Promise<boolean> {
  try {
    const expected: unknown = JSON.parse(await readFile(join(target, CONTENTS), 'utf8'))
    const found = await sizes(target)
    if (typeof expected !== 'object' || expected === null) return false
    return Object.entries(expected).every(([name, size]) => found[name] === size)
  } catch {
    return false
  }
}

async function sizes(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== CONTENTS)
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [relative(folder, path), (await stat(path)).size] as const)),
  )
}

/**
 * `inflate` takes its target from TMPDIR when it is called, before its first await. The variable is set and put back within this
 * one synchronous stretch, so no other code of the process ever sees it.
 */
async function inflateAll(archives: readonly string[], target: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium')
  const before = process.env['TMPDIR']
  let running: readonly Promise<string>[]
  try {
    process.env['TMPDIR'] = target
    running = archives.map((archive) => inflate(archive))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  // All of them must have come to rest before a failure lets the caller remove the folder.
  const results = await Promise.allSettled(running)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/**
 * A folder that belongs to this user and that nobody else can write. The temp folder is shared: if somebody else already
 * holds the name, or has made it a link, another folder is made, and found again by the next run.
 */
async function ownFolder(root: string): Promise<string> {
  const uid = process.getuid?.() ?? 0
  const name = `mingzhang-${uid}`
  // The mode is set when the folder is made; there is no moment in which others could write it.
  await mkdir(join(root, name), { mode: 0o700 }).catch(() => undefined)
  const others = (await readdir(root)).filter((entry) => entry.startsWith(`${name}-`))
  for (const entry of [name, ...others]) {
    if (await isOurs(join(root, entry), uid)) return join(root, entry)
  }
  return mkdtemp(join(root, `${name}-`))
}

async function isOurs(folder: string, uid: number): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o077) === 0
}

function libraryPath(folder: string): string {
  const libraries = join(folder, 'al2023', 'lib')
  const inherited = process.env['LD_LIBRARY_PATH']
  return inherited === undefined || inherited === '' ? libraries : `${libraries}:${inherited}`
}

/** Where the system knows its fonts, the user's office fonts are found by it; a bare system has no configuration at all. */
function fontEnvironment(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }
}

function fontConfiguration(folder: string): string {
  const dirs = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.local', 'share', 'fonts'),
    join(folder, 'fonts'),
  ]
  const escaped = (path: string): string => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${dirs.map((dir) => `  <dir>${escaped(dir)}</dir>`).join('\n')}
  <cachedir>${escaped(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`
}

async function versionOf(folder: string): Promise<string> {
  const parsed: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string')
    return parsed.version
  throw new Error(`no version in ${folder}`)
}

/** The package exports only its entry, which lies in `build/`. */
function packageFolder(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  } catch {
    return undefined
  }
}
