import { describe, expect, test } from 'vitest'
import type { PythonFacts } from '../../src/detect/python-facts.ts'
import { pyproject, unitFrom } from './project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'
async function python(files: Record<string, string>): Promise<PythonFacts> {
  const unit = await unitFrom(files)
  if (!unit.python) throw new Error('no Python facts')
  return unit.python
}

const hatchling = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const setuptools = '[build-system]\nrequires = ["setuptools>=70", "wheel"]\nbuild-backend = "setuptools.build_meta"\n'
const uvBuild = '[build-system]\nrequires = ["uv_build>=0.9,<1"]\nbuild-backend = "uv_build"\n'
const src = { 'src/shop/__init__.py': '', 'src/shop/main.py': app }
const flat = { 'shop/__init__.py': '', 'shop/main.py': app }
const manifest = (more: string, inProject = '') => pyproject(['fastapi', 'uvicorn']).replace('version = "0.1.0"\n', `version = "0.1.0"\n${inProject}`) + more

describe('stand-in', () => {
  const safe: [name: string, files: Record<string, string>, standIn: string[]][] = [
    ['hatchling, src', { 'pyproject.toml': manifest(hatchling), ...src }, ['src/shop/__init__.py']],
    ['hatchling, flat', { 'pyproject.toml': manifest(hatchling), ...flat }, ['shop/__init__.py']],
    ['uv_build', { 'pyproject.toml': manifest(uvBuild), ...src }, ['src/shop/__init__.py']],
    [
      'uv_build, flat',
      { 'pyproject.toml': manifest(`${uvBuild}[tool.uv.build-backend]\nmodule-root = ""\nmodule-name = "shop"\n`), ...flat },
      ['shop/__init__.py'],
    ],
    ['setuptools', { 'pyproject.toml': manifest(setuptools), ...src }, ['src/shop/__init__.py']],
    [
      'hatchling with packages',
      {
        'pyproject.toml': manifest(`${hatchling}[tool.hatch.build.targets.wheel]\npackages = ["src/web"]\n`),
        'src/web/__init__.py': '',
        'src/web/main.py': app,
      },
      ['src/web/__init__.py'],
    ],
    [
      'readme and licence',
      { 'pyproject.toml': manifest(hatchling, 'readme = "docs/READ ME.md"\nlicense = { file = "LICENSE.txt" }\n'), ...src },
      ['docs/READ ME.md', 'LICENSE.txt', 'src/shop/__init__.py'],
    ],
    [
      'licence globs',
      {
        'pyproject.toml': manifest(hatchling, 'readme = { file = "README.rst", content-type = "text/x-rst" }\nlicense-files = ["LICEN[CS]E*", "legal/*.md"]\n'),
        'legal/a.md': '',
        ...src,
      },
      ['README.rst', 'legal/a.md', 'src/shop/__init__.py'],
    ],
    [
      'a member of the workspace',
      {
        'pyproject.toml': manifest(`${hatchling}[tool.uv.workspace]\nmembers = ["kit"]\n\n[tool.uv.sources]\nkit = { workspace = true }\n`),
        'kit/pyproject.toml': '[project]\nname = "kit"\n',
        ...src,
      },
      ['src/shop/__init__.py'],
    ],
  ]
  test.each(safe)('%s', async (_, files, standIn) => {
    const facts = await python({ ...files, 'uv.lock': '' })
    expect([facts.packaged, facts.standIn, facts.standInRefused]).toEqual([true, standIn, null])
  })

  const refused: [name: string, files: Record<string, string>, why: RegExp][] = [
    ['a dynamic version', { 'pyproject.toml': manifest(hatchling, 'dynamic = ["version"]\n'), ...src }, /version is dynamic/],
    ['versions from tags', { 'pyproject.toml': manifest(hatchling.replace('"hatchling"', '"hatchling", "hatch-vcs"')), ...src }, /hatch-vcs/],
    ['Cython', { 'pyproject.toml': manifest(setuptools.replace('"wheel"', '"Cython>=3"')), ...src }, /cython/],
    ['another backend', { 'pyproject.toml': manifest('[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n'), ...src }, /maturin/],
    ['hooks', { 'pyproject.toml': manifest(`${hatchling}[tool.hatch.build.hooks.custom]\npath = "x.py"\n`), ...src }, /hooks/],
    ['forced files', { 'pyproject.toml': manifest(`${hatchling}[tool.hatch.build.targets.wheel.force-include]\n"a" = "b"\n`), ...src }, /force-include/],
    ['setup.py', { 'pyproject.toml': manifest(setuptools), 'setup.py': '', ...src }, /setup\.py/],
    ['a namespace package', { 'pyproject.toml': manifest(hatchling), 'src/shop/main.py': app }, /no __init__\.py/],
    [
      'a package of another name',
      { 'pyproject.toml': manifest(hatchling), 'app/__init__.py': '', 'app/main.py': app },
      /expects the package in src\/shop or shop/,
    ],
  ]
  test.each(refused)('refused for %s', async (_, files, why) => {
    const facts = await python({ ...files, 'uv.lock': '' })
    expect([facts.packaged, facts.standIn]).toEqual([true, null])
    expect(facts.standInRefused).toMatch(why)
  })

  test('not packaged: no build system, or said so', async () => {
    expect((await python({ 'pyproject.toml': manifest(''), 'main.py': app })).packaged).toBe(false)
    expect((await python({ 'pyproject.toml': manifest(`${hatchling}[tool.uv]\npackage = false\n`), ...src })).packaged).toBe(false)
    expect((await python({ 'requirements.txt': 'fastapi\n', 'pyproject.toml': hatchling, 'main.py': app })).packaged).toBe(false)
  })

  test('what the backend reads beside the source', async () => {
    const files = { 'pyproject.toml': manifest(setuptools, 'readme = "README.md"\n'), 'README.md': '', LICENSE: '', 'setup.py': '', 'MANIFEST.in': '', ...src }
    expect((await python(files)).buildFiles).toEqual(['README.md', 'LICENSE', 'setup.py', 'MANIFEST.in'])
  })
})

