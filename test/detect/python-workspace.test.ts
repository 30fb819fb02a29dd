import { describe, expect, test } from 'vitest'
import type { UnitFacts } from '../../src/detect/facts.ts'
import { folderPattern } from '../../src/detect/workspace/pattern.ts'
import { commonFolder, resolved } from '../../src/detect/python-workspace/paths.ts'
import { factsFrom } from './project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'
const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'

function member(name: string, needs: readonly string[] = [], more = ''): string {
  const sources = needs.filter((one) => !/fastapi|uvicorn|redis/.test(one)).map((one) => `${one} = { workspace = true }\n`)
  return `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ${JSON.stringify(needs)}\n${more}\n[tool.uv.sources]\n${sources.join('')}${build}`
}

const code = (name: string) => ({ [`libs/${name}/src/${name}/__init__.py`]: '' })
const root = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["apps/*", "libs/*"]\nexclude = ["libs/old"]\n', 'uv.lock': 'version = 1\n' }

async function unit(files: Readonly<Record<string, string>>, dir = 'apps/api'): Promise<UnitFacts> {
  const { units } = await factsFrom(files)
  const found = units.find((one) => one.dir === dir)
  if (!found) throw new Error(`no unit in ${dir}: ${units.map((one) => one.dir).join(', ')}`)
  return found
}

test.each([
  ['apps/*', ['apps/api'], ['apps', 'apps/api/src', 'libs/api']],
  ['libs/**', ['libs', 'libs/a', 'libs/a/b'], ['lib', 'mylibs/a']],
  ['./{apps,libs}/*/', ['apps/a', 'libs/b'], ['other/a']],
  ['lib?', ['libs'], ['lib', 'lib/s']],
  ['a.b', ['a.b'], ['acb']],
])('the glob %s', (glob, taken, left) => {
  const named = folderPattern(glob)
  expect(taken.filter((path) => !named(path))).toEqual([])
  expect(left.filter((path) => named(path))).toEqual([])
})

test('paths of manifests', () => {
  expect(resolved('apps/api', '../../libs/shared/')).toBe('libs/shared')
  expect(resolved('api', '..')).toBe('.')
  expect(resolved('api', '../../shared')).toBeNull()
  expect(resolved('api', '/srv/shared')).toBeNull()
  expect(commonFolder(['a/b/c', 'a/b', 'a/bb'])).toBe('a')
  expect(commonFolder(['a', 'b'])).toBe('.')
})

describe('members of a uv workspace', () => {
  const files = {
    ...root,
    'apps/api/pyproject.toml': member('api', ['fastapi', 'uvicorn', 'top'], '\n[dependency-groups]\ndev = ["kit"]\n').replace(
      '[tool.uv.sources]\n',
      '[tool.uv.sources]\nkit = { workspace = true }\n',
    ),
    'apps/api/src/api/__init__.py': '',
    'apps/api/src/api/main.py': app,
    'libs/top/pyproject.toml': member('top', ['middle', 'low']),
    'libs/middle/pyproject.toml': member('middle', ['low', 'redis']),
    'libs/low/pyproject.toml': member('low'),
    'libs/kit/pyproject.toml': member('kit', ['low']),
    'libs/other/pyproject.toml': member('other'),
    'libs/old/pyproject.toml': member('old'),
    ...code('top'),
    ...code('middle'),
    ...code('low'),
    ...code('kit'),
    ...code('other'),
    'libs/middle/src/middle/settings.py': 'import os\nTOKEN = os.environ["MIDDLE_TOKEN"]\n',
  }

  test('are installed after what they need themselves, those of development apart', async () => {
    const { workspace, python, internalDependencies } = await unit(files)
    expect(workspace).toEqual({
      root: '.',
      members: [
        { name: 'low', dir: 'libs/low' },
        { name: 'middle', dir: 'libs/middle' },
        { name: 'top', dir: 'libs/top' },
      ],
    })
    expect(python?.surroundings?.packages.filter((one) => one.development).map((one) => one.name)).toEqual(['kit'])
    expect(internalDependencies).toEqual(expect.arrayContaining(['top', 'kit']))
  })

  test('bring their services and variables to the unit that needs them, and to no other', async () => {
    const { uses, variables } = await unit(files)
    expect([uses, variables.map((one) => one.name)]).toEqual([['redis'], ['MIDDLE_TOKEN']])
    const without = await unit({ ...files, 'apps/api/pyproject.toml': member('api', ['fastapi', 'uvicorn', 'low']) })
    expect([without.uses, without.variables]).toEqual([[], []])
  })

  test('are all asked about by the check of the lock file, but what the globs leave out', async () => {
    const { python } = await unit(files)
    expect(python?.surroundings).toMatchObject({ manifests: ['libs/kit/pyproject.toml', 'libs/other/pyproject.toml'], unchecked: null, project: 'api' })
  })

  test('one that only its build can tell ends the check, unless its source is there', async () => {
    const dynamic = member('other').replace('version = "1"', 'dynamic = ["version"]')
    expect((await unit({ ...files, 'libs/other/pyproject.toml': dynamic })).python?.surroundings?.unchecked).toContain('other')
    const low = member('low').replace('version = "1"', 'dynamic = ["version"]')
    expect((await unit({ ...files, 'libs/low/pyproject.toml': low })).python?.surroundings?.unchecked).toBeNull()
  })

  test('of the root itself: what is its own and nothing of the others', async () => {
    const all = {
      ...files,
      'pyproject.toml': `${member('whole')}\n[tool.uv.workspace]\nmembers = ["apps/*", "libs/*"]\n`,
      'whole/__init__.py': '',
      'tests/test_whole.py': '',
      'README.md': '',
      'apps/api/pyproject.toml': member('api', ['fastapi', 'uvicorn', 'whole']),
    }
    const { python } = await unit(all)
    expect(python?.surroundings?.packages).toEqual([
      { name: 'whole', dir: '.', files: ['README.md', 'pyproject.toml', 'whole'], importRoot: '.', development: false },
    ])
  })

  test('a project that the globs leave out has a lock file and an image of its own', async () => {
    const old = { 'libs/old/pyproject.toml': member('old', ['fastapi', 'uvicorn']), 'libs/old/main.py': app, 'libs/old/uv.lock': 'version = 1\n' }
    const found = await unit({ ...files, ...old }, 'libs/old')
    expect([found.workspace, found.lockfile, found.workspaceRoot]).toEqual([undefined, 'uv.lock', 'libs/old'])
  })
})

