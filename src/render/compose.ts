import { timed } from '../plan/health.ts'
import type { HealthPlan } from '../plan/health-plan.ts'
import { buildSecretsOf } from '../plan/build-secrets.ts'
import type { Plan } from '../plan/plan.ts'
import type { EnvironmentEntry, PortPlan, ServicePlan, VolumeMount } from '../plan/service-plan.ts'
import { filesNamed } from '../plan/secret-files.ts'
import { anchorView, appAnchors, buildView, entry, limits, namesOf, type AppAnchor } from './compose-app.ts'
import { times } from './dockerfile.ts'
import { literal } from '../plan/interpolate.ts'
import { jobsOf } from './jobs.ts'
import { pagesOf } from './pages.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What `compose.yaml` is made from. */
export function composeView(plan: Plan): Record<string, unknown> {
  const anchors = appAnchors(plan)
  const buildSecrets = buildSecretsOf(plan.images)
  const mounted = filesNamed(plan.services.flatMap((one) => one.environment))
  const profiles = new Set(plan.services.flatMap((one) => one.profiles))
  const extras = ['test', 'build', 'tools', 'monitoring', 'load'].filter((one) => profiles.has(one))
  return {
    project: yaml(plan.project),
    profiled: profiles.has('full'),
    extraProfiles: extras.length > 0 ? `; ${extras.map((one) => `${one} (${one === 'tools' ? toolsOf(plan) : (extraTitles[one] ?? one)})`).join(', ')}` : '',
    timing: times(timed([], 0)),
    apps: anchors.map((one) => anchorView(one, plan)),
    services: plan.services.map((one) => serviceView(one, plan, anchors)),
    networks: plan.networks.map(networkView),
    volumes: plan.volumes.map(named),
    buildSecrets,
    secrets: plan.secretFiles.length > 0 || buildSecrets.length > 0 || mounted.length > 0,
    mounted: mounted.map((name) => ({ name, file: yaml(secretSource(name)) })),
    secretFiles: plan.secretFiles.map(({ name, variable, file }) => ({ name, file: yaml(`\${${variable}:-./${literal(file)}}`) })),
  }
}

function networkView({ addresses, ...network }: Plan['networks'][number]) {
  return { ...named(network), subnet: addresses ? yaml(addresses.subnet) : null, range: addresses ? yaml(addresses.range) : null }
}

function named({ name, fixedName }: { name: string; fixedName?: string }) {
  return { name, fixedName: fixedName === undefined ? null : yaml(literal(fixedName)) }
}

const extraTitles: Readonly<Record<string, string>> = { test: 'make test', build: 'one-off tasks', monitoring: 'make monitoring', load: 'make load-test' }

/** What a person starts when there is need of it: by its target, or where it has none by its name. */
function toolsOf(plan: Plan): string {
  const servers = plan.services.filter((one) => one.role === 'app' && one.onDemand && !one.ends).map((one) => one.name)
  return [...(jobsOf(plan).length > 0 ? ['make run'] : []), ...pagesOf(plan).map((one) => `make ${one.target}`), ...servers].join(', ')
}

function serviceView(service: ServicePlan, plan: Plan, anchors: readonly AppAnchor[]): Record<string, unknown> {
  const twin = twinOf(service, plan.services)
  const view = { ...fullView(service, anchors), anchor: plan.services.some((one) => twinOf(one, plan.services) === service) ? service.name : null }
  return twin ? { ...view, ...difference(service, twin) } : view
}

/** The service that it repeats but for a few keys: the database it is a test's copy of, the tests it prepares for. */
function twinOf(service: ServicePlan, services: readonly ServicePlan[]): ServicePlan | undefined {
  if (service.role === 'test-backing') return services.find((one) => one.role === 'backing' && one.name === service.kind)
  if (service.role !== 'test') return undefined
  const { from } = service
  const first = services.find((one) => one.role === 'test' && 'unit' in one.from && 'unit' in from && one.from.unit === from.unit)
  return first === service ? undefined : first
}

/** What remains to be said of a service that merges its twin. */
function difference(service: ServicePlan, twin: ServicePlan) {
  const nothing = {
    image: null,
    build: null,
    environmentMerge: null,
    environment: [],
    shmSize: null,
    hostname: null,
    health: null,
    limits: null,
    anchor: null,
    secrets: null,
  }
  const sameProfiles = service.profiles.join() === twin.profiles.join()
  const same = (key: 'environment' | 'health') => JSON.stringify(service[key]) === JSON.stringify(twin[key])
  return {
    ...nothing,
    // One that is told its own name has another one here.
    ...(service.role !== 'test-backing' || same('environment') ? {} : { environment: service.environment.map(entry) }),
    ...(same('health') || typeof service.health !== 'object' ? {} : { health: healthView(service.health.plan) }),
    merge: twin.name,
    ...(sameProfiles ? { profiles: null } : {}),
    ...(service.command?.join() === twin.command?.join() ? { command: null } : {}),
    // What the twin has and this one must not have is said, or the merge would bring it.
    networks: twin.networks.length > 0 && service.networks.length === 0 ? '[default]' : null,
    noDependsOn: twin.dependsOn.length > 0 && service.dependsOn.length === 0,
    noVolumes: twin.volumes.length > 0 && service.volumes.length === 0,
    restart: service.restart === twin.restart ? null : `"${service.restart}"`,
  }
}