test('source: packages, root modules and the folders that code names', async () => {
  const facts = await python({
    'requirements.txt': 'fastapi\njinja2\n',
    'main.py': `${app}from jobs import x\nfrom tools.mail import send\napp.mount("/static", StaticFiles(directory="static"))\nt = Jinja2Templates(Path("web") / "x")\n`,
    'db.py': '',
    'setup.py': '',
    'conftest.py': '',
    'test_main.py': '',
    'jobs/x.py': '',
    'tools/mail.py': '',
    'scripts/seed.py': '',
    'static/a.css': '',
    'web/x/a.html': '',
    'assets/a.png': '',
    'data/big.csv': '',
    'notebooks/a.py': '',
    'docs/conf.py': '',
    'tests/test_a.py': '',
    'alembic.ini': '[alembic]\nscript_location = alembic\n',
    'alembic/env.py': '',
  })
  expect(facts.sourceFolders).toEqual(['jobs', 'static', 'tools', 'web'])
  expect(facts.sourceFiles).toEqual(['db.py', 'main.py'])
  expect(facts.importRoot).toBe('.')
})

describe('tests', () => {
  const cases: [name: string, files: Record<string, string>, expected: unknown][] = [
    [
      'a group',
      { 'pyproject.toml': manifest('[dependency-groups]\ntest = ["pytest"]\n'), 'tests/test_a.py': '' },
      { runner: 'pytest', paths: ['tests'], installedBy: { kind: 'group', name: 'test' } },
    ],
    [
      'an extra',
      { 'pyproject.toml': manifest('[project.optional-dependencies]\ndev = ["pytest"]\n'), 'tests/test_a.py': '', 'pytest.ini': '[pytest]\n' },
      { runner: 'pytest', paths: ['tests', 'pytest.ini'], installedBy: { kind: 'extra', name: 'dev' } },
    ],
    [
      'a file',
      {
        'requirements.txt': 'fastapi\n',
        'requirements-dev.txt': '-r requirements.txt\npytest\n',
        'test_main.py': '',
        'conftest.py': '',
        'tox.ini': '[tox]\n',
        'setup.cfg': '[tool:pytest]\n',
      },
      { runner: 'pytest', paths: ['conftest.py', 'test_main.py', 'setup.cfg'], installedBy: { kind: 'requirements', name: 'requirements-dev.txt' } },
    ],
    [
      'the main file',
      { 'requirements.txt': 'fastapi\npytest\n', 'test/test_a.py': '' },
      { runner: 'pytest', paths: ['test'], installedBy: { kind: 'requirements', name: 'requirements.txt' } },
    ],
    [
      'unittest',
      { 'requirements.txt': 'fastapi\n', 'tests/test_a.py': 'import unittest\nclass T(unittest.TestCase):\n    def test_x(self): ...\n' },
      { runner: 'unittest', paths: ['tests'], installedBy: null },
    ],
    ['none', { 'requirements.txt': 'fastapi\n', 'conftest.py': '' }, null],
  ]
  test.each(cases)('%s', async (_, files, expected) => expect((await python({ 'main.py': app, ...files })).tests).toEqual(expected))

  test('groups and extras of development', async () => {
    const facts = await python({
      'pyproject.toml': manifest(
        '[project.optional-dependencies]\ntest = ["x"]\ns3 = ["boto3"]\n[dependency-groups]\ndev = ["ruff"]\nlint = ["mypy"]\ndocs = ["sphinx"]\nchecks = ["pytest"]\n',
      ),
      'main.py': app,
    })
    expect([facts.developmentGroups, facts.developmentExtras]).toEqual([['lint', 'checks'], ['test']])
    expect(facts.tools).toEqual(['ruff', 'mypy'])
  })
})

