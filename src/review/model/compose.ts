import { composeFile, isRecord, overlaid, type ComposeFile } from '../../validate/compose.ts'
import type { YamlFile } from './yaml.ts'

export type Values = Readonly<Record<string, unknown>>

export interface Service {
  name: string
  /** As this file has it: anchors, merge keys and simple `extends` resolved. */
  own: Values
  /** With the base file under it where this file is an overlay. */
  merged: Values
}

/** A compose file and those that belong to it. */
export interface Compose {
  path: string
  yaml: YamlFile
  top: Values
  services: readonly Service[]
  service(name: string): Service | null
  /** The file that this one is laid over; null: it stands by itself. */
  base: Compose | null
  /** Those that are laid over this one. */
  overlays: readonly Compose[]
}

/** A compose file before its neighbours are known. */
export type Draft = Omit<Compose, 'services' | 'service' | 'base' | 'overlays'> & { file: ComposeFile | null }

export function composeDraft(path: string, yaml: YamlFile): Draft {
  return { path, yaml, top: isRecord(yaml.value) ? yaml.value : {}, file: composeFile(path, yaml.text, { ...yaml.parsed, value: yaml.value }) }
}

/** Joins the files of one project: base files with their overlays, and services with what they extend. */
export function composesOf(drafts: readonly Draft[]): Compose[] {
  const byPath = new Map(drafts.map((draft) => [draft.path, draft]))
  const made = new Map<string, Compose & { overlays: Compose[] }>()
  for (const draft of [...drafts].sort((a, b) => Number(baseOf(a, drafts) !== null) - Number(baseOf(b, drafts) !== null))) {
    const under = baseOf(draft, drafts)
    const base = under ? (made.get(under.path) ?? null) : null
    const services = servicesOf(draft, byPath, base)
    const byName = new Map(services.map((one) => [one.name, one]))
    const compose = { ...draft, services, service: (name: string) => byName.get(name) ?? null, base, overlays: [] as Compose[] }
    base?.overlays.push(compose)
    made.set(draft.path, compose)
  }
  return drafts.map((draft) => made.get(draft.path)!)
}

/** `compose.prod.yaml` lies over `compose.yaml` of its folder where both speak of one service, or it has one that neither builds nor names an image. */
function baseOf(draft: Draft, drafts: readonly Draft[]): Draft | null {
  const { folder, plain } = nameOf(draft.path)
  if (plain) return null
  const base = drafts.find((one) => one !== draft && nameOf(one.path).folder === folder && nameOf(one.path).plain)
  if (!base) return null
  const ofBase = Object.keys(base.file?.services ?? {})
  return Object.keys(draft.file?.services ?? {}).some((name) => ofBase.includes(name)) ? base : null
}

function nameOf(path: string): { folder: string; plain: boolean } {
  const slash = path.lastIndexOf('/')
  return { folder: path.slice(0, slash + 1), plain: /^(docker-)?compose\.ya?ml$/.test(path.slice(slash + 1)) }
}

function servicesOf(draft: Draft, byPath: ReadonlyMap<string, Draft>, base: Compose | null): Service[] {
  const { file } = draft
  if (!file) return []
  const extended: ComposeFile = {
    ...file,
    services: Object.fromEntries(Object.entries(file.services).map(([name, service]) => [name, withExtended(draft, service as Values, byPath, 0)])),
  }
  const merged = base ? overlaid([asFile(base), extended]) : extended.services
  return Object.keys(extended.services).map((name) => {
    const own = extended.services[name] as Values
    const under = base?.service(name)?.merged.environment
    const isReset = (variable: string): boolean => draft.yaml.parsed.tagOf('services', name, 'environment', variable) === '!reset'
    const environment = under === undefined ? {} : { environment: joinedVariables(under, own.environment, isReset) }
    return { name, own, merged: { ...(merged[name] as Values), ...environment } }
  })
}

function asFile(compose: Compose): ComposeFile {
  const services = Object.fromEntries(compose.services.map((one) => [one.name, one.own]))
  return composeFile(compose.path, compose.yaml.text, { ...compose.yaml.parsed, value: { services } })!
}

/** `extends: {service, file?}`, as deep as a person could still follow. */
function withExtended(draft: Draft, service: Values, byPath: ReadonlyMap<string, Draft>, depth: number): Values {
  const { extends: how } = service
  const name = typeof how === 'string' ? how : isRecord(how) && typeof how.service === 'string' ? how.service : null
  if (name === null || depth > 8) return service
  const other = isRecord(how) && typeof how.file === 'string' ? byPath.get(besides(draft.path, how.file)) : draft
  const parent = other?.file?.services[name]
  if (!other || !parent) return service
  const full = withExtended(other, parent as Values, byPath, depth + 1)
  const { depends_on: _, ...rest } = full
  return { ...rest, ...service, environment: joinedMaps(full.environment, service.environment) }
}

function joinedMaps(under: unknown, over: unknown): unknown {
  return isRecord(under) && isRecord(over) ? { ...under, ...over } : (over ?? under)
}

/** Variables of two files, by name, whether they stand in a map or in a list; without those that the upper file takes out. */
function joinedVariables(under: unknown, over: unknown, isReset: (name: string) => boolean): unknown {
  if (over === undefined) return under
  return Object.fromEntries(Object.entries({ ...variablesOf(under), ...variablesOf(over) }).filter(([name]) => !isReset(name)))
}

function variablesOf(environment: unknown): Values {
  if (!Array.isArray(environment)) return isRecord(environment) ? environment : {}
  return Object.fromEntries(
    environment.flatMap((one: unknown) => {
      if (typeof one !== 'string') return []
      const equals = one.indexOf('=')
      return [equals < 0 ? [one, null] : [one.slice(0, equals), one.slice(equals + 1)]]
    }),
  )
}

/** A path that a file names, from the folder where the file lies. */
export function besides(path: string, named: string): string {
  const parts = path.split('/').slice(0, -1)
  for (const part of named.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return `../${named}`
      parts.pop()
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
