import { parseYaml } from '../../src/validate/yaml-text.ts'

type Compose = Record<string, Record<string, Service | null> | undefined>
type Service = Readonly<Partial<Record<string, unknown>>>

/** Keys that compose refuses without a value. */
const filled = ['cap_drop', 'depends_on', 'environment', 'healthcheck', 'networks', 'ports', 'profiles', 'secrets', 'tmpfs', 'volumes']

/** What docker compose would refuse in a compose file on its own: text that is no YAML, names that nothing defines, a service of nothing. */
export async function faultsIn(text: string): Promise<string[]> {
  const { value, faults } = await parseYaml(text)
  if (faults.length > 0) return faults.map((fault) => fault.detail)
  const project = (value ?? {}) as Compose
  const defined = (section: string): Set<string> => new Set(Object.keys(project[section] ?? {}))
  const [services, networks, volumes, secrets] = ['services', 'networks', 'volumes', 'secrets'].map(defined) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ]
  const sections = ['services', 'networks', 'volumes', 'secrets', 'configs'].filter((key) => project[key] === null)
  const inServices = Object.entries(project['services'] ?? {}).flatMap(([name, service]) => {
    const missing = (words: readonly string[], known: Set<string>, what: string) =>
      words.filter((word) => !known.has(word)).map((word) => `${name}: no ${what} ${word}`)
    return [
      ...filled.filter((key) => service?.[key] === null).map((key) => `${name}: nothing in ${key}`),
      ...(service?.['image'] === undefined && service?.['build'] === undefined ? [`${name}: neither image nor build`] : []),
      ...missing(namesIn(service?.['depends_on']), services, 'service'),
      ...missing(
        namesIn(service?.['networks']).filter((one) => one !== 'default'),
        networks,
        'network',
      ),
      ...missing(volumesIn(service?.['volumes']), volumes, 'volume'),
      ...missing(namesIn(service?.['secrets']), secrets, 'secret'),
    ]
  })
  return [...sections.map((section) => `nothing in ${section}`), ...inServices]
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : String((one as { source?: unknown }).source)))
  return value !== null && typeof value === 'object' ? Object.keys(value) : []
}

function volumesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => (typeof one === 'string' && /^[\w-]+:/.test(one) ? [one.split(':')[0]!] : [])) : []
}
