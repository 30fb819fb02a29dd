import type { Answers } from '../ask/answers.ts'
import type { Service } from '../services/contract.ts'
import { serviceOf } from '../services/index.ts'
import { backingService } from './backing.ts'
import { withDefault } from './interpolate.ts'
import type { FolderInput } from './images.ts'
import type { Advice } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** A database beside the one that a server's image makes. */
export interface OwnDatabase {
  /** Folders of the units that have it, and the name of the first. */
  dirs: readonly string[]
  unit: string
  kind: string
  variable: string
  name: string
}

/**
 * Databases for folders whose migrations are not those of the first: tools keep what they applied in a table of one name, so that two
 * histories in one database take each other for their own. All others share the first one's.
 * @param uses whether the folder's code talks to a kind.
 */
export function ownDatabases(folders: readonly FolderInput[], answers: Answers, uses: (folder: FolderInput, kind: string) => boolean): OwnDatabase[] {
  const kinds = answers.services.filter((one) => !one.managed && serviceOf(one.kind).moreDatabases).map((one) => one.kind)
  return kinds.flatMap((kind) => {
    const [, ...others] = folders.filter((folder) => migrates(folder) && uses(folder, kind))
    return others.map(([{ facts, answers: own }]) => {
      const along = folders.filter(([one]) => one.facts.migrations?.by === own.name).map(([one]) => one.facts.dir)
      return { dirs: [facts.dir, ...along], unit: own.name, kind, ...named(own.name, kind) }
    })
  })
}

function migrates([{ facts }]: FolderInput): boolean {
  return facts.migrations !== null && !facts.migrations.developmentOnly && facts.migrations.by === undefined
}

function named(unit: string, kind: string): { variable: string; name: string } {
  const name = unit.replace(/[^a-z0-9]+/g, '_')
  return { variable: `${name}_${kind}_db`.toUpperCase(), name }
}

/** The service as the folder's code reaches it: in its own database, where it has one. */
export function inOwnDatabase(service: Service, dir: string, own: readonly OwnDatabase[]): Service {
  const found = own.find((one) => one.dirs.includes(dir) && one.kind === service.id)
  return found ? { ...service, connection: { ...service.connection, database: withDefault(found.variable, found.name) } } : service
}

/** What makes those that are not there, on each start: the server's own image does so on its first one alone. */
export function databasesService(kind: string, own: readonly OwnDatabase[], answers: Answers, networks: readonly string[]): ServicePlan[] {
  const mine = own.filter((one) => one.kind === kind)
  const { moreDatabases } = serviceOf(kind)
  const answer = answers.services.find((one) => one.kind === kind)
  if (mine.length === 0 || !moreDatabases || !answer) return []
  const plain = backingService(answer, networks, answers.baseRegistry)
  return [
    {
      ...plain,
      name: databasesName(kind),
      kind,
      role: 'init',
      title: `the database${mine.length > 1 ? 's' : ''} of ${mine.map((one) => one.unit).join(' and ')}`,
      command: ['sh', '-c', moreDatabases.script.replaceAll('{name}', kind)],
      environment: [
        ...plain.environment.filter((one) => moreDatabases.reads.includes(one.name)),
        { name: 'DATABASES', value: mine.map((one) => withDefault(one.variable, one.name)).join(' '), secret: false },
      ],
      dependsOn: [{ service: kind, condition: 'service_healthy' }],
      developmentPorts: [],
      volumes: [],
      health: 'none',
      restart: 'no',
      ends: true,
      shmSize: null,
    },
  ]
}

export function databasesName(kind: string): string {
  return `${kind}-databases`
}

export function databaseVariables(own: readonly OwnDatabase[]): VariablePlan[] {
  return own.map(({ variable, name, kind, unit }) => ({
    name: variable,
    example: name,
    comment: `Name of ${unit}'s own database.`,
    group: serviceOf(kind).title,
    fresh: 'example',
    required: false,
    optional: false,
    urlSafe: true,
  }))
}

export function databaseAdvice(own: readonly OwnDatabase[]): Advice[] {
  return own.map(({ unit, name, kind }) => ({
    title: 'Databases',
    text: `${unit} has migrations of its own, so its database is ${name}, on the one ${serviceOf(kind).title} that all share.`,
    now: true,
  }))
}
