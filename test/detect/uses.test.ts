import { describe, expect, test } from 'vitest'
import { factsFrom, lineAt, pyproject, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const withDependencies = (...names: string[]) => ({ ...app, 'pyproject.toml': pyproject(['fastapi', 'uvicorn', ...names]) })

describe('services', () => {
  const cases: [name: string, files: Record<string, string>, kinds: string[]][] = [
    ['drivers', withDependencies('asyncpg', 'redis>=5'), ['postgres', 'redis']],
    ['extras of a driver', withDependencies('psycopg[binary]', 'celery[redis]'), ['postgres', 'redis']],
    [
      'others',
      withDependencies('motor', 'pymysql', 'aio-pika', 'aiokafka', 'qdrant-client', 'opensearch-py'),
      ['mysql', 'mongodb', 'rabbitmq', 'kafka', 'opensearch', 'qdrant'],
    ],
    ['the vector extension is another PostgreSQL', withDependencies('asyncpg', 'pgvector'), ['pgvector']],
    [
      'URLs in the code',
      { ...withDependencies(), 'db.py': 'import os\nurl = os.getenv("X", "postgresql+asyncpg://u:p@db/x")\ncache = f"rediss://{h}"\n' },
      ['postgres', 'redis'],
    ],
    [
      'types of settings',
      {
        ...withDependencies(),
        's.py':
          'from pydantic import *\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    a: PostgresDsn\n    b: Optional[AmqpDsn] = None\n',
      },
      ['postgres', 'rabbitmq'],
    ],
    ['builders of URLs', { ...withDependencies(), 'db.py': 'from sqlalchemy import URL\nu = URL.create("mysql+pymysql", host=h)\n' }, ['mysql']],
    ['SQLite is none', { ...withDependencies('aiosqlite'), 'db.py': 'u = "sqlite+aiosqlite:///./data/x.db"\n' }, []],
    ['development alone is none', { ...app, 'pyproject.toml': pyproject(['fastapi', 'uvicorn'], '[dependency-groups]\ndev = ["redis", "psycopg2"]\n') }, []],
    [
      'comments, docstrings and tests are none',
      { ...withDependencies(), 'db.py': '"""redis://x"""\n# u = "postgresql://x"\nu = "https://x"\n', 'tests/test_x.py': 'u = "redis://x"\n' },
      [],
    ],
  ]
  test.each(cases)('%s', async (_, files, kinds) => {
    const facts = await factsFrom(files)
    expect(facts.services.map((one) => one.kind)).toEqual(kinds)
    expect(facts.units[0]?.uses).toEqual(kinds)
    for (const service of facts.services) {
      expect(service.usedBy).toEqual(['api'])
      expect(service.evidence.length).toBeGreaterThan(0)
      for (const one of service.evidence) expect(lineAt(facts.opened, one)).toContain(one.value.split('[')[0])
    }
  })
})

describe('system packages', () => {
  const cases: [name: string, dependencies: string[], build: string[], run: string[]][] = [
    ['wheels need nothing', ['asyncpg', 'psycopg2-binary', 'psycopg[binary]', 'pillow', 'lxml'], [], []],
    ['psycopg2 is compiled', ['psycopg2'], ['gcc', 'libc6-dev', 'libpq-dev'], ['libpq5']],
    ['psycopg looks for libpq', ['psycopg'], [], ['libpq5']],
    ['psycopg[c] is compiled', ['psycopg[c]'], ['gcc', 'libc6-dev', 'libpq-dev'], ['libpq5']],
    [
      'libraries that a wheel lacks',
      ['opencv-python', 'weasyprint'],
      [],
      ['libgl1', 'libglib2.0-0', 'libharfbuzz-subset0', 'libharfbuzz0b', 'libpango-1.0-0', 'libpangoft2-1.0-0'],
    ],
    ['git', ['kit @ git+https://host/kit.git'], ['ca-certificates', 'git'], []],
  ]
  test.each(cases)('%s', async (_, dependencies, build, run) => {
    const unit = await unitFrom(withDependencies(...dependencies))
    expect(unit.systemPackages).toEqual({ build, run })
    for (const one of unit.evidence.filter((evidence) => evidence.key.startsWith('systemPackages.'))) expect(lineAt(unit.opened, one)).toContain(one.value)
  })

  test('what the lock file brings counts, what only tests bring does not', async () => {
    const lock = '[[package]]\nname = "kit"\ndependencies = [\n    { name = "lightgbm" },\n]\n[[package]]\nname = "lightgbm"\n[[package]]\nname = "psycopg2"\n'
    expect((await unitFrom({ ...withDependencies('kit'), 'uv.lock': lock })).systemPackages).toEqual({ build: [], run: ['libgomp1'] })
  })
})

describe('alembic', () => {
  const base = withDependencies('alembic')
  const cases: [name: string, files: Record<string, string>, expected: unknown][] = [
    [
      'plain',
      { 'alembic.ini': '[alembic]\n# script_location = no\nscript_location = alembic\n', 'alembic/env.py': '' },
      { config: 'alembic.ini', folder: 'alembic' },
    ],
    [
      '%(here)s',
      { 'alembic.ini': '[alembic]\nscript_location = %(here)s/db/migrations\n', 'db/migrations/env.py': '' },
      { config: 'alembic.ini', folder: 'db/migrations' },
    ],
    [
      'a package',
      {
        'src/shop/__init__.py': '',
        'src/shop/x.py': 'import shop\n',
        'alembic.ini': '[alembic]\nscript_location = shop:migrations\n',
        'src/shop/migrations/env.py': '',
      },
      { config: 'alembic.ini', folder: 'src/shop/migrations' },
    ],
    [
      'configuration in a folder',
      { 'db/alembic.ini': '[alembic]\nscript_location = scripts\n', 'db/scripts/env.py': '' },
      { config: 'db/alembic.ini', folder: 'db/scripts' },
    ],
    [
      'pyproject',
      { 'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'alembic'], '[tool.alembic]\nscript_location = "%(here)s/moves"\n'), 'moves/env.py': '' },
      { config: 'pyproject.toml', folder: 'moves' },
    ],
  ]
  test.each(cases)('%s', async (_, files, expected) => {
    const unit = await unitFrom({ ...base, ...files })
    expect(unit.migrations).toMatchObject({ tool: 'alembic', ...(expected as object) })
    const evidence = unit.evidence.find((one) => one.key === 'migrations')
    expect(evidence && lineAt(unit.opened, evidence)).toMatch(/^script_location/)
  })

  test('a location without scripts is said', async () => {
    const unit = await unitFrom({ ...base, 'alembic.ini': '[alembic]\nscript_location = gone\n' })
    expect(unit.notes).toEqual([expect.objectContaining({ file: 'alembic.ini', line: 2 })])
  })

  test('the dependency alone is none', async () => expect((await unitFrom(base)).migrations).toBeNull())
})
