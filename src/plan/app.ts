import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import { nodeProbe } from '../servers/node-probe.ts'
import { stackOf } from '../stacks/index.ts'
import { commandOf } from './command.ts'
import { hostPortVariable, limitVariables } from './connections.ts'
import { healthOf } from './health.ts'
import type { HealthPlan } from './health-plan.ts'
import { optionValue } from './option-value.ts'
import type { UnitInput } from './images.ts'
import { literal, withDefault } from './interpolate.ts'
import { unitFolderIn } from './node-workspace.ts'
import { type ImagePlan } from './plan.ts'
import { nothingElse, type EnvironmentEntry, type ServicePlan } from './service-plan.ts'

export const appLimits = { memory: '512M', cpus: '1.0', pids: 200, reservation: '128M' }

/** Importing such a library takes what a plain app may have in all; a model comes on top. */
const modelLimits = { memory: '4G', cpus: '2.0', pids: 400, reservation: '512M' }

export interface AppInput {
  unit: UnitInput
  image: ImagePlan
  environment: readonly EnvironmentEntry[]
  /** Backing services it waits for, by name. */
  backing: readonly string[]
  /** Names of the networks: those that apps are on, and what databases are on. */
  networks: { app: readonly string[]; back: readonly string[] }
  /** What else it waits for. */
  waits?: ServicePlan['dependsOn']
  /** How its environment differs in development and production. */
  overlays: { development: readonly EnvironmentEntry[]; production: ServicePlan['inProduction'] }
}

/** The service of one unit. @param first it is the one whose command the image has. */
export function appService({ unit, image, environment, backing, networks, overlays, waits }: AppInput, first: boolean): ServicePlan {
  const stack = stackOf(unit.answers.stack, unit.facts.framework)
  const command = commandOf(unit)
  const { name, port } = unit.answers
  const init = migrationName(unit.facts, image.unit)
  const health = healthOf(stack.probe(unit), stack.startPeriodSeconds, command, backing)
  const writable = image.build?.writable ?? []
  const tunes = command.tunes ?? []
  // What the makers of an image start is theirs, so it is said what this one does.
  const own = !first || tunes.length > 0 || image.recipe !== null
  // Plain files read nothing and ask nobody: what their code reads, the development server does.
  const isPages = image.node?.served === 'static'
  const asksForData = backing.length > 0 || (waits ?? []).length > 0 || (stack.needs ?? []).length > 0
  return {
    name,
    role: 'app',
    title: stack.title + (unit.facts.role === stack.role ? '' : ` ${unit.facts.role}`),
    profiles: [],
    from: { unit: image.unit, target: 'runtime' },
    command: own ? command.run : null,
    tuned: Object.fromEntries(tunes.map((one) => [one.option, withDefault(one.name, optionValue(command.run, one.option))])),
    developCommand: own ? command.develop : null,
    developEnvironment: [
      ...[...(isPages ? environment : []), ...overlays.development].map(({ name: of, value }) => ({ name: of, value })),
      ...(command.fixed ?? []).flatMap(({ name: of, develop }) => (develop === undefined ? [] : [{ name: of, value: literal(develop) }])),
    ],
    environment: isPages ? [] : environment,
    dependsOn: [
      ...backing.map((service) => ({ service, condition: 'service_healthy' as const })),
      ...(init ? [{ service: init, condition: 'service_completed_successfully' as const }] : []),
      ...(waits ?? []),
    ],
    networks: isPages || !asksForData ? networks.app.filter((one) => !networks.back.includes(one)) : networks.app,
    ports: port === null || command.portWithin ? [] : [{ variable: hostPortVariable(name), host: port, container: port }],
    developmentPorts: [],
    volumes: [...volumesOf(image), ...(command.keeps ?? []).map((one) => ({ kind: 'volume' as const, ...one }))],
    tmpfs: [],
    secretFiles: secretFilesOf(unit),
    health: (!image.kept || image.recipe) && health ? { plan: health } : 'none',
    restart: command.ends ? 'no' : 'unless-stopped',
    ends: command.ends ?? false,
    onDemand: command.ends ?? false,
    limits: command.limits ? { ...command.limits, ...limitVariables(name) } : appLimitsOf(name, unit.facts),
    gpu: unit.answers.accelerator === 'gpu',
    reapsChildren: command.needsInit,
    stopGraceSeconds: command.stopGraceSeconds ?? null,
    stopSignal: first || (image.build?.stopSignal ?? null) === command.stopSignal ? null : (command.stopSignal ?? 'SIGTERM'),
    shmSize: null,
    hostname: null,
    workingDir: null,
    scalable: !command.single && !command.ends && writable.length === 0,
    developHealth: isPages ? developedPages(unit) : null,
    inProduction: overlays.production,
  }
}

