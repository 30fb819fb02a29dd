import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aShop, type Folder } from './shop.ts'
import { keys, Terminal } from './terminal.ts'

const open: { terminal: Terminal; folder: Folder }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    folder.remove()
  }
})

function start(kind: 'decided' | 'undecided' = 'decided', ...args: string[]) {
  const folder = aShop(kind)
  const terminal = new Terminal(['--no-validate', ...args], folder.path)
  open.push({ terminal, folder })
  return { terminal, folder, read: (path: string) => readFileSync(join(folder.path, path), 'utf8') }
}

test('all seen: one screen, one key', async () => {
  const { terminal, read } = start()
  await terminal.waitFor(/Set it up like this\?[^]*⏎ select/)
  const screen = terminal.screen().replace(/create-dockerize .*/, 'create-dockerize 0.1.0 · ~/shop')
  expect(screen).toMatchInlineSnapshot(`
    "
      create-dockerize 0.1.0 · ~/shop

      api   FastAPI on Python 3.13, uv
            entry    shop.main:app     shop/main.py:6
            health   GET /health       shop/main.py:11
            port     8000              pyproject.toml:5
      uses  PostgreSQL                 pyproject.toml:5  asyncpg
            Redis                      pyproject.toml:5  redis

    ? Set it up like this?
    ❯ Yes, write 19 files
      Change an answer
      Show the files first
      No

    ↑↓ navigate • ⏎ select"
  `)
  expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)

  terminal.type(keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toMatch(/Again, unattended:\n\s+npm create dockerize@latest -- --yes$/)
  expect(read('Dockerfile')).toContain('shop.main:app')
  expect(terminal.cursorVisible).toBe(true)
})

test('a missing answer is asked first, its choices with the place they were seen', async () => {
  const { terminal, read } = start('undecided')
  await terminal.waitFor(/What does the server start\?/)
  expect(terminal.after(/What does the server start/)).toMatchInlineSnapshot(`
    "? What does the server start?
    ❯ shop.admin:app  shop/admin.py:3
      shop.web:app  shop/web.py:6
      Something else …

    ↑↓ navigate • ⏎ select"
  `)

  terminal.type(keys.down + keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('Dockerfile')).toContain('shop.web:app')
  expect(terminal.screen()).toContain('npm create dockerize@latest -- --yes --entrypoint shop.web:app')
})

test('something else is typed, and refused in the words of the flag', async () => {
  const { terminal, read } = start('undecided')
  await terminal.answer(/What does the server start\?/, keys.down, keys.down, keys.enter)
  await terminal.answer(/✔ .*Something else[\s\S]*What does the server start\?/, 'shop/web.py', keys.enter)
  await terminal.waitFor(/is not of the form module:object/)
  expect(terminal.screen()).toContain('for that file: shop.web:app')
  terminal.type(keys.eraseLine + 'shop.web:app' + keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('Dockerfile')).toContain('shop.web:app')
})

test('an answer is changed: the list has the flags, the screen and the files follow', async () => {
  const { terminal, read } = start()
  await terminal.answer(/Set it up like this\?/, keys.down, keys.enter)
  await terminal.waitFor(/Which answer\?/)
  expect(terminal.after(/Which answer/)).toMatchInlineSnapshot(`
    "? Which answer?
    ❯ --entrypoint       shop.main:app
      --port             8000
      --python           3.13
      --package-manager  uv
      --base             slim
      --health-path      /health
      --with             postgres, redis
      --target           runtime, development, testing
      --files            all
      --image-prefix     ghcr.io/owner
      Back

    ↑↓ navigate • ⏎ select"
  `)

  await terminal.choose(/Which answer\?/, '--port')
  await terminal.answer(/Which port does it listen on\? 8000/, keys.eraseLine, '99999', keys.enter)
  await terminal.waitFor(/99999 is not a port/)
  terminal.type(keys.eraseLine + '9001' + keys.enter)
  await terminal.waitFor(/port +9001 +as you said[\s\S]*Set it up like this\?/)

  // --base, with what each brings
  terminal.type(keys.down + keys.enter)
  await terminal.waitFor(/9001[\s\S]*Which answer\?[\s\S]*--base/)
  await terminal.choose(/Which answer\?/, '--base')
  await terminal.waitFor(/What is the image built on\?/)
  expect(terminal.screen()).toContain('Debian: every wheel works')
  terminal.type(keys.down)
  await terminal.waitFor(/musl, so some packages are compiled/)
  terminal.type(keys.enter)
  await terminal.answer(/base +alpine +as you said[\s\S]*Set it up like this\?/, keys.enter)

  expect(await terminal.exit).toBe(0)
  expect(read('Dockerfile')).toContain('alpine')
  expect(read('compose.yaml')).not.toContain('8000')
  expect(terminal.screen()).toContain('--yes --port 9001 --base alpine')
})

test('services: one goes, one runs elsewhere', async () => {
  const { terminal, read } = start()
  await terminal.answer(/Set it up like this\?/, keys.down, keys.enter)
  await terminal.choose(/Which answer\?/, '--with')
  await terminal.waitFor(/Which services does it use\?/)
  expect(terminal.after(/Which services/)).toMatch(/◉ PostgreSQL\n.*◉ Redis/)
  terminal.type(keys.down + keys.space + keys.enter)
  await terminal.answer(/Which of them run elsewhere/, keys.space, keys.enter)
  await terminal.answer(/PostgreSQL, run elsewhere[\s\S]*Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('compose.yaml')).not.toMatch(/image: (postgres|redis)/)
  expect(terminal.screen()).toMatch(/--managed postgres --without redis|--without redis --managed postgres/)
})

test('the files are shown before anything is written, secrets only by a stand-in', async () => {
  const { terminal, folder } = start()
  const before = folder.hash()
  await terminal.answer(/Set it up like this\?/, keys.down, keys.down, keys.enter)
  await terminal.waitFor(/Which file\?/)
  expect(terminal.after(/Which file/)).toMatch(/❯ Dockerfile +\d+ lines/)
  terminal.type(keys.enter)
  await terminal.waitFor(/FROM [\s\S]*Which file\?/)
  terminal.type(keys.up + keys.up + keys.enter)
  expect(folder.hash()).toBe(before)
})

test('no is no', async () => {
  const { terminal, folder } = start()
  const before = folder.hash()
  await terminal.answer(/Set it up like this\?/, keys.down, keys.down, keys.down, keys.enter)
  expect(await terminal.exit).toBe(130)
  expect(terminal.screen()).toMatch(/Cancelled\. Nothing was written\.$/)
  expect(folder.hash()).toBe(before)
})

test('a dry run asks for what is missing and for nothing else', async () => {
  const { terminal, folder } = start('undecided', '--dry-run')
  const before = folder.hash()
  await terminal.answer(/What does the server start\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toMatch(/create +Dockerfile/)
  expect(terminal.screen()).not.toContain('Set it up')
  expect(folder.hash()).toBe(before)
})

test('colours and signs are for terminals that want them', async () => {
  const folder = aShop()
  const terminal = new Terminal(['detect'], folder.path, { NO_COLOR: '1' })
  open.push({ terminal, folder })
  expect(await terminal.exit).toBe(0)
  expect(terminal.raw).not.toContain('\u001b[')
})
