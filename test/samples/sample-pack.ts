import { join } from 'node:path'
import type { Pack } from '#core/packs/pack.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { codeNames } from '#main/services/workspace.ts'
import type { Facts } from './facts.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')

/** The pack that the facts name, and the names of the codes in their year. */
export function samplePack(facts: Facts): {
  readonly pack: Pack
  readonly nameOfCode: (code: string) => string | undefined
} {
  const codes = loadCodes(join(RESOURCES, 'codes'))
  return {
    pack: openPacks([join(RESOURCES, 'packs')], { codes }).load(facts.pack),
    nameOfCode: codeNames(codes, facts.year),
  }
}
