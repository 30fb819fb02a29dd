import type { Answers, ServiceAnswers } from '../ask/answers.ts'
import { serviceFor, serviceOf } from '../services/index.ts'
import { stackOf } from '../stacks/index.ts'
import { appService, jobService, migrationFolder, migrationName, migrationService, type AppInput } from './app.ts'
import { testBacking } from './backing.ts'
import { connectionEnvironment, type Connection } from './connections.ts'
import { databasesName, inOwnDatabase, type OwnDatabase } from './databases.ts'
import { isFrameworksOwn } from './framework-services.ts'
import type { FolderInput, UnitInput } from './images.ts'
import { pagesOf } from './pages.ts'
import type { ImagePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'
import type { System } from './system.ts'
import { inDevelopment, unitEnvironment } from './unit-environment.ts'

/** Kinds that hold the schema which migrations change. */
const databases = new Set(['postgres', 'pgvector', 'mysql', 'mariadb'])

export interface UnitServices {
  services: readonly ServicePlan[]
  variables: readonly VariablePlan[]
}

/** All that runs a folder's image: its apps, init, tasks and tests; variables that their environment reads. @param systems of the project. */
export function folderServices(
  units: FolderInput,
  image: ImagePlan,
  answers: Answers,
  networks: AppInput['networks'],
  systems: readonly System[],
  databasesApart: readonly OwnDatabase[],
): UnitServices {
  const [first] = units
  const uses = answers.services.filter((one) => folderUses(units, one.kind, answers))
  // A database of the framework's own is nothing that the code should be told of.
  const told = uses.filter((one) => !isFrameworksOwn(one.kind, units, units))
  const connections = told.map((one): Connection => ({
    service: inOwnDatabase(serviceOf(one.kind), first.facts.dir, databasesApart),
    host: one.managed ? null : one.kind,
  }))
  const local = uses.filter((one) => !one.managed).map((one) => one.kind)
  const inputs = units.map((unit) => {
    const stack = stackOf(unit.answers.stack, unit.facts.framework)
    const own = unitEnvironment(unit, connections, stack.command(unit), `${stack.title} (${unit.answers.name})`)
    const served = new Set(own.served)
    const brought = systems.filter((one) => one.units.includes(unit)).map((one) => one.plan)
    const shared = brought.flatMap((one) => one.environment)
    const waits = brought.flatMap((one) => one.waits ?? [])
    const environment = [...own.environment.filter((one) => !shared.some(({ name }) => name === one.name)), ...shared]
    const input: AppInput = { unit, image, environment, backing: local, networks, overlays: own.overlays, waits }
    // What ends by itself needs nothing that only a server reads.
    return { own, input, job: { ...input, environment: own.environment.filter((one) => !served.has(one.name)) } }
  })
  const { job } = inputs[0]!
  const migration = migrationService(
    job,
    local.filter((kind) => databases.has(kind)),
    databasesApart.filter((one) => one.dirs.includes(first.facts.dir)).map((one) => databasesName(one.kind)),
  )
  const pages = inputs.map((one) => pagesOf(one.job, answers))
  return {
    services: [
      ...inputs.map((one, index) => appService(one.input, index === 0)),
      ...(migration ? [migration] : []),
      ...pages.flatMap((one) => one.services),
      ...tasks(job),
      ...tests(job, told, answers, (kind) =>
        testName(
          kind,
          databasesApart.find((one) => one.dirs.includes(first.facts.dir) && one.kind === kind),
        ),
      ),
    ],
    variables: [...inputs.flatMap((one) => one.own.variables), ...pages.flatMap((one) => one.variables)],
  }
}

/** Whether anything in the folder talks to a service. With one folder one that its code does not name was asked for by the person, so it gets its address. */
export function folderUses(units: FolderInput, kind: string, answers: Answers): boolean {
  const onlyFolder = answers.units.every((one) => one.dir === units[0].answers.dir)
  return units.some((unit) => isUsedBy(unit, kind, onlyFolder))
}

/** Whether the unit's code talks to the service, or to one whose place it took. Pages for people are nobody's. */
function isUsedBy(unit: UnitInput, kind: string, alone: boolean): boolean {
  const service = serviceOf(kind)
  return !service.aside && (alone || unit.facts.uses.some((one) => serviceFor(one)?.protocol === service.protocol))
}

function tasks(input: AppInput): ServicePlan[] {
  const { unit, image } = input
  if (image.kept || image.build?.base === 'distroless') return []
  const several = unit.facts.dir === '.' ? '' : `${unit.answers.name}-`
  return stackOf(unit.answers.stack, unit.facts.framework)
    .tasks(unit)
    .map((task) => ({
      ...jobService(input, `${several}${task.name}`),
      role: 'task',
      title: task.title,
      command: task.command,
      networks: [],
      // Started by hand, as the person who does, so that what it writes is theirs.
      volumes: [{ kind: 'bind', source: '.', path: '/out', readOnly: false }],
    }))
}

/** One for all whose data is in one database. */
function testName(kind: string, own: OwnDatabase | undefined): string {
  return own ? `${own.unit}-test-${kind}` : `test-${kind}`
}

/** The testing target with databases of its own. */
function tests(input: AppInput, uses: readonly ServiceAnswers[], answers: Answers, nameOf: (kind: string) => string): ServicePlan[] {
  const { unit, image, environment } = input
  const testCommand = (image.build ?? image.node)?.testCommand
  if (!image.targets.includes('testing') || !testCommand) return []
  const prefix = unit.facts.dir === '.' ? '' : `${unit.answers.name}-`
  // Also in place of what is run elsewhere: tests must never reach real data.
  const connections = connectionEnvironment(
    unit.facts,
    uses.map((one) => ({ service: inDevelopment(serviceOf(one.kind)), host: nameOf(one.kind) })),
  )
  const environmentForTests = environment.map((entry) => connections.find((one) => one.name === entry.name) ?? entry)
  const waits = uses.map((one) => ({ service: nameOf(one.kind), condition: 'service_healthy' as const }))
  // Django's own tests make a database of their own beside it.
  const migrate = unit.facts.migrations?.tool !== 'django' && migrationName(unit.facts, unit.answers.name) && `${prefix}test-migrate`
  const test = {
    ...jobService(input, `${prefix}test`),
    role: 'test' as const,
    from: { unit: unit.answers.name, target: 'testing' },
    environment: environmentForTests,
  }
  return [
    {
      ...test,
      title: uses.length > 0 ? 'the tests, against databases in memory' : 'the tests',
      command: testCommand,
      dependsOn: [...waits, ...(migrate ? [{ service: migrate, condition: 'service_completed_successfully' as const }] : [])],
    },
    ...(migrate
      ? [
          {
            ...test,
            name: migrate,
            title: 'the schema for tests',
            workingDir: migrationFolder(unit.facts),
            command: unit.facts.migrations?.command ?? [],
            dependsOn: waits.filter((_, index) => databases.has(uses[index]?.kind ?? '')),
          },
        ]
      : []),
    ...uses.map((one) => testBacking(one, answers.baseRegistry, nameOf(one.kind))),
  ]
}
