import { isAtLeast } from '../../detect/airflow/releases.ts'
import type { Probe, StackInput } from '../../stacks/contract.ts'
import type { SystemProject, SystemService } from '../../stacks/system-contract.ts'
import { migrateCommand, type Shape } from './shape.ts'

/** A check that starts an interpreter with all of Airflow in it: asked seldom, and given time. */
const slow = { intervalSeconds: 60, timeoutSeconds: 30, startIntervalMilliseconds: 10_000, retries: 3 }

const limits = { memory: '1G', cpus: '1.0', pids: 200, reservation: '256M' }
/** Where tasks run in it as well. */
const withTasks = { memory: '2G', cpus: '2.0', pids: 1000, reservation: '512M' }

/** What runs beside the API server, or the web server. */
export function airflowServices(unit: StackInput, shape: Shape, { services }: SystemProject): SystemService[] {
  const { version, three, celery, prefix } = shape
  const init = `${prefix}airflow-init`
  const databases = ['postgres', 'pgvector', 'redis', 'valkey', 'rabbitmq'].filter((kind) => services.some((one) => one.kind === kind && !one.managed))
  const ready = databases.map((service) => ({ service, condition: 'service_healthy' as const }))
  const waits = [...ready, { service: init, condition: 'service_completed_successfully' as const }]
  // Tasks ask the API for what they may do.
  const forTasks = three ? [...waits, { service: unit.answers.name, condition: 'service_healthy' as const }] : waits
  const server = { role: 'app' as const, runs: 'unit' as const, startPeriodSeconds: 30, port: null, limits }
  const single = { single: true as const }
  return [
    {
      ...server,
      ...single,
      name: `${prefix}scheduler`,
      title: 'Airflow scheduler',
      command: ['airflow', 'scheduler'],
      probe: { kind: 'exec', test: asks(8974, '/health'), timeoutSeconds: 5 },
      waits,
      limits: celery ? limits : withTasks,
      stopGraceSeconds: 60,
    },
    ...(three
      ? [
          {
            ...server,
            ...single,
            name: `${prefix}dag-processor`,
            title: 'Airflow DAG processor',
            command: ['airflow', 'dag-processor'],
            probe: jobCheck('DagProcessorJob'),
            waits,
            stopGraceSeconds: 60,
          },
        ]
      : []),
    {
      ...server,
      ...single,
      name: `${prefix}triggerer`,
      title: 'Airflow triggerer',
      command: ['airflow', 'triggerer'],
      probe: jobCheck('TriggererJob'),
      waits,
      stopGraceSeconds: 60,
    },
    ...(celery ? ofCelery(server, version, prefix, forTasks, waits) : []),
    {
      ...server,
      role: 'tool',
      ends: true,
      name: `${prefix}airflow-cli`,
      title: 'Airflow commands',
      command: ['airflow'],
      probe: { kind: 'none', why: 'it ends' },
      waits,
    },
    {
      name: init,
      title: 'Airflow: its database, and the first person',
      role: 'init',
      runs: 'unit',
      command: ['bash', '-c', initScript(version)],
      probe: { kind: 'none', why: 'it ends' },
      startPeriodSeconds: 0,
      port: null,
      waits: ready.filter((one) => one.service === 'postgres' || one.service === 'pgvector'),
      environment: [
        { name: '_AIRFLOW_WWW_USER_USERNAME', value: '${AIRFLOW_ADMIN_USER:-admin}', secret: false },
        { name: '_AIRFLOW_WWW_USER_PASSWORD', value: '${AIRFLOW_ADMIN_PASSWORD:?run: make env}', secret: true },
      ],
      limits,
    },
  ]
}

function ofCelery(
  server: Pick<SystemService, 'role' | 'runs' | 'startPeriodSeconds' | 'port'>,
  version: string,
  prefix: string,
  forTasks: SystemService['waits'],
  waits: SystemService['waits'],
): SystemService[] {
  const app = isAtLeast(version, '2.7.0') ? 'airflow.providers.celery.executors.celery_executor.app' : 'airflow.executors.celery_executor.app'
  return [
    {
      ...server,
      name: `${prefix}worker`,
      title: 'Airflow worker',
      command: ['airflow', 'celery', 'worker'],
      probe: { kind: 'exec', test: ['CMD-SHELL', `celery --app ${app} inspect ping --destination "celery@$HOSTNAME" --timeout 20`], ...slow },
      waits: forTasks,
      // So that only the main process is told to stop, which then waits for its tasks.
      environment: [{ name: 'DUMB_INIT_SETSID', value: '0', secret: false }],
      limits: withTasks,
      stopGraceSeconds: 300,
    },
    {
      ...server,
      role: 'tool',
      name: `${prefix}flower`,
      title: 'Flower',
      command: ['airflow', 'celery', 'flower'],
      port: 5555,
      probe: { kind: 'exec', test: asks(5555, '/healthcheck'), timeoutSeconds: 5 },
      waits,
      single: true,
      limits: { memory: '512M', cpus: '0.5', pids: 100, reservation: '128M' },
    },
  ]
}

/** The image has curl. 127.0.0.1, since `localhost` may mean ::1, where nobody listens. */
export function asks(port: number, path: string): readonly string[] {
  return ['CMD', 'curl', '--fail', '--silent', '--output', '/dev/null', `http://127.0.0.1:${port}${path}`]
}

/** Whether the process of this very container wrote its heartbeat into the database lately. */
function jobCheck(type: string): Probe {
  return { kind: 'exec', test: ['CMD', 'airflow', 'jobs', 'check', '--job-type', type, '--local'], ...slow }
}

/**
 * One script for any image with Airflow: the official entrypoint's own migration does not say when it failed. The password is asked
 * of a command where production has one.
 */
function initScript(version: string): string {
  const person = '--username "$_AIRFLOW_WWW_USER_USERNAME" --role Admin --firstname Airflow --lastname Admin --email admin@example.com'
  return `${migrateCommand(version)} && airflow users create ${person} --password "\${_AIRFLOW_WWW_USER_PASSWORD:-$($_AIRFLOW_WWW_USER_PASSWORD_CMD)}"`
}
