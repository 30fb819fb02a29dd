import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { git, lockNode } from '../../scripts/example-project.ts'
import { findBrowser, openPage } from './browser.ts'
import { layFiles } from './one-image.ts'
import { freePorts, give, personFor } from './set-up.ts'
import { must, until } from './shell.ts'
import { clear, edited, mustCompose, own, removeImages, type StackSetUp } from './stack.ts'

/** A page of Vite's in development, of somebody who is not root: what they write is shown, and all that is on their disk stays theirs. */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const browser = await findBrowser()
if (browser === null && process.env['CI']) throw new Error('No browser: install chromium. With CI set the end-to-end tests must run.')

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify(
    { private: true, type: 'module', scripts: { dev: 'vite', build: 'vite build' }, devDependencies: { vite: '^8.0.0' } },
    null,
    2,
  ),
  'index.html': '<!doctype html>\n<title>Lights</title>\n<main></main>\n<script type="module" src="/src/main.js"></script>\n',
  'src/main.js': "import { word } from './word.js'\n\ndocument.querySelector('main').textContent = word\n",
  'src/word.js': "export const word = 'Lamps'\n",
  'public/robots.txt': 'User-agent: *\n',
}

describe.skipIf(inject('withoutEngine') !== null || browser === null)('Vite in development', () => {
  const home = mkdtempSync(join(tmpdir(), 'e2e-vite-'))
  const dir = join(home, basename(home).toLowerCase())
  const env: Record<string, string> = {}
  const stack = { dir, project: basename(dir), env, person: null, secrets: [] } as unknown as StackSetUp
  const dev = { with: 'dev' } as const

  beforeAll(async () => {
    stack.person = personFor(home)
    layFiles(dir, files)
    lockNode(dir)
    git(dir)
    if (stack.person) give(home, stack.person)
    const [port = 0] = await freePorts(1)
    env['WEB_PORT'] = String(port)
    stack.url = `http://127.0.0.1:${port}/`
    await must(process.execPath, [cli, '--yes', '--no-validate'], own(stack))
    await mustCompose(stack, ['up', '-d', '--build', '--wait', '--wait-timeout', '60'], { ...dev, seconds: 200 })
  })

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(home, { recursive: true, force: true })
  })

  it('shows within ten seconds what was written, in a page that is open', async () => {
    const page = await openPage(browser ?? '', stack.url)
    const shows = (wanted: string) =>
      until(
        () => page.text(),
        (text) => text.includes(wanted),
        10,
      )
    try {
      await shows('Lamps')
      await edited(
        stack,
        'src/word.js',
        (text) => text.replace('Lamps', 'Lanterns'),
        () => shows('Lanterns'),
      )
      await shows('Lamps')
    } finally {
      await page.close()
    }
  })

  it('has modules of its own, and leaves nothing on the host that belongs to somebody else', async () => {
    expect(await mustCompose(stack, ['exec', '-T', 'web', 'ls', 'node_modules'], dev)).toContain('vite')
    expect(existsSync(join(dir, 'node_modules'))).toBe(false)
    expect(await must('find', [dir, '-not', '-uid', String(stack.person?.uid ?? process.getuid?.())])).toBe('')
  })
})
