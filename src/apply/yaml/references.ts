import { visit } from 'yaml'
import type { Source } from './source.ts'

type Section = 'services' | 'networks' | 'volumes' | 'secrets' | 'configs'
type Service = Readonly<Partial<Record<string, unknown>>> | null

/**
 * What a compose text speaks of and does not define: names of services, volumes and their like as `volumes.data`, an alias by the
 * keys that lead to its anchor. Empty for other texts. @param anchors name → keys, of the text that had them all.
 */
export function danglingIn(source: Source | null, anchors: ReadonlyMap<string, string>): ReadonlySet<string> {
  if (!source) return new Set()
  const open = openAliases(source)
  return open.length > 0 ? new Set(open.flatMap((name) => anchors.get(name) ?? [])) : openNames(source)
}

function openAliases({ document, anchors }: Source): readonly string[] {
  const open = new Set<string>()
  visit(document, { Alias: (_, { source }) => void (anchors.has(source) || open.add(source)) })
  return [...open]
}

function openNames(source: Source): ReadonlySet<string> {
  const project = valueOf(source)
  const services = Object.values((project?.services ?? {}) as Record<string, Service>)
  const spoken = services.flatMap((service) => [
    ...namesIn(service?.['depends_on']).map((name) => `services.${name}`),
    ...namesIn(service?.['networks']).map((name) => `networks.${name}`),
    ...namesIn(service?.['secrets']).map((name) => `secrets.${name}`),
    ...namesIn(service?.['configs']).map((name) => `configs.${name}`),
    ...volumesIn(service?.['volumes']).map((name) => `volumes.${name}`),
  ])
  const isDefined = (path: string): boolean => {
    const [section, name] = [path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1)]
    return name in (project?.[section as Section] ?? {}) || path === 'networks.default'
  }
  return new Set(spoken.filter((path) => !isDefined(path)))
}

/** Null where no value can be made of it: a merge key that leads to nothing, say. What is wrong with it is told elsewhere. */
function valueOf({ document }: Source): Partial<Record<Section, Record<string, unknown> | null>> | null {
  try {
    return document.toJS({ maxAliasCount: 10_000 }) as Partial<Record<Section, Record<string, unknown> | null>> | null
  } catch {
    return null
  }
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : String((one as { source?: unknown } | null)?.source)))
  return value !== null && typeof value === 'object' ? Object.keys(value) : []
}

/** `data:/var/lib/x`, or `source: data` of the long form; a path is no name. */
function volumesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    const source = typeof one === 'string' ? (one.includes(':') ? one.split(':')[0] : undefined) : (one as { type?: unknown; source?: unknown } | null)?.source
    return typeof source === 'string' && /^\w[\w.-]*$/.test(source) ? [source] : []
  })
}
