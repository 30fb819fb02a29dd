import { describe, expect, test } from 'vitest'
import { lineAt, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const plain = { 'requirements.txt': 'fastapi\n' }
const manifest = (requires: string) => `[project]\nname = "shop"\nversion = "1"\n${requires}dependencies = ["fastapi", "uvicorn"]\n`
const ranged = (requires: string) => ({ 'pyproject.toml': manifest(`requires-python = "${requires}"\n`) })
const poetry = (python: string) => ({ 'pyproject.toml': `[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "${python}"\nfastapi = "*"\n` })
const wheels = (...names: string[]) => `[[package]]\nname = "x"\nfiles = [\n${names.map((name) => `  {file = "${name}", hash = "x"},\n`).join('')}]\n`
const linux = 'manylinux_2_17_x86_64'

const cases: [name: string, files: Record<string, string>, version: string][] = [
  ['nothing said', plain, '3.13'],
  // Pins, the first that is found.
  ['a pin', { ...plain, '.python-version': '3.11.4\n' }, '3.11'],
  ['a pin with a comment above', { ...plain, '.python-version': '# team\ncpython-3.12\n' }, '3.12'],
  ['a pin that is the name of an environment', { ...plain, '.python-version': 'shop-env\n' }, '3.13'],
  ['runtime.txt', { ...plain, 'runtime.txt': 'python-3.12.1\n' }, '3.12'],
  ['.tool-versions', { ...plain, '.tool-versions': 'nodejs 22\npython 3.12.1 3.11\n' }, '3.12'],
  ['mise', { ...plain, 'mise.toml': '[tools]\nnode = "22"\npython = "3.12"\n' }, '3.12'],
  ['mise, hidden and a list', { ...plain, '.mise.toml': '[env]\npython = "3.10"\n[tools]\npython = ["3.12", "3.11"]\n' }, '3.12'],
  ['Pipfile', { ...plain, Pipfile: '[packages]\nfastapi = "*"\n[requires]\npython_version = "3.12"\n' }, '3.12'],
  ['Pipfile to the patch', { ...plain, Pipfile: '[requires]\npython_full_version = "3.12.4"\n' }, '3.12'],
  ['conda', { ...plain, 'environment.yml': 'dependencies:\n  - python-dotenv=3.9\n  - conda-forge::python=3.11.4=h1\n' }, '3.11'],
  ['pixi', { ...plain, 'pixi.toml': '[dependencies]\npython = "3.12.*"\n' }, '3.12'],
  ['a pin inside of the range', { ...ranged('>=3.10'), '.python-version': '3.12' }, '3.12'],
  ['a pin wins over an image', { ...plain, '.python-version': '3.12', Dockerfile: 'FROM python:3.11\n' }, '3.12'],
  // Ranges.
  ['a range that allows 3.13', ranged('>=3.10'), '3.13'],
  ['a range below', ranged('>=3.10,<3.13'), '3.12'],
  ['a range above', ranged('>=3.14'), '3.14'],
  ['an exact patch', ranged('==3.14.0'), '3.14'],
  ['a compatible release', ranged('~=3.11.2'), '3.11'],
  ['a range with holes', ranged('>=3.11, !=3.13.*, !=3.14.*'), '3.12'],
  ["poetry's caret", poetry('^3.11'), '3.13'],
  ["poetry's tilde", poetry('~3.11'), '3.11'],
  ["poetry's alternatives", poetry('~3.10 || ~3.12'), '3.12'],
  ['setup.cfg', { ...plain, 'setup.cfg': '[options]\npython_requires = >=3.10,<3.12\n' }, '3.11'],
  ['setup.py', { ...plain, 'setup.py': 'from setuptools import setup\nsetup(name="x", python_requires=">=3.10, <3.12")\n' }, '3.11'],
  ['a range of conda', { ...plain, 'environment.yml': 'dependencies:\n  - python>=3.10,<3.12\n' }, '3.11'],
  ['what the whole workspace is locked for', { ...ranged('>=3.10'), 'uv.lock': 'version = 1\nrequires-python = ">=3.10, <3.12"\n' }, '3.11'],
  // What runs the project today.
  ['an image that is there', { ...plain, Dockerfile: 'FROM docker.io/library/python:3.11-slim AS base\n' }, '3.11'],
  ['an image under another name', { ...plain, 'docker/pipeline.Dockerfile': 'FROM python:3.11\n' }, '3.11'],
  ['a version behind an argument', { ...plain, Containerfile: 'ARG PYTHON=3.11\nFROM python:${PYTHON}-slim\n' }, '3.11'],
  ["uv's image", { ...plain, Dockerfile: 'FROM ghcr.io/astral-sh/uv:0.9-python3.12-bookworm-slim\n' }, '3.12'],
  ['the stage that runs', { ...plain, Dockerfile: 'FROM python:3.12 AS build\nFROM python:3.11-slim\n' }, '3.11'],
  ["not development's image", { ...plain, 'Dockerfile.dev': 'FROM python:3.12\n', 'Dockerfile.prod': 'FROM python:3.11\n' }, '3.11'],
  ['an image within the range', { ...ranged('>=3.10'), Dockerfile: 'FROM python:3.11\n' }, '3.11'],
  ['an image that the range excludes', { ...ranged('>=3.12'), Dockerfile: 'FROM python:3.11\n' }, '3.13'],
  ['App Engine', { ...plain, 'app.yaml': 'runtime: python312\n' }, '3.12'],
  ['CI', { ...plain, '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - with:\n          python-version: "3.11"\n' }, '3.11'],
  ['a matrix of CI', { ...plain, '.github/workflows/ci.yml': 'python-version: ["3.10", "3.11", 3.12]\n' }, '3.12'],
  ['a matrix below its key', { ...plain, '.github/workflows/ci.yml': 'python-version:\n  - "3.11"\n  - "3.12"\nother:\n  - "3.14"\n' }, '3.12'],
  ["GitLab's image", { ...plain, '.gitlab-ci.yml': 'test:\n  image: python:3.11-slim\n' }, '3.11'],
  ['tox', { ...plain, 'tox.ini': '[tox]\nenvlist =\n  py{311,312}-x\n  lint\n' }, '3.12'],
  ['nox', { ...plain, 'noxfile.py': '@nox.session(python=["3.11", "3.12"])\ndef t(s): ...\n' }, '3.12'],
  [
    'classifiers',
    { ...plain, 'setup.py': 'setup(classifiers=[\n"Programming Language :: Python :: 3.11",\n"Programming Language :: Python :: 3.12",\n])\n' },
    '3.12',
  ],
  ['documentation comes last', { ...plain, 'tox.ini': '[tox]\nenvlist = py312\n', '.readthedocs.yaml': 'build:\n  tools:\n    python: "3.11"\n' }, '3.12'],
  ['documentation alone', { ...plain, '.readthedocs.yaml': 'build:\n  tools:\n    python: "3.11"\n' }, '3.11'],
  ['an image of something else', { ...plain, 'web/Dockerfile': 'FROM node:22\n', '.github/workflows/ci.yml': 'node-version: "3.11"\n' }, '3.13'],
  // What the lock file has wheels for.
  [
    'an old lock file',
    { ...poetry('^3.10'), 'poetry.lock': wheels(`greenlet-1.1.3-cp310-cp310-${linux}.whl`, `greenlet-1.1.3-cp311-cp311-${linux}.whl`) },
    '3.11',
  ],
  ['a lock file that fits', { ...poetry('^3.10'), 'poetry.lock': wheels(`a-1-cp313-cp313-${linux}.whl`, `a-1-cp311-cp311-${linux}.whl`) }, '3.13'],
  ['pure and stable wheels fit anything', { ...poetry('^3.10'), 'poetry.lock': wheels('a-1-py3-none-any.whl', `b-1-cp37-abi3-${linux}.whl`) }, '3.13'],
  [
    'wheels for other systems and without the lock say nothing',
    { ...poetry('^3.10'), 'poetry.lock': wheels('a-1-cp311-cp311-win_amd64.whl', 'b-1-cp311-cp311-macosx_11_0_arm64.whl') },
    '3.13',
  ],
  [
    'a backport that no allowed version needs decides nothing',
    { ...poetry('^3.11'), 'poetry.lock': wheels(`zoneinfo-1-cp38-cp38-${linux}.whl`, `a-1-cp313-cp313-${linux}.whl`) },
    '3.13',
  ],
  ['an image wins over wheels', { ...poetry('^3.10'), Dockerfile: 'FROM python:3.12\n', 'poetry.lock': wheels(`a-1-cp311-cp311-${linux}.whl`) }, '3.12'],
]
test.each(cases)('%s', async (_, files, version) => {
  const unit = await unitFrom({ ...app, ...files })
  expect(unit.runtime.version).toBe(version)
  expect(unit.unknown.filter((one) => one.required && one.key === 'python')).toEqual([])
  for (const one of unit.evidence.filter((evidence) => evidence.key === 'runtime')) {
    const line = lineAt(unit.opened, one)
    expect(`${line} ${line.replace(/3(?=\d\d)/g, '3.')}`).toContain(one.value.replace(/^==?/, ''))
  }
})

test('a pin that the range excludes is asked for, both places named', async () => {
  const unit = await unitFrom({ ...app, ...ranged('>=3.13'), '.python-version': '3.11\n' })
  const [asked] = unit.unknown.filter((one) => one.required)
  expect(asked).toMatchObject({ key: 'python', flag: '--python <version>', why: '.python-version:1 says Python 3.11, pyproject.toml:4 says >=3.13' })
})

test('a range without any released version is asked for', async () => {
  const unit = await unitFrom({ ...app, ...ranged('<3.10') })
  expect(unit.unknown).toContainEqual(expect.objectContaining({ key: 'python', required: true, why: expect.stringContaining('pyproject.toml:4') as string }))
})

describe('what is told', () => {
  const notes: [name: string, files: Record<string, string>, text: string, file: string][] = [
    ['that nothing says which', plain, 'no file says which Python this runs on: the image has 3.13', 'requirements.txt'],
    [
      'two pins that differ',
      { ...plain, '.python-version': '3.12', 'runtime.txt': 'python-3.11' },
      'Python 3.11 is pinned here and 3.12 in .python-version:1',
      'runtime.txt',
    ],
    [
      'an image that the range excludes',
      { ...ranged('>=3.12'), Dockerfile: 'FROM python:3.11\n' },
      'Python 3.11 runs here, which >=3.12 in pyproject.toml:4 excludes',
      'Dockerfile',
    ],
    ['a pin without maintenance', { ...plain, '.python-version': '3.8' }, 'Python 3.8 gets no fixes any more', '.python-version'],
    [
      'an old image for what is not pinned',
      { ...plain, Dockerfile: 'FROM python:3.8\n' },
      'Python 3.8 gets no fixes any more: the image has 3.13',
      'Dockerfile',
    ],
    [
      'which wheels are missing',
      { ...poetry('^3.10'), 'poetry.lock': wheels('b-1-py3-none-any.whl', `a-1-cp311-cp311-${linux}.whl`) },
      'a as locked here have wheels for Python 3.11 and none for 3.13',
      'poetry.lock',
    ],
  ]
  test.each(notes)('%s', async (_, files, text, file) => {
    const unit = await unitFrom({ ...app, ...files })
    expect(unit.notes).toContainEqual(expect.objectContaining({ text: expect.stringContaining(text) as string, file }))
  })

  test('pinned dependencies of an old image stay with it', async () => {
    const unit = await unitFrom({ ...app, 'requirements.txt': 'fastapi==0.60.0\n', Dockerfile: 'FROM python:3.8\n' })
    expect(unit.runtime.version).toBe('3.8')
    expect(unit.notes).toContainEqual(expect.objectContaining({ text: expect.stringContaining('pinned for it') as string, file: 'Dockerfile' }))
  })

  test('nothing where a range says it', async () => {
    expect((await unitFrom({ ...app, ...ranged('>=3.10') })).notes).toEqual([])
  })
})
