import { damaged, notWorkbook } from './errors.ts'
import { attributesOf, decodeEscapes, isTrue, nameHash } from './xml-text.ts'
import { xmlScanner, type XmlHandler } from './xml-scanner.ts'
import { partKey, type ZipEntry } from './zip-directory.ts'
import { readPart, type Archive } from './zip-part.ts'
import { toUtf8 } from './encoding.ts'

/** What the workbook part and its relationships say. Parts are found by relationship, never by a fixed name. */
export interface PackageIndex {
  readonly sheets: readonly SheetPart[]
  readonly date1904: boolean
  readonly sharedStrings: ZipEntry | undefined
  readonly styles: ZipEntry | undefined
  /** Colours that styles may name by number. */
  readonly theme: ZipEntry | undefined
}

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly entry: ZipEntry
}

interface Relationship {
  /** Last segment of the type, the same in transitional and strict files: `worksheet`, `styles`. */
  readonly type: string
  readonly target: string
}

/** Reads a whole XML part through `handler`. `part` names it to the user. */
export async function scanPart(archive: Archive, entry: ZipEntry, part: string, handler: XmlHandler): Promise<void> {
  const place = { fileName: archive.fileName, part }
  const scanner = xmlScanner(handler, archive.limits, place)
  for await (const chunk of toUtf8(readPart(archive, entry, part), place)) scanner.push(chunk)
  scanner.finish()
}

/** Errors  FILE_NOT_WORKBOOK when the zip holds something else; FILE_DAMAGED when a named part is missing. */
export async function readPackageIndex(archive: Archive): Promise<PackageIndex> {
  const workbookName = await findWorkbook(archive)
  const entry = archive.entries.get(partKey(workbookName))
  if (entry === undefined) throw notWorkbook(archive.fileName, `no ${workbookName} in the zip`)
  if (/\.bin$/i.test(workbookName)) throw notWorkbook(archive.fileName, 'binary workbook (xlsb)')
  const relationships = await readRelationships(archive, workbookName)
  const workbook = workbookHandler()
  await scanPart(archive, entry, '工作簿目录', workbook)
  if (!workbook.isWorkbook()) throw notWorkbook(archive.fileName, `${workbookName} is not a workbook`)
  const byType = (type: string): ZipEntry | undefined => {
    const found = [...relationships.values()].find((relationship) => relationship.type === type)
    return found === undefined ? undefined : archive.entries.get(partKey(found.target))
  }
  const folder = workbookName.slice(0, workbookName.lastIndexOf('/') + 1)
  return {
    date1904: workbook.date1904(),
    sharedStrings: byType('sharedStrings') ?? archive.entries.get(partKey(`${folder}sharedStrings.xml`)),
    styles: byType('styles') ?? archive.entries.get(partKey(`${folder}styles.xml`)),
    theme: byType('theme'),
    sheets: workbook.sheets().flatMap(({ name, hidden, id }) => {
      const place = { fileName: archive.fileName, part: `工作表“${name}”` }
      const relationship = relationships.get(id)
      if (relationship === undefined) throw damaged(place, `no relationship ${id}`)
      // Chart, dialog and macro sheets hold no cells.
      if (relationship.type !== 'worksheet') return []
      const part = archive.entries.get(partKey(relationship.target))
      if (part === undefined) throw damaged(place, `no part ${relationship.target}`)
      return [{ name, hidden, entry: part }]
    }),
  }
}

async function findWorkbook(archive: Archive): Promise<string> {
  const relationships = await readRelationships(archive, '')
  const found = [...relationships.values()].find((relationship) => relationship.type === 'officeDocument')
  return found?.target ?? 'xl/workbook.xml'
}

/** Relationships of a part by id; of the whole package when `source` is empty. None when there is no such part. */
async function readRelationships(archive: Archive, source: string): Promise<ReadonlyMap<string, Relationship>> {
  const slash = source.lastIndexOf('/') + 1
  const folder = source.slice(0, slash)
  const entry = archive.entries.get(partKey(`${folder}_rels/${source.slice(slash)}.rels`))
  const found = new Map<string, Relationship>()
  if (entry === undefined) return found
  await scanPart(archive, entry, '部件关系表', {
    open(name, bytes, from, to) {
      if (name !== RELATIONSHIP) return
      const attributes = attributesOf(bytes, from, to, ['Id', 'Type', 'Target', 'TargetMode'])
      const target = attributes.get('Target')
      if (target === undefined || attributes.get('TargetMode') === 'External') return
      const type = (attributes.get('Type') ?? '').replace(/^.*\//, '')
      found.set(attributes.get('Id') ?? '', { type, target: resolve(folder, target) })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return found
}

const RELATIONSHIP = nameHash('Relationship')

/** A target is relative to the folder of its source, or absolute with a leading slash. */
function resolve(folder: string, target: string): string {
  const path = decodePercent(target.replaceAll('\\', '/'))
  const segments: string[] = []
  for (const segment of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}

function decodePercent(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a stray percent sign is part of the name
  }
}

interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly id: string
}

const WORKBOOK = nameHash('workbook')
const WORKBOOK_PR = nameHash('workbookPr')
const SHEETS = nameHash('sheets')
const SHEET = nameHash('sheet')

function workbookHandler(): XmlHandler & {
  isWorkbook(): boolean
  date1904(): boolean
  sheets(): readonly WorkbookSheet[]
} {
  const sheets: WorkbookSheet[] = []
  let date1904 = false
  let root: number | undefined
  let inSheets = false
  return {
    open(name, bytes, from, to) {
      root ??= name
      if (name === WORKBOOK_PR) date1904 = isTrue(attributesOf(bytes, from, to, ['date1904']).get('date1904'))
      else if (name === SHEETS) inSheets = true
      else if (name === SHEET && inSheets) {
        const found = attributesOf(bytes, from, to, ['name', 'state', ':id'])
        const state = found.get('state') ?? 'visible'
        sheets.push({
          name: decodeEscapes(found.get('name') ?? ''),
          hidden: state !== 'visible',
          id: found.get(':id') ?? '',
        })
      }
    },
    close(name) {
      if (name === SHEETS) inSheets = false
    },
    text: () => undefined,
    isWorkbook: () => root === WORKBOOK,
    date1904: () => date1904,
    sheets: () => sheets,
  }
}
