import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../../dist/cli.js')
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** `make lint` of a project that was set up, on a machine that has only these programs. */
function lint(...programs: readonly ('hadolint' | 'npx')[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-lint-'))
  made.push(folder)
  const project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'requirements.txt'), 'fastapi==0.142.0\nuvicorn==0.54.0\n')
  writeFileSync(join(project, 'main.py'), 'from fastapi import FastAPI\n\napp = FastAPI()\n')
  // No docker is asked here.
  const setUp = spawnSync(process.execPath, [cli, '--yes'], { cwd: project, encoding: 'utf8', env: { PATH: folder } })
  expect(setUp.status, setUp.stdout + setUp.stderr).toBe(0)
  const bin = join(folder, 'bin')
  const said = join(folder, 'said')
  mkdirSync(bin)
  for (const name of ['docker', ...programs]) {
    // npx runs what this repository has built, as the package that it names would.
    const goesOn = name === 'npx' ? `shift 2\nexec '${process.execPath}' '${cli}' "$@"\n` : ''
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${said}'\n${goesOn}`)
    chmodSync(join(bin, name), 0o755)
  }
  const make = ['/usr/bin/make', '/bin/make', '/usr/local/bin/make', '/opt/homebrew/bin/make'].find((path) => existsSync(path))!
  const { status, stdout, stderr } = spawnSync(make, ['lint'], { cwd: project, encoding: 'utf8', env: { PATH: bin } })
  return { status, stdout, stderr, said: readFileSync(said, 'utf8').trim().split('\n') }
}

const byDocker = 'docker build --check -f Dockerfile .'
const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version

it('asks docker, and hadolint where it is installed', () => {
  expect(lint('hadolint', 'npx')).toMatchObject({ status: 0, said: [byDocker, 'hadolint Dockerfile'] })
})

it('asks the review of this release where hadolint is not installed, which finds nothing that does not work', () => {
  const { status, stdout, said } = lint('npx')
  expect({ status, said }, stdout).toEqual({ status: 0, said: [byDocker, `npx --yes create-dockerize@${version} review`] })
  expect(stdout).toMatch(/Dockerfile/)
})

it('asks docker alone where there is neither', () => {
  expect(lint()).toMatchObject({ status: 0, said: [byDocker] })
})
