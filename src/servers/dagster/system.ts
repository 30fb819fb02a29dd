import type { UnitFacts } from '../../detect/facts.ts'
import { refuseTwins } from '../../detect/dagster/refuse.ts'
import { UserError } from '../../errors.ts'
import { pythonBase } from '../../plan/python-base.ts'
import { required } from '../../plan/interpolate.ts'
import { fixedName } from '../../plan/launched.ts'
import type { EnvironmentEntry } from '../../plan/service-plan.ts'
import type { VariablePlan } from '../../plan/variable-plan.ts'
import { serviceFor } from '../../services/index.ts'
import type { StackInput } from '../../stacks/contract.ts'
import type { Recipe, SystemFile, SystemPlan, SystemProject, SystemService } from '../../stacks/system-contract.ts'
import { dbtAdvice } from './dbt.ts'
import { launches, socketAdvice, withSocket } from './docker-launcher.ts'
import { database, home, serviceName, storage } from './places.ts'
import { serverDistributions } from './versions.ts'

/**
 * What serves the code locations: a page, and the daemon that starts what is due. Both run from one image without any of the project's
 * code, which reaches them over gRPC.
 * @throws UserError where there is no database that several processes can share, or two locations have one name.
 */
export function dagsterSystem(units: readonly [StackInput, ...StackInput[]], project: SystemProject): SystemPlan {
  refuseTwins(units.map(({ facts }) => ({ name: locationOf(facts), ...placeOf(facts) })))
  const store = storeOf(project)
  const docker = units.some(({ answers }) => answers.launcher === 'docker')
  const name = units.some(({ facts }) => facts.dir.split('/')[0] === 'dagster') || project.units.includes('dagster') ? 'dagster-servers' : 'dagster'
  return {
    image: { name, dockerfile: `${name}/Dockerfile`, recipe: recipe(units, project, name, docker) },
    services: services(units, project, store.kind),
    ...withSocket(connection(store), docker),
    files: files(units, project, name, docker),
    ...(docker ? { launches: launches(project) } : {}),
    advice: [...(docker ? [socketAdvice] : []), ...dbtAdvice(units)],
  }
}

interface Store {
  kind: string
  managed: boolean
}

function storeOf({ services: all }: SystemProject): Store {
  const store = all.find((one) => serviceFor(one.kind)?.protocol === 'postgresql')
  if (store) return store
  throw new UserError('Dagster: webserver, daemon and code are processes of their own that share one history, which SQLite cannot hold for them', {
    exitCode: 2,
    todo: ['--with postgres', '--managed postgres   for one that runs elsewhere'],
  })
}

/** Where the history is; every process needs it, those that execute runs too. */
function connection({ kind, managed }: Store): { environment: EnvironmentEntry[]; variables: VariablePlan[] } {
  const names = ['HOST', 'USER', 'PASSWORD', 'DB'].map((part) => `DAGSTER_POSTGRES_${part}`)
  if (managed) {
    const entries = names.map((name) => ({ name, value: required(name, 'set it in .env'), secret: name.endsWith('PASSWORD') }))
    return { environment: entries, variables: names.map(elsewhere) }
  }
  const { user, password } = serviceFor(kind)?.connection ?? {}
  const values = [kind, user ?? '', password ?? '', database]
  return { environment: names.map((name, at) => ({ name, value: values[at] ?? '', secret: name.endsWith('PASSWORD') })), variables: [] }
}

function elsewhere(name: string): VariablePlan {
  const comment = `Dagster's history in the PostgreSQL that runs elsewhere${name.endsWith('DB') ? '; made there where it is not' : ''}.`
  return { name, example: '', comment, group: 'Dagster', fresh: 'example', required: true, optional: false, elsewhere: true, urlSafe: false }
}

