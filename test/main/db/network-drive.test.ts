import { describe, expect, test } from 'vitest'
import { networkDriveOf } from '#main/db/network-drive.ts'
import type { DriveFacts } from '#main/db/network-drive.ts'
import { openStore } from '#main/db/open-store.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refusal, temporaryFolder, tickingClock } from './temporary-store.ts'

/** Lines as proc(5) shows them, optional fields and octal escapes included. */
const TABLE = `
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home/甲/nfs rw - nfs4 server:/export rw
31 22 0:41 / /mnt/my\\040share rw shared:7 master:2 - cifs //server/财务 rw
32 22 0:42 / /mnt/ssh rw - fuse.sshfs 甲@server:/ rw
33 22 0:43 / /mnt/stick rw - fuseblk /dev/sdb1 rw
34 31 8:2 / /mnt/my\\040share/local rw - ext4 /dev/sda2 rw
35 22 0:44 / /mnt/smb rw - smb3 //server/x rw
36 22 0:45 / /mnt/nine rw - 9p host rw
`
const linux = (table = TABLE): DriveFacts => ({
  platform: 'linux',
  mountTable: () => table,
  realPath: (path) => path,
})

describe('on Linux', () => {
  test.each([
    ['/home/甲/nfs/mz.db', 'nfs4 server:/export'],
    ['/mnt/my share/账/mz.db', 'cifs //server/财务'],
    ['/mnt/ssh/mz.db', 'fuse.sshfs 甲@server:/'],
    ['/mnt/smb/mz.db', 'smb3 //server/x'],
    ['/mnt/nine/mz.db', '9p host'],
  ])('%s lies on a network drive', (path, drive) => {
    expect(networkDriveOf(path, linux())).toBe(drive)
  })

  test.each(['/home/甲/mz.db', '/mnt/stick/mz.db', '/mnt/my share/local/mz.db', '/home/甲/nfs-copies/mz.db'])(
    '%s lies on a local disk',
    (path) => {
      expect(networkDriveOf(path, linux())).toBeUndefined()
    },
  )

  test('a root that a sandbox serves over 9p is local', () => {
    expect(networkDriveOf('/srv/mz.db', linux('1 0 0:1 / / rw - 9p none rw\n'))).toBeUndefined()
  })

  test('the mount that hides another one on the same point decides', () => {
    const table = `${TABLE}37 30 8:3 / /home/甲/nfs rw - ext4 /dev/sdc1 rw\n`
    expect(networkDriveOf('/home/甲/nfs/mz.db', linux(table))).toBeUndefined()
  })

  test('a folder that does not exist yet is judged by the nearest one that does, links resolved', () => {
    const facts: DriveFacts = {
      ...linux(),
      realPath: (path) => {
        if (path === '/data') return '/home/甲/nfs'
        throw new Error('ENOENT')
      },
    }
    expect(networkDriveOf('/data/new/mz.db', facts)).toBe('nfs4 server:/export')
  })
})

describe('on Windows', () => {
  const windows = (realPath: (path: string) => string = (path) => path): DriveFacts => ({
    platform: 'win32',
    mountTable: () => '',
    realPath,
  })

  test.each(['\\\\server\\share\\mz.db', '//server/share/mz.db', '\\\\?\\UNC\\server\\share\\mz.db'])(
    '%s is a network path',
    (path) => {
      expect(networkDriveOf(path, windows())).toBe('\\\\server\\share')
    },
  )

  test('a mapped drive is recognised by what it resolves to', () => {
    const facts = windows((path) => path.replace('Z:', '\\\\server\\share'))
    expect(networkDriveOf('Z:\\账\\mz.db', facts)).toBe('\\\\server\\share')
  })

  test.each(['C:\\账\\mz.db', '\\\\?\\C:\\账\\mz.db'])('%s is local', (path) => {
    expect(networkDriveOf(path, windows())).toBeUndefined()
  })
})

test('a store on a network drive is refused with a remedy and nothing is created', () => {
  const folder = temporaryFolder()
  const drives = linux(`1 0 0:1 / ${folder} rw - nfs server:/x rw\n`)
  const path = join(folder, 'new', 'mz.db')
  const info = refusal(() => openStore(path, { clock: tickingClock(), drives }))
  expect(info.code).toBe('DB_NETWORK_DRIVE')
  expect(info.remedies.length).toBeGreaterThan(0)
  expect(existsSync(join(folder, 'new'))).toBe(false)
})
