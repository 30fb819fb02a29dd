import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { ask, becomes, clear, compose, container, inspect, mustCompose, read, sql, write } from './stack.ts'
import { must } from './shell.ts'

eachStack('docker compose up', (stack) => {
  let api = ''

  beforeAll(async () => {
    await clear(stack)
    await mustCompose(stack, ['build'], { seconds: 300 })
    const up = await compose(stack, ['up', '-d', '--wait'])
    expect(up, up.err).toMatchObject({ code: 0 })
    api = await container(stack, 'api')
  })

  it('answers on this machine only', async () => {
    expect(await ask(`${stack.url}/health`)).toMatchObject({ status: 200 })
    const ports = await inspect<Record<string, { HostIp: string }[] | null>>(api, '.NetworkSettings.Ports')
    expect(
      Object.values(ports)
        .flatMap((one) => one ?? [])
        .map((one) => one.HostIp),
    ).toEqual(['127.0.0.1'])
    expect((await compose(stack, ['port', 'postgres', '5432'])).out).not.toContain('127.0.0.1')
  })

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
    const [ended, started] = [await inspect<string>(migrate, '.State.FinishedAt'), await inspect<string>(api, '.State.StartedAt')]
    expect(Date.parse(started)).toBeGreaterThanOrEqual(Date.parse(ended))
  })

  it('runs nothing of ours as root', async () => {
    const top = await must('docker', ['top', api, '-o', 'uid,pid'])
    expect(
      top
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[0]),
    ).not.toContain('0')
  })

  it('keeps its data over down and up', async () => {
    await mustCompose(stack, ['down'])
    await mustCompose(stack, ['up', '-d', '--wait'])
    expect((JSON.parse((await read(stack)).text) as unknown[]).length).toBeGreaterThan(0)
    api = await container(stack, 'api')
  })

  it('stops in less than two seconds, of its own will', async () => {
    const stop = await compose(stack, ['stop', 'api'])
    expect(stop.code).toBe(0)
    expect(stop.seconds).toBeLessThan(2)
    expect([0, 143]).toContain(await inspect<number>(api, '.State.ExitCode'))
    await mustCompose(stack, ['start', 'api'])
    await becomes(api, 'healthy', 30)
  })

  it('is found unhealthy when it hangs', async () => {
    await must('docker', ['kill', '-s', 'STOP', api])
    await becomes(api, 'unhealthy', 120)
    await must('docker', ['kill', '-s', 'CONT', api])
    await becomes(api, 'healthy', 60)
  })
})
