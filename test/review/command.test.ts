import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../../dist/cli.js')
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-review-'))
  made.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function review(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'review', ...args], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const improvable = 'FROM debian:trixie-slim\nENV A b\nUSER 10001\n'

it('ends with 1 from the severity on that was asked for', () => {
  const folder = folderWith({ Dockerfile: improvable })
  expect(review(folder).status).toBe(0)
  expect(review(folder, '--fail-on', 'improvement').status).toBe(1)
  expect(review(folder, '--strict').status).toBe(1)
  expect(review(folderWith({ Dockerfile: 'FROM debian\n' })).status).toBe(1)
})

it('speaks of the paths that were named, seen with what lies around them', () => {
  const folder = folderWith({
    'api/Dockerfile': 'FROM python:3.13-slim-trixie\nEXPOSE 8080\nUSER 10001\nCMD ["server"]\n',
    'compose.yaml': 'services:\n  api:\n    build: api\n    healthcheck: {test: [CMD, check]}\n',
  })
  const found = JSON.parse(review(folder, 'api/Dockerfile', '--format', 'json').stdout) as { findings: unknown[] }
  expect(found.findings).toEqual([])
  expect(review(folder, 'api').stdout).toContain('api/Dockerfile:4')
  expect(review(folder, 'nowhere')).toMatchObject({ status: 1, stderr: expect.stringContaining('nowhere: there is no such folder or file') as string })
})

it('chooses rules, and says all of one', () => {
  const folder = folderWith({ Dockerfile: 'FROM debian\nENV A b\n' })
  expect(review(folder, '--rule', 'df/legacy-env').stdout).not.toContain('df/base-image-untagged')
  expect(review(folder, '--min', 'critical').stdout).not.toContain('df/legacy-env')
  expect(review(folder, '--explain', 'df/legacy-env').stdout).toContain('**Instead:** ENV NAME=value')
  expect(review(folder, '--rule', 'df/legacy-en')).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean df/legacy-env') as string })
})

it('reads what is no text or too large as a finding', () => {
  const folder = folderWith({
    Dockerfile: Buffer.concat([Buffer.from('FROM debian:trixie-slim\nRUN x\n'), Buffer.alloc(3_000_000, 120)]),
    'compose.yaml': Buffer.from([0, 1, 2, 255]),
  })
  const { stdout, stderr, status } = review(folder)
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 })
  expect(stdout).toMatch(/Dockerfile:1 {2}any\/unreadable\n.*larger than 2 MB/)
  expect(stdout).toMatch(/compose.yaml:1 {2}any\/unreadable\n.*binary/)
})
