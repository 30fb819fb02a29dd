import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
const good = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': app }

function project(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'dockerize-bad-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** One line that names the place, exit code 1, nothing but what was there. */
async function refuses(root: string, line: RegExp, options: { powerless?: boolean; env?: Record<string, string> } = {}): Promise<void> {
  const run = await runCli(['--yes', '--no-validate'], root, options)
  expect(run.stderr.split('\n')[0]).toMatch(line)
  expect(run).toMatchObject({ code: 1, stdout: '' })
  expect(run.stderr).not.toMatch(/^\s+at /m)
  const { readdirSync } = await import('node:fs')
  expect(readdirSync(root)).not.toContain('Dockerfile')
}

describe('what cannot be read is named, with its line where there is one', () => {
  test.each([
    ['broken TOML', { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["fastapi"\nversion = 1\n' }, /^error: pyproject\.toml:[34]: /],
    [
      'a lock file in the middle of a merge',
      { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["fastapi"]\n', 'uv.lock': 'version = 1\n<<<<<<< ours\n', 'main.py': app },
      /^error: uv\.lock:2: /,
    ],
    ['binary requirements', { 'requirements.txt': Buffer.from('fastapi\0\u0001') }, /^error: requirements\.txt: .*binary/],
    ['broken answers', { ...good, '.dockerize/answers.yaml': 'schema: 1\nunits:\n  api: [1\n' }, /^error: \.dockerize\/answers\.yaml:[34]: /],
    [
      'an answer that nothing knows',
      { ...good, '.dockerize/answers.yaml': 'schema: 1\nunits:\n  api:\n    prot: 1\n' },
      /^error: \.dockerize\/answers\.yaml:4: .*did you mean port/,
    ],
  ])('%s', async (_, files, line) => refuses(project(files), line))

  test('a huge manifest', async () => {
    const root = project(good)
    truncateSync(join(root, 'requirements.txt'), 50_000_000)
    await refuses(root, /^error: requirements\.txt: /)
  })

  test('a file that may not be read', async () => {
    const root = project(good)
    chmodSync(join(root, 'requirements.txt'), 0o000)
    await refuses(root, /^error: requirements\.txt: /, { powerless: true })
  })
})

test('an unreadable last render is said, and nothing of a person is touched', async () => {
  const root = project({ ...good, '.dockerize/last-render.json': '{"schema":1,', Dockerfile: 'FROM scratch\n' })
  const run = await runCli(['--yes', '--no-validate', '--json'], root)
  expect(run.code).toBe(0)
  expect((JSON.parse(run.stdout) as { files: { path: string; action: string }[] }).files.find((file) => file.path === 'Dockerfile')?.action).toBe('kept')
})

test('links in a circle are walked past', async () => {
  const root = project(good)
  mkdirSync(join(root, 'a'))
  symlinkSync('..', join(root, 'a/up'))
  symlinkSync('round', join(root, 'round'))
  expect(await runCli(['--yes', '--no-validate', '--json'], root)).toMatchObject({ code: 0 })
})

test('a folder that is not there, and one that is a file', async () => {
  const root = project(good)
  expect(await runCli(['nowhere', '--yes'], root)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: .*nowhere/) as string })
  expect(await runCli(['main.py', '--yes'], root)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: .*main\.py/) as string })
})

test('without docker the set is written, and not said to be valid', async () => {
  const run = await runCli(['--yes', '--json'], project(good), { env: { PATH: '/nowhere' } })
  expect(run.code).toBe(0)
  const { validation } = JSON.parse(run.stdout) as { validation: { check: string; ok: boolean | null; detail: string }[] }
  expect(validation.find((one) => one.check === 'docker')).toMatchObject({ ok: null, detail: expect.stringContaining('not validated') as string })
})

test('a docker that never answers is given up on', { timeout: 30_000 }, async () => {
  const root = project(good)
  const bin = project({ docker: '#!/bin/sh\nexec sleep 60\n' })
  chmodSync(join(bin, 'docker'), 0o755)
  const run = await runCli(['--yes', '--json'], root, { env: { PATH: `${bin}:/usr/bin:/bin` } })
  expect(run.code).toBe(0)
  expect(run.stdout).toMatch(/"detail": "not validated: .*(answer|time)/)
  expect(run.milliseconds).toBeLessThan(15_000)
})
