import type { Service } from '../services/contract.ts'
import type { CommandPlan } from '../stacks/contract.ts'
import { connectionEnvironment, emptyVariables, programConnection, type Connection } from './connections.ts'
import { appEnvironment } from './environment.ts'
import type { UnitInput } from './images.ts'
import { takenAway } from './interpolate.ts'
import type { AppInput } from './app.ts'
import { fileVariables, namingFiles } from './secret-files.ts'
import type { EnvironmentEntry } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

export interface UnitEnvironment {
  environment: readonly EnvironmentEntry[]
  variables: readonly VariablePlan[]
  /** Names among them that only the server reads. */
  served: readonly string[]
  overlays: AppInput['overlays']
}

/** Everything that a unit's code finds in its environment: addresses of services, what it reads itself, and how both differ by overlay. */
export function unitEnvironment(unit: UnitInput, connections: readonly Connection[], command: CommandPlan, group: string): UnitEnvironment {
  const given = connectionEnvironment(unit.facts, connections)
  const own = appEnvironment(unit, command, new Set(given.map((one) => one.name)), group, emptyVariables(unit.facts, connections))
  const told = toldToProgram(command, unit, connections, given)
  const inProduction = withoutStandIns(unit, connections, given, command, group)
  const environment = namingFiles([...given, ...told, ...own.entries], unit.facts)
  return {
    environment,
    variables: fileVariables([...own.variables, ...inProduction.variables], environment, unit.facts, group),
    served: [...own.served, ...told.map((one) => one.name)],
    overlays: {
      development: developed(unit, connections, given).filter((one) => !inFileAlone(unit, one.name)),
      production: { environment: inProduction.entries, without: connections.filter(isStandIn).map((one) => one.host ?? ''), absent: false },
    },
  }
}

/** Addresses that the program itself reads, where the code does not read them under that name. */
function toldToProgram({ connects = [] }: CommandPlan, unit: UnitInput, connections: readonly Connection[], given: readonly EnvironmentEntry[]) {
  return connects.flatMap(({ name, kinds }) => {
    const connection = connections.find((one) => kinds.includes(one.service.id))
    return connection && !given.some((one) => one.name === name) ? programConnection(name, connection, unit.facts, given) : []
  })
}

/** The service as development runs it, where that is another way. */
export function inDevelopment(service: Service): Service {
  return service.development?.connection ? { ...service, connection: { ...service.connection, ...service.development.connection } } : service
}

function developed(unit: UnitInput, connections: readonly Connection[], given: readonly EnvironmentEntry[]): EnvironmentEntry[] {
  const there = connectionEnvironment(
    unit.facts,
    connections.map((one) => ({ ...one, service: inDevelopment(one.service) })),
  )
  return there.filter((one) => given.find(({ name }) => name === one.name)?.value !== one.value)
}

/** The program has it from a file, in development as in production. */
function inFileAlone({ facts }: UnitInput, name: string): boolean {
  return facts.variables.some((one) => one.name === name && one.inFile?.alone)
}

/** A stand-in that runs here; elsewhere it is the real one already. */
function isStandIn({ service, host }: Connection): boolean {
  return service.developmentOnly === true && host !== null
}

/** Production has the real ones, so what stood for them is asked for as if they were not known: what nobody reads is taken away. */
function withoutStandIns(unit: UnitInput, connections: readonly Connection[], given: readonly EnvironmentEntry[], command: CommandPlan, group: string) {
  if (!connections.some(isStandIn)) return { entries: [], variables: [] }
  const real = connectionEnvironment(
    unit.facts,
    connections.filter((one) => !isStandIn(one)),
  )
  const names = given.map((one) => one.name).filter((name) => !real.some((one) => one.name === name) && !inFileAlone(unit, name))
  const asked = appEnvironment(unit, command, new Set(real.map((one) => one.name)), group)
  return {
    entries: names.map((name) => asked.entries.find((one) => one.name === name) ?? { name, value: takenAway, secret: false }),
    // Empty until somebody fills it, so that production asks.
    variables: asked.variables
      .filter((one) => names.includes(one.name))
      .map(({ placeholder: _, ...one }) => ({ ...one, group: 'Production', comment: `${one.comment}; read in production alone` })),
  }
}
