import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')

/** As much of electron-builder's configuration as is said here; an unknown key is a slip. */
const targets = z.array(z.strictObject({ target: z.string(), arch: z.array(z.enum(['x64', 'arm64'])) }))
const configuration = z.strictObject({
  appId: z.string(),
  productName: z.literal('明账'),
  copyright: z.string(),
  directories: z.strictObject({ output: z.literal('dist') }),
  asar: z.boolean(),
  asarUnpack: z.array(z.string()),
  npmRebuild: z.boolean(),
  files: z.array(z.string()),
  extraResources: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  win: z.strictObject({ target: targets, files: z.array(z.string()) }),
  nsis: z.strictObject({
    oneClick: z.boolean(),
    perMachine: z.boolean(),
    allowToChangeInstallationDirectory: z.boolean(),
    deleteAppDataOnUninstall: z.literal(false),
    language: z.literal('2052'),
  }),
  linux: z.strictObject({
    target: targets,
    category: z.string(),
    maintainer: z.string(),
    files: z.array(z.string()),
  }),
})

const WEIGHTS = ['100', '200', '300', '400', '500', '600', '700', '800', '900']

const config = configuration.parse(parse(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')))

test('every promised installer is described', () => {
  const named = (list: z.infer<typeof targets>): readonly string[] =>
    list.flatMap(({ target, arch }) => arch.map((one) => `${target} ${one}`))
  expect(named(config.win.target)).toEqual(['nsis x64', 'portable x64'])
  expect(named(config.linux.target)).toEqual(['deb x64', 'deb arm64', 'AppImage x64', 'AppImage arm64'])
})

test('what is put beside the program exists and is what the program looks for', () => {
  for (const { from } of config.extraResources) expect(existsSync(join(ROOT, from, 'packs'))).toBe(true)
  expect(readFileSync(join(ROOT, 'src/main/index.ts'), 'utf8')).toContain("join(process.resourcesPath, 'resources')")
})

test('what is started as a thread or a process lies outside of the archive, under the name that its starter looks for', () => {
  const main = join(ROOT, 'src/main')
  const started = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(main, name), 'utf8').matchAll(/new URL\('(\.[^']+\.ts)', import\.meta\.url\)/gu)].map(
        ([, file = '']) => join(main, dirname(name), file),
      ),
    )
  expect(started).toContain(join(main, 'session-thread.ts'))
  expect(started.filter((path) => !existsSync(path))).toEqual([])
  expect(config.asarUnpack).toContain('out/main/**')
})

/** electron-builder takes a platform's list as a whole of its own: with exclusions alone it means everything else in the folder. */
test('no platform takes in more than the built program', () => {
  for (const files of [config.files, config.win.files, config.linux.files]) {
    const taken = files.filter((pattern) => !pattern.startsWith('!'))
    expect(taken).toEqual(['out/**', 'package.json'])
  }
})

test('the font weights that documents use are packed, and no others', () => {
  const source = readFileSync(join(ROOT, 'src/main/render/fonts.ts'), 'utf8')
  const used = [...source.matchAll(/'(@fontsource\/[a-z-]+)', sheet: '(\d+)\.css'/g)].map(([, name, weight]) =>
    [name, weight].join(' '),
  )
  const packed = ['@fontsource/noto-serif-sc', '@fontsource/noto-sans-sc'].flatMap((name) => {
    const leaving = config.files.find((pattern) => pattern.startsWith(`!node_modules/${name}/files/`)) ?? ''
    const left = /\{([\d,]+)\}/.exec(leaving)?.[1]?.split(',') ?? []
    const kept = WEIGHTS.filter((weight) => !left.includes(weight))
    return kept.map((weight) => `${name} ${weight}`)
  })
  expect(packed.toSorted()).toEqual(used.toSorted())
})

test('of the native prebuilds each platform keeps its own and leaves out the others', () => {
  const prebuilds = readdirSync(join(ROOT, 'node_modules/better-sqlite3/prebuilds')).map((name) =>
    name.replace('.node', ''),
  )
  const left = (files: readonly string[]): readonly string[] =>
    prebuilds.filter((name) => !files.some((pattern) => excludes(pattern, name)))
  expect(left(config.win.files)).toEqual(['win32-x64'])
  expect(left(config.linux.files).toSorted()).toEqual(['linux-arm64', 'linux-x64'])
})

/** `!…/{a,b}-*.node` against a prebuild's name. */
function excludes(pattern: string, name: string): boolean {
  const file = pattern.slice(pattern.lastIndexOf('/') + 1).replace('.node', '')
  const words = /^\{([^}]+)\}-\*$/.exec(file)?.[1]?.split(',')
  return words === undefined ? file === name : words.some((word) => name.startsWith(`${word}-`))
}
