import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { preProcessFile } from 'typescript'
import { expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/**
 * Who may import what; a target counts if it starts with one of the entries. First match wins, so narrower folders stand first.
 * `core/document` builds on `core/narrative`, whose sentences it strings together; see docs/adr/0005.
 */
const MAY: readonly (readonly [folder: string, may: readonly string[]])[] = [
  ['core/money', ['decimal.js']],
  // Also runs in the window, on the clipboard.
  ['core/pasted', []],
  ['core/model', ['core/money']],
  ['core/codes', ['core/money']],
  ['core/packs', ['core/money', 'core/model', 'core/codes', 'zod', 'yaml']],
  ['core/workbook', ['core/money', 'core/model', 'core/codes', 'core/packs']],
  ['core/recognise', ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/workbook']],
  ['core/ledger', ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/workbook']],
  ['core/check', ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/performance']],
  ['core/derive', ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/check', 'core/ledger']],
  // Sheets are read from and printed as the neutral grids of its neighbours.
  [
    'core/performance',
    [
      'core/money',
      'core/model',
      'core/codes',
      'core/packs',
      'core/derive',
      'core/workbook',
      'core/document/model.ts',
      'core/recognise',
    ],
  ],
  ['core/narrative', ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/document/model.ts']],
  [
    'core/document',
    ['core/money', 'core/model', 'core/codes', 'core/packs', 'core/narrative', 'core/check/finding.ts'],
  ],
  // Stands above the document: it reads what others wrote with the templates of the document.
  [
    'core/proofread',
    ['core/money', 'core/model', 'core/packs', 'core/narrative', 'core/document/model.ts', 'core/pasted'],
  ],
  [
    'core/secret',
    [
      'core/money',
      'core/model',
      'core/packs',
      'core/check',
      'core/performance',
      'core/narrative/fill.ts',
      'core/document/model.ts',
    ],
  ],
  ['core/contract', ['core/', 'zod']],
  ['main/db', ['core/money', 'core/model', 'better-sqlite3', 'node:']],
  ['main/files', ['core/', 'node:', '@e965/xlsx', 'papaparse', 'mammoth', 'zod']],
  [
    'main/render',
    [
      'core/',
      'node:',
      'docx',
      'echarts',
      'exceljs',
      'pdfjs-dist',
      '@fontsource/',
      'lxgw-wenkai-webfont',
      'main/files/write-package.ts',
    ],
  ],
  [
    'main/host',
    [
      'core/',
      'node:',
      'main/services',
      'main/jobs',
      'main/render',
      'playwright-core',
      '@sparticuz/chromium',
      'electron',
    ],
  ],
  ['main/services', ['core/', 'node:', 'main/db', 'main/files', 'main/render', 'main/jobs', 'zod']],
  ['main/jobs', ['core/', 'node:', 'main/services', 'main/db', 'main/files', 'main/render']],
  // Composition roots.
  ['main/', ['core/', 'main/', 'node:', 'electron']],
  ['preload', ['core/contract', 'electron']],
  [
    'renderer',
    [
      'core/contract',
      'core/money',
      'core/model',
      'core/pasted',
      'vue',
      'vue-router',
      'pinia',
      'naive-ui',
      'echarts',
      // Draws PDFs: no host can be relied on to have a viewer.
      'pdfjs-dist',
      '@vicons/',
    ],
  ],
]

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(ts|js|vue)$/.test(file))

test.each(files)('%s imports only what its folder may', (file) => {
  const rule = MAY.find(([folder]) => file.startsWith(folder))
  if (!rule) throw new Error(`${file}: add its folder to MAY`)
  const [folder, may] = rule
  const strange = importsOf(file).filter(
    (target) => !target.startsWith(folder) && !may.some((one) => target.startsWith(one)),
  )
  expect(strange).toEqual([])
})

test('only the Electron host and the preload script import electron', () => {
  const users = files.filter((file) => importsOf(file).includes('electron'))
  expect(
    users.filter((file) => !['main/host/', 'preload/', 'main/index.ts'].some((one) => file.startsWith(one))),
  ).toEqual([])
})

test('no code knows a region, a year or the number of a published table', () => {
  const known = files.filter((file) =>
    /公开 ?\d\d|长治|上党|益阳|赫山|廊坊|广阳|株洲|荷塘|山西|湖南|河北|上海|20(19|2\d)-?(预算|决算)/u.test(
      codeOf(file),
    ),
  )
  expect(known).toEqual([])
})

/** Imported modules as paths below src, packages by name. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  const script = file.endsWith('.vue') ? (/<script[^>]*>([\s\S]*?)<\/script>/u.exec(text)?.[1] ?? '') : text
  return preProcessFile(script, true, true).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith('.')) return posix.normalize(posix.join(dirname(file), fileName))
    return fileName.replace(/^#(core|main)\//u, '$1/')
  })
}

/** The file without comments: an example in a comment may name what it likes. */
function codeOf(file: string): string {
  return readFileSync(join(SRC, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//gu, '')
    .replace(/(^|\s)\/\/.*$/gmu, '')
}
