import { readFileSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'

/** What the machine tells about where a path lies; handed in so that every platform can be tested on any. */
export interface DriveFacts {
  readonly platform: NodeJS.Platform
  /** Text of /proc/self/mountinfo; empty where there is none. */
  readonly mountTable: () => string
  /** Resolves links, and on Windows a mapped drive to its UNC path; throws when the path does not exist. */
  readonly realPath: (path: string) => string
}

export const thisMachine: DriveFacts = {
  platform: process.platform,
  mountTable: () => (process.platform === 'linux' ? readFileSync('/proc/self/mountinfo', 'utf8') : ''),
  realPath: (path) => realpathSync.native(path),
}

/** File systems whose shared memory is not shared between machines, so that WAL may corrupt the file. */
const REMOTE_TYPES =
  /^(nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph|glusterfs|lustre|gfs2?|ocfs2|davfs|9p|fuse\.(sshfs|glusterfs|ceph|rclone|davfs2?|s3fs|curlftpfs|gvfsd-fuse|smbnetfs|jmtpfs|juicefs))$/

/**
 * Names the network drive that a path lies on; undefined on a local disk.
 * Source: https://sqlite.org/wal.html, "WAL does not work over a network filesystem".
 */
export function networkDriveOf(path: string, facts: DriveFacts = thisMachine): string | undefined {
  const real = realPathOfExistingPart(path, facts)
  if (facts.platform === 'win32') return uncShare(real) ?? uncShare(path)
  const mount = mountOf(real, parseMountTable(facts.mountTable()))
  if (mount === undefined || !REMOTE_TYPES.test(mount.type)) return undefined
  // A sandbox may serve its whole root over 9p from the machine itself: that is a local disk to everything inside.
  if (mount.type === '9p' && mount.point === '/') return undefined
  return `${mount.type} ${mount.source}`
}

/** The store may not exist yet: its nearest existing folder decides. */
function realPathOfExistingPart(path: string, facts: DriveFacts): string {
  for (let part = path; ; part = dirname(part)) {
    try {
      return facts.realPath(part)
    } catch {
      if (dirname(part) === part) return path
    }
  }
}

/** `\\server\share\…`, `//server/share/…` and `\\?\UNC\server\share\…`; `\\?\C:\…` and `\\.\…` are local. */
function uncShare(path: string): string | undefined {
  const plain = path.replaceAll('/', '\\').replace(/^\\\\\?\\UNC\\/i, '\\\\')
  const match = /^\\\\([^\\?.][^\\]*)\\([^\\]+)/.exec(plain)
  return match ? match[0] : undefined
}

interface Mount {
  readonly point: string
  readonly type: string
  readonly source: string
}

/** Fields per proc(5): id parent major:minor root point options [optional…] - type source super-options. */
function parseMountTable(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ')
    const point = before?.split(' ')[4]
    const [type, source] = after?.split(' ') ?? []
    return point && type ? [{ point: unescapeOctal(point), type, source: unescapeOctal(source ?? '') }] : []
  })
}

const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

/** The deepest mount point above the path; of several on one point the last one hides the others. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts) {
    const inside = path === mount.point || path.startsWith(mount.point === '/' ? '/' : `${mount.point}/`)
    if (inside && (best === undefined || mount.point.length >= best.point.length)) best = mount
  }
  return best
}
