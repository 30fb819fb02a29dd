import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePorts } from './set-up.ts'
import { must, run, until } from './shell.ts'
import { clear, compose, container, inspect, make, mustCompose, removeImages, secretsOf, type StackSetUp } from './stack.ts'

/** Prometheus, its exporters and k6 for real, from Debian's packages and k6' source under the official names. Grafana is no package there. */
const missing = inject('withoutEngine')
const images = join(import.meta.dirname, 'monitoring-images')
const cases = join(import.meta.dirname, '../cases/services/monitoring')
const prod = { with: 'prod', env: { VERSION: '1.0.0' } } as const

describe.skipIf(missing !== null)('monitoring and load test', () => {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-monitoring-'))
  const stack = { dir, project: basename(dir).toLowerCase(), env: {}, person: null, secrets: [] } as unknown as StackSetUp
  const mirror = `mirror.invalid/${stack.project}`
  const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
  const answers = ['--yes', '--no-validate', '--python', '3.13', '--base-registry', mirror]

  beforeAll(async () => {
    cpSync(join(cases, 'project'), dir, { recursive: true })
    const [port] = await freePorts(1)
    stack.env['API_PORT'] = String(port)
    await standIns(mirror)
    await must(process.execPath, [cli, ...answers, '--with', 'prometheus,load-test'], { cwd: dir, env: { CI: '' } })
    expect(await make(stack, ['up'], { seconds: 280 })).toMatchObject({ code: 0 })
  }, 1_800_000)

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    const mirrored = await must('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${mirror}/*/*`])
    await run('docker', ['rmi', '-f', ...new Set(mirrored.split('\n').filter(Boolean))])
    rmSync(dir, { recursive: true, force: true })
  })

  /** What Prometheus answers to a question. */
  async function asked(path: string): Promise<Answer> {
    const url = `http://127.0.0.1:9090/api/v1/${path}`
    return JSON.parse(await mustCompose(stack, ['--profile', 'monitoring', 'exec', '-T', 'prometheus', 'wget', '-q', '-O', '-', url])) as Answer
  }

  interface Answer {
    data: { activeTargets: Target[]; result: { value: [number, string] }[] }
  }

  interface Target {
    labels: { job: string }
    health: string
    lastError: string
  }

  async function figure(query: string): Promise<number> {
    const { data } = await asked(`query?query=${encodeURIComponent(query)}`)
    return Number(data.result[0]?.value[1] ?? 0)
  }

  async function targets(): Promise<string[]> {
    const { data } = await asked('targets')
    return data.activeTargets.map((one) => `${one.labels.job} ${one.health}${one.lastError}`).sort()
  }

  it('starts beside what runs, and asks each that has figures', async () => {
    const before = await container(stack, 'api')
    const started = await make(stack, ['monitoring'], { seconds: 120 })
    expect(started, started.err).toMatchObject({ code: 0 })
    expect(await container(stack, 'api')).toBe(before)
    expect(await until(targets, (all) => all.length === 4 && all.every((one) => one.endsWith(' up')), 60)).toEqual([
      'api up',
      'postgres up',
      'prometheus up',
      'redis up',
    ])
    expect(await figure('pg_up')).toBe(1)
    expect(await figure('redis_up')).toBe(1)
  })

  it('is healthy, without root, and reached by nobody outside', async () => {
    for (const name of ['prometheus', 'postgres-exporter', 'redis-exporter']) {
      const id = await container(stack, name)
      await until(
        () => inspect<string>(id, '.State.Health.Status'),
        (now) => now === 'healthy',
        60,
      )
      expect(await must('docker', ['exec', id, 'id', '-u'])).toBe('65534')
      expect(Object.values(await inspect<Record<string, unknown[] | null>>(id, '.NetworkSettings.Ports')).flatMap((one) => one ?? [])).toEqual([])
    }
  })

  it('logs in as somebody who may read figures and nothing else', async () => {
    const { METRICS_PASSWORD: _, ...env } = process.env
    const password = /^POSTGRES_METRICS_PASSWORD=(.+)$/m.exec(readFileSync(join(dir, '.env'), 'utf8'))?.[1] ?? ''
    const ask = (sql: string) =>
      run(
        'docker',
        ['compose', 'exec', '-T', '-e', `PGPASSWORD=${password}`, 'postgres', 'psql', '-h', '127.0.0.1', '-U', 'prometheus_exporter', '-d', 'app', '-tAc', sql],
        {
          cwd: dir,
          env: { ...(env as Record<string, string>), ...stack.env },
        },
      )
    expect((await ask('select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user')).out).toBe('f')
    await mustCompose(stack, ['exec', '-T', 'postgres', 'psql', '-U', 'app', '-d', 'app', '-c', 'create table orders (number int)'])
    expect((await ask('select * from orders')).err).toContain('permission denied')
    expect((await ask('create table mine (number int)')).err).toContain('permission denied')
  })

  it('counts what the load test asks, which ends well', async () => {
    const before = await figure('sum(http_requests_total{job="api",handler="/visits"})')
    const tested = await make(stack, ['load-test', 'LOAD_USERS=3', 'LOAD_RAMP=1s', 'LOAD_DURATION=5s', 'LOAD_P95_MS=5000'], { seconds: 120 })
    expect(tested, tested.out + tested.err).toMatchObject({ code: 0 })
    expect(tested.out).toContain('/visits answers')
    expect(tested.out).toContain('/orders/ answers')
    await until(
      () => figure('sum(http_requests_total{job="api",handler="/visits"})'),
      (now) => now >= before + 3,
      40,
    )
  })

  it('ends with an error where a threshold breaks', async () => {
    const tested = await make(stack, ['load-test', 'LOAD_USERS=1', 'LOAD_RAMP=1s', 'LOAD_DURATION=1s', 'LOAD_P95_MS=0.001'], { seconds: 120 })
    expect(tested.code).not.toBe(0)
    expect(tested.out + tested.err).toMatch(/thresholds on metrics 'http_req_duration' have been crossed/)
  })

  it("has a figure for each line of Grafana's dashboard", async () => {
    await must(process.execPath, [cli, 'add', 'monitoring', '--no-validate'], { cwd: dir, env: { CI: '' } })
    const dashboard = JSON.parse(readFileSync(join(dir, 'monitoring/grafana/dashboards/app.json'), 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[]
    }
    const lines = dashboard.panels.flatMap(({ title, targets: own = [] }) =>
      own.map(({ expr }) => ({ title, query: expr.replaceAll('$__rate_interval', '1m') })),
    )
    expect(lines.length).toBeGreaterThan(12)
    for (const { title, query } of lines) {
      const { data } = await asked(`query?query=${encodeURIComponent(query)}`)
      expect(data.result.length, `${title}: ${query}`).toBeGreaterThan(0)
    }
  })

  it('says which service was out of memory, with its limit; and nothing where all is well', async () => {
    const well = await make(stack, ['doctor'])
    expect(well, well.out).toMatchObject({ code: 0 })
    await mustCompose(stack, ['--profile', 'full', 'up', '-d', '--no-deps', 'api'], { env: { API_MEMORY: '16M' } })
    const ill = await until(
      () => make(stack, ['doctor']),
      ({ out }) => out.includes('OOMKilled'),
      40,
    )
    expect(ill.code).not.toBe(0)
    expect(ill.out).toMatch(/-api-1: .*limit 16777216 bytes, OOMKilled/)
  })

  describe('in production', () => {
    beforeAll(async () => {
      await mustCompose(stack, ['--profile', '*', 'down'])
      await must('docker', ['tag', `${stack.project}-api:local`, `ghcr.io/owner/${stack.project}-api:1.0.0`])
      const up = await compose(stack, ['--profile', 'full', 'up', '-d', '--wait'], { ...prod, seconds: 170 })
      expect(up, up.err).toMatchObject({ code: 0 })
      const started = await compose(stack, ['--profile', 'monitoring', 'up', '-d', '--wait', 'prometheus', 'postgres-exporter', 'redis-exporter'], {
        ...prod,
        seconds: 100,
      })
      expect(started, started.err).toMatchObject({ code: 0 })
    })

    it('each container of the app is asked, and nothing shows a secret', async () => {
      expect(await until(targets, (all) => all.length === 5 && all.every((one) => one.endsWith(' up')), 60)).toEqual([
        'api up',
        'api up',
        'postgres up',
        'prometheus up',
        'redis up',
      ])
      for (const name of ['prometheus', 'postgres-exporter', 'postgres-metrics', 'redis-exporter']) {
        const id = await container(stack, name)
        const shown = await must('docker', ['inspect', id])
        for (const secret of secretsOf(stack)) expect(shown.includes(secret), name).toBe(false)
        expect(await inspect<boolean>(id, '.HostConfig.ReadonlyRootfs')).toBe(true)
        expect(await inspect<string[]>(id, '.HostConfig.CapDrop')).toEqual(['ALL'])
      }
    })
  })
})

/** Each official image under the mirror's name, from the package or the source that is at hand. */
async function standIns(mirror: string): Promise<void> {
  for (const image of ['python:3.13-slim-trixie', 'postgres:18-trixie', 'redis:8.10-alpine']) await must('docker', ['tag', image, `${mirror}/library/${image}`])
  const compiled = readFileSync(join(cases, 'expected/compose.yaml'), 'utf8')
  const official = (name: string) => `${mirror}/${new RegExp(`image: (\\S*${name}:\\S+)`).exec(compiled)?.[1]}`
  const build = (file: string, tag: string, args: readonly string[] = [], seconds = 400) =>
    must('docker', ['build', '--quiet', '--tag', tag, ...args, '-f', join(images, file), images], { seconds })
  await build('prometheus.Dockerfile', official('prometheus'))
  await build('exporter.Dockerfile', official('postgres-exporter'), ['--build-arg', 'PACKAGE=prometheus-postgres-exporter'])
  await build('exporter.Dockerfile', official('redis_exporter'), ['--build-arg', 'PACKAGE=prometheus-redis-exporter'])
  await build('k6.Dockerfile', official('k6'), [], 1_500)
}
