import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { must, run } from './shell.ts'
import { smallProjects } from './small-projects/index.ts'
import type { SmallProject } from './small-projects/small-project.ts'
import { becomes, clear, compose, container, inspect, mustCompose, removeImages, type StackSetUp } from './stack.ts'
import { stop } from './stop.ts'
import { ask } from './visit.ts'

/**
 * Each stack by its smallest project: set up, built, started, given work, hung, stopped, and the same as production has it. Ten
 * minutes: `npm run test:e2e:all` has them all, every other run those that take least.
 */
const chosen = process.env['DOCKERIZE_E2E_ALL'] === '1' ? smallProjects : smallProjects.slice(0, 4)
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const prod = { with: 'prod', env: { VERSION: '1.0.0' } } as const

describe.skipIf(inject('withoutEngine') !== null).each(chosen)('$title', (small) => {
  let stack: StackSetUp
  const { services, work } = small
  const app = services[0] ?? 'app'

  beforeAll(async () => {
    stack = lay(small)
    small.before?.(stack.dir)
    const version = small.work.with ? [] : ['--python', '3.13']
    await must(process.execPath, [cli, '--yes', '--no-validate', ...version], { cwd: stack.dir, env: { CI: '' } })
    await mustCompose(stack, ['--profile', '*', 'build'], { seconds: 280 })
  })

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(stack.dir, { recursive: true, force: true })
  })

  if (services.length === 0) {
    it.each(['plain', 'prod'] as const)('does its work and ends (%s)', async (overlay) => {
      if (overlay === 'prod') await tagRelease(stack, app)
      const ended = await compose(stack, ['run', '--rm', app], overlay === 'prod' ? prod : {})
      expect(ended).toMatchObject({ code: 0, out: expect.stringContaining(work.says) as string })
    })
    return
  }

  it('starts, and does its work', async () => {
    const up = await compose(stack, ['up', '-d', '--wait'], { seconds: 120 })
    expect(up, up.err).toMatchObject({ code: 0 })
    expect(await doesWork(stack, small)).toContain(work.says)
  })

  const { modules } = small
  if (modules) {
    it('has no modules of development in its image', async () => {
      const installed = (await must('docker', ['exec', await container(stack, app), 'ls', '/app/node_modules'])).split('\n')
      expect(installed).toContain(modules.has)
      expect(installed.filter((one) => modules.lacks.includes(one))).toEqual([])
    })
  }

  it.each(services)('%s is unhealthy when it hangs', async (service) => {
    const id = await container(stack, service)
    const { Interval, Timeout, Retries } = await inspect<Record<string, number>>(id, '.Config.Healthcheck')
    // The times of a check are in nanoseconds; the first look comes up to an interval later.
    const allowed = (((Retries ?? 0) + 1) * ((Interval ?? 0) + (Timeout ?? 0))) / 1e9 + (small.silence ?? 0)
    await must('docker', ['kill', '--signal', 'STOP', id])
    await becomes(id, 'unhealthy', allowed)
    await must('docker', ['kill', '--signal', 'CONT', id])
    await becomes(id, 'healthy', allowed)
  })

  it.each(services)(`%s stops in less than ${small.stops ?? 2} seconds, of its own will`, async (service) => {
    const id = await container(stack, service)
    // As a browser does, this keeps its connection: an idle one must not hold up the end.
    if (small.port) expect(await ask(`http://${(await mustCompose(stack, ['port', service, String(small.port)])).trim()}/`)).not.toMatchObject({ status: 0 })
    const { code, seconds } = await stop(stack, service)
    expect(code).toBe(0)
    expect(seconds).toBeLessThan(small.stops ?? 2)
    expect([0, 143]).toContain(await inspect<number>(id, '.State.ExitCode'))
  })

  it('is the same in production, where it can write nowhere and gain nothing', async () => {
    await clear(stack)
    await tagRelease(stack, app)
    const up = await compose(stack, ['up', '-d', '--wait'], { ...prod, seconds: 150 })
    expect(up, up.err).toMatchObject({ code: 0 })
    expect(await doesWork(stack, small)).toContain(work.says)
    for (const service of services) {
      const id = await container(stack, service)
      expect((await run('docker', ['exec', '-u', '0', id, 'touch', '/x'])).code).not.toBe(0)
      const status = await must('docker', ['exec', id, 'cat', '/proc/1/status'])
      expect(/^CapBnd:\s*(\S+)/m.exec(status)?.[1]).toMatch(/^0+$/)
      expect(/^NoNewPrivs:\s*(\S+)/m.exec(status)?.[1]).toBe('1')
    }
  })
})

/** The project on disk, in a folder of its own name: compose keeps apart by it what belongs to a project. */
function lay({ title, files, profiles }: SmallProject): StackSetUp {
  const dir = mkdtempSync(join(tmpdir(), `e2e-${title.toLowerCase().replaceAll(' ', '-')}-`))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const ports = { WEB_PORT: '0', APP_PORT: '0', REDIS_PORT: '0', FLOWER_PORT: '0', ...(profiles === undefined ? {} : { COMPOSE_PROFILES: profiles }) }
  return { dir, project: basename(dir).toLowerCase(), env: ports, person: null, secrets: [] } as unknown as StackSetUp
}

async function doesWork(stack: StackSetUp, { services, work }: SmallProject): Promise<string> {
  const id = await container(stack, services[0] ?? '')
  return must('docker', ['exec', id, ...(work.with ?? ['python', '-c']), work.program])
}

/** What a registry would bring. */
async function tagRelease(stack: StackSetUp, service: string): Promise<void> {
  const config = JSON.parse(await mustCompose(stack, ['--profile', '*', 'config', '--format', 'json'], prod)) as {
    services: Record<string, { image?: string }>
  }
  await must('docker', ['build', '--quiet', '--tag', config.services[service]?.image ?? '', stack.dir], { seconds: 280 })
}
