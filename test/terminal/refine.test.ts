import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keys, Terminal } from './terminal.ts'

const compose = 'services:\n  web:\n    image: example.com/web:1.2\n  cache:\n    image: valkey/valkey:9.1-alpine\n'
const open: { terminal: Terminal; folder: string }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function start(...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-refine-'))
  writeFileSync(join(folder, 'compose.yaml'), compose)
  const terminal = new Terminal(['refine', '--no-validate', ...args], folder)
  open.push({ terminal, folder })
  return { terminal, text: () => readFileSync(join(folder, 'compose.yaml'), 'utf8') }
}

test('asks for the goal, and shows without writing', async () => {
  const { terminal, text } = start()
  await terminal.choose(/What are the files to be better at\?/, 'production')
  expect(await terminal.exit, terminal.screen()).toBe(0)
  expect(terminal.screen()).toContain('To be written')
  expect(text()).toBe(compose)
})

test('writes what the person says yes to', async () => {
  const { terminal, text } = start('--goal', 'production', '--write')
  await terminal.answer(
    /These wait for your yes\. Which of them too\?[\s\S]*dc\/limits {2}compose\.yaml:2[\s\S]*no limit of memory[\s\S]*only you know/,
    keys.space,
    keys.enter,
  )
  expect(await terminal.exit, terminal.screen()).toBe(0)
  expect(text()).toContain('${CACHE_MEMORY:-512m}')
  expect(text()).toContain('restart: unless-stopped')
})

test('leaves the rest where they say none, with exit 1', async () => {
  const { terminal, text } = start('--goal', 'production', '--write')
  await terminal.answer(/Which of them too\?/, keys.enter)
  expect(await terminal.exit, terminal.screen()).toBe(1)
  expect(text()).not.toContain('limits')
  expect(text()).toContain('restart: unless-stopped')
})

test('Ctrl-C leaves the file as it was', async () => {
  const { terminal, text } = start('--goal', 'production', '--write')
  await terminal.answer(/Which of them too\?/, keys.interrupt)
  expect(await terminal.exit, terminal.screen()).toBe(130)
  expect(terminal.screen()).toContain('Cancelled. Nothing was written.')
  expect(terminal.cursorVisible).toBe(true)
  expect(text()).toBe(compose)
})