/** What serves pages in development is a server of Node's, in an image without the tools of nginx's, and compiles before it first answers. */
function developedPages(unit: UnitInput): HealthPlan | null {
  return unit.facts.node?.develop ? healthOf(nodeProbe(unit, false), 60, { needsInit: false }, []) : null
}

/** Brings the database to the code's schema before the app starts, once whatever the number of replicas. @param made what makes the database itself. */
export function migrationService(input: AppInput, database: readonly string[], made: readonly string[]): ServicePlan | null {
  const { unit, environment, networks } = input
  const name = migrationName(unit.facts, unit.answers.name)
  // Another unit's image does it for both.
  if (!name || !unit.facts.migrations || unit.facts.migrations.by !== undefined) return null
  return {
    ...jobService(input, name),
    role: 'init',
    title: unit.facts.migrations.command.join(' '),
    workingDir: migrationFolder(unit.facts),
    command: unit.facts.migrations.command,
    environment,
    dependsOn: [
      ...database.map((service) => ({ service, condition: 'service_healthy' as const })),
      ...made.map((service) => ({ service, condition: 'service_completed_successfully' as const })),
    ],
    // A database that is run elsewhere is reached by the way out that the app has.
    networks: database.length > 0 ? networks.back : networks.app,
    // A database that is a file is there.
    volumes: volumesOf(input.image),
  }
}

/** What a unit's programs have in common that end by themselves. */
export function jobService({ unit, environment }: AppInput, name: string): ServicePlan {
  return {
    name,
    role: 'task',
    title: name,
    profiles: [],
    from: { unit: unit.answers.name, target: 'runtime' },
    command: null,
    tuned: {},
    developCommand: null,
    developEnvironment: [],
    environment,
    dependsOn: [],
    networks: [],
    ports: [],
    developmentPorts: [],
    volumes: [],
    tmpfs: [],
    secretFiles: [],
    health: 'none',
    restart: 'no',
    ends: true,
    onDemand: false,
    limits: appLimitsOf(unit.answers.name, unit.facts),
    gpu: false,
    reapsChildren: false,
    stopGraceSeconds: null,
    stopSignal: null,
    shmSize: null,
    hostname: null,
    scalable: false,
    workingDir: null,
    ...nothingElse,
  }
}

/** Where the tool has to be started, in the image. */
export function migrationFolder(facts: UnitFacts): string | null {
  const { workingDir } = facts.migrations ?? {}
  return workingDir ? posix.join('/app', facts.language === 'node' ? unitFolderIn(facts) : '.', workingDir) : null
}

export function migrationName(facts: UnitFacts, unit: string): string | null {
  // What production does not install it cannot run; detection says so.
  if (!facts.migrations || facts.migrations.developmentOnly) return null
  return facts.dir === '.' ? 'migrate' : `${facts.migrations.by ?? unit}-migrate`
}

function secretFilesOf({ facts, answers }: UnitInput): ServicePlan['secretFiles'] {
  const { secretFiles = [] } = stackOf(answers.stack, facts.framework).command({ facts, answers })
  return secretFiles.map(({ name, path, comment }) => {
    const own = facts.dir === '.' ? name : `${answers.name}-${name}`
    const variable = own.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
    return { name: own, variable, file: facts.dir === '.' ? path : `${facts.dir}/${path}`, target: `/app/${path}`, comment }
  })
}

export function appLimitsOf(name: string, { python }: UnitFacts): ServicePlan['limits'] {
  return { ...(python?.accelerator ? modelLimits : appLimits), ...limitVariables(name) }
}

function volumesOf(image: ImagePlan): ServicePlan['volumes'] {
  if (image.recipe) return (image.recipe.volumes ?? []).map((one) => ({ kind: 'volume', ...one }))
  const own = (image.build?.writable ?? []).filter((path) => !path.startsWith('/'))
  return own.map((path) => ({ kind: 'volume', name: volumeName(image.unit, path), path: `/app/${path}` }))
}

function volumeName(unit: string, path: string): string {
  return `${unit}-${path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`
}
