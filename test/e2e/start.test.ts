import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { ask, becomes, clear, compose, container, inspect, mustCompose, read, sql, write } from './stack.ts'
import { must } from './shell.ts'

eachStack('docker compose up', (stack) => {
  let app = ''

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
      expect(await sql(stack, 'select count(*) from alembic_version')).toBe('1')
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

  it('runs nothing of ours as root', async () => {
    const top = await must('docker', ['top', app, '-o', 'uid,pid'])
    expect(
      top
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[0]),
    ).not.toContain('0')
  })

  it('stops in less than two seconds, of its own will', async () => {
    const stop = await compose(stack, ['stop', stack.service])
    expect(stop.code).toBe(0)
    expect(stop.seconds).toBeLessThan(2)
    expect([0, 143]).toContain(await inspect<number>(app, '.State.ExitCode'))
    await mustCompose(stack, ['start', stack.service])
    await becomes(app, 'healthy', 30)
  })

  it('is found unhealthy when it hangs', async () => {
    await must('docker', ['kill', '-s', 'STOP', app])
    await becomes(app, 'unhealthy', 120)
    await must('docker', ['kill', '-s', 'CONT', app])
    await becomes(app, 'healthy', 60)
  })
})
