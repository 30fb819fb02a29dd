import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, run, until } from '../e2e/shell.ts'
import { openAirflow, type Airflow } from './rest-api.ts'

/**
 * The stack of `examples/airflow` for real: generated unattended, built on an image under the official name, started, a DAG run over
 * the REST API. Docker Hub may be out of reach, so that image is made here (see image/Dockerfile); nothing of what is generated is
 * changed for it. `npm run test:airflow`; it needs five minutes, 4 GB of memory and two processors.
 */
const root = join(import.meta.dirname, '../..')
const project = mkdtempSync(join(tmpdir(), 'airflow-'))
const name = `airflow${process.pid}`
const plain = ['compose', '-f', 'compose.yaml']
const production = ['compose', '-f', 'compose.yaml', '-f', 'compose.prod.yaml', '--profile', 'full']
const measured: Record<string, number> = {}
let port = 0

const docker = (args: readonly string[], seconds = 420) =>
  must('docker', args, { cwd: project, seconds, env: { COMPOSE_PROJECT_NAME: name, VERSION: name, API_SERVER_PORT: String(port) } })
const generate = (args: readonly string[] = []) => must(process.execPath, [join(root, 'dist/cli.js'), '.', '--yes', '--no-validate', ...args], { cwd: project })
const secret = (variable: string) => new RegExp(`^${variable}=(.*)$`, 'm').exec(readFileSync(join(project, '.env'), 'utf8'))?.[1] ?? ''
const open = (): Promise<Airflow> => openAirflow(`http://127.0.0.1:${port}`, 'admin', secret('AIRFLOW_ADMIN_PASSWORD'))

async function timed<T>(what: string, work: Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work
  measured[what] = Math.round((performance.now() - start) / 100) / 10
  return result
}

async function states(files: readonly string[]): Promise<Record<string, string>> {
  const rows = (await docker([...files, 'ps', '--all', '--format', 'json'])).split('\n').filter(Boolean)
  const all = rows.map((row) => JSON.parse(row) as { Service: string; State: string; Health: string; ExitCode: number })
  return Object.fromEntries(all.map((one) => [one.Service, one.Health || `${one.State} ${one.ExitCode}`]))
}

beforeAll(async () => {
  cpSync(join(root, 'examples/airflow'), project, { recursive: true })
  await generate()
  const [, version] = /^ARG AIRFLOW_VERSION=(.*)$/m.exec(readFileSync(join(project, 'Dockerfile'), 'utf8')) ?? []
  const image = `apache/airflow:${version}-python3.13`
  const build = ['build', '--quiet', '--network', 'host', '--build-arg', `AIRFLOW_VERSION=${version}`, '--tag', image, join(import.meta.dirname, 'image')]
  if ((await run('docker', ['image', 'inspect', image])).code !== 0) await timed('the image under the official name', must('docker', build, { seconds: 900 }))
  port = await freePort()
}, 1_000_000)

