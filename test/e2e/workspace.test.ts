import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { packageManagerOf } from '../../src/package-managers/index.ts'
import { must, run } from './shell.ts'

/**
 * A workspace of uv for real: two programs that share a package. Its lock file is made by uv itself, in a build; what each image holds, and
 * what an edit builds anew, is asked of the engine.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const missing = inject('withoutEngine')
const dir = mkdtempSync(join(tmpdir(), 'dockerize-e2e-workspace-'))
const made: string[] = []

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  if (made.length > 0) await run('docker', ['rmi', '-f', ...made])
})

function manifest(name: string, dependencies: readonly string[], more = ''): string {
  return `[project]
name = "${name}"
version = "0.1.0"
requires-python = ">=3.13"
dependencies = ${JSON.stringify(dependencies)}
${more}
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`
}

const shared = '\n[tool.uv.sources]\nshared = { workspace = true }\n'
const files: Readonly<Record<string, string>> = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["apps/*", "libs/*"]\n',
  'apps/api/pyproject.toml': manifest('api', ['starlette', 'uvicorn', 'shared'], `\n[dependency-groups]\ndev = ["pytest"]\n${shared}`),
  'apps/api/src/api/__init__.py': '',
  'apps/api/src/api/main.py': `from shared import greeting
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/health", lambda request: PlainTextResponse(greeting))])
`,
  'apps/api/tests/test_greeting.py': 'from api.main import greeting\n\n\ndef test_greeting():\n    assert greeting == "hello"\n',
  'apps/worker/pyproject.toml': manifest('worker', ['humanize', 'shared'], `\n[project.scripts]\nworker = "worker.main:main"\n${shared}`),
  'apps/worker/src/worker/__init__.py': '',
  'apps/worker/src/worker/main.py': `import time

import humanize
from shared import greeting


def main() -> None:
    while True:
        print(greeting, humanize.intword(1_000_000), flush=True)
        time.sleep(60)
`,
  'libs/shared/pyproject.toml': manifest('shared', ['six']),
  'libs/shared/src/shared/__init__.py': 'greeting = "hello"\n',
}

/** @param of `api` or `worker`. @returns the image's id. */
async function build(of: string, target = 'runtime'): Promise<string> {
  const tag = `${basename(dir).toLowerCase()}-${of}:${target}`
  made.push(tag)
  return (
    await must('docker', ['build', '--quiet', '--tag', tag, '--target', target, '--file', `apps/${of}/Dockerfile`, '.'], { cwd: dir, seconds: 200 })
  ).trim()
}

async function python(image: string, code: string): Promise<string> {
  const { out, err } = await run('docker', ['run', '--rm', '--network', 'none', image, 'python', '-c', code])
  return out + err
}

async function layers(image: string): Promise<string[]> {
  return JSON.parse(await must('docker', ['inspect', '--format', '{{json .RootFS.Layers}}', image])) as string[]
}

/** uv's own lock command in a build, which reaches the package index however the engine does. */
async function lock(): Promise<void> {
  const { tool } = packageManagerOf('uv')
  if (tool?.kind !== 'image') throw new Error('uv comes out of an image')
  const text = `FROM python:3.13-slim-trixie AS lock
COPY --from=${tool.image.replace(/\$\{\w+\}/, tool.argument.value)} ${tool.files.join(' ')} ${tool.to}
COPY . /w
RUN --mount=type=cache,target=/root/.cache cd /w && uv lock
FROM scratch
COPY --from=lock /w/uv.lock /
`
  await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --output "$2" --file - "$2"', 'sh', text, dir], { seconds: 200 })
}

describe.skipIf(missing !== null)('a workspace of uv', () => {
  let api = ''
  let worker = ''

  beforeAll(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    await lock()
    await must(process.execPath, [cli, '--yes', '--no-validate', '--files', 'dockerfile,dockerignore'], { cwd: dir })
    api = await build('api')
    worker = await build('worker')
  }, 400_000)

  it('gives each image the package from site-packages, and nothing of the other program', async () => {
    expect(await python(api, 'import shared; print(shared.__file__)')).toMatch(/^\/opt\/venv\/lib\/.*\/site-packages\/shared\/__init__\.py$/m)
    expect(await python(api, 'import api.main; print(api.main.__file__)')).toMatch(/^\/app\/src\/api\/main\.py$/m)
    expect(await python(worker, 'import shared, humanize, worker.main; print(worker.main.greeting)')).toMatch(/^hello$/m)
    for (const other of ['humanize', 'worker']) expect(await python(api, `import ${other}`)).toContain('ModuleNotFoundError')
    const found = await must('docker', [
      'run',
      '--rm',
      '--user',
      '0',
      api,
      'sh',
      '-c',
      'ls /; find / -xdev -path "*libs/shared*" -o -xdev -name pyproject.toml',
    ])
    expect(found.split('\n')).not.toContain('workspace')
    expect(found).not.toMatch(/libs\/shared|pyproject\.toml/)
  }, 60_000)

  it('starts both from one base', async () => {
    const base = await layers(await build('api', 'base'))
    expect((await layers(worker)).slice(0, base.length)).toEqual(base)
    expect((await layers(api)).slice(0, base.length)).toEqual(base)
  }, 60_000)

  it('tests a program against the package', async () => {
    const image = await build('api', 'testing')
    expect((await run('docker', ['run', '--rm', '--network', 'none', image])).out).toMatch(/1 passed/)
  }, 200_000)

  it('builds nothing anew where another program changed, and no dependency where the package did', async () => {
    appendFileSync(join(dir, 'apps/worker/src/worker/main.py'), '\n# another line\n')
    expect(await build('api')).toBe(api)
    expect(await build('worker')).not.toBe(worker)

    writeFileSync(join(dir, 'libs/shared/src/shared/__init__.py'), 'greeting = "good morning"\n')
    const { code, err } = await run('docker', ['build', '--progress=plain', '--file', 'apps/api/Dockerfile', '.'], { cwd: dir, seconds: 200 })
    expect(code, err).toBe(0)
    const step = /^#(\d+) \[builder [^\n]*uv sync --frozen/m.exec(err)?.[1]
    expect(err).toMatch(new RegExp(`^#${step} CACHED$`, 'm'))
    expect(await python(await build('api'), 'import shared; print(shared.greeting)')).toMatch(/^good morning$/m)
  }, 300_000)

  it('ends the build where any manifest ran away from the lock file', async () => {
    const path = join(dir, 'apps/worker/pyproject.toml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"humanize"', '"humanize","six"'))
    const { code, err } = await run('docker', ['build', '--progress=plain', '--file', 'apps/api/Dockerfile', '.'], { cwd: dir, seconds: 200 })
    expect(code).not.toBe(0)
    expect(err).toMatch(/lockfile .*needs to be updated/)
  }, 200_000)
})
