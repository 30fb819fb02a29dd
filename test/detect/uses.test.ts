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
    [
      'a relational database for which no driver is installed is none',
      { ...withDependencies('asyncpg'), 'settings.py': 'PREFIX = "mysql+aiomysql://"\nOTHER = "postgresql://"\n' },
      ['postgres'],
    ],
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
      ['libgl1', 'libglib2.0-0t64', 'libharfbuzz-subset0', 'libharfbuzz0b', 'libpango-1.0-0', 'libpangoft2-1.0-0'],
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

describe('signs beyond drivers and URLs', () => {
  const cases: [name: string, files: Record<string, string>, kinds: string[]][] = [
    [
      'Django names its backends',
      {
        ...withDependencies('django'),
        'shop/settings.py':
          'DATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.mysql",\n    }\n}\nCACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache"}}\nEMAIL_HOST = "x"\n',
      },
      ['mysql', 'redis'],
    ],
    [
      'Django with a file and a cache of its own has none',
      {
        ...withDependencies('django'),
        'shop/settings.py':
          'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}\nCACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}\n',
      },
      [],
    ],
    [
      'memcached by its backend',
      { ...withDependencies(), 'settings.py': 'CACHES = {"default": {"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache"}}\n' },
      ['memcached'],
    ],
    [
      'vectors by the extension alone',
      { ...withDependencies('asyncpg'), 'migrations/001.sql': '-- first\ncreate extension if not exists "vector";\n' },
      ['pgvector'],
    ],
    ['another extension is none', { ...withDependencies('asyncpg'), 'migrations/001.sql': 'create extension "uuid-ossp";\n' }, ['postgres']],
    ['two drivers of one family are one database', withDependencies('mariadb', 'pymysql', 'aiomysql'), ['mariadb']],
    ['Valkey in the place of Redis', withDependencies('valkey', 'redis'), ['valkey']],
    [
      'Celery alone speaks AMQP',
      { ...withDependencies('celery'), 'worker.py': 'import os\nfrom celery import Celery\nx = os.getenv("X")\napp2 = Celery("shop")\n' },
      ['rabbitmq'],
    ],
    [
      'Celery with results in a database needs nothing for them',
      {
        ...withDependencies('celery[redis]', 'psycopg'),
        'worker.py': 'from celery import Celery\nc = Celery(backend="db+postgresql://u@h/x", broker=url())\n',
      },
      ['postgres', 'redis'],
    ],
    ['Celery with a broker in memory', { ...withDependencies('celery'), 'worker.py': 'from celery import Celery\nc = Celery(broker="memory://")\n' }, []],
    ['Celery with SQS', { ...withDependencies('celery[sqs]'), 'worker.py': 'from celery import Celery\nc = Celery("x")\n' }, []],
    ['MinIO by its client', withDependencies('minio'), ['minio']],
    ["MinIO by its name, for any client of S3's", { ...withDependencies('boto3'), 's.py': 'import os\ne = os.environ["MINIO_ENDPOINT"]\n' }, ['minio']],
    ['S3 alone may be anywhere', { ...withDependencies('boto3'), 's.py': 'import boto3\nb = boto3.client("s3", endpoint_url=url)\n' }, []],
    ['mail is none', { ...withDependencies('aiosmtplib'), 'm.py': 'import os\nh = os.environ["SMTP_HOST"]\n' }, []],
  ]
  test.each(cases)('%s', async (_, files, kinds) => {
    const facts = await factsFrom(files)
    expect(facts.services.map((one) => one.kind)).toEqual(kinds)
    for (const service of facts.services) for (const one of service.evidence) expect(lineAt(facts.opened, one)).toContain(one.value.split('[')[0])
  })
})

describe("the person's compose files", () => {
  const compose = (image: string) => `services:\n  one:\n    # image: nats:2\n    image: ${image}\n`

  test('an image alone is no service', async () => {
    expect((await factsFrom({ ...withDependencies(), 'docker-compose.yml': compose('rabbitmq:3.13') })).services).toEqual([])
  })

  test('with a driver it shows the version that is run', async () => {
    const { services } = await factsFrom({ ...withDependencies('pika'), 'docker-compose.yml': compose('"rabbitmq:3.13-management"') })
    expect(services).toMatchObject([
      { kind: 'rabbitmq', evidence: [{ value: 'pika' }, { value: 'rabbitmq:3.13-management', file: 'docker-compose.yml', line: 4, confidence: 'likely' }] },
    ])
  })

  test('with a variable of that name it is one', async () => {
    const code = { ...withDependencies(), 's.py': 'import os\nu = os.environ["RABBITMQ_URL"]\n' }
    expect((await factsFrom(code)).services).toEqual([])
    expect((await factsFrom({ ...code, 'deploy/compose.yaml': compose('rabbitmq:4') })).services).toMatchObject([
      { kind: 'rabbitmq', evidence: [{ value: 'RABBITMQ_URL' }, { value: 'rabbitmq:4' }] },
    ])
  })

  const cases: [driver: string, image: string, kind: string][] = [
    ['pymysql', 'mariadb:10.11', 'mariadb'],
    ['redis', 'valkey/valkey:8-alpine', 'valkey'],
    ['psycopg2', 'pgvector/pgvector:pg16', 'pgvector'],
    ['psycopg2', 'postgis/postgis:16-3.4', 'postgres'],
    ['asyncpg', 'quay.io/prometheuscommunity/postgres-exporter:v0.18', 'postgres'],
  ]
  test.each(cases)('%s beside %s is %s', async (driver, image, kind) => {
    expect((await factsFrom({ ...withDependencies(driver), 'compose.yml': compose(image) })).services.map((one) => one.kind)).toEqual([kind])
  })

  test('what an earlier run wrote says nothing', async () => {
    const written = { 'compose.yaml': compose('mariadb:11.8'), '.dockerize/last-render.json': '{"schema":1,"files":{"compose.yaml":""}}' }
    expect((await factsFrom({ ...withDependencies('pymysql'), ...written })).services.map((one) => one.kind)).toEqual(['mysql'])
  })
})

describe('what could be of use', () => {
  const cases: [name: string, files: Record<string, string>, offers: string[]][] = [
    ['a package that sends mail', withDependencies('fastapi-mail'), ['offers.mailpit']],
    ['the library that sends it', { ...withDependencies(), 'm.py': 'import smtplib\ns = smtplib.SMTP(host)\n' }, ['offers.mailpit']],
    ['an address for a storage', { ...withDependencies('boto3'), 's.py': 'import boto3\nb = boto3.client("s3", endpoint_url=url)\n' }, ['offers.seaweedfs']],
    ['a storage at its usual address', { ...withDependencies('boto3'), 's.py': 'import boto3\nb = boto3.client("s3")\n' }, []],
    ['an emulator', { ...withDependencies('boto3'), 's.py': 'u = "http://localhost:4566"\n' }, ['offers.localstack']],
  ]
  test.each(cases)('%s', async (_, files, offers) => {
    const unit = await unitFrom(files)
    const found = unit.evidence.filter((one) => one.key.startsWith('offers.'))
    expect(found.map((one) => one.key)).toEqual(offers)
    for (const one of found) expect(lineAt(unit.opened, one)).toContain(one.value)
  })
})
