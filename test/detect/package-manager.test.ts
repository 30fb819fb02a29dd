import { expect, test } from 'vitest'
import { pyproject, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const cases: [name: string, files: Record<string, string>, expected: [manager: string, lockfile: string | null]][] = [
  ['uv.lock', { 'pyproject.toml': pyproject(['fastapi']), 'uv.lock': 'version = 1\n' }, ['uv', 'uv.lock']],
  [
    'uv.lock beside an exported requirements.txt',
    { 'pyproject.toml': pyproject(['fastapi']), 'uv.lock': 'version = 1\n', 'requirements.txt': 'fastapi==1\n' },
    ['uv', 'uv.lock'],
  ],
  ['[tool.uv]', { 'pyproject.toml': pyproject(['fastapi'], '[tool.uv]\npackage = false\n'), 'requirements.txt': 'fastapi==1\n' }, ['uv', null]],
  ['[project] alone', { 'pyproject.toml': pyproject(['fastapi']) }, ['uv', null]],
  ['requirements.txt', { 'requirements.txt': 'fastapi\n' }, ['pip', null]],
  ['a folder of requirements', { 'requirements/base.txt': 'fastapi\n', 'requirements/dev.txt': '-r base.txt\npytest\n' }, ['pip', null]],
  ['requirements in the folder of the images', { 'deploy/requirements/base.txt': 'fastapi\n', 'deploy/Dockerfile': 'FROM python:3.13\n' }, ['pip', null]],
  ["a copy of conda's file that somebody keeps", { 'requirements.txt': 'fastapi\n', 'environment-old.yml': 'dependencies:\n  - fastapi\n' }, ['pip', null]],
  ['pyproject for tools alone', { 'pyproject.toml': '[tool.ruff]\nline-length = 100\n', 'requirements.txt': 'fastapi\n' }, ['pip', null]],
  ['pinned requirements made from pyproject', { 'pyproject.toml': pyproject(['fastapi']), 'requirements.txt': 'fastapi==1\nstarlette==1\n' }, ['pip', null]],
  ['poetry.lock', { 'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nfastapi = "*"\n', 'poetry.lock': '' }, ['poetry', 'poetry.lock']],
  ['pdm.lock', { 'pyproject.toml': pyproject(['fastapi']), 'pdm.lock': '' }, ['pdm', 'pdm.lock']],
  ['Pipfile.lock', { Pipfile: '[packages]\nfastapi = "*"\n', 'Pipfile.lock': '{}' }, ['pipenv', 'Pipfile.lock']],
  ['a Pipfile that nobody locked', { Pipfile: '[packages]\nfastapi = "*"\n' }, ['pipenv', null]],
  ['pixi.toml', { 'pixi.toml': '[workspace]\nchannels = []\nplatforms = ["linux-64"]\n[dependencies]\nfastapi = "*"\n' }, ['pixi', null]],
  ['environment.yml', { 'environment.yml': 'name: x\ndependencies:\n  - python=3.13\n  - fastapi\n' }, ['conda', null]],
  ['[tool.poetry] without a lock', { 'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nfastapi = "*"\n' }, ['poetry', null]],
  [
    "PDM's build backend",
    { 'pyproject.toml': pyproject(['fastapi'], '[build-system]\nrequires = ["pdm-backend"]\nbuild-backend = "pdm.backend"\n') },
    ['pdm', null],
  ],
  [
    "Poetry's build backend",
    { 'pyproject.toml': pyproject(['fastapi'], '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n') },
    ['poetry', null],
  ],
  ['setup.py alone', { 'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["fastapi"])\n' }, ['pip', null]],
]
test.each(cases)('%s', async (_, files, expected) => {
  const unit = await unitFrom({ ...app, ...files })
  expect([unit.packageManager, unit.lockfile]).toEqual(expected)
  expect(unit.unknown.filter((one) => one.required)).toEqual([])
})

test('no manifest: what it needs is asked', async () => {
  const unit = await unitFrom(app)
  expect([unit.packageManager, unit.lockfile]).toEqual(['none', null])
  expect(unit.unknown.filter((one) => one.required).map((one) => [one.key, one.flag])).toEqual([['dependencies', '--dependencies imports']])
})

test('two lock files of different managers are asked for, both named', async () => {
  const unit = await unitFrom({ ...app, 'pyproject.toml': pyproject(['fastapi']), 'uv.lock': '', 'poetry.lock': '' })
  const [asked] = unit.unknown.filter((one) => one.required)
  expect(asked).toMatchObject({ key: 'package-manager', flag: '--package-manager <name>' })
  expect(asked?.why).toMatch(/uv\.lock.*poetry\.lock/)
})

test('a lock file of the workspace around', async () => {
  const unit = await unitFrom({
    'uv.lock': '',
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["apps/*"]\n',
    'apps/api/pyproject.toml': pyproject(['fastapi']),
    'apps/api/main.py': app['main.py'],
  })
  expect([unit.dir, unit.packageManager, unit.lockfile, unit.workspaceRoot]).toEqual(['apps/api', 'uv', 'uv.lock', '.'])
})
