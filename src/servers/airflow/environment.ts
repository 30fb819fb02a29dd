import { required } from '../../plan/interpolate.ts'
import type { EnvironmentEntry } from '../../plan/service-plan.ts'
import type { StackInput } from '../../stacks/contract.ts'
import type { SystemProject } from '../../stacks/system-contract.ts'
import type { Shape } from './shape.ts'
import { isAtLeast } from '../../detect/airflow/releases.ts'

/** What every process of Airflow reads; a secret is never written here. */
export function airflowEnvironment(unit: StackInput, shape: Shape, { services }: SystemProject): EnvironmentEntry[] {
  const { version, three, celery, home, dags } = shape
  const plugins = unit.facts.details['plugins']
  const configuration = unit.facts.details['configuration']
  const broker = services.find((one) => ['redis', 'valkey', 'rabbitmq'].includes(one.kind))
  return [
    open('AIRFLOW__CORE__EXECUTOR', celery ? 'CeleryExecutor' : 'LocalExecutor'),
    ...(three ? [open('AIRFLOW__CORE__AUTH_MANAGER', 'airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager')] : []),
    ...(three ? [open('AIRFLOW__CORE__EXECUTION_API_SERVER_URL', `http://${unit.answers.name}:${unit.answers.port ?? 8080}/execution/`)] : []),
    ...(dags === 'dags' ? [] : [open('AIRFLOW__CORE__DAGS_FOLDER', `${home}/${dags}`)]),
    ...(plugins === undefined || plugins === 'plugins' ? [] : [open('AIRFLOW__CORE__PLUGINS_FOLDER', `${home}/${plugins}`)]),
    ...(configuration === 'airflow.cfg' ? [] : [open('AIRFLOW_CONFIG', configuration === undefined ? ownDefaults : `${home}/${configuration}`)]),
    // The web server of 2 writes one down as well.
    ...(three || unit.facts.files.includes('webserver_config.py') ? [] : [open('AIRFLOW__WEBSERVER__CONFIG_FILE', '/tmp/webserver_config.py')]),
    open('AIRFLOW__CORE__LOAD_EXAMPLES', 'false'),
    open('AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK', 'true'),
    address(
      isAtLeast(version, '2.3.0') ? 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN' : 'AIRFLOW__CORE__SQL_ALCHEMY_CONN',
      services.find((one) => one.kind === 'postgres' || one.kind === 'pgvector'),
    ),
    ...(celery ? [address('AIRFLOW__CELERY__BROKER_URL', broker)] : []),
    hidden('AIRFLOW__CORE__FERNET_KEY', 'AIRFLOW_FERNET_KEY'),
    hidden(three ? 'AIRFLOW__API__SECRET_KEY' : 'AIRFLOW__WEBSERVER__SECRET_KEY', 'AIRFLOW_SECRET_KEY'),
    ...(three ? [hidden('AIRFLOW__API_AUTH__JWT_SECRET', 'AIRFLOW_JWT_SECRET')] : []),
  ]
}

/** Airflow writes its defaults down where no such file is, and its home may be read-only. */
const ownDefaults = '/tmp/airflow.cfg'

/** What `.env` calls the address of a service that runs elsewhere: not as the program does, since production takes that name away. */
const elsewhere: Readonly<Record<string, string>> = {
  AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: 'AIRFLOW_DATABASE_URL',
  AIRFLOW__CORE__SQL_ALCHEMY_CONN: 'AIRFLOW_DATABASE_URL',
  AIRFLOW__CELERY__BROKER_URL: 'AIRFLOW_BROKER_URL',
}

function open(name: string, value: string): EnvironmentEntry {
  return { name, value, secret: false }
}

function hidden(name: string, variable: string): EnvironmentEntry {
  return { name, value: required(variable, 'run: make env'), secret: true }
}

/** Where a service is; one that runs elsewhere a person has to name. */
function address(name: string, service: SystemProject['services'][number] | undefined): EnvironmentEntry {
  // The driver that the image has, whatever SQLAlchemy would take by itself.
  const url = service?.url?.replace(/^postgresql:/, 'postgresql+psycopg2:') ?? null
  return url === null ? { name, value: required(elsewhere[name] ?? name, 'set it in .env'), secret: true } : { name, value: url, secret: url.includes(':?') }
}
