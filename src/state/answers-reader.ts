import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml'
import { unitKeys, type Given, type Output, type Target, type UnitKey } from '../ask/answers.ts'
import { refuseUnitName } from '../ask/checks.ts'
import { nothingGiven } from '../ask/given.ts'
import { nearest } from '../command-line/nearest.ts'
import { checkValue } from '../command-line/parse.ts'
import { UserError } from '../errors.ts'
import { flagFor, flagOf } from '../flags.ts'
import { services } from '../services/index.ts'

const topKeys = [
  'schema',
  'project',
  'units',
  'with',
  'without',
  'managed',
  'target',
  'files',
  'image-prefix',
  'branch',
  'base-registry',
  'requirements',
  'without-units',
] as const
type TopKey = (typeof topKeys)[number]

/** What one file says, with the places to point at. */
interface Reader {
  fail(node: unknown, what: string, todo?: readonly string[]): UserError
  /** A value as its flag takes it, checked as the flag's. Null: the person left it empty, which says nothing. */
  value(pair: Entry, flag: string): Promise<string | null>
  list(pair: Entry, flag: string): Promise<string[]>
}

interface Entry {
  key: string
  keyNode: unknown
  value: Node | null
}

/** See `readAnswersFile`. */
export async function givenFromYaml(text: string, path: string): Promise<Given> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false })
  const read = readerOf(path, lines)
  const broken = document.errors[0]
  if (broken) throw new UserError(`${firstLine(broken.message)}. Nothing was written.`, { at: { file: path, line: lines.linePos(broken.pos[0]).line } })
  const given = nothingGiven()
  if (document.contents === null) return given
  if (!isMap(document.contents)) throw read.fail(document.contents, 'this should be `key: value` lines')
  for (const entry of entriesOf(document.contents, topKeys, read)) await takeTop(given, entry, read)
  return given
}

async function takeTop(given: Given, entry: Entry, read: Reader): Promise<void> {
  const key = entry.key as TopKey
  switch (key) {
    case 'schema':
      if (!isScalar(entry.value) || entry.value.value !== 1) throw read.fail(entry.value ?? entry.keyNode, 'schema: this version knows 1 alone')
      return
    case 'project': {
      const name = textOf(entry, read)
      // What docker compose takes for a project's name.
      if (name !== null && !/^[a-z0-9][a-z0-9_-]*$/.test(name))
        throw read.fail(entry.value, `project: ${JSON.stringify(name)} is no name for a compose project; lower case letters, digits, - and _`)
      if (name !== null) given.project = name
      return
    }
    case 'units':
      return takeUnits(given, entry, read)
    case 'with':
    case 'without':
    case 'managed':
      given[key] = (await read.list(entry, key)).map((name) => canonical(name, entry, read))
      return
    case 'without-units':
      given.withoutUnits = wordsOf(entry, read)
      return
    case 'target':
      given.targets = (await read.list(entry, key)) as Target[]
      return
    case 'files':
      given.files = (await read.list(entry, key)) as Output[]
      return
    case 'image-prefix': {
      const prefix = await read.value(entry, key)
      if (prefix !== null) given.imagePrefix = prefix
      return
    }
    case 'branch': {
      const branch = await read.value(entry, key)
      if (branch !== null) given.branch = branch
      return
    }
    case 'base-registry': {
      const registry = await read.value(entry, key)
      if (registry !== null) given.baseRegistry = registry
      return
    }
    case 'requirements':
      if (!isScalar(entry.value) || typeof entry.value.value !== 'boolean') throw read.fail(entry.value ?? entry.keyNode, 'requirements: true or false')
      given.requirements = entry.value.value
  }
}

async function takeUnits(given: Given, units: Entry, read: Reader): Promise<void> {
  if (units.value === null || (isScalar(units.value) && units.value.value === null)) return
  if (!isMap(units.value)) throw read.fail(units.value, 'units: each unit by its name, its answers below it')
  for (const unit of entriesOf(units.value, null, read)) {
    if (unit.value === null || (isScalar(unit.value) && unit.value.value === null)) continue
    if (!isMap(unit.value)) throw read.fail(unit.value, `units.${unit.key}: its answers stand below it, one \`key: value\` a line`)
    const answers: Partial<Record<UnitKey, string>> = {}
    for (const entry of entriesOf(unit.value, ['name', ...unitKeys], read)) {
      if (entry.key === 'name') {
        takeName(given, unit.key, entry, read)
        continue
      }
      const value = await read.value(entry, flagFor(entry.key as UnitKey).name)
      if (value !== null) answers[entry.key as UnitKey] = value
    }
    given.units[unit.key] = answers
  }
}

