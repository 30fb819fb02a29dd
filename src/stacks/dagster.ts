import { recogniseDagster } from '../detect/dagster/recognise.ts'
import { dagsterSystem, locationOf } from '../servers/dagster/system.ts'
import { storageDistribution } from '../servers/dagster/versions.ts'
import { storage } from '../servers/dagster/places.ts'
import { restarted } from '../servers/reload.ts'
import type { CommandPlan, Stack, StackInput } from './contract.ts'

/** A unit is a code location: a gRPC server that holds the project's code, and in which its runs execute by default. */
export const dagster: Stack = {
  id: 'dagster',
  title: 'Dagster',
  language: 'python',
  role: 'user-code',
  kind: 'worker',
  distributions: ['dagster', 'dagster-webserver', 'dagster-dg-cli'],
  defaultPort: 4000,
  listens: 'grpc',
  startPeriodSeconds: 30,
  needs: ['postgres'],
  asks: ['entrypoint'],
  entry: { missing: 'no module with definitions (Definitions, @definitions) was found in the code', placeholder: '<module>' },
  refuseEntrypoint: () => undefined,
  recognise: recogniseDagster,
  command,
  // Asks the server itself. Asking costs seconds of processor time, which a server that starts needs for itself.
  probe: ({ answers }) => ({
    kind: 'exec',
    test: ['CMD', 'dagster', 'api', 'grpc-health-check', '--port', String(answers.port ?? 4000)],
    intervalSeconds: 20,
    timeoutSeconds: 10,
    startIntervalMilliseconds: 5000,
    retries: 2,
  }),
  tasks: () => [],
  chooses: {
    key: 'launcher',
    why: 'Dagster runs as three services: your code (gRPC), the webserver, and the daemon, which starts what is due; PostgreSQL has the history. Where runs execute is yours to say',
  },
  system: dagsterSystem,
}

function command({ facts, answers }: StackInput): CommandPlan {
  const run = [
    'dagster',
    'code-server',
    'start',
    '--host',
    '0.0.0.0',
    '--port',
    String(answers.port ?? 4000),
    '--location-name',
    locationOf(facts),
    ...loaded(facts.details, answers.entrypoint),
  ]
  return {
    run,
    ...restarted(facts, run, facts.python?.importRoot),
    stopSignal: null,
    needsInit: false,
    environment: [],
    adds: [storageDistribution(facts)].filter((one) => one !== null),
    addsWhy: {
      comment: 'Runs write their history into PostgreSQL, and the project does not name what they do it with.',
      advice: 'The project does not name what writes the history of runs into PostgreSQL',
    },
    // Runs execute in here, each a process of its own.
    limits: { memory: '2G', cpus: '2.0', pids: 400, reservation: '512M' },
    portWithin: true,
    // Whoever asks it remembers which server it was.
    single: true,
    keeps: [storage],
    // Runs are its children: they are told to stop, and say so in the history.
    stopGraceSeconds: 30,
  }
}

function loaded(details: StackInput['facts']['details'], entrypoint: string): string[] {
  const [target = '', attribute] = entrypoint.split(':')
  const { load, workingDir } = details
  const option = load === 'autoload' ? '--autoload-defs-module-name' : target.endsWith('.py') ? '--python-file' : '--module-name'
  return [
    option,
    target,
    ...(attribute === undefined ? [] : ['--attribute', attribute]),
    ...(workingDir === undefined ? [] : ['--working-directory', workingDir]),
  ]
}
