import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { copyExample } from '../../scripts/example-project.ts'
import { findBrowser, openPage, type Page } from './browser.ts'
import { must, run, until } from './shell.ts'
import { clear, compose, container, edited, inspect, mustCompose, removeImages, sql, type RunReport, type StackSetUp } from './stack.ts'

/** A page, an API, a worker and what they share, behind one proxy: generated unattended, used in a browser, changed part by part. */
const missing = inject('withoutEngine')
const browser = await findBrowser()
if (browser === null && process.env['CI']) throw new Error('No browser: install chromium. With CI set the end-to-end tests must run.')

describe.skipIf(missing !== null || browser === null)('a monorepo', () => {
  const dir = mkdtempSync(join(tmpdir(), 'dockerize-monorepo-'))
  const project = basename(dir).toLowerCase()
  // The page asks where it came from: behind the proxy its address is the API's.
  const env = { API_PORT: '0', WEB_PORT: '0', PROXY_PORT: '0', VITE_API_URL: '', COMPOSE_PROJECT_NAME: project }
  const stack = { dir, project, env, person: null, secrets: [] } as unknown as StackSetUp
  let report: RunReport
  let page: Page | null = null

  beforeAll(async () => {
    copyExample('monorepo', dir)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    const set = await run(process.execPath, [cli, '--yes', '--with', 'nginx', '--json'], { cwd: dir, env })
    report = JSON.parse(set.out) as RunReport
    await mustCompose(stack, ['build'], { seconds: 300 })
    await mustCompose(stack, ['up', '-d', '--wait', '--wait-timeout', '90'], { seconds: 150 })
  }, 400_000)

  afterAll(async () => {
    await page?.close()
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  it('is valid as it was written', () => {
    expect(report.validation.filter((one) => one.ok === false)).toEqual([])
  })

  it('shows on its page what the API took, the worker priced and the database keeps', async () => {
    const address = (await mustCompose(stack, ['port', 'nginx', '8080'])).trim()
    const opened = await openPage(browser ?? '', `http://${address}/`)
    page = opened
    expect(await opened.text()).toContain('Parcels')
    await opened.evaluate(`(() => {
      document.querySelector('[name=receiver]').value = 'Ada'
      document.querySelector('[name=grams]').value = '250'
      document.querySelector('button').click()
    })()`)
    await until(
      () => opened.text(),
      (text) => text.includes('Ada, 250 g: 4.10 €'),
      20,
    )
    expect(await sql(stack, 'SELECT cents FROM parcels')).toBe('410')
  })

  it('reaches its database from where it is used, and from nowhere else', async () => {
    const networks = await inspect<Record<string, { IPAddress: string }>>(await container(stack, 'postgres'), '.NetworkSettings.Networks')
    const [{ IPAddress: address } = { IPAddress: '' }] = Object.values(networks)
    for (const host of ['postgres', address]) {
      const program = `import socket; socket.create_connection(("${host}", 5432), 3)`
      for (const service of ['api', 'worker']) await mustCompose(stack, ['exec', '-T', service, 'python', '-c', program])
      // What curl says of a host that it finds but cannot reach, or does not find: 6, 7, 28; of one that is no server of pages: 52, 56.
      for (const service of ['web', 'nginx'])
        expect([6, 7, 28]).toContain((await compose(stack, ['exec', '-T', service, 'curl', '-s', '--max-time', '3', `http://${host}:5432/`])).code)
    }
  })

  it('installs what is shared, and has nothing of the others', async () => {
    const says = (service: string, code: string) => run('docker', ['compose', 'exec', '-T', service, 'python', '-c', code], { cwd: dir, env })
    expect((await says('api', 'import parcels_core; print(parcels_core.__file__)')).out).toContain('/site-packages/')
    expect(await says('worker', 'import fastapi')).toMatchObject({ code: 1 })
    expect(await says('api', 'import parcels_worker')).toMatchObject({ code: 1 })
    for (const service of ['api', 'worker']) {
      expect(await found(await imageOf(service), `-name pricing.py -not -path '*/site-packages/*'`)).toBe('')
    }
  })

  it('builds anew only the image whose code changed', async () => {
    const before = await images()
    await edited(
      stack,
      'apps/web/src/main.ts',
      (text) => text.replace('being priced', 'is being priced'),
      async () => {
        await mustCompose(stack, ['build'], { seconds: 200 })
        expect(changed(before, await images())).toEqual(['web'])
      },
    )
  })

  it('builds anew what depends on a shared package, from its dependencies on', async () => {
    await mustCompose(stack, ['build'], { seconds: 200 })
    const before = await images()
    await edited(
      stack,
      'packages/core/src/parcels_core/pricing.py',
      (text) => text.replace('350', '450'),
      async () => {
        const log = await must('docker', ['compose', '--progress', 'plain', 'build', 'api'], {
          cwd: dir,
          env: { ...env, BUILDKIT_PROGRESS: 'plain' },
          seconds: 200,
        })
        expect(stepOf(log, '--no-install-workspace')).toBe('CACHED')
        await mustCompose(stack, ['build'], { seconds: 200 })
        expect(changed(before, await images())).toEqual(['api', 'worker'])
      },
    )
  })

  it('keeps what nobody should have out of every image', async () => {
    appendFileSync(join(dir, 'apps/api/.env'), 'TOKEN=1\n')
    await mustCompose(stack, ['build', 'api'], { seconds: 200 })
    rmSync(join(dir, 'apps/api/.env'))
    expect(await found(await imageOf('api'), '-name .env')).toBe('')
  })

  async function imageOf(service: string): Promise<string> {
    return inspect<string>(await container(stack, service), '.Config.Image')
  }

  /** What each unit's image is made of, as it was built last; its id holds times that a build from the cache may take from another one. */
  async function images(): Promise<Record<string, string>> {
    const ids = ['api', 'worker', 'web'].map(async (name) => [
      name,
      (await must('docker', ['image', 'inspect', '--format', '{{json .RootFS.Layers}}', await imageOf(name)])).trim(),
    ])
    return Object.fromEntries(await Promise.all(ids)) as Record<string, string>
  }
})

/** Paths in an image, as root finds them. */
async function found(image: string, which: string): Promise<string> {
  return must('docker', ['run', '--rm', '--user', '0', '--entrypoint', 'sh', image, '-c', `find / -xdev ${which}`])
}

function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name])
}

/** What the build log says of the step whose command holds `text`: CACHED, or DONE. */
function stepOf(log: string, text: string): string | undefined {
  const number = new RegExp(`^#(\\d+) \\[.*${text}`, 'm').exec(log)?.[1]
  return new RegExp(`^#${number} (CACHED|DONE)`, 'm').exec(log)?.[1]
}
