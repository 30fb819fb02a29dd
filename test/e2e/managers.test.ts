import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { packageManagerOf } from '../../src/package-managers/index.ts'
import { answerOf, bringOut, buildTarget, layFiles } from './one-image.ts'
import { must, run } from './shell.ts'

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
  /** The same manifest after somebody asked for more and locked nothing, and what the build says of it. Null: nothing is locked. */
  stale: { changed: (text: string) => string; says: RegExp } | null
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
    stale: { changed: (text) => text.replace('>=0.120', '>=0.121'), says: /poetry\.lock/ },
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
    stale: { changed: (text) => text.replace('>=0.120', '>=0.121'), says: /pdm lock/ },
  },
  {
    manager: 'pipenv',
    title: 'Pipenv',
    manifest: 'Pipfile',
    files: { Pipfile: '[packages]\nfastapi = ">=0.120"\nuvicorn = "*"\n\n[dev-packages]\npytest = "*"\n\n[requires]\npython_version = "3.13"\n' },
    stale: { changed: (text) => text.replace('>=0.120', '>=0.121'), says: /Pipfile\.lock/ },
  },
  {
    manager: 'pip',
    title: 'setup.py that was read, its tests in an extra',
    manifest: 'setup.py',
    files: {
      'README.md': '# web\n',
      'setup.py': `from setuptools import find_packages, setup

setup(
    name="web",
    version="0.1.0",
    long_description=open("README.md").read(),
    packages=find_packages(),
    install_requires=["fastapi>=0.120", "uvicorn"],
    extras_require={"test": ["pytest"]},
    entry_points={"console_scripts": ["web-version = web.main:health"]},
)
`,
    },
    stale: null,
  },
  {
    manager: 'pip-hashes',
    title: 'requirements with a hash for each archive',
    manifest: 'requirements.txt',
    files: { 'requirements.in': 'fastapi>=0.120\nuvicorn\n', 'requirements-dev.txt': 'pytest\n' },
    // Somebody put other archives in the place of those that were locked.
    stale: { changed: (text) => text.replaceAll(/sha256:.{8}/g, 'sha256:00000000'), says: /DO NOT MATCH THE HASHES/ },
  },
  {
    manager: 'pip-editable',
    title: 'requirements that link to the project and take a library from a folder',
    manifest: 'requirements.txt',
    files: {
      'requirements.txt': '-e .[server]\n./libs/kit\n',
      'requirements-dev.txt': '-r requirements.txt\npytest\n',
      'pyproject.toml': `[project]
name = "web"
version = "0.1.0"
dependencies = ["fastapi>=0.120"]

[project.optional-dependencies]
server = ["uvicorn"]

[build-system]
requires = ["setuptools>=80"]
build-backend = "setuptools.build_meta"

[tool.setuptools]
packages = ["web"]
`,
      'libs/kit/pyproject.toml':
        '[project]\nname = "kit"\nversion = "0.1.0"\n\n[build-system]\nrequires = ["setuptools>=80"]\nbuild-backend = "setuptools.build_meta"\n',
      'libs/kit/kit/__init__.py': 'from importlib.metadata import version\n',
      'web/main.py':
        'from fastapi import FastAPI\nfrom kit import version\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"fastapi": version("fastapi")}\n',
    },
    stale: null,
  },
  {
    manager: 'uv',
    title: "uv and the standard's lock file",
    manifest: 'pyproject.toml',
    files: {
      'pyproject.toml':
        '[project]\nname = "web"\nversion = "0.1.0"\nrequires-python = ">=3.13"\ndependencies = ["fastapi>=0.120", "uvicorn"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
    },
    stale: null,
  },
]

/** Each brings a tool of its own and takes half a minute where nothing is cached: `npm run test:e2e:all` has them all. */
const chosen = process.env['DOCKERIZE_E2E_ALL'] === '1' ? managed : managed.slice(0, 1)

describe.each(chosen)('$title', ({ manager, manifest, files, stale }) => {
  const dir = join(scratch, `${manager}${process.pid}`)

  it.skipIf(missing !== null)('builds from the lock that the tool made, serves, tests, and refuses a lock that is stale', { timeout: 300_000 }, async () => {
    const index = (await must('docker', ['run', '--rm', base, 'python', '-c', 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'])).trim()
    const texts = Object.fromEntries(Object.entries({ ...app, ...files }).map(([path, text]) => [path, text.replace('INDEX', index)]))
    layFiles(dir, texts)
    await lock(dir, manager)
    await must(process.execPath, [cli, '--yes', '--no-validate', '--python', '3.13', '--files', 'dockerfile,dockerignore'], { cwd: dir })

    const image = await build(dir, 'runtime')
    expect(await answerOf(image, 8000, '/health')).toMatch(/^\{"fastapi":"\d/)
    const tools = await run('docker', ['run', '--rm', image, 'sh', '-c', 'command -v poetry pdm pipenv pip uv; ls /opt'])
    expect(tools.out).toBe('venv')
    expect((await run('docker', ['run', '--rm', image, 'python', '-c', 'import pytest'])).code).not.toBe(0)

    const tests = await run('docker', ['run', '--rm', await build(dir, 'testing')])
    expect(tests.out).toMatch(/1 passed/)

    if (!stale) return
    writeFileSync(join(dir, manifest), stale.changed(readFileSync(join(dir, manifest), 'utf8')))
    const refused = await run('docker', ['build', '--progress=plain', '--target', 'runtime', dir], { seconds: 200 })
    expect(refused.code).not.toBe(0)
    expect(refused.err).toMatch(stale.says)
  })
})

async function build(dir: string, target: string): Promise<string> {
  const tag = await buildTarget(dir, target)
  made.push(tag)
  return tag
}

/** Runs the manager's own lock command in a stage of a build, so that the tool is installed once for all runs. */
async function lock(dir: string, id: string): Promise<void> {
  const how = lockSteps(id)
  if (!how) return
  const text = `FROM ${base} AS lock
${how.install}
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache ${how.run}
FROM scratch
COPY --from=lock /app/${how.file} /
`
  await bringOut(dir, text)
}

function lockSteps(id: string): { install: string; run: string; file: string } | null {
  if (id === 'pip-hashes') return compiled('--generate-hashes requirements.in', 'requirements.txt')
  if (id.startsWith('pip') && id !== 'pipenv') return null
  if (id === 'uv') return compiled('pyproject.toml', 'pylock.toml')
  const { tool, lockCommand, lockfile } = packageManagerOf(id)
  if (tool?.kind === 'image') throw new Error(`${id} is installed by pip here`)
  if (!tool || !lockCommand || !lockfile) throw new Error(`${id} makes no lock file`)
  const requirement = `${tool.requirement}==${tool.argument.value}`
  const install = `RUN --mount=type=cache,target=/root/.cache python -m venv ${tool.folder} && ${tool.folder}/bin/pip install "${requirement}"\nENV PATH=$PATH:${tool.folder}/bin`
  return { install, run: lockCommand, file: lockfile }
}

/** What uv makes of a list of wishes, in the form that the file's name says. */
function compiled(wishes: string, file: string): { install: string; run: string; file: string } {
  const { tool } = packageManagerOf('uv')
  if (tool?.kind !== 'image') throw new Error('uv comes from an image')
  const image = tool.image.replace(/\$\{\w+\}/, tool.argument.value)
  return { install: `COPY --from=${image} ${tool.files.join(' ')} ${tool.to}`, run: `uv pip compile --output-file ${file} ${wishes}`, file }
}