describe('writes', () => {
  const cases: [name: string, text: string, paths: string[]][] = [
    ['makedirs', 'import os\nos.makedirs("uploads/raw", exist_ok=True)\n', ['uploads/raw']],
    ['mkdir of a path', 'from pathlib import Path\nPath("./out").mkdir()\nLOGS = Path("logs")\nLOGS.mkdir(parents=True)\n', ['out', 'logs']],
    ['a database file', 'url = "sqlite+aiosqlite:///./data/x.db"\n', ['data']],
    [
      'a setting',
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    UPLOAD_DIR: str = "uploads"\n    STATIC_DIR: str = "static"\n',
      ['uploads'],
    ],
    [
      'a database that is opened',
      `import os, sqlite3
import aiosqlite as db
from pathlib import Path
DATA = Path("var")
a = sqlite3.connect("data/notes.db")
b = db.connect(DATA / "b" / "x.db")
c = sqlite3.connect(database=os.path.join("kept", "c.db"), timeout=5)
d = sqlite3.connect(os.getenv("DB", "state/d.db"))
e = sqlite3.connect("file:shared/e.db?mode=rwc", uri=True)
`,
      ['data', 'var/b', 'kept', 'state', 'shared'],
    ],
    [
      'a database in memory, read, elsewhere, or computed',
      `import sqlite3
sqlite3.connect(":memory:")
sqlite3.connect("file::memory:?cache=shared", uri=True)
sqlite3.connect("file:data/x.db?mode=ro", uri=True)
sqlite3.connect("/var/lib/x.db")
sqlite3.connect(f"data/{name}.db")
sqlite3.connect(path)
sqlite3.connect("")
`,
      [],
    ],
    [
      'not absolute, not computed, not above',
      'import os\nos.makedirs("/tmp/x")\nos.makedirs(x)\nos.makedirs("../x")\nu = "sqlite:////abs/x.db"\nm = "sqlite://"\n',
      [],
    ],
  ]
  test.each(cases)('%s', async (_, text, paths) =>
    expect((await python({ 'requirements.txt': 'fastapi\n', 'main.py': app, 'x.py': text })).writes.map((one) => one.path)).toEqual(paths),
  )

  test('a database beside the code is told apart', async () => {
    const unit = await unitFrom({ 'requirements.txt': 'fastapi\n', 'main.py': app, 'db.py': '\nurl = "sqlite:///./app.db"\n' })
    expect(unit.python?.writes).toEqual([])
    expect(unit.python?.sqliteBesideCode).toEqual(['app.db'])
    const opened = await unitFrom({ 'requirements.txt': 'fastapi\n', 'main.py': app, 'db.py': 'import sqlite3\nc = sqlite3.connect("notes.db")\n' })
    expect(opened.python?.writes).toEqual([])
    expect(opened.python?.sqliteBesideCode).toEqual(['notes.db'])
  })
})

test('requirements, hashes, locked names, server, engines', async () => {
  const facts = await python({
    'requirements/base.txt': 'fastapi[standard]==1 --hash=sha256:a\n-c limits.txt\n',
    'requirements/limits.txt': 'starlette==2\n',
    'requirements/dev.txt': '-r base.txt\npytest\n',
    'main.py': `${app}from sqlalchemy.ext.asyncio import create_async_engine as make\nengine = make(\n    "x",\n    pool_pre_ping=True)\nfrom sqlalchemy import create_engine, pool\nonce = create_engine("x", poolclass=pool.NullPool)\n`,
  })
  expect(facts).toMatchObject({
    requirements: ['requirements/base.txt', 'requirements/limits.txt'],
    developmentRequirements: ['requirements/dev.txt', 'requirements/base.txt', 'requirements/limits.txt'],
    requirementsMain: 'requirements/base.txt',
    requirementsDev: 'requirements/dev.txt',
    hashed: true,
    locked: ['fastapi', 'starlette'],
    servers: ['uvicorn'],
    engines: [
      { call: 'create_async_engine', pinged: 6, file: 'main.py', line: 4 },
      { call: 'create_engine', unpooled: true, file: 'main.py', line: 8 },
    ],
    gitDependencies: false,
  })
  expect(facts.dependencies.map((one) => [one.name, one.group])).toEqual([
    ['fastapi', 'main'],
    ['pytest', 'requirements/dev.txt'],
  ])
})