export function fullView(service: ServicePlan, anchors: readonly AppAnchor[]) {
  const { from } = service
  const anchor = 'unit' in from ? anchors.find((one) => one.name === from.unit) : undefined
  const target = 'unit' in from ? from.target : 'runtime'
  const own = anchor
    ? service.environment.filter((one) => anchor.environment.find((other) => other.name === one.name)?.value !== one.value)
    : service.environment
  return {
    name: service.name,
    merge: anchor ? anchor.name : 'service',
    profiles: service.profiles.length > 0 ? yamlList(service.profiles) : null,
    build: anchor && target !== 'runtime' ? buildView(anchor.image, target) : null,
    image: 'image' in from ? yaml(from.image) : anchor && target !== 'runtime' ? yaml(`${anchor.image.name}:${target === 'testing' ? 'test' : 'dev'}`) : null,
    command: service.command ? commandOf(service.command, service.tuned) : null,
    // A task is run by a person and writes into their project.
    user: service.role === 'task' ? yaml('${APP_UID:-10001}:0') : service.user === undefined ? null : yaml(service.user),
    groups: service.groups ? yamlList(service.groups) : null,
    workingDir: service.workingDir === null ? null : yaml(literal(service.workingDir)),
    reapsChildren: service.reapsChildren,
    stopSignal: service.stopSignal,
    stopGrace: service.stopGraceSeconds === null ? null : `${service.stopGraceSeconds}s`,
    environmentMerge: anchor && anchor.environment.length > 0 && own.length > 0 ? `${anchor.name}-environment` : null,
    environment: own.map(entry),
    ports: service.ports.map(published),
    networks: service.networks.length > 0 && service.address === undefined ? yamlList(service.networks) : null,
    address: service.address === undefined ? null : { network: service.networks[0], value: yaml(service.address) },
    dependsOn: service.dependsOn,
    volumes: service.volumes.map(mount).map(yaml),
    noDependsOn: false,
    noVolumes: false,
    tmpfs: service.tmpfs.length > 0 ? yamlList(service.tmpfs) : null,
    ...secretsView(service, anchor ? own : service.environment),
    secretFiles: service.secretFiles.map(({ name, target }) => ({ name, target: yaml(literal(target)) })),
    shmSize: service.shmSize,
    hostname: service.hostname,
    // The image has a check of its own, which a program that ends would fail.
    noHealth: anchor !== undefined && service.health === 'none' && (anchor.image.build ?? anchor.image.node)?.health != null && target === 'runtime',
    health: typeof service.health === 'object' ? healthView(service.health.plan) : null,
    restart: service.restart === 'no' ? '"no"' : null,
    // A key of the anchor's is replaced as a whole, so who adds to it says all of it.
    limits: !service.gpu && anchor?.service.limits.memoryVariable === service.limits.memoryVariable ? null : limits(service),
    gpu: service.gpu,
  }
}

/** A key of the anchor's is replaced as a whole here too. @param own what the service's environment has beyond the anchor's. */
function secretsView({ environment, secretFiles }: ServicePlan, own: readonly EnvironmentEntry[]) {
  const names = filesNamed(environment)
  if (secretFiles.length > 0) return { secrets: null, secretNames: names }
  return { secrets: filesNamed(own).length > 0 ? namesOf(names) : null, secretNames: [] }
}

/** The file of a secret on this machine. */
export function secretSource(name: string): string {
  return `\${SECRETS_DIR:-./.secrets}/${name}`
}

/** The words as they are, but for values that a variable may change. */
function commandOf(words: readonly string[], tuned: ServicePlan['tuned']): string {
  return yamlList(words.map((word, index) => tuned[words[index - 1] ?? ''] ?? literal(word)))
}

/** A list of words that compose must pass on as they are. */
export function composeList(words: readonly string[]): string {
  return yamlList(words.map(literal))
}

export function healthView(health: HealthPlan) {
  const [own, usual] = [times(health), times(timed([], 0))]
  const differs = (key: 'interval' | 'timeout' | 'startInterval' | 'retries') => (own[key] === usual[key] ? null : own[key])
  return {
    shared: true,
    startPeriod: own.startPeriod,
    test: composeList(health.test),
    interval: differs('interval'),
    timeout: differs('timeout'),
    startInterval: differs('startInterval'),
    retries: differs('retries'),
  }
}

/** Loopback only: what the project starts is not the network's business. */
export function published({ variable, host, container }: PortPlan): string {
  return yaml(`127.0.0.1:\${${variable}:-${host}}:${container}`)
}

function mount(volume: VolumeMount): string {
  return literal(volume.kind === 'volume' ? `${volume.name}:${volume.path}` : `${volume.source}:${volume.path}${volume.readOnly ? ':ro' : ''}`)
}
