import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { becomes, clear, compose, container, inspect, mustCompose, sql } from './stack.ts'
import { stop } from './stop.ts'
import { ask, fromHere, queues, read, styles, write } from './visit.ts'
import { must, run } from './shell.ts'

eachStack('docker compose up', (stack) => {
  let app = ''
  const own = [stack.service, ...stack.workers]

  beforeAll(async () => {
    await clear(stack)
    await mustCompose(stack, ['build'], { seconds: 300 })
    const up = await compose(stack, ['up', '-d', '--wait'])
    expect(up, up.err).toMatchObject({ code: 0 })
    app = await container(stack, stack.service)
  })

  it('answers on this machine only', async () => {
    expect(await ask(`${stack.url}${stack.health}`)).toMatchObject({ status: 200 })
    const ports = await inspect<Record<string, { HostIp: string }[] | null>>(app, '.NetworkSettings.Ports')
    expect(
      Object.values(ports)
        .flatMap((one) => one ?? [])
        .map((one) => one.HostIp),
    ).toEqual(['127.0.0.1'])
    if (stack.database) expect((await compose(stack, ['port', 'postgres', '5432'])).out).not.toContain('127.0.0.1')
  })

  if (stack.database) {
    it('writes a row and reads it', async () => {
      const written = await write(stack)
      expect(written).toMatchObject({ status: 201 })
      const stored = JSON.parse((await read(stack)).text) as unknown[]
      expect(stored).toContainEqual(JSON.parse(written.text))
    })

    it('migrated the database before the app started, once', async () => {
      expect(await sql(stack, stack.database?.applied ?? '')).toBe('1')
      const migrate = await container(stack, 'migrate')
      expect(await inspect<number>(migrate, '.State.ExitCode')).toBe(0)
      const [ended, started] = [await inspect<string>(migrate, '.State.FinishedAt'), await inspect<string>(app, '.State.StartedAt')]
      expect(Date.parse(started)).toBeGreaterThanOrEqual(Date.parse(ended))
    })

    it('keeps its data over down and up', async () => {
      await mustCompose(stack, ['down'])
      await mustCompose(stack, ['up', '-d', '--wait'])
      expect((JSON.parse((await read(stack)).text) as unknown[]).length).toBeGreaterThan(0)
      app = await container(stack, stack.service)
    })
  }

  const { ready } = stack
  if (ready !== null) {
    it('stays alive without its database, and says that it cannot do its work', async () => {
      const status = async () => (await ask(`${stack.url}${ready}`)).status
      expect(await status()).toBe(200)
      await mustCompose(stack, ['stop', 'postgres'])
      expect(await status()).toBe(503)
      // The check itself, so that nobody waits for the next three of them.
      const [, ...check] = await inspect<string[]>(app, '.Config.Healthcheck.Test')
      expect(await run('docker', ['exec', app, ...check])).toMatchObject({ code: 0 })
      await mustCompose(stack, ['up', '-d', '--wait'])
      expect(await status()).toBe(200)
    })
  }

  if (stack.task) {
    it('has the work that the web app queues done by the worker', () => queues(stack, fromHere(stack)))
  }

  if (stack.styled) {
    it('serves what its pages are styled with', async () => {
      expect(await styles(stack, fromHere(stack))).toMatchObject({ status: 200, text: expect.stringContaining('{') as string })
    })
  }

  it.each(own)('%s runs nothing as root', async (service) => {
    const top = await must('docker', ['top', await container(stack, service), '-o', 'uid,pid'])
    expect(
      top
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[0]),
    ).not.toContain('0')
  })

  it.each(own)('%s stops soon, of its own will', async (service) => {
    const id = await container(stack, service)
    // As a browser does, this keeps its connection: an idle one must not hold up the end.
    await ask(`${stack.url}${stack.health}`)
    const { code, seconds } = await stop(stack, service)
    const exit = await inspect<number>(id, '.State.ExitCode')
    await mustCompose(stack, ['start', service])
    await becomes(id, 'healthy', 30)
    expect(code).toBe(0)
    expect([0, 143]).toContain(exit)
    expect(seconds).toBeLessThan(stack.stops[service] ?? 2)
  })

  // Three checks that fail take most of a minute: each day the stack with the most programs, all of them in `npm run test:e2e:all`.
  if (stack.workers.length === 0 && process.env['DOCKERIZE_E2E_ALL'] !== '1') return
  it('is found unhealthy when it hangs', async () => {
    const ids = await Promise.all(own.map((service) => container(stack, service)))
    await must('docker', ['kill', '-s', 'STOP', ...ids])
    await Promise.all(ids.map((id) => becomes(id, 'unhealthy', 120)))
    await must('docker', ['kill', '-s', 'CONT', ...ids])
    await Promise.all(ids.map((id) => becomes(id, 'healthy', 60)))
  })
})
