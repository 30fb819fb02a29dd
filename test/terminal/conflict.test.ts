import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { aShop } from './shop.ts'
import { keys, Terminal } from './terminal.ts'

const scratch = mkdtempSync(join(tmpdir(), 'conflict-'))
const made = join(scratch, 'shop')
const open: Terminal[] = []
let count = 0

beforeAll(async () => {
  const shop = aShop()
  cpSync(shop.path, made, { recursive: true })
  shop.remove()
  const { code, stderr } = await runCli(['--yes', '--no-validate'], made, { env: { CI: '1' } })
  expect(code, stderr).toBe(0)
})
afterEach(() => open.splice(0).forEach((terminal) => terminal.close()))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What a person and the answers changed in one place each: the last line of the Dockerfile, and a word in a compose file. */
const edits: [file: string, find: string, put: string][] = [
  ['Dockerfile', '"--timeout-graceful-shutdown", "8"]', '"--timeout-graceful-shutdown", "30"]'],
  ['compose.prod.yaml', 'image: "ghcr.io/owner/shop-api:${VERSION:?set VERSION to the release to run}"', 'image: harbor.example.com/shop:${VERSION}'],
  ['.dockerize/answers.yaml', 'port: 8000', 'port: 9000'],
  ['.dockerize/answers.yaml', 'image-prefix: ghcr.io/owner', 'image-prefix: registry.example.com/team'],
]

function start(env: Record<string, string> = {}) {
  const root = join(scratch, `run-${count++}`)
  cpSync(made, root, { recursive: true })
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  for (const [file, find, put] of edits) {
    expect(read(file).split(find).length, `${file}: ${find}`).toBe(2)
    writeFileSync(
      join(root, file),
      read(file).replace(find, () => put),
    )
  }
  const before = { dockerfile: read('Dockerfile'), compose: read('compose.prod.yaml'), record: read('.dockerize/last-render.json') }
  const terminal = new Terminal(['update', '--no-validate'], root, env)
  open.push(terminal)
  return { terminal, read, before }
}

/** A program that stands for a person's editor: it keeps what it was shown and puts other words in its place. */
function anEditor(text: string): { command: string; shown: () => string } {
  const [script, copy] = [join(scratch, `editor-${count}`), join(scratch, `shown-${count}`)]
  writeFileSync(script, `#!/bin/sh\ncp "$2" '${copy}'\nprintf '%s\\n' '${text}' > "$2"\n`)
  chmodSync(script, 0o755)
  return { command: `${script} --wait`, shown: () => readFileSync(copy, 'utf8') }
}

const dockerfile = /Dockerfile, line \d+/
const compose = /compose\.prod\.yaml, line \d+/
/** Entries of the list of ways, from its top. */
const way = { mine: '', theirs: keys.down, both: keys.down.repeat(2), edit: keys.down.repeat(3), all: keys.down.repeat(4) }

test('the lines are shown; mine is kept, the new one is taken', async () => {
  const { terminal, read, before } = start()
  await terminal.waitFor(dockerfile)
  expect(terminal.screen().replace(/create-dockerize .*/, 'create-dockerize 0.1.0 · ~/shop')).toMatchInlineSnapshot(`
    "
      create-dockerize 0.1.0 · ~/shop

      conflict  Dockerfile:57   both changed

        57 │ -     CMD ["python", "-IS", "-c", "import http.client as h; c = h.HTTPC
    onnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/health'); raise Syst
    emExit(c.getresponse().status >= 400)"]
        58 │ - CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "8000
    ", "--timeout-graceful-shutdown", "30"]
           │ +     CMD ["python", "-IS", "-c", "import http.client as h; c = h.HTTPC
    onnection('127.0.0.1', 9000, timeout=2); c.request('GET', '/health'); raise Syst
    emExit(c.getresponse().status >= 400)"]
           │ + CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "9000
    ", "--timeout-graceful-shutdown", "8"]
             - yours   + new

    ? Dockerfile, line 57
    ❯ Keep mine
      Take the new
      Both, between markers: I will settle it later
      Open the editor
      Keep mine for all

    ↑↓ navigate • ⏎ select"
  `)
  terminal.type(way.mine + keys.enter)
  await terminal.waitFor(compose)
  expect(terminal.after(/conflict {2}compose/)).toMatchInlineSnapshot(`
    "  conflict  compose.prod.yaml:4   both changed

        4 │ -   image: harbor.example.com/shop:\${VERSION}
          │ +   image: "registry.example.com/team/shop-api:\${VERSION:?set VERSION to
     the release to run}"
            - yours   + new

    ? compose.prod.yaml, line 4
    ❯ Keep mine
      Take the new
      Both, between markers: I will settle it later
      Open the editor
      Keep mine for all

    ↑↓ navigate • ⏎ select"
  `)
  terminal.type(way.theirs + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('Dockerfile').split('\n').slice(-3)).toEqual(before.dockerfile.split('\n').slice(-3))
  expect(read('Dockerfile')).toContain('EXPOSE 9000')
  expect(read('compose.prod.yaml')).toContain('image: "registry.example.com/team/shop-api:${VERSION:?set VERSION to the release to run}"')
  expect(terminal.cursorVisible).toBe(true)
})