function services(units: readonly StackInput[], project: SystemProject, store: string): SystemService[] {
  const ready = { service: store, condition: 'service_healthy' } as const
  const prepared = { service: 'dagster-migrate', condition: 'service_completed_successfully' } as const
  const waits = [ready, prepared, ...units.map(({ answers }) => ({ service: answers.name, condition: 'service_healthy' as const }))]
  const shared = { runs: 'system', role: 'app', startPeriodSeconds: 30, waits, volumes: [storage], single: true } as const
  return [
    {
      ...shared,
      name: serviceName('webserver', project),
      title: 'Dagster webserver',
      command: webserver,
      probe: { kind: 'http', path: '/server_info', port: 3000, below: 400 },
      port: 3000,
    },
    {
      ...shared,
      name: serviceName('daemon', project),
      title: 'Dagster daemon',
      command: ['dagster-daemon', 'run', '--workspace', 'workspace.yaml'],
      probe: { kind: 'exec', test: alive, intervalSeconds: 30, timeoutSeconds: 20, startIntervalMilliseconds: 5000, retries: 2 },
      port: null,
      // A heartbeat comes every 30 seconds; half an hour, the default, is long for schedules that nobody starts.
      environment: [{ name: 'DAGSTER_DAEMON_HEARTBEAT_TOLERANCE', value: '120', secret: false }],
    },
    {
      name: prepared.service,
      title: "Dagster's database and its schema",
      role: 'init',
      runs: 'system',
      command: ['python', 'migrate.py'],
      probe: { kind: 'none', why: 'it ends' },
      startPeriodSeconds: 0,
      port: null,
      waits: [ready],
    },
  ]
}

const webserver = ['dagster-webserver', '--host', '0.0.0.0', '--port', '3000', '--workspace', 'workspace.yaml']

/**
 * Whether the daemon's heartbeats are new, asked with the environment that process 1 has: production's secrets are put in place there, and a
 * check is started without them. Heartbeats of a stopped process are new for a while, so its state counts too.
 */
const alive = [
  'CMD',
  'python',
  '-IS',
  '-c',
  [
    'import os',
    "stopped = open('/proc/1/stat').read().rpartition(') ')[2][0] in 'TtZX'",
    "env = dict(one.split('=', 1) for one in open('/proc/1/environ').read().split('\\0') if one)",
    "stopped or os.execvpe('dagster-daemon', ['dagster-daemon', 'liveness-check'], env)",
    'raise SystemExit(1)',
  ].join('; '),
]

function recipe(units: readonly [StackInput, ...StackInput[]], project: SystemProject, folder: string, docker: boolean): Recipe {
  const [python = ''] = units.map(({ answers }) => answers.runtime).sort((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1]))
  const base = pythonBase('slim', python, project.baseRegistry)
  return {
    template: 'Dockerfile.dagster',
    arguments: base.arguments,
    baseImage: base.image,
    systemPackages: [],
    manifests: [],
    requirements: serverDistributions(
      units.map(({ facts }) => facts),
      docker,
    ),
    environment: { HOME: base.user.home, DAGSTER_HOME: home },
    source: [{ from: ['dagster.yaml', 'migrate.py', 'workspace.yaml'].map((file) => `${folder}/${file}`), to: './' }],
    mounts: [],
    user: base.user,
    writable: [storage.path],
    port: 3000,
    command: webserver,
  }
}

function files(units: readonly StackInput[], project: SystemProject, folder: string, docker: boolean): SystemFile[] {
  const locations = units.map(({ facts, answers }) => ({ host: answers.name, port: answers.port ?? 4000, name: locationOf(facts) }))
  return [
    {
      path: `${folder}/dagster.yaml`,
      template: 'dagster.yaml',
      values: {
        storage: storage.path,
        docker,
        networks: project.networks.map((one) => fixedName(project.name, one)),
        volume: `${fixedName(project.name, storage.name)}:${storage.path}`,
      },
    },
    { path: `${folder}/migrate.py`, template: 'dagster-migrate.py', values: {} },
    { path: `${folder}/workspace.yaml`, template: 'dagster-workspace.yaml', values: { locations } },
  ]
}

/** The name that history is kept under. */
export function locationOf({ details, name }: UnitFacts): string {
  return details['location'] ?? name
}

function placeOf({ evidence, dir }: UnitFacts): { file: string; line: number } {
  const { file = dir, line = 1 } = evidence.find((one) => one.key === 'entrypoint') ?? {}
  return { file, line }
}
