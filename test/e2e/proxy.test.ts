import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { writeProxyProject } from './proxy-project.ts'
import { must, run, until } from './shell.ts'
import { clear, compose, container, inspect, mustCompose, removeImages, type StackSetUp } from './stack.ts'

const missing = inject('withoutEngine')

describe.skipIf(missing !== null)('nginx in front of a page and its API', () => {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-proxy-'))
  const any = () => 1 + Math.floor(Math.random() * 250)
  // A network of its own for each run, as ports are.
  const env = { PROXY_PORT: '0', API_PORT: '0', WEB_PORT: '0', PROXY_NETWORK: `10.${128 + (any() % 120)}.${any()}` }
  const stack = { dir, project: basename(dir).toLowerCase(), env, person: null } as unknown as StackSetUp
  const prod = { with: 'prod', env: { VERSION: '1.0.0' } } as const
  const forged = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
  let front = ''

  beforeAll(async () => {
    writeProxyProject(dir)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    await must(process.execPath, [cli, '--yes', '--no-validate', '--with', 'nginx'], { cwd: dir, env: { CI: '' } })
    const up = await compose(stack, ['up', '-d', '--build', '--wait'], { seconds: 170 })
    expect(up, up.err).toMatchObject({ code: 0 })
    front = await addressOf('nginx', 8080)
  })

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  async function addressOf(service: string, port: number): Promise<string> {
    return `http://${(await mustCompose(stack, ['port', service, String(port)])).trim()}`
  }

  async function seen(url: string, headers: Record<string, string> = {}): Promise<unknown> {
    return (await fetch(url, { headers })).json()
  }

  it('hands each request to who answers it; the page reaches the API inside', async () => {
    expect(await (await fetch(`${front}/`)).text()).toContain('<p>http {"status":"ok"}</p>')
    expect(await seen(`${front}/api/health`)).toEqual({ status: 'ok' })
    expect((await fetch(`${front}/api`, { redirect: 'manual' })).headers.get('location')).toBe('/api/')
    expect((await fetch(`${front}/proxy-health`)).status).toBe(204)
  })

  it('has pages below the path find what they need there', async () => {
    const [, description] = /url: '([^']+)'/.exec(await (await fetch(`${front}/api/docs`)).text()) ?? []
    expect(description).toBe('/api/openapi.json')
    expect((await fetch(`${front}${description}`)).status).toBe(200)
  })

  it('passes events on as they come', async () => {
    const times = await new Promise<number[]>((resolve, reject) => {
      const found: number[] = []
      get(`${front}/api/events`, (response) => {
        response.on('data', () => found.push(performance.now()))
        response.on('end', () => resolve(found))
      }).on('error', reject)
    })
    expect(times.length).toBeGreaterThanOrEqual(3)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500)
  })

  it('passes sockets on', async () => {
    const program = `import asyncio, websockets
async def visit():
    async with websockets.connect("ws://nginx:8080/api/echo") as socket:
        await socket.send("hello")
        print(await socket.recv())
asyncio.run(visit())`
    expect(await mustCompose(stack, ['exec', '-T', 'api', 'python', '-c', program])).toBe('hello')
  })

  it('is believed of who asks and how', async () => {
    expect(await seen(`${front}/api/seen`, forged)).toEqual({ client: '203.0.113.9', scheme: 'https' })
    // gunicorn, by the same variable.
    expect(await (await fetch(`${front}/`, { headers: forged })).text()).toContain('<p>https ')
  })

  it('nobody else is: not this machine past it, not another container', async () => {
    expect(await seen(`${await addressOf('api', 8000)}/seen`, forged)).toMatchObject({ client: `${env.PROXY_NETWORK}.1`, scheme: 'http' })
    expect(await (await fetch(await addressOf('web', 5000), { headers: forged })).text()).toContain('<p>http ')
    const program = `import urllib.request as u; print(u.urlopen(u.Request("http://api:8000/seen", headers=${JSON.stringify(forged)})).read().decode())`
    const inside = JSON.parse(await mustCompose(stack, ['exec', '-T', 'web', 'python', '-c', program])) as { client: string; scheme: string }
    expect(inside.client).toContain(env.PROXY_NETWORK)
    expect(inside.scheme).toBe('http')
  })

  it('finds a service that comes back with another address', async () => {
    const network = `${stack.project}_front`
    const ip = async () => {
      const all = await inspect<Record<string, { IPAddress: string }>>(await container(stack, 'api'), '.NetworkSettings.Networks')
      return all[network]?.IPAddress ?? ''
    }
    const before = await ip()
    await mustCompose(stack, ['rm', '--stop', '--force', 'api'])
    const label = ['--label', `com.docker.compose.project=${stack.project}`]
    await must('docker', ['run', '-d', ...label, '--network', network, '--ip', before, 'nginxinc/nginx-unprivileged:1.30-alpine', 'sleep', '60'])
    await mustCompose(stack, ['up', '-d', '--no-deps', '--wait', 'api'])
    expect(await ip()).not.toBe(before)
    await until(
      async () => (await fetch(`${front}/api/health`)).status,
      (status) => status === 200,
      15,
    )
  })

  it('is the one way into production, and works there with nothing but /tmp to write to', async () => {
    await clear(stack)
    const up = await compose(stack, ['up', '-d', '--build', '--wait'], { ...prod, seconds: 170 })
    expect(up, up.err).toMatchObject({ code: 0 })
    const all = (await must('docker', ['ps', '--filter', `label=com.docker.compose.project=${stack.project}`, '--format', '{{.Names}} {{.Ports}}'])).split('\n')
    // Two of each that it stands in front of.
    expect(all).toHaveLength(5)
    expect(all.filter((one) => one.includes('->')).map((one) => one.split(' ')[0])).toEqual([`${stack.project}-nginx-1`])
    const nginx = await container(stack, 'nginx')
    expect(await inspect<object>(nginx, '.HostConfig')).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] })
    const address = `http://${(await mustCompose(stack, ['port', 'nginx', '8080'], prod)).trim()}`
    expect(await seen(`${address}/api/seen`, forged)).toEqual({ client: '203.0.113.9', scheme: 'https' })
    expect(await (await fetch(`${address}/`)).text()).toContain('Shop')
    expect((await run('docker', ['exec', nginx, 'touch', '/etc/nginx/x'])).code).not.toBe(0)
  })
})