function takeName(given: Given, unit: string, entry: Entry, read: Reader): void {
  const name = textOf(entry, read)
  const why = name === null ? undefined : refuseUnitName(name)
  if (why !== undefined) throw read.fail(entry.value, `name: ${why}`)
  if (name !== null) given.names = { ...given.names, [unit]: name }
}

/** A list, or the one value that was written in its place. */
function itemsOf({ value }: Entry): readonly (Node | null)[] {
  return isSeq(value) ? (value.items as (Node | null)[]) : [value]
}

function wordsOf(entry: Entry, read: Reader): string[] {
  return itemsOf(entry).flatMap((item) => textOf({ ...entry, value: item }, read) ?? [])
}

function readerOf(path: string, lines: LineCounter): Reader {
  const place = (node: unknown): { file: string; line: number } => ({ file: path, line: lines.linePos((node as Node | null)?.range?.[0] ?? 0).line })
  const fail = (node: unknown, what: string, todo?: readonly string[]): UserError =>
    new UserError(`${what}${what.endsWith('?') ? '' : '.'} Nothing was written.`, { at: place(node), ...(todo ? { todo } : {}) })
  const checked = async (node: unknown, key: string, value: string, flag: string): Promise<string> => {
    try {
      await checkValue(flagOf(flag), value, key)
      return value
    } catch (error) {
      // The words of the flag's own check, at the line in the file; a file is no command line, so it ends with 1.
      throw error instanceof UserError ? fail(node, error.message, error.help.todo) : error
    }
  }
  const read: Reader = {
    fail,
    async value(entry, flag) {
      const text = textOf(entry, read)
      return text === null ? null : checked(entry.value, entry.key, text, flag)
    },
    async list(entry, flag) {
      const items = itemsOf(entry)
      const texts = items.map((item) => ({ item, text: textOf({ ...entry, value: item }, read) }))
      return Promise.all(texts.flatMap(({ item, text }) => (text === null ? [] : checked(item, entry.key, text, flag))))
    },
  }
  return read
}

function entriesOf(map: YAMLMap, allowed: readonly string[] | null, read: Reader): Entry[] {
  return (map.items as Pair<Node | null, Node | null>[]).flatMap(({ key, value }) => {
    if (!isScalar(key)) throw read.fail(key ?? map, 'a key is a word here')
    const name = String(key.value)
    if (allowed === null || allowed.includes(name)) return [{ key: name, keyNode: key, value }]
    const meant = nearest(name, allowed)
    // A slip of the pen is told. Any other key is a person's own note, or of another version: it says nothing here, and stays.
    if (meant) throw read.fail(key, `there is no key ${name}; did you mean ${meant}?`, [`keys: ${allowed.join(', ')}`])
    return []
  })
}

/** The value as it was written: an unquoted 3.10 is a version here, not the number 3.1. */
function textOf({ key, value, keyNode }: Entry, read: Reader): string | null {
  if (value === null) return null
  if (!isScalar(value)) throw read.fail(value ?? keyNode, `${key}: one value is expected here`)
  if (value.value === null) return null
  return typeof value.value === 'string' ? value.value : (value.source ?? '')
}

/** `pg:17` → `postgres:17`. */
function canonical(name: string, entry: Entry, read: Reader): string {
  const [kind = '', ...rest] = name.split(':')
  const version = rest.join(':')
  if (rest.length > 0 && !/^[A-Za-z0-9_][\w.-]*$/.test(version))
    throw read.fail(entry.value, `${entry.key}: ${JSON.stringify(version)} is no version of an image`)
  const id = services.find((service) => service.id === kind || service.aliases.includes(kind))?.id ?? kind
  return rest.length === 0 ? id : `${id}:${version}`
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/[.:]$/, '')
}
