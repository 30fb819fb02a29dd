import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findBrowser, openPage, type Page } from './browser.ts'
import { freePorts } from './set-up.ts'
import { must, run, until } from './shell.ts'
import { becomes, clear, compose, container, edited, inspect, mustCompose, removeImages, sql, type RunReport, type StackSetUp } from './stack.ts'

/**
 * A workspace of pnpm's and Turborepo's behind one proxy: a page of Next.js, an API that queues, a worker that answers nobody, a package
 * with the database and its migrations. Set up unattended, used in a browser, changed part by part, as production and as development
 * have it. Next.js is built several times, which takes minutes: `npm run test:e2e:all` has it.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const browser = await findBrowser()
if (browser === null && process.env['CI']) throw new Error('No browser: install chromium. With CI set the end-to-end tests must run.')

describe.skipIf(inject('withoutEngine') !== null || browser === null)('a Turborepo workspace', () => {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-turborepo-'))
  const any = () => 1 + Math.floor(Math.random() * 250)
  const env: Record<string, string> = { API_PORT: '0', WEB_PORT: '0', PROXY_NETWORK: `10.${128 + (any() % 120)}.${any()}` }
  const stack = { dir, project: basename(dir).toLowerCase(), env, person: null, secrets: [] } as unknown as StackSetUp
  const prod = { with: 'prod', env: { VERSION: '1.0.0' } } as const
  let report: RunReport
  let front = ''

  beforeAll(async () => {
    const project = join(import.meta.dirname, '../cases/nextjs/proxy-turborepo-queue/project')
    cpSync(project, dir, { recursive: true, filter: (path) => basename(path) !== 'pnpm-lock.yaml' })
    const [port = 0] = await freePorts(1)
    front = `http://localhost:${port}`
    // What browsers are told is written into the page when it is built, so the port has to be known by then.
    Object.assign(env, { PROXY_PORT: String(port), NEXT_PUBLIC_API_URL: `${front}/api` })
    await lock(dir)
    const set = await run(process.execPath, [cli, '--yes', '--with', 'nginx', '--json'], { cwd: dir, env })
    report = JSON.parse(set.out) as RunReport
    await build(stack)
    await mustCompose(stack, ['up', '-d', '--wait', '--wait-timeout', '120'], { seconds: 150 })
  }, 600_000)

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  it('is valid as it was written', () => {
    expect(report.validation.filter((one) => one.ok === false)).toEqual([])
  })

  it('has its schema before anybody asks for it, from the package that holds it', async () => {
    const init = await container(stack, 'api-migrate')
    expect(await inspect<object>(init, '.State')).toMatchObject({ Status: 'exited', ExitCode: 0 })
    expect(await sql(stack, 'SELECT count(*) FROM drizzle.__drizzle_migrations')).toBe('1')
  })

  it('shows on its page what the API took, the worker priced and the database keeps', { timeout: 60_000 }, async () => {
    await books('Ada', 2)
    expect(await sql(stack, "SELECT cents FROM bookings WHERE passenger = 'Ada'")).toBe('2500')
    // The server of the page asks the API inside.
    expect(await (await fetch(front)).text()).toContain('Ada')
  })

  it('believes of a client what the proxy says, and nobody else', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
    expect(await (await fetch(`${front}/api/seen`, { headers })).json()).toEqual({ ip: '203.0.113.9', protocol: 'https' })
    const past = (await mustCompose(stack, ['port', 'api', '4000'])).trim()
    expect(((await (await fetch(`http://${past}/seen`, { headers })).json()) as { ip: string }).ip).not.toBe('203.0.113.9')
  })

  it('has in an image what the unit needs, and no more', async () => {
    const list = async (service: string, folder: string) => (await mustCompose(stack, ['exec', '-T', service, 'ls', folder])).split('\n').filter(Boolean)
    for (const service of ['api', 'worker']) {
      expect(await list(service, '/app/apps')).toEqual([service])
      expect(await list(service, '/app/packages')).toEqual(['db', 'fares'])
      expect(await list(service, '/app/packages/fares')).toEqual(['dist', 'package.json'])
      expect((await list(service, '/app/node_modules/.pnpm')).join('\n')).not.toMatch(/^(typescript|turbo|next|react|tsx)@/m)
    }
    expect(await list('api', '/app/packages/db')).toEqual(['dist', 'drizzle.config.ts', 'migrations', 'node_modules', 'package.json'])
    expect(await list('worker', '/app/packages/db')).toEqual(['dist', 'node_modules', 'package.json'])
    expect(await list('web', '/app/apps')).toEqual(['web'])
    expect((await list('web', '/app/node_modules/.pnpm')).join('\n')).not.toMatch(/^(turbo|fastify|bullmq|drizzle)/m)
  })

  it('sees a worker that hangs', { timeout: 90_000 }, async () => {
    const worker = await container(stack, 'worker')
    await must('docker', ['kill', '-s', 'STOP', worker])
    await becomes(worker, 'unhealthy', 60)
    await must('docker', ['kill', '-s', 'CONT', worker])
    await becomes(worker, 'healthy', 30)
  })

  it('builds again the page alone where the page changes, or what it alone shows', { timeout: 600_000 }, async () => {
    for (const [file, from, to] of [
      ['apps/web/app/page.tsx', 'Ferry', 'Ferries'],
      ['packages/ui/src/row.tsx', 'being priced', 'is being priced'],
    ] as const) {
      const before = await asWritten()
      const log = await edited(
        stack,
        file,
        (text) => text.replace(from, to),
        () => build(stack),
      )
      expect(changed(before, await images())).toEqual(['web'])
      expect([...ran(log, 'api'), ...ran(log, 'worker')]).toEqual([])
      expect(ran(log, 'web')).toContainEqual(expect.stringMatching(/^builder .*turbo run build/))
      expect(ran(log, 'web')).not.toContainEqual(expect.stringMatching(/^dependencies/))
    }
  })

  it('builds again what depends on a shared package, and installs nothing for it', { timeout: 600_000 }, async () => {
    const before = await asWritten()
    const log = await edited(
      stack,
      'packages/fares/src/index.ts',
      // Another price each time: what an earlier run built is in the engine's cache.
      (text) => text.replace('1250', String(Date.now() % 1e6)),
      () => build(stack),
    )
    expect(changed(before, await images())).toEqual(['api', 'worker'])
    expect(ran(log, 'web')).toEqual([])
    for (const service of ['api', 'worker']) {
      expect(ran(log, service)).toContainEqual(expect.stringMatching(/^builder .*turbo run build/))
      expect(ran(log, service)).not.toContainEqual(expect.stringMatching(/^(dependencies|production) .*RUN/))
    }
  })

  it('shows a change of its source in development, through the proxy and without a reload', { timeout: 400_000 }, async () => {
    await clear(stack)
    await mustCompose(stack, ['up', '-d', '--build', '--wait', '--wait-timeout', '120'], { with: 'dev', seconds: 350 })
    await books('Grace', 3)
    await withPage(async (page) => {
      expect(await page.text()).toContain('Ferry')
      await page.evaluate('window.kept = true')
      await edited(
        stack,
        'apps/web/app/page.tsx',
        (text) => text.replace('Ferry', 'Ferries'),
        () =>
          until(
            () => page.text(),
            (text) => text.includes('Ferries'),
            30,
          ),
      )
      expect(await page.evaluate('window.kept')).toBe(true)
    })
  })

  it('has one way into production, where the same works with nothing but /tmp to write to', { timeout: 400_000 }, async () => {
    await clear(stack)
    const up = await compose(stack, ['up', '-d', '--build', '--wait', '--wait-timeout', '120'], { ...prod, seconds: 350 })
    expect(up, up.err).toMatchObject({ code: 0 })
    const all = (await must('docker', ['ps', '--filter', `label=com.docker.compose.project=${stack.project}`, '--format', '{{.Names}} {{.Ports}}'])).split('\n')
    expect(all.filter((one) => one.includes('->')).map((one) => one.split(' ')[0])).toEqual([`${stack.project}-nginx-1`])
    for (const service of ['api', 'web', 'worker', 'nginx']) {
      expect(await inspect<object>(await container(stack, service), '.HostConfig')).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] })
    }
    await books('Lin', 4)
  })

  it('reaches its database in production from where it is used, and from nowhere else', async () => {
    const networks = await inspect<Record<string, { IPAddress: string }>>(await container(stack, 'postgres'), '.NetworkSettings.Networks')
    const [{ IPAddress: address } = { IPAddress: '' }] = Object.values(networks)
    for (const host of ['postgres', address]) {
      const program = `require('net').connect(5432, '${host}', () => process.exit(0)).on('error', () => process.exit(1)); setTimeout(() => process.exit(2), 3000)`
      for (const service of ['api', 'worker']) expect(await compose(stack, ['exec', '-T', service, 'node', '-e', program], prod)).toMatchObject({ code: 0 })
      expect((await compose(stack, ['exec', '-T', 'web', 'node', '-e', program], prod)).code).toBeGreaterThan(0)
    }
  })

  /** A passenger's seats, from the page's form to the price that the worker found. */
  async function books(passenger: string, seats: number): Promise<void> {
    await withPage(async (page) => {
      await page.evaluate(`(() => {
        document.querySelector('[name=passenger]').value = '${passenger}'
        document.querySelector('[name=seats]').value = '${seats}'
        document.querySelector('button').click()
      })()`)
      await until(
        () => page.text(),
        (text) => text.includes(`${passenger}, ${seats} seats: ${((seats * 1250) / 100).toFixed(2)} €`),
        30,
      )
    })
  }

  async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
    const page = await openPage(browser ?? '', `${front}/`)
    try {
      // The form is the browser's own once its code has run.
      await until(
        () => page.evaluate<boolean>("Object.keys(document.querySelector('form') ?? {}).some((key) => key.startsWith('__react'))"),
        (ready) => ready,
        30,
      )
      await use(page)
    } finally {
      await page.close()
    }
  }

  /** The same, after what an earlier test changed was taken back. */
  async function asWritten(): Promise<Record<string, string>> {
    await build(stack)
    return images()
  }

  /** What each unit's image is made of, as it was built last. */
  async function images(): Promise<Record<string, string>> {
    const layers = (name: string) => must('docker', ['image', 'inspect', '--format', '{{json .RootFS.Layers}}', `${stack.project}-${name}:local`])
    return Object.fromEntries(await Promise.all(['api', 'web', 'worker'].map(async (name) => [name, (await layers(name)).trim()]))) as Record<string, string>
  }
})

