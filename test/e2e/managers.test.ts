import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { packageManagerOf } from '../../src/package-managers/index.ts'
import { must, run, until } from './shell.ts'

/**
 * Each package manager with its real tool: the lock file is made by it, the images are built, started and asked, and a
 * manifest that ran away from its lock file ends the build. Without an engine there is nothing to build with.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const missing = inject('withoutEngine')
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-e2e-managers-'))
const base = 'python:3.13-slim-trixie'
const made: string[] = []

afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  if (made.length > 0) await run('docker', ['rmi', '-f', ...made])
})

const app: Readonly<Record<string, string>> = {
  'web/__init__.py': '',
  'web/main.py': `from importlib.metadata import version

from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health():
    return {"fastapi": version("fastapi")}
`,
  'test_web.py': `from web.main import health


def test_health():
    assert health()["fastapi"]
`,
}

interface Managed {
  manager: string
  title: string
  manifest: string
  files: Readonly<Record<string, string>>
  /** The same manifest after somebody asked for more and locked nothing. */
  changed: (text: string) => string
  /** What the build says of it. */
  stale: RegExp
}

const managed: readonly Managed[] = [
  {
    manager: 'poetry',
    title: 'Poetry, packaged, server in a group of its own',
    manifest: 'pyproject.toml',
    files: {
      'README.md': '# web\n',
      'pyproject.toml': `[project]
name = "web"
version = "0.1.0"
readme = "README.md"
requires-python = ">=3.13,<4"
dependencies = ["fastapi (>=0.120)"]

[tool.poetry.group.prod.dependencies]
uvicorn = "*"

[tool.poetry.group.dev.dependencies]
pytest = "*"

[build-system]
requires = ["poetry-core>=2"]
build-backend = "poetry.core.masonry.api"

[[tool.poetry.source]]
name = "index"
url = "INDEX"
priority = "primary"
`,
    },
    changed: (text) => text.replace('>=0.120', '>=0.121'),
    stale: /poetry\.lock/,
  },
  {
    manager: 'pdm',
    title: 'PDM, packaged, a group for production',
    manifest: 'pyproject.toml',
    files: {
      'pyproject.toml': `[project]
name = "web"
version = "0.1.0"
requires-python = ">=3.13"
dependencies = ["fastapi>=0.120"]

[dependency-groups]
prod = ["uvicorn"]

[tool.pdm.dev-dependencies]
test = ["pytest"]

[build-system]
requires = ["pdm-backend"]
build-backend = "pdm.backend"
`,
    },
    changed: (text) => text.replace('>=0.120', '>=0.121'),
    stale: /pdm lock/,
  },
  {
    manager: 'pipenv',
    title: 'Pipenv',
    manifest: 'Pipfile',
    files: { Pipfile: '[packages]\nfastapi = ">=0.120"\nuvicorn = "*"\n\n[dev-packages]\npytest = "*"\n\n[requires]\npython_version = "3.13"\n' },
    changed: (text) => text.replace('>=0.120', '>=0.121'),
    stale: /Pipfile\.lock/,
  },
]

/** Each brings a tool of its own and takes half a minute where nothing is cached: `npm run test:e2e:all` has them all. */
const chosen = process.env['DOCKERIZE_E2E_ALL'] === '1' ? managed : managed.slice(0, 1)

describe.each(chosen)('$title', ({ manager, manifest, files, changed, stale }) => {
  const dir = join(scratch, `${manager}${process.pid}`)

  it.skipIf(missing !== null)('builds from the lock that the tool made, serves, tests, and refuses a lock that is stale', { timeout: 300_000 }, async () => {
    const index = (await must('docker', ['run', '--rm', base, 'python', '-c', 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'])).trim()
    const texts = Object.fromEntries(Object.entries({ ...app, ...files }).map(([path, text]) => [path, text.replace('INDEX', index)]))
    lay(dir, texts)
    await lock(dir, manager)
    await must(process.execPath, [cli, '--yes', '--no-validate', '--files', 'dockerfile,dockerignore'], { cwd: dir })

    const image = await build(dir, 'runtime')
    expect(await answer(image)).toMatch(/^\{"fastapi":"\d/)
    const tools = await run('docker', ['run', '--rm', image, 'sh', '-c', 'command -v poetry pdm pipenv pip uv; ls /opt'])
    expect(tools.out).toBe('venv')
    expect((await run('docker', ['run', '--rm', image, 'python', '-c', 'import pytest'])).code).not.toBe(0)

    const tests = await run('docker', ['run', '--rm', await build(dir, 'testing')])
    expect(tests.out).toMatch(/1 passed/)

    writeFileSync(join(dir, manifest), changed(texts[manifest] ?? ''))
    const refused = await run('docker', ['build', '--progress=plain', '--target', 'runtime', dir], { seconds: 200 })
    expect(refused.code).not.toBe(0)
    expect(refused.err).toMatch(stale)
  })
})

function lay(dir: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

/** Runs the manager's own lock command in a stage of a build, so that the tool is installed once for all runs. */
async function lock(dir: string, id: string): Promise<void> {
  const { tool, lockCommand, lockfile } = packageManagerOf(id)
  if (tool?.kind !== 'package' || !lockCommand || !lockfile) throw new Error(`${id} makes no lock file`)
  const text = `FROM ${base} AS lock
RUN --mount=type=cache,target=/root/.cache python -m venv ${tool.folder} && ${tool.folder}/bin/pip install "${tool.requirement}==${tool.argument.value}"
ENV PATH=$PATH:${tool.folder}/bin
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache ${lockCommand}
FROM scratch
COPY --from=lock /app/${lockfile} /
`
  await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --output "$2" --file - "$2"', 'sh', text, dir], { seconds: 200 })
}

async function build(dir: string, target: string): Promise<string> {
  const tag = `${dir.split('/').at(-1)}:${target}`
  await must('docker', ['build', '--quiet', '--tag', tag, '--target', target, dir], { seconds: 250 })
  made.push(tag)
  return tag
}

/** What the app says once docker finds it healthy. */
async function answer(image: string): Promise<string> {
  const container = (await must('docker', ['run', '--detach', '--publish', '127.0.0.1::8000', image])).trim()
  try {
    const health = () => must('docker', ['inspect', '--format', '{{.State.Health.Status}}', container])
    await until(health, (status) => status.trim() === 'healthy', 30)
    const port = (await must('docker', ['port', container, '8000/tcp'])).trim().split(':').at(-1)
    return await (await fetch(`http://127.0.0.1:${port}/health`)).text()
  } finally {
    await run('docker', ['rm', '-f', container])
  }
}
