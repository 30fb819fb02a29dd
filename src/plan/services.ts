import type { Answers, ServiceAnswers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import { stackOf } from '../stacks/index.ts'
import { appService, jobService, migrationCommand, migrationFolder, migrationName, migrationService, type AppInput } from './app.ts'
import { testBacking } from './backing.ts'
import { connectionEnvironment, type Connection } from './connections.ts'
import { appEnvironment } from './environment.ts'
import type { UnitInput } from './images.ts'
import type { ImagePlan, ServicePlan, VariablePlan } from './plan.ts'

/** Kinds that hold the schema which migrations change. */
const databases = new Set(['postgres', 'pgvector', 'mysql', 'mariadb'])

export interface UnitServices {
  services: readonly ServicePlan[]
  variables: readonly VariablePlan[]
}

/** All that belongs to one unit: app, init, tasks and tests; variables that its environment reads. */
export function unitServices(unit: UnitInput, image: ImagePlan, answers: Answers, networks: AppInput['networks']): UnitServices {
  // With one unit a service that its code does not name was asked for by the person, so the unit gets its address.
  const uses = answers.services.filter((one) => answers.units.length === 1 || unit.facts.uses.includes(one.kind))
  const command = stackOf(unit.answers.stack).command(unit)
  const connections = environmentOf(unit, uses, (kind) => kind)
  const own = appEnvironment(unit, command, new Set(connections.map((one) => one.name)), `${stackOf(unit.answers.stack).title} (${unit.answers.name})`)
  const local = uses.filter((one) => !one.managed).map((one) => one.kind)
  const input: AppInput = { unit, image, environment: [...connections, ...own.entries], backing: local, networks }
  const migration = migrationService(
    input,
    local.filter((kind) => databases.has(kind)),
  )
  return {
    services: [appService(input), ...(migration ? [migration] : []), ...tasks(input), ...tests(input, uses, answers)],
    variables: own.variables,
  }
}

function environmentOf(unit: UnitInput, uses: readonly ServiceAnswers[], host: (kind: string) => string) {
  const connections: Connection[] = uses.map((one) => ({ service: serviceOf(one.kind), host: one.managed ? null : host(one.kind) }))
  return connectionEnvironment(unit.facts, connections)
}

function testEnvironment(unit: UnitInput, uses: readonly ServiceAnswers[]) {
  const connections: Connection[] = uses.map((one) => ({ service: serviceOf(one.kind), host: `test-${one.kind}` }))
  return connectionEnvironment(unit.facts, connections)
}

function tasks(input: AppInput): ServicePlan[] {
  const { unit, image } = input
  if (image.kept || image.build?.base === 'distroless') return []
  const several = unit.facts.dir === '.' ? '' : `${unit.answers.name}-`
  return stackOf(unit.answers.stack)
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

/** The testing target with databases of its own. */
function tests(input: AppInput, uses: readonly ServiceAnswers[], answers: Answers): ServicePlan[] {
  const { unit, image, environment } = input
  if (!image.targets.includes('testing') || !image.build) return []
  const prefix = unit.facts.dir === '.' ? '' : `${unit.answers.name}-`
  // Also in place of what is run elsewhere: tests must never reach real data.
  const connections = testEnvironment(unit, uses)
  const environmentForTests = environment.map((entry) => connections.find((one) => one.name === entry.name) ?? entry)
  const waits = uses.map((one) => ({ service: `test-${one.kind}`, condition: 'service_healthy' as const }))
  const migrate = migrationName(unit.facts, unit.answers.name) && `${prefix}test-migrate`
  const test = {
    ...jobService(input, `${prefix}test`),
    role: 'test' as const,
    from: { unit: unit.answers.name, target: 'testing' },
    environment: environmentForTests,
  }
  return [
    {
      ...test,
      title: 'the tests, against databases in memory',
      command: image.build.testCommand,
      dependsOn: [...waits, ...(migrate ? [{ service: migrate, condition: 'service_completed_successfully' as const }] : [])],
    },
    ...(migrate
      ? [
          {
            ...test,
            name: migrate,
            title: 'the schema for tests',
            workingDir: migrationFolder(unit.facts),
            command: migrationCommand(unit.facts),
            dependsOn: waits.filter((one) => databases.has(one.service.replace('test-', ''))),
          },
        ]
      : []),
    ...uses.map((one) => testBacking(one, answers.baseRegistry)),
  ]
}
