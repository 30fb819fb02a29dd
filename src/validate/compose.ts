import type { ParsedYaml } from './yaml-text.ts'

/** A compose file with anchors and merge keys resolved, and the lines that things stand at. */
export interface ComposeFile {
  path: string
  text: string
  services: Readonly<Record<string, ComposeService>>
  /** These keys are written in the file itself, not merged in from an anchor. */
  has: (...keys: readonly string[]) => boolean
  /** Line of the deepest of these keys that is written in the file itself; 1 where none is. */
  lineOf: (...keys: readonly string[]) => number
  /** `!reset` and `!override`: not joined with what lies below. */
  tagOf: (...keys: readonly string[]) => string | undefined
}

/** What the checks look at. Anything else in a service is docker's to check. */
export interface ComposeService {
  image?: unknown
  build?: unknown
  command?: unknown
  working_dir?: unknown
  profiles?: unknown
  depends_on?: unknown
  healthcheck?: unknown
  network_mode?: unknown
  volumes_from?: unknown
}

const composeName = /(^|\/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$/

export function isComposePath(path: string): boolean {
  return composeName.test(path)
}

/** Null where the text is no compose file; a fault of its YAML is reported where all YAML is read again. */
export function composeFile(path: string, text: string, { value, lineOf, has, tagOf }: ParsedYaml): ComposeFile | null {
  if (!isRecord(value)) return null
  const services = isRecord(value.services) ? value.services : {}
  const named = Object.entries(services).map(([name, service]) => [name, isRecord(service) ? (service as ComposeService) : {}])
  return { path, text, services: Object.fromEntries(named) as Record<string, ComposeService>, has, lineOf, tagOf }
}

/** Services of several files, each laid over those before it, as far as the checks look: compose merges maps by key and joins profiles. */
export function overlaid(files: readonly ComposeFile[]): Readonly<Record<string, ComposeService>> {
  const merged: Record<string, ComposeService> = {}
  for (const [name, over, file] of files.flatMap((file) => Object.entries(file.services).map(([name, over]) => [name, over, file] as const))) {
    const under = keptOf(merged[name] ?? {}, (key) => file.tagOf('services', name, key) === undefined)
    merged[name] = {
      ...under,
      ...over,
      build: mergedMap(asBuild(under.build), asBuild(over.build)),
      depends_on: mergedMap(asConditions(under.depends_on), asConditions(over.depends_on)),
      healthcheck: mergedMap(under.healthcheck, over.healthcheck),
      profiles: [...strings(under.profiles), ...strings(over.profiles)],
    }
  }
  return merged
}

/** Without what the file above replaces as a whole. */
function keptOf(service: ComposeService, joins: (key: string) => boolean): ComposeService {
  return Object.fromEntries(Object.entries(service).filter(([key]) => joins(key)))
}

/** The file that says something, the last one first, and the line where it does. */
export function placeOf(files: readonly ComposeFile[], ...keys: readonly string[]): { file: string; line: number } {
  for (let depth = keys.length; depth > 0; depth--) {
    const file = files.findLast((one) => one.has(...keys.slice(0, depth)))
    if (file) return { file: file.path, line: file.lineOf(...keys) }
  }
  return { file: files[0]?.path ?? 'compose.yaml', line: 1 }
}

function mergedMap(under: unknown, over: unknown): unknown {
  if (isRecord(under) && isRecord(over)) return { ...under, ...over }
  return over ?? under
}

/** `build: .` is short for a context. */
function asBuild(build: unknown): unknown {
  return typeof build === 'string' ? { context: build } : build
}

function asConditions(dependsOn: unknown): unknown {
  return Array.isArray(dependsOn) ? Object.fromEntries(strings(dependsOn).map((name) => [name, { condition: 'service_started' }])) : dependsOn
}

export interface Dependency {
  service: string
  condition: string
}

/** All that a service cannot be started without: `depends_on`, another's network, another's volumes. */
export function dependenciesOf(service: ComposeService): Dependency[] {
  const conditions = asConditions(service.depends_on)
  const named = isRecord(conditions)
    ? Object.entries(conditions).flatMap(([name, how]) => {
        if (isRecord(how) && how.required === false) return []
        return [{ service: name, condition: isRecord(how) && typeof how.condition === 'string' ? how.condition : 'service_started' }]
      })
    : []
  const network = typeof service.network_mode === 'string' && service.network_mode.startsWith('service:') ? [service.network_mode.slice('service:'.length)] : []
  const volumes = strings(service.volumes_from)
    .filter((one) => !one.startsWith('container:'))
    .map((one) => one.split(':')[0]!)
  return [...named, ...[...network, ...volumes].map((name) => ({ service: name, condition: 'service_started' }))]
}

export function profilesOf(service: ComposeService): string[] {
  return [...new Set(strings(service.profiles))]
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