/** What pnpm makes of the manifests: a lock file names a registry, so none is kept here. */
async function lock(dir: string): Promise<void> {
  const text = `FROM node:24-trixie-slim AS lock
RUN npm install --global pnpm@10.24.0
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache pnpm install --lockfile-only
FROM scratch
COPY --from=lock /app/pnpm-lock.yaml /
`
  await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --output "$2" --file - "$2"', 'sh', text, dir], { seconds: 200 })
}

/** @returns the log, in which every step has its number. */
async function build(stack: StackSetUp): Promise<string> {
  return must('sh', ['-c', 'docker compose --progress plain build 2>&1'], { cwd: stack.dir, env: stack.env, seconds: 500 })
}

function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name])
}

/** Steps of a service's image that were run and not found done: `builder 5/5] RUN …`. Its migrations are run from the same image. */
function ran(log: string, service: string): string[] {
  const done = new Set([...log.matchAll(/^(#\d+) CACHED$/gm)].map((match) => match[1]))
  const steps = [...log.matchAll(/^(#\d+) \[([\w-]+?)(?:-migrate)? ([a-z]\S* +\d+\/\d+\] .*)$/gm)]
  return steps.flatMap(([, id, of, step = '']) => (of === service && !done.has(id) && !/\] FROM /.test(step) ? [step] : []))
}
