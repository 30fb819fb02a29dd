import { beforeAll, describe, expect, it } from 'vitest'
import { secretsOf } from '../../src/state/env-file.ts'
import { projectFrom } from '../detect/project-from.ts'
import { forFiles, type Compose, type Output } from './generated.ts'

// What published set-ups of Airflow and OpenSearch get wrong, one test a mistake: it must not be in what we write.

const three = {
  'dags/orders.py': 'from airflow.sdk import dag\n\n\n@dag\ndef orders():\n    pass\n\n\norders()\n',
  'requirements.txt': 'apache-airflow==3.3.2\n',
}
const two = { 'dags/orders.py': 'from airflow import DAG\n\ndag = DAG("orders")\n', 'requirements.txt': 'apache-airflow==2.11.2\n' }
const celery = { unit: { executor: 'celery' } }

let local: Output
let workers: Output
let old: Output
let oldWorkers: Output
let all: Output[]

beforeAll(async () => {
  local = await forFiles(three)
  workers = await forFiles(three, celery)
  old = await forFiles(two)
  oldWorkers = await forFiles(two, celery)
  all = [local, workers, old, oldWorkers]
})

const base = (output: Output): Compose => output.compose('compose.yaml')
/** Services of Airflow itself. */
const servers = (output: Output) => Object.entries(base(output).services).filter(([, service]) => service.build)
const names = (output: Output): string[] => Object.keys(base(output).services)
const check = (output: Output, name: string): string => base(output).services[name]?.healthcheck?.test?.join(' ') ?? ''

describe('what runs', () => {
  it('is what the version and the executor have, no more', () => {
    expect(names(local)).toEqual(['api-server', 'scheduler', 'dag-processor', 'triggerer', 'airflow-cli', 'airflow-init', 'postgres'])
    expect(names(workers)).toEqual([
      ...['api-server', 'scheduler', 'dag-processor', 'triggerer', 'worker', 'flower', 'airflow-cli', 'airflow-init'],
      ...['postgres', 'redis'],
    ])
    expect(names(old)).toEqual(['webserver', 'scheduler', 'triggerer', 'airflow-cli', 'airflow-init', 'postgres'])
    expect(names(oldWorkers)).toContain('worker')
  })

  it('is started by its name in that version', () => {
    expect(base(local).services['api-server']?.command).toEqual(['airflow', 'api-server'])
    expect(base(old).services['webserver']?.command?.slice(0, 2)).toEqual(['airflow', 'webserver'])
  })

  it('leaves what a person looks at, and commands, to who asks for them', () => {
    expect(base(workers).services['flower']?.profiles).toEqual(['tools'])
    expect(base(workers).services['airflow-cli']).toMatchObject({ profiles: ['tools'], restart: 'no' })
  })
})

describe('checks', () => {
  it('ask where this version answers: /health of 2 is gone in 3', () => {
    expect(check(local, 'api-server')).toMatch(/ http:\/\/127\.0\.0\.1:8080\/api\/v2\/monitor\/health$/)
    expect(check(old, 'webserver')).toMatch(/ http:\/\/127\.0\.0\.1:8080\/health$/)
  })

  it('of the scheduler have a server to ask, which is off unless it is turned on', () => {
    for (const output of all) {
      expect(check(output, 'scheduler')).toContain('http://127.0.0.1:8974/health')
      for (const [name, service] of servers(output)) expect(service.environment?.['AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK'], name).toBe('true')
    }
  })

  it('of what answers nobody look for its own heartbeat, with time to start an interpreter', () => {
    for (const output of all) expect(check(output, 'triggerer')).toBe('CMD airflow jobs check --job-type TriggererJob --local')
    expect(check(local, 'dag-processor')).toBe('CMD airflow jobs check --job-type DagProcessorJob --local')
    expect(base(local).services['triggerer']?.healthcheck).toMatchObject({ interval: '60s', timeout: '30s' })
    expect(check(workers, 'worker')).toBe(
      'CMD-SHELL celery --app airflow.providers.celery.executors.celery_executor.app inspect ping --destination "celery@$$HOSTNAME" --timeout 20',
    )
  })

  it('give a server a minute to start and the others half of one', () => {
    for (const output of [local, workers]) {
      expect(base(output).services['api-server']?.healthcheck?.start_period).toBe('60s')
      for (const name of ['scheduler', 'dag-processor', 'triggerer']) expect(base(output).services[name]?.healthcheck?.start_period).toBe('30s')
    }
  })

  it('leave the variables of the container to its shell', () => {
    for (const output of all) expect(check(output, 'postgres')).toBe('CMD-SHELL pg_isready -h 127.0.0.1 -U "$$POSTGRES_USER" -d "$$POSTGRES_DB"')
  })
})

