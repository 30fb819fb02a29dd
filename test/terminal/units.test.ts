import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { keys, Terminal } from './terminal.ts'

const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
const files: Readonly<Record<string, string>> = {
  'backend/requirements.txt': 'fastapi\nuvicorn\n',
  'backend/main.py': app,
  'admin/requirements.txt': 'fastapi\nuvicorn\n',
  'admin/main.py': app,
  'mailer/requirements.txt': 'celery\nredis\n',
  'mailer/tasks.py': 'from celery import Celery\n\nqueue = Celery("mail", broker="redis://localhost")\n\n\n@queue.task\ndef send(): ...\n',
}

const open: { terminal: Terminal; folder: string }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function start(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'parts-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const terminal = new Terminal(['--no-validate', ...args], folder)
  open.push({ terminal, folder })
  return { terminal, folder, read: (path: string) => readFileSync(join(folder, path), 'utf8') }
}

test('what was found is shown with its evidence, and entered through it is all taken', async () => {
  const { terminal, read } = start()
  await terminal.waitFor(/Which of them\?/)
  expect(terminal.after(/Which of them/)).toMatchInlineSnapshot(`
    "? Which of them?
    ❯◉ admin    FastAPI  admin    port 8000  main.py:3
     ◉ backend  FastAPI  backend  port 8000  main.py:3
     ◉ mailer   Celery   mailer              tasks.py:3
     ◯ Change a name or a port …

    ↑↓ navigate • space select • a all • i invert • ⏎ submit"
  `)
  expect(
    Math.max(
      ...terminal
        .screen()
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80)
  terminal.type(keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  // Both listen on 8000, each in a container of its own: on this machine they have two ports.
  expect(read('compose.yaml')).toMatch(/127\.0\.0\.1:\$\{ADMIN_PORT:-8000\}:8000[^]*127\.0\.0\.1:\$\{BACKEND_PORT:-8001\}:8000/)
})

test('one is left out, one is called otherwise and gets another port: the command says so, and it stays', async () => {
  const { terminal, folder, read } = start()
  await terminal.waitFor(/Which of them\?/)
  // admin goes; the last entry leads to names and ports.
  terminal.type(keys.space + keys.down + keys.down + keys.down + keys.space + keys.enter)
  await terminal.choose(/Which name or port\?/, '--set backend.name')
  await terminal.answer(/What is backend in backend called\?/, keys.eraseLine + 'mailer' + keys.enter)
  await terminal.waitFor(/there is a mailer already/)
  terminal.type(keys.eraseLine + 'Shop' + keys.enter)
  await terminal.waitFor(/Shop is no name for a service/)
  terminal.type(keys.eraseLine + 'shop' + keys.enter)
  await terminal.choose(/Which name or port\?[^]*Which name or port\?[^]*--set shop\.port/, '--set shop.port')
  await terminal.answer(/shop: Which port does it listen on\? 8000/, keys.eraseLine + '9000' + keys.enter)
  await terminal.choose(/9000[^]*Which name or port\?[^]*--set shop\.port +9000/, 'Done')
  await terminal.waitFor(/Done[^]*Which of them\?[^]*◯ admin[^]*◉ (shop|mailer)/)
  terminal.type(keys.enter)
  await terminal.answer(/shop +FastAPI[^]*Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  // The terminal breaks the line wherever it is full.
  expect(terminal.screen().replace(/\s+/g, '')).toContain('--yes--setadmin.skip=yes--setbackend.name=shop--setshop.port=9000')
  expect(read('compose.yaml')).toContain('127.0.0.1:${SHOP_PORT:-9000}:9000')
  expect(read('compose.yaml')).not.toMatch(/admin|backend:/)
  expect(read('.dockerize/answers.yaml')).toMatch(/ {2}backend: # backend\n {4}name: shop\n[^]*without-units: \[admin\]/)
  const before = read('compose.yaml')
  expect(await runCli(['update', '--no-validate'], folder)).toMatchObject({ code: 0 })
  expect(await runCli(['check'], folder)).toMatchObject({ code: 0 })
  expect(read('compose.yaml')).toBe(before)
})

test('who changes an answer can think over which of them', async () => {
  const { terminal, read } = start()
  await terminal.answer(/Which of them\?/, keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.down, keys.enter)
  await terminal.choose(/Which answer\?/, '--set <unit>.skip, .name')
  await terminal.answer(/Which answer\?[^]*Which of them\?/, keys.space, keys.enter)
  await terminal.answer(/Which answer\?[^]*Which of them\?[^]*Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('compose.yaml')).not.toContain('admin')
})

test('none of them is no answer', async () => {
  const { terminal } = start()
  await terminal.answer(/Which of them\?/, keys.space, keys.down, keys.space, keys.down, keys.space, keys.enter)
  await terminal.waitFor(/One of them at least/)
  terminal.type(keys.interrupt)
  expect(await terminal.exit).toBe(130)
})

test('what the flags say is not asked', async () => {
  const { terminal } = start('--set', 'admin.skip=yes')
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).not.toContain('Which of them')
})