test('both stand between markers, and the report says so', async () => {
  const { terminal, read } = start()
  await terminal.answer(dockerfile, way.theirs + keys.enter)
  await terminal.answer(compose, way.both + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('Dockerfile')).toContain('"--port", "9000", "--timeout-graceful-shutdown", "8"]')
  expect(read('compose.prod.yaml')).toContain(`<<<<<<< yours
  image: harbor.example.com/shop:\${VERSION}
||||||| last written by create-dockerize
  image: "ghcr.io/owner/shop-api:\${VERSION:?set VERSION to the release to run}"
=======
  image: "registry.example.com/team/shop-api:\${VERSION:?set VERSION to the release to run}"
>>>>>>> new from create-dockerize
`)
  expect(terminal.screen()).toContain('compose.prod.yaml:4 has conflict markers: settle them first.')
})

test('the editor is opened on both; what it leaves is written', async () => {
  const editor = anEditor('  image: harbor.example.com/team/shop:${VERSION}')
  const { terminal, read } = start({ EDITOR: editor.command })
  await terminal.answer(dockerfile, way.mine + keys.enter)
  await terminal.answer(compose, way.edit + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(editor.shown()).toBe(
    '  image: harbor.example.com/shop:${VERSION}\n  image: "registry.example.com/team/shop-api:${VERSION:?set VERSION to the release to run}"\n',
  )
  expect(read('compose.prod.yaml')).toContain('\n  image: harbor.example.com/team/shop:${VERSION}\n  read_only: true\n')
})

test('an editor that fails leaves the question open', async () => {
  const { terminal } = start({ EDITOR: 'false' })
  await terminal.answer(dockerfile, way.edit + keys.enter)
  await terminal.answer(/No editor could be opened: EDITOR says which one\.[\s\S]*Dockerfile, line \d+/, keys.interrupt)
  expect(await terminal.exit).toBe(130)
})

test('keep mine for all asks no more', async () => {
  const { terminal, read, before } = start()
  await terminal.answer(dockerfile, way.all + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).not.toMatch(compose)
  expect(read('compose.prod.yaml')).toContain('image: harbor.example.com/shop:${VERSION}')
  expect(read('Dockerfile').split('\n').slice(-3)).toEqual(before.dockerfile.split('\n').slice(-3))
})

test('Ctrl-C at the second question writes nothing, not even what the first one settled', async () => {
  const { terminal, read, before } = start()
  await terminal.answer(dockerfile, way.theirs + keys.enter)
  await terminal.answer(compose, keys.interrupt)
  expect(await terminal.exit).toBe(130)
  await terminal.waitFor(/Cancelled\. Nothing was written\.$/)
  expect(terminal.cursorVisible).toBe(true)
  expect({ dockerfile: read('Dockerfile'), compose: read('compose.prod.yaml'), record: read('.dockerize/last-render.json') }).toEqual(before)
})

test('NO_COLOR: the same words without a colour', async () => {
  const { terminal } = start({ NO_COLOR: '1' })
  await terminal.answer(dockerfile, way.all + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toContain('both changed')
  // eslint-disable-next-line no-control-regex -- the codes of colours are what must not be there
  expect(terminal.raw).not.toMatch(/\u001b\[(3[0-7]|9[0-7]|38;)[\d;]*m/)
})