describe('the first start', () => {
  it('migrates once: neither for ever, nor again when it failed, nor hidden', () => {
    for (const output of all) {
      const init = base(output).services['airflow-init']
      expect(init?.restart).toBe('no')
      expect(init?.profiles).toEqual(expect.arrayContaining(['full', 'init']))
      expect(init?.command?.at(-1)).toMatch(/^airflow db migrate && airflow users create /)
      expect(output.all).not.toContain('_AIRFLOW_DB_MIGRATE')
    }
  })

  it('is waited for by every server, as is the database: a depends_on of its own keeps both', () => {
    for (const output of all) {
      for (const [name, service] of servers(output)) {
        expect(service.depends_on?.['postgres']?.condition, name).toBe('service_healthy')
        if (name !== 'airflow-init') expect(service.depends_on?.['airflow-init']?.condition, name).toBe('service_completed_successfully')
      }
    }
  })
})

describe('the image', () => {
  it("is the official one of the very version, with its user, held to its makers' constraints", () => {
    const { from, lines } = local.stage('runtime')
    expect(from).toBe('apache/airflow:${AIRFLOW_VERSION}-python${PYTHON_VERSION}')
    expect(lines.join('\n')).toContain('pip install --constraint "${HOME}/constraints.txt" "apache-airflow==${AIRFLOW_VERSION}" --requirement requirements.txt')
    expect(lines.filter((line) => line.startsWith('USER'))).toEqual([])
  })

  it('installs nothing at each start', () => {
    for (const output of all) expect(output.all).not.toContain('_PIP_ADDITIONAL_REQUIREMENTS')
  })

  it('holds the DAGs; development alone mounts them', () => {
    for (const output of all) {
      expect(output.stage('runtime').lines).toContain('COPY dags /opt/airflow/dags/')
      expect(output.compose('compose.dev.yaml').services['scheduler']?.volumes).toEqual(['./dags:/opt/airflow/dags'])
      expect(output.text('compose.yaml') + output.text('compose.prod.yaml')).not.toContain('./dags')
    }
  })

  it('gets packages of Debian as root and goes back to its user', async () => {
    const output = await forFiles({ ...three, 'requirements.txt': 'apache-airflow==3.3.2\npython-magic\n' })
    const { lines } = output.stage('runtime')
    expect(lines.filter((line) => /^USER|apt-get/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'USER root',
      'RUN apt-get',
      'USER 50000',
    ])
    // The official image is of Debian bookworm, where no library has `t64` in its name.
    expect(lines.join('\n')).toMatch(/ libmagic1 /)
  })

  it('runs as whom a person says, in the group that owns its files', () => {
    for (const output of all) for (const [name, service] of servers(output)) expect(service.user, name).toBe('${AIRFLOW_UID:-50000}:0')
  })
})

