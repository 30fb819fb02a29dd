import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aShop, type Folder } from '../terminal/shop.ts'
import { runCli } from './run-cli.ts'

const folders: Folder[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

test('comments and keys of a person stay in the answers, whatever comes and goes', async () => {
  const folder = aShop()
  folders.push(folder)
  const path = join(folder.path, '.dockerize/answers.yaml')
  await runCli(['--yes', '--no-validate'], folder.path)
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    text
      .replace('schema: 1\n', 'schema: 1\n# Ask Kim before a change.\nowner-team: payments\n')
      .replace('    port: 8000\n', '    port: 9100 # behind the proxy\n'),
  )
  expect(await runCli(['add', 'nats', '--no-validate'], folder.path)).toMatchObject({ code: 0, stderr: '' })
  const after = readFileSync(path, 'utf8')
  for (const own of ['# Ask Kim before a change.', 'owner-team: payments', '    port: 9100 # behind the proxy']) expect(after).toContain(own)
  expect(after).toMatch(/^with: \[.*nats.*\]$/m)
  expect(readFileSync(join(folder.path, 'compose.yaml'), 'utf8')).toContain(':-9100}:9100"')
  expect(await runCli(['check', '--no-validate'], folder.path)).toMatchObject({ code: 0 })
})

test('a service that one of theirs waits for stays, and that is said', async () => {
  const folder = aShop()
  folders.push(folder)
  const path = join(folder.path, 'compose.yaml')
  await runCli(['--yes', '--no-validate'], folder.path)
  const own = '\n  reports:\n    image: example.com/reports:1\n    depends_on: [postgres]\n'
  writeFileSync(path, readFileSync(path, 'utf8').replace('\nnetworks:', `${own}\nnetworks:`))
  const { code, stdout } = await runCli(['remove', 'postgres', '--no-validate'], folder.path)
  expect(code).toBe(0)
  expect(stdout).toMatch(/postgres stays \(compose\.yaml:\d+\)/)
  expect(stdout).not.toContain('docker volume rm')
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(/^ {2}postgres:/m)
  expect(text).toMatch(/^ {2}postgres-data:/m)
  expect(text).toContain(own)
})
