import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { writeProxyProject } from './proxy-project.ts'
import { must, run } from './shell.ts'
import { clear, compose, container, inspect, mustCompose, removeImages, type StackSetUp } from './stack.ts'

const forged = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }

/** What nginx is tried with at length, of the others: paths, events, sockets, and whose word on a client counts. */
const proxies = [
  // It faces everybody by itself, so nobody's word counts but its own.
  { kind: 'caddy', image: 'caddy:2.11-alpine', believed: { scheme: 'http' } },
  { kind: 'traefik', image: 'traefik:v3.7', believed: { client: '203.0.113.9', scheme: 'https' } },
] as const

// Where no registry is in reach only those can be run whose image is there.
const missing = inject('withoutEngine') !== null
const isThere = async (image: string) => !missing && (await run('docker', ['image', 'inspect', image])).code === 0

for (const one of proxies) describe.skipIf(!(await isThere(one.image)))(`${one.kind} in front of a page and its API`, () => behaves(one))

function behaves({ kind, believed }: (typeof proxies)[number]): void {
  const dir = mkdtempSync(join(tmpdir(), `e2e-${kind}-`))
  const any = () => 1 + Math.floor(Math.random() * 250)
  const env = { PROXY_PORT: '0', API_PORT: '0', WEB_PORT: '0', HTTP_PORT: '0', HTTPS_PORT: '0', PROXY_NETWORK: `10.${128 + (any() % 120)}.${any()}` }
  const stack = { dir, project: basename(dir).toLowerCase(), env, person: null } as unknown as StackSetUp
  let front = ''

  beforeAll(async () => {
    writeProxyProject(dir)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    await must(process.execPath, [cli, '--yes', '--no-validate', '--with', kind], { cwd: dir, env: { CI: '' } })
    const up = await compose(stack, ['up', '-d', '--build', '--wait'], { seconds: 250 })
    expect(up, up.err).toMatchObject({ code: 0 })
    front = await addressOf(kind, 8080)
  }, 300_000)

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  async function addressOf(service: string, port: number): Promise<string> {
    return `http://${(await mustCompose(stack, ['port', service, String(port)])).trim()}`
  }

  it('hands each request to who answers it, below its path', async () => {
    expect(await (await fetch(`${front}/`)).text()).toContain('<p>http {"status":"ok"}</p>')
    expect(await (await fetch(`${front}/api/health`)).json()).toEqual({ status: 'ok' })
    const [, description] = /url: '([^']+)'/.exec(await (await fetch(`${front}/api/docs`)).text()) ?? []
    expect(description).toBe('/api/openapi.json')
    expect((await fetch(`${front}${description}`)).status).toBe(200)
  })

  it('passes events on as they come, and sockets', async () => {
    const times = await new Promise<number[]>((resolve, reject) => {
      const found: number[] = []
      get(`${front}/api/events`, (response) => {
        response.on('data', () => found.push(performance.now()))
        response.on('end', () => resolve(found))
      }).on('error', reject)
    })
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500)
    const program = `import asyncio, websockets
async def visit():
    async with websockets.connect("ws://${kind}:8080/api/echo") as socket:
        await socket.send("hello")
        print(await socket.recv())
asyncio.run(visit())`
    expect(await mustCompose(stack, ['exec', '-T', 'api', 'python', '-c', program])).toBe('hello')
  })

  it('is believed of who asks and how, and nobody else is', async () => {
    expect(await (await fetch(`${front}/api/seen`, { headers: forged })).json()).toMatchObject(believed)
    const past = (await (await fetch(`${await addressOf('api', 8000)}/seen`, { headers: forged })).json()) as object
    expect(past).toMatchObject({ client: `${env.PROXY_NETWORK}.1`, scheme: 'http' })
  })

  it('is the one way into production, and works there with nothing but /tmp to write to', { timeout: 250_000 }, async () => {
    await clear(stack)
    const prod = { with: 'prod', env: { VERSION: '1.0.0', DOMAIN: ':8080' } } as const
    const up = await compose(stack, ['up', '-d', '--build', '--wait'], { ...prod, seconds: 200 })
    expect(up, up.err).toMatchObject({ code: 0 })
    const all = (await must('docker', ['ps', '--filter', `label=com.docker.compose.project=${stack.project}`, '--format', '{{.Names}} {{.Ports}}'])).split('\n')
    expect(all.filter((one) => one.includes('->')).map((one) => one.split(' ')[0])).toEqual([`${stack.project}-${kind}-1`])
    expect(await inspect<object>(await container(stack, kind), '.HostConfig')).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] })
    const address = `http://${(await mustCompose(stack, ['port', kind, '8080'], prod)).trim().replace('0.0.0.0', '127.0.0.1')}`
    expect(await (await fetch(`${address}/api/health`)).json()).toEqual({ status: 'ok' })
  })
}
