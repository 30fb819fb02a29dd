import type { UnitFacts } from '../detect/facts.ts'
import { stackOf } from '../stacks/index.ts'
import { hostPortVariable, limitVariables } from './connections.ts'
import type { UnitInput } from './images.ts'
import type { EnvironmentEntry, ImagePlan, ServicePlan } from './plan.ts'

const appLimits = { memory: '512M', cpus: '1.0', pids: 200, reservation: '128M' }

export interface AppInput {
  unit: UnitInput
  image: ImagePlan
  environment: readonly EnvironmentEntry[]
  /** Backing services it waits for, by name. */
  backing: readonly string[]
  /** Names of the networks: those the app is on, and the one that databases are on. */
  networks: { app: readonly string[]; back: readonly string[] }
}

/** The unit's own service. */
export function appService({ unit, image, environment, backing, networks }: AppInput): ServicePlan {
  const stack = stackOf(unit.answers.stack)
  const command = stack.command(unit)
  const { name } = unit.answers
  const init = migrationName(unit.facts, name)
  return {
    name,
    role: 'app',
    title: stack.title,
    profiles: [],
    from: { unit: name, target: 'runtime' },
    command: null,
    environment,
    dependsOn: [
      ...backing.map((service) => ({ service, condition: 'service_healthy' as const })),
      ...(init ? [{ service: init, condition: 'service_completed_successfully' as const }] : []),
    ],
    networks: networks.app,
    ports: [{ variable: hostPortVariable(name), host: unit.answers.port, container: unit.answers.port }],
    developmentPorts: [],
    volumes: (image.build?.writable ?? []).map((path) => ({ kind: 'volume', name: volumeName(name, path), path: `/app/${path}` })),
    tmpfs: [],
    health: image.build?.health ? { plan: image.build.health } : 'none',
    restart: 'unless-stopped',
    limits: appLimitsOf(name),
    reapsChildren: command.needsInit,
    stopGraceSeconds: null,
    shmSize: null,
    workingDir: null,
    scalable: (image.build?.writable.length ?? 0) === 0 && !image.build?.writesBesideCode,
  }
}

/** Brings the database to the code's schema before the app starts, once whatever the number of replicas. */
export function migrationService(input: AppInput, database: readonly string[]): ServicePlan | null {
  const { unit, environment, networks } = input
  const name = migrationName(unit.facts, unit.answers.name)
  if (!name) return null
  return {
    ...jobService(input, name),
    role: 'init',
    title: 'alembic upgrade head',
    workingDir: migrationFolder(unit.facts),
    command: migrationCommand(unit.facts),
    environment,
    dependsOn: database.map((service) => ({ service, condition: 'service_healthy' })),
    // A database that is run elsewhere is reached by the way out that the app has.
    networks: database.length > 0 ? networks.back : networks.app,
  }
}

export function migrationCommand({ migrations }: UnitFacts): readonly string[] {
  const file = migrations?.config.split('/').at(-1) ?? 'alembic.ini'
  return ['alembic', ...(file !== 'alembic.ini' && file.endsWith('.ini') ? ['-c', file] : []), 'upgrade', 'head']
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
    environment,
    dependsOn: [],
    networks: [],
    ports: [],
    developmentPorts: [],
    volumes: [],
    tmpfs: [],
    health: 'none',
    restart: 'no',
    limits: appLimitsOf(unit.answers.name),
    reapsChildren: false,
    stopGraceSeconds: null,
    shmSize: null,
    scalable: false,
    workingDir: null,
  }
}

/** Alembic reads the paths of its configuration from where it is started: the folder that the configuration lies in. */
export function migrationFolder({ migrations }: UnitFacts): string | null {
  const folder = migrations?.config.includes('/') ? migrations.config.slice(0, migrations.config.lastIndexOf('/')) : null
  return folder === null ? null : `/app/${folder}`
}

export function migrationName(facts: UnitFacts, unit: string): string | null {
  if (!facts.migrations) return null
  return facts.dir === '.' ? 'migrate' : `${unit}-migrate`
}

function appLimitsOf(name: string): ServicePlan['limits'] {
  return { ...appLimits, ...limitVariables(name) }
}

function volumeName(unit: string, path: string): string {
  return `${unit}-${path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`
}
