import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, run } from './shell.ts'
import { clear, compose, container, inspect, mustCompose, secretsOf } from './stack.ts'
import { stop } from './stop.ts'
import { fromInside, queues, styles } from './visit.ts'

const release = { VERSION: '1.0.0' }
const prod = { with: 'prod', env: release } as const

interface Config {
  services: Record<string, { image?: string; environment?: Record<string, string>; deploy?: { replicas?: number }; ports?: unknown[] }>
}

eachStack('compose.prod.yaml', (stack) => {
  let config: Config
  let apps: string[] = []

  beforeAll(async () => {
    await clear(stack)
    await givenSecrets()
    config = JSON.parse(await mustCompose(stack, ['config', '--format', 'json'], prod)) as Config
    // What a registry would bring.
    const image = config.services[stack.service]?.image ?? ''
    await must('docker', ['build', '--quiet', '--tag', image, stack.dir], { seconds: 300 })
    const up = await compose(stack, ['up', '-d', '--wait', '--scale', `${stack.service}=${stack.replicas}`], { ...prod, seconds: 150 })
    expect(up, up.err).toMatchObject({ code: 0 })
    apps = (
      await must('docker', [
        'ps',
        '-q',
        '--no-trunc',
        '--filter',
        `label=com.docker.compose.project=${stack.project}`,
        '--filter',
        `label=com.docker.compose.service=${stack.service}`,
      ])
    ).split('\n')
  })

  /** A file for each secret, as an operator would lay them out; values as in .env. */
  async function givenSecrets(): Promise<void> {
    const { secrets = {} } = JSON.parse(await mustCompose(stack, ['config', '--format', 'json'], prod)) as { secrets?: Record<string, { file?: string }> }
    for (const [name, { file }] of Object.entries(secrets)) {
      if (!file) continue
      const value = `v${name.length}-kept-apart-${stack.project}`
      await must('sh', ['-c', 'mkdir -p "$(dirname "$0")" && [ -e "$0" ] || { printf %s "$1" > "$0"; chmod 644 "$0"; }', file, value])
    }
  }

  it('will not start without a version', async () => {
    const ended = await compose(stack, ['config', '-q'], { with: 'prod', env: { VERSION: '' } })
    expect(ended.code).not.toBe(0)
    expect(ended.err).toContain('VERSION')
  })

  it('starts its healthy replicas', async () => {
    expect(apps).toHaveLength(stack.replicas)
    for (const app of [...apps, ...(await Promise.all(stack.workers.map((worker) => container(stack, worker))))])
      expect(await inspect<string>(app, '.State.Health.Status')).toBe('healthy')
  })

  it('answers: with a database its schema is there', async () => {
    const program = `import urllib.request as u; print(u.urlopen("http://127.0.0.1:${stack.port}${stack.database?.route.path ?? stack.health}").status)`
    expect(await must('docker', ['exec', apps[0] ?? '', 'python', '-c', program])).toBe('200')
  })

  if (stack.task) {
    it('has the work that the web app queues done by the worker', () => queues(stack, fromInside(stack, apps[0] ?? '')))
  }

  if (stack.styled) {
    it('serves what its pages are styled with', async () => {
      expect(await styles(stack, fromInside(stack, apps[0] ?? ''))).toMatchObject({ status: 200, text: expect.stringContaining('{') as string })
    })
  }

  it.each([stack.service, ...stack.workers])('%s can write to /tmp and nowhere else', async (service) => {
    const app = await container(stack, service)
    const said = await must('docker', [
      'exec',
      app,
      'sh',
      '-c',
      'touch /x 2>/dev/null || echo no; touch /app/x 2>/dev/null || echo no; touch /tmp/x && echo yes',
    ])
    expect(said.split('\n')).toEqual(['no', 'no', 'yes'])
    expect((await run('docker', ['exec', '-u', '0', app, 'touch', '/x'])).code).not.toBe(0)
  })

  it.each([stack.service, ...stack.workers])('%s has no capability and can gain none', async (service) => {
    const app = await container(stack, service)
    const status = await must('docker', ['exec', app, 'cat', '/proc/1/status'])
    expect(/^CapBnd:\s*(\S+)/m.exec(status)?.[1]).toMatch(/^0+$/)
    expect(/^NoNewPrivs:\s*(\S+)/m.exec(status)?.[1]).toBe('1')
    expect(/^Uid:\s*(\d+)/m.exec(status)?.[1]).not.toBe('0')
  })

  it('keeps secrets out of what docker shows of any container', async () => {
    const shown = [...secretsOf(stack), 'kept-apart']
    const all = (await must('docker', ['ps', '-aq', '--filter', `label=com.docker.compose.project=${stack.project}`])).split('\n')
    for (const id of all) {
      const words = await must('docker', ['inspect', id])
      for (const secret of shown) expect(words.includes(secret), id).toBe(false)
    }
    if (stack.database) expect(Object.keys(config.services['postgres']?.environment ?? {})).not.toContain('POSTGRES_PASSWORD')
  })

  if (stack.database) {
    it('publishes no database', async () => {
      expect(await inspect<Record<string, unknown[] | null>>(await container(stack, 'postgres'), '.NetworkSettings.Ports')).toEqual({})
    })
  }

  it.each([stack.service, ...stack.workers])('%s stops quickly', async (service) => {
    const { code, seconds } = await stop(stack, service, prod)
    expect(code).toBe(0)
    // There are several of them.
    expect(seconds).toBeLessThan((stack.stops[service] ?? 2) + 1)
  })
})