describe('secrets', () => {
  const keys = {
    api: ['AIRFLOW__CORE__FERNET_KEY', 'AIRFLOW__API__SECRET_KEY', 'AIRFLOW__API_AUTH__JWT_SECRET'],
    web: ['AIRFLOW__CORE__FERNET_KEY', 'AIRFLOW__WEBSERVER__SECRET_KEY'],
  }

  it('are variables without a default, the same for all servers', () => {
    for (const [output, names] of [
      [local, keys.api],
      [workers, keys.api],
      [old, keys.web],
    ] as const) {
      for (const name of names) {
        const values = new Set(servers(output).map(([, service]) => service.environment?.[name]))
        expect([...values], name).toEqual([expect.stringMatching(/^\$\{AIRFLOW_\w+:\?run: make env\}$/)])
      }
    }
  })

  it('have the form that each is read in, whoever makes them', async () => {
    const value = secretsOf(await projectFrom({}), () => 'a-random-value')
    expect(Buffer.from(value('AIRFLOW_FERNET_KEY', false, 'fernet'), 'base64url')).toHaveLength(32)
    expect(value('AIRFLOW_FERNET_KEY', false, 'fernet')).toMatch(/^[\w-]{43}=$/)
    expect(local.text('Makefile')).toContain("head -c 32 /dev/urandom | base64 | tr '+/' '-_'")
  })

  it('are read from files in production, by programs and by their checks alike', () => {
    for (const output of all) {
      const production = output.compose('compose.prod.yaml').services['scheduler']
      expect(production?.environment).toMatchObject({ AIRFLOW__CORE__FERNET_KEY: null, AIRFLOW__CORE__FERNET_KEY_CMD: 'cat /run/secrets/airflow_fernet_key' })
      expect(production?.environment?.['AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD']).toContain('$$(cat /run/secrets/postgres_password)@postgres:5432')
      expect(production?.entrypoint).toBeUndefined()
      expect(production).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    }
  })
})

it('tasks of 3 find the API that they ask, under the name that it has', () => {
  for (const output of [local, workers])
    for (const [name, service] of servers(output))
      expect(service.environment?.['AIRFLOW__CORE__EXECUTION_API_SERVER_URL'], name).toBe('http://api-server:8080/execution/')
  expect(old.all).not.toContain('EXECUTION_API_SERVER_URL')
})

it('people are kept by FabAuthManager, not by the one that is for trying out', () => {
  expect(base(local).services['api-server']?.environment?.['AIRFLOW__CORE__AUTH_MANAGER']).toMatch(/\.FabAuthManager$/)
  expect(local.all).not.toContain('SIMPLE_AUTH_MANAGER')
})

it('a worker is told to end in a way that lets it finish its tasks', () => {
  expect(base(workers).services['worker']?.environment?.['DUMB_INIT_SETSID']).toBe('0')
  expect(workers.text('compose.yaml')).toMatch(/worker:[\s\S]*?stop_grace_period: 300s/)
})

describe('OpenSearch', () => {
  it('is asked over TLS with its password, and has security off in development alone', async () => {
    const files = { 'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n', 'requirements.txt': 'fastapi[standard]\nopensearch-py\n' }
    const output = await forFiles(files, { with: ['opensearch-dashboards'] })
    expect(check(output, 'opensearch')).toMatch(
      /curl -sk -u "admin:\$\$OPENSEARCH_INITIAL_ADMIN_PASSWORD" https:\/\/127\.0\.0\.1:9200\/_cluster\/health \| grep -qE .*green\|yellow/,
    )
    expect(base(output).services['opensearch']?.environment).toMatchObject({
      'discovery.type': 'single-node',
      OPENSEARCH_INITIAL_ADMIN_PASSWORD: '${OPENSEARCH_PASSWORD:?run: make env}',
    })
    expect(output.text('compose.dev.yaml')).toContain('DISABLE_SECURITY_PLUGIN')
    expect(output.text('compose.yaml') + output.text('compose.prod.yaml')).not.toContain('DISABLE_SECURITY')
    expect(base(output).services['opensearch-dashboards']?.depends_on?.['opensearch']?.condition).toBe('service_healthy')
    expect(check(output, 'opensearch-dashboards')).toContain('http://127.0.0.1:5601/api/status')
    expect(output.text('DOCKER.md')).toContain('sudo sysctl -w vm.max_map_count=262144')
  })
})