afterAll(async () => {
  console.error(`measured, in seconds: ${JSON.stringify(measured)}`)
  await docker([...plain, '--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '10']).catch(() => '')
  await run('docker', ['rmi', '--force', `ghcr.io/owner/${imageName()}:${name}`, `${imageName()}:local`])
  rmSync(project, { recursive: true, force: true })
}, 200_000)

const imageName = (): string => /image: (\S+):local/.exec(readFileSync(join(project, 'compose.yaml'), 'utf8'))?.[1] ?? ''

describe('with LocalExecutor', () => {
  it('is built as it was generated, held to the constraints of the image', async () => {
    await timed('build', docker([...plain, 'build', '--quiet', 'api-server']))
    const installed = await must('docker', ['run', '--rm', '--entrypoint', 'pip', `${imageName()}:local`, 'freeze'])
    const wanted = /^humanize==.*$/m.exec(readFileSync(join(import.meta.dirname, 'image/constraints.txt'), 'utf8'))?.[0]
    expect(installed.split('\n')).toContain(wanted)
  }, 500_000)

  it('is healthy, all of it', async () => {
    await timed('healthy', docker([...plain, 'up', '--detach', '--wait']))
    expect(await states(plain)).toEqual({
      'airflow-init': 'exited 0',
      'api-server': 'healthy',
      'dag-processor': 'healthy',
      postgres: 'healthy',
      scheduler: 'healthy',
      triggerer: 'healthy',
    })
  }, 500_000)

  it('runs as the user of the image, in the group that owns its files', async () => {
    expect(await docker([...plain, 'exec', '-T', 'scheduler', 'id', '--user'])).toBe('50000')
    expect(await docker([...plain, 'exec', '-T', 'scheduler', 'id', '--group'])).toBe('0')
  }, 60_000)

  it('runs a DAG that is started over the REST API, and shows its log', async () => {
    const airflow = await open()
    const run = await timed('first run of a DAG', airflow.runs('daily_orders', 180))
    expect(run.state).toBe('success')
    expect(await airflow.log('daily_orders', run.id, 'count')).toContain('50 loaves for the bakery')
  }, 300_000)

  it('is there again after a restart, with its history', async () => {
    await timed('restart', docker([...plain, 'restart', '--timeout', '30']))
    const all = await until(
      () => states(plain),
      (now) => Object.entries(now).every(([service, state]) => service === 'airflow-init' || state === 'healthy'),
      200,
    )
    expect(all['scheduler']).toBe('healthy')
    expect(await (await open()).states('daily_orders')).toEqual(['success'])
  }, 400_000)

  it('notices in its check that the scheduler hangs, and that it goes on', async () => {
    const id = (await docker([...plain, 'ps', '--quiet', 'scheduler'])).trim()
    // The scheduler itself, not the small server beside it that the check asks: the first process below the entrypoint's own.
    const signal = (name: string) => docker([...plain, 'exec', '-T', 'scheduler', 'bash', '-c', `kill -${name} $(cat /proc/1/task/1/children)`])
    const becomes = (wanted: string, seconds: number) =>
      until(
        () => must('docker', ['inspect', '--format', '{{.State.Health.Status}}', id]),
        (state) => state.trim() === wanted,
        seconds,
      )
    await becomes('healthy', 60)
    await signal('STOP')
    await becomes('unhealthy', 120).finally(() => signal('CONT'))
    await becomes('healthy', 120)
  }, 400_000)
})

describe('in production', () => {
  it('is healthy with a root that nobody can write', async () => {
    await docker([...plain, 'down', '--volumes', '--timeout', '20'])
    await must('docker', ['tag', `${imageName()}:local`, `ghcr.io/owner/${imageName()}:${name}`])
    await timed('healthy in production', docker([...production, 'up', '--detach', '--wait']))
    expect((await states(production))['triggerer']).toBe('healthy')
    const writes = await run('docker', [...production, 'exec', '-T', 'scheduler', 'touch', '/opt/airflow/here'], {
      cwd: project,
      env: { COMPOSE_PROJECT_NAME: name, VERSION: name },
    })
    expect(writes.err).toContain('Read-only file system')
  }, 500_000)

  it('shows no secret in the environment of any container', async () => {
    const values = ['POSTGRES_PASSWORD', 'AIRFLOW_FERNET_KEY', 'AIRFLOW_SECRET_KEY', 'AIRFLOW_JWT_SECRET', 'AIRFLOW_ADMIN_PASSWORD'].map(secret)
    const ids = (await docker([...production, 'ps', '--all', '--quiet'])).split('\n').filter(Boolean)
    const shown = await must('docker', ['inspect', '--format', '{{json .Config}}', ...ids])
    expect(values.filter((value) => value === '' || shown.includes(value))).toEqual([])
  }, 60_000)

  it('runs a DAG', async () => {
    expect((await (await open()).runs('ovens', 180)).state).toBe('success')
  }, 300_000)
})

describe('with CeleryExecutor', () => {
  it('is healthy with a worker, and runs a DAG there', async () => {
    await docker([...production, 'down', '--volumes', '--timeout', '20'])
    await generate(['--executor', 'celery'])
    await timed('healthy with Celery', docker([...plain, 'up', '--detach', '--build', '--wait']))
    expect(Object.keys(await states(plain))).toEqual(expect.arrayContaining(['redis', 'worker']))
    expect((await (await open()).runs('daily_orders', 180)).state).toBe('success')
    expect(await docker([...plain, 'logs', '--no-color', 'worker'])).toMatch(/daily_orders|succeeded/)
  }, 700_000)

  it('has the commands of Airflow', async () => {
    writeFileSync(join(project, 'app.env'), '')
    const listed = await docker([...plain, '--profile', 'tools', 'run', '--rm', 'airflow-cli', 'airflow', 'dags', 'list', '--output', 'plain'])
    expect(listed).toContain('daily_orders')
  }, 200_000)
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