describe('Celery across members', () => {
  const files = {
    ...root,
    'libs/queue_kit/pyproject.toml': member('queue_kit', ['redis', 'celery']).replace('celery = { workspace = true }\n', ''),
    'libs/queue_kit/src/queue_kit/__init__.py': 'from queue_kit.apps import app\n',
    'libs/queue_kit/src/queue_kit/apps.py': 'from celery import Celery\n\napp = Celery("jobs", broker="redis://redis")\n',
    'apps/api/pyproject.toml': member('api', ['fastapi', 'uvicorn', 'queue_kit']),
    'apps/api/src/api/__init__.py': '',
    'apps/api/src/api/main.py': `from celery import Celery\n\nqueue = Celery(broker="redis://redis")\n${app}\n\n@app.post("/jobs")\ndef jobs():\n    queue.send_task("jobs.add")\n`,
    'apps/jobs/pyproject.toml': member('jobs', ['queue_kit']),
    'apps/jobs/src/jobs/__init__.py': '',
    'apps/jobs/src/jobs/sums.py': 'from queue_kit import app\n\n\n@app.task(name="jobs.add")\ndef add(a, b):\n    return a + b\n',
    'apps/jobs/src/jobs/all.py': 'from queue_kit import app\n\nfrom jobs import sums\n\n\n@app.task\ndef twice(a):\n    return sums.add(a, a)\n',
  }

  test('the app is of one package, the tasks of another, and what only sends is no worker', async () => {
    const { units } = await factsFrom(files)
    expect(units.map((one) => `${one.dir} ${one.stack} ${one.entrypoint}`)).toEqual(['apps/api fastapi api.main:app', 'apps/jobs celery jobs.all:app'])
    expect(units.map((one) => one.uses)).toEqual([['redis'], ['redis']])
  })
})

describe('plain folders beside the programs', () => {
  const files = { 'api/requirements.txt': 'fastapi\nuvicorn\n', 'api/main.py': `from common.names import table\n${app}`, 'common/names.py': 'table = 1\n' }

  async function bundled(more: Readonly<Record<string, string>>) {
    return (await unit({ ...files, ...more }, 'api')).python?.surroundings?.bundled ?? []
  }

  test("are the unit's where its code imports them", async () => {
    expect(await bundled({ 'other/thing.py': '' })).toEqual([{ from: 'common', to: 'common' }])
  })

  test('are not where its own folder, an installed package or Python itself has the name', async () => {
    expect(await bundled({ 'api/common/names.py': 'table = 2\n' })).toEqual([])
    expect(await bundled({ 'api/requirements.txt': 'fastapi\nuvicorn\ncommon\n' })).toEqual([])
    const json = { 'api/main.py': `import json.decoder\n${app}`, 'json/decoder.py': '' }
    expect(await bundled(json)).toEqual([])
  })

  test('are not where what is imported is not in there', async () => {
    expect(await bundled({ 'common/names.py': '', 'api/main.py': `from common.others import table\n${app}` })).toEqual([])
  })

  test('have a name of their own where they hold a project', async () => {
    const { internalDependencies } = await unit({ ...files, 'common/pyproject.toml': '[project]\nname = "acme-common"\nversion = "1"\n' }, 'api')
    expect(internalDependencies).toEqual(['acme-common'])
  })
})

test('a package by path that lies outside of the project is told of, and one inside is not', async () => {
  const manifest = (path: string) => `[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nfastapi = "*"\nkit = { path = "${path}" }\n`
  const files = { 'api/poetry.lock': '', 'api/main.py': app, 'kit/pyproject.toml': member('kit'), 'kit/kit/__init__.py': '' }
  const notes = async (path: string) => (await unit({ ...files, 'api/pyproject.toml': manifest(path) }, 'api')).notes.map((one) => one.text)
  expect((await notes('../kit')).filter((text) => text.includes('outside'))).toEqual([])
  expect((await notes('../../kit')).filter((text) => text.includes('outside'))).toHaveLength(1)
})

test('Pants is told of once', async () => {
  const files = { 'pants.toml': '', 'a/requirements.txt': 'fastapi\n', 'a/main.py': app, 'b/requirements.txt': 'fastapi\n', 'b/main.py': app }
  const { units } = await factsFrom(files)
  expect(units.flatMap((one) => one.notes).filter((one) => one.text.startsWith('Pants'))).toMatchObject([{ file: 'pants.toml', line: 1 }])
})
