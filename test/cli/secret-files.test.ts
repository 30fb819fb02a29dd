import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'dockerize-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (path: string) => join(folder, path)
const text = (path: string) => readFileSync(at(path), 'utf8')
const makeEnv = () => execFileSync('make', ['env'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
const give = (value: string) => writeFileSync(at('.env'), text('.env').replace(/^MAIL_API_KEY=.*$/m, `MAIL_API_KEY=${value}`))

let next: string[]
beforeAll(async () => {
  cpSync(join(import.meta.dirname, '../cases/node/secrets-in-files/project'), folder, { recursive: true })
  const { code, stdout, stderr } = await runCli(['--yes', '--no-validate', '--json'], folder)
  expect(code, stderr).toBe(0)
  next = (JSON.parse(stdout) as { next: string[] }).next
})

test('a secret of its own is random, the same in .env and in its file, which the app may read', () => {
  expect(text('.secrets/session_secret')).toMatch(/^[\w-]{27,}$/)
  expect(text('.env')).toContain(`\nSESSION_SECRET=${text('.secrets/session_secret')}\n`)
  expect(statSync(at('.secrets/session_secret')).mode & 0o777).toBe(0o444)
})

test('one that somebody else gives out is empty, and told', () => {
  expect(text('.secrets/mail_api_key')).toBe('')
  expect(next).toContain('Only you know MAIL_API_KEY: put it into .env, then make env.')
})

test('make env fills what is empty, and what is there stays', () => {
  give('first')
  makeEnv()
  expect(text('.secrets/mail_api_key')).toBe('first')
  give('second')
  makeEnv()
  expect(text('.secrets/mail_api_key')).toBe('first')
})

test('make env makes them anew in a fresh clone', () => {
  rmSync(at('.env'))
  rmSync(at('.secrets'), { recursive: true })
  makeEnv()
  expect(text('.env')).toContain(`\nSESSION_SECRET=${text('.secrets/session_secret')}\n`)
  expect(text('.secrets/session_secret')).toMatch(/^[0-9a-f]{40}$/)
})
