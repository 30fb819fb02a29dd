import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePorts } from './set-up.ts'
import { must } from './shell.ts'
import { clear, edited, mustCompose, removeImages, type StackSetUp } from './stack.ts'

/**
 * A workspace of pnpm's and Turborepo's with a page of Next.js, an API and what they share: set up unattended, built, started, and what a
 * change rebuilds. Next.js is built three times, which takes minutes: `npm run test:e2e:all` has it.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const project = join(import.meta.dirname, '../cases/nextjs/workspace-pnpm-turborepo/project')

describe.skipIf(inject('withoutEngine') !== null)('a Turborepo workspace', () => {
  let stack: StackSetUp

  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'e2e-turborepo-'))
    cpSync(project, dir, { recursive: true })
    rmSync(join(dir, 'pnpm-lock.yaml'))
    const [api = 0, web = 0] = await freePorts(2)
    const env = { API_PORT: String(api), WEB_PORT: String(web), NEXT_PUBLIC_API_URL: `http://127.0.0.1:${api}`, COMPOSE_PROFILES: 'full' }
    stack = { dir, project: basename(dir).toLowerCase(), env, person: null, secrets: [], url: `http://127.0.0.1:${web}` } as unknown as StackSetUp
    await lock(dir)
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: dir, env: { CI: '' } })
    await build(stack)
  }, 600_000)

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(stack.dir, { recursive: true, force: true })
  })

  it('shows a page that leads to the API, whose answer comes from the package that both share', { timeout: 120_000 }, async () => {
    await mustCompose(stack, ['up', '-d', '--wait'], { seconds: 110 })
    const page = await (await fetch(stack.url)).text()
    expect(page).toContain('harbour every 1m')
    const address = /<a href="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(address).toBe(`${stack.env['NEXT_PUBLIC_API_URL']}/berths`)
    expect(await (await fetch(address)).json()).toMatchObject({ greeting: 'berths every 1m' })
  })

  it('has in an image what the unit needs, and no more', async () => {
    const list = (service: string, folder: string) => mustCompose(stack, ['exec', '-T', service, 'ls', folder])
    expect((await list('api', '/app/apps')).trim()).toBe('api')
    expect((await list('api', '/app/packages')).trim()).toBe('shared')
    expect((await list('api', '/app/packages/shared')).split('\n').filter(Boolean)).toEqual(['dist', 'node_modules', 'package.json'])
    expect(await list('api', '/app/node_modules/.pnpm')).not.toMatch(/typescript|turbo|next/)
    expect((await list('web', '/app/apps')).trim()).toBe('web')
  })

  it('builds again what a change concerns: the page its image alone, the shared package both', { timeout: 600_000 }, async () => {
    const page = await edited(
      stack,
      'apps/web/app/page.tsx',
      (text) => text.replace("'harbour'", "'port'"),
      () => build(stack),
    )
    expect(ran(page, 'api')).toEqual([])
    expect(ran(page, 'web')).toContainEqual(expect.stringMatching(/^builder .*turbo run build/))
    expect(ran(page, 'web')).not.toContainEqual(expect.stringMatching(/^dependencies/))

    const shared = await edited(
      stack,
      'packages/shared/src/index.ts',
      (text) => text.replace('every', 'each'),
      () => build(stack),
    )
    for (const service of ['api', 'web']) {
      expect(ran(shared, service)).toContainEqual(expect.stringMatching(/^builder .*turbo run build/))
      expect(ran(shared, service)).not.toContainEqual(expect.stringMatching(/^(dependencies|production)/))
    }
  })
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
  return must('sh', ['-c', 'docker compose --progress plain build 2>&1'], { cwd: stack.dir, env: stack.env, seconds: 400 })
}

/** Steps of a service that were run and not found done: `builder 5/5] RUN …`. */
function ran(log: string, service: string): string[] {
  const done = new Set([...log.matchAll(/^(#\d+) CACHED$/gm)].map((match) => match[1]))
  const steps = [...log.matchAll(/^(#\d+) \[(\w+) ([a-z]\S* \d+\/\d+\] .*)$/gm)]
  return steps.flatMap(([, id, of, step = '']) => (of === service && !done.has(id) && !/\] FROM /.test(step) ? [step] : []))
}
