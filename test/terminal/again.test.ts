import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { aShop, type Folder } from './shop.ts'
import { keys, Terminal } from './terminal.ts'

const open: { terminal: Terminal; folder: Folder }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    folder.remove()
  }
})

/** A project that is set up, and changed by its person since. @param services of their own. */
async function again(services = '') {
  const folder = aShop()
  await runCli(['--yes', '--no-validate'], folder.path)
  const file = (path: string) => join(folder.path, path)
  const read = (path: string) => readFileSync(file(path), 'utf8')
  writeFileSync(
    file('compose.yaml'),
    read('compose.yaml').replace('max-size: 10m', 'max-size: 50m # ours').replace('\nservices:\n', `\nservices:\n${services}`),
  )
  const hash = folder.hash()
  const terminal = new Terminal(['--no-validate'], folder.path)
  open.push({ terminal, folder })
  return { terminal, read, unchanged: () => folder.hash() === hash }
}

test('says what is there and offers what can be done', async () => {
  const { terminal, unchanged } = await again()
  await terminal.waitFor(/What now\?/)
  const screen = terminal.screen().replace(/create-dockerize .* · .*/, 'create-dockerize 0.1.0 · ~/shop')
  expect(screen).toMatchInlineSnapshot(`
    "
      create-dockerize 0.1.0 · ~/shop

      shop is set up here (create-dockerize 0.1.0). 1 file changed by you.

    ? What now?
    ❯ Add a service
      Change an answer
      Bring the files up to date
      Remove a service
      Review the Docker files
      Refine them: smaller, faster, security, ci, production
      Nothing

    PostgreSQL, Redis are there
    ↑↓ navigate • ⏎ select"
  `)
  terminal.type(keys.down.repeat(6) + keys.enter)
  expect(await terminal.exit).toBe(130)
  expect(terminal.screen()).toContain('Nothing was written')
  expect(unchanged()).toBe(true)
})

test('adds a service beside what is there', async () => {
  const { terminal, read, unchanged } = await again()
  await terminal.answer(/What now\?/, keys.enter)
  await terminal.waitFor(/Which services\?/)
  expect(terminal.after(/Which services/)).not.toContain('Redis')
  terminal.type(' ' + keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(unchanged()).toBe(false)
  expect(read('compose.yaml')).toContain('max-size: 50m # ours')
  const [, kind] = /with: \[(?:postgres, redis, |postgres, )?(\w+)/.exec(read('.dockerize/answers.yaml')) ?? []
  expect(read('compose.yaml')).toContain(`\n  ${kind}:`)
  expect(read('.env')).toMatch(/^POSTGRES_PASSWORD=/m)
})

test('reviews what is there, and writes nothing', async () => {
  const { terminal, unchanged } = await again()
  await terminal.answer(/What now\?/, keys.down.repeat(4), keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toMatch(/Good/)
  expect(unchanged()).toBe(true)
})

test('refines what is there for a goal that it asks for, and writes nothing', async () => {
  const { terminal, unchanged } = await again()
  await terminal.answer(/What now\?/, keys.down.repeat(5), keys.enter)
  await terminal.answer(/better at\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(unchanged()).toBe(true)
})

test('an answer is changed as in the first run', async () => {
  const { terminal } = await again()
  await terminal.answer(/What now\?/, keys.down, keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
})

test('says of a service that should go why it is there still, and nothing of its data', async () => {
  const { terminal, read } = await again('  own:\n    image: alpine:3\n    depends_on: [redis]\n\n')
  await terminal.answer(/What now\?/, keys.down, keys.down, keys.down, keys.enter)
  await terminal.answer(/Which services go\?/, keys.down, ' ', keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('compose.yaml')).toContain('\n  redis:')
  expect(terminal.screen()).toMatch(/redis stays \(compose\.yaml:\d+\)/)
  expect(terminal.screen()).not.toContain('docker volume rm')
})
