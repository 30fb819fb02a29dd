import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { keys, Terminal } from '../terminal/terminal.ts'
import { clear, compose, mustCompose, removeImages, type StackSetUp } from './stack.ts'
import { ask } from './visit.ts'

/** A script that somebody wrote, and nothing beside it; one of its imports is not called like its distribution. */
const script = `import yaml
from flask import Flask

app = Flask(__name__)


@app.get("/")
def menu():
    return yaml.safe_load("{bread: rye}")


if __name__ == "__main__":
    app.run(debug=True)
`

const dir = mkdtempSync(join(tmpdir(), 'e2e-script-'))
const project = basename(dir).toLowerCase()
const stack = { dir, project, env: { WEB_PORT: '0' }, person: null } as unknown as StackSetUp
const engine = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('DOCKER_'))) as Record<string, string>

afterAll(async () => {
  if (inject('withoutEngine') === null) {
    await clear(stack)
    await removeImages(stack)
  }
  rmSync(dir, { recursive: true, force: true })
})

it('a script without any manifest goes through the prompts to a container that answers', async (context) => {
  const missing = inject('withoutEngine')
  if (missing !== null) return context.skip(missing)
  writeFileSync(join(dir, 'menu.py'), script)
  const terminal = new Terminal([], dir, engine)
  try {
    await terminal.answer(/Which packages go into the image\?/, keys.enter)
    await terminal.answer(/Write requirements.txt with today's versions\?/, 'y', keys.enter)
    // The versions come from a package index.
    await terminal.waitFor(/Set it up like this\?/, 70_000)
    terminal.type(keys.enter)
    expect(await terminal.exit, terminal.screen()).toBe(0)
  } finally {
    terminal.close()
  }
  const requirements = readFileSync(join(dir, 'requirements.txt'), 'utf8')
  expect(requirements).toMatch(/^flask==\d/m)
  expect(requirements).toMatch(/^pyyaml==\S+ +# yaml$/m)
  expect(requirements).toMatch(/^gunicorn==\d/m)

  const up = await compose(stack, ['up', '-d', '--build', '--wait'], { seconds: 170 })
  expect(up, up.err).toMatchObject({ code: 0 })
  const address = await mustCompose(stack, ['port', 'web', '5000'])
  expect(await ask(`http://${address.trim()}/`)).toEqual({ status: 200, text: '{"bread":"rye"}\n' })
}, 300_000)
