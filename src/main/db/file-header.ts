import { closeSync, openSync, readSync } from 'node:fs'

/** 'MZHG': tells our stores from the SQLite files of other programs. */
export const APPLICATION_ID = 0x4d5a4847

/** What the first bytes of a file say, read without SQLite so that a foreign or newer file is never touched. */
export type FileHeader =
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other' }
  | {
      readonly kind: 'sqlite'
      readonly applicationId: number
      readonly userVersion: number
      /** No table yet, as far as the file itself tells; what its journal holds is not looked at. */
      readonly blank: boolean
    }

/**
 * Source: https://sqlite.org/fileformat2.html §1.3: user version at offset 60, application id at 68, big-endian;
 * §1.6: the first page is the root of the schema, its number of cells lies 3 bytes into the page header at offset 100.
 */
export function readFileHeader(path: string): FileHeader {
  const bytes = firstBytes(path)
  if (bytes === undefined) return { kind: 'missing' }
  if (bytes.length === 0) return { kind: 'empty' }
  if (bytes.length < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') return { kind: 'other' }
  const blank = bytes.length < HEADER || (bytes[100] === LEAF_OF_TABLE && bytes.readUInt16BE(103) === 0)
  return { kind: 'sqlite', applicationId: bytes.readInt32BE(68), userVersion: bytes.readInt32BE(60), blank }
}

const HEADER = 108
const LEAF_OF_TABLE = 0x0d

function firstBytes(path: string): Buffer | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    const bytes = Buffer.alloc(HEADER)
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER, 0))
  } finally {
    closeSync(file)
  }
}
