import { describe, expect, test } from 'vitest'
import type { UnitFacts, VariableFact } from '../../src/detect/facts.ts'
import { connectionEnvironment, emptyVariables } from '../../src/plan/connections.ts'
import { serviceOf } from '../../src/services/index.ts'
import { aUnit } from '../ask/a-project.ts'

/** A unit that reads these variables (`NAME`, `NAME=default`, `NAME?` for one it can do without), with these distributions. */
function unitWith(variables: readonly string[], distributions: readonly string[] = [], asynchronous = false): UnitFacts {
  const base = aUnit()
  const dependencies = distributions.map((name) => ({ name, extras: [], spec: '', group: 'main', file: 'pyproject.toml', line: 1 }))
  const engines = asynchronous ? [{ call: 'create_async_engine', file: 'db.py', line: 1 }] : []
  return aUnit({ variables: variables.map(variable), python: base.python && { ...base.python, dependencies, engines } })
}

function variable(text: string): VariableFact {
  const [, name = '', optional, fallback] = /^(\w+)(\?)?(?:=(.*))?$/.exec(text) ?? []
  return {
    name,
    ...(fallback === undefined ? {} : { default: fallback }),
    required: !optional && fallback === undefined,
    type: fallback?.startsWith('[') ? 'json' : 'string',
    secret: /PASSWORD|SECRET/.test(name),
    file: 'settings.py',
    line: 1,
  }
}

function environment(unit: UnitFacts, kinds: readonly string[], managed = false): Record<string, string> {
  const connections = kinds.map((kind) => ({ service: serviceOf(kind), host: managed ? null : kind }))
  return Object.fromEntries(connectionEnvironment(unit, connections).map(({ name, value }) => [name, value.replace(/:\?[^}]*/g, '')]))
}

const pg = '${POSTGRES_USER:-app}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB:-app}'
const my = '${MYSQL_USER:-app}:${MYSQL_PASSWORD}@mysql:3306/${MYSQL_DATABASE:-app}'
const mongo = '${MONGODB_USER:-app}:${MONGODB_PASSWORD}@mongodb:27017/${MONGODB_DATABASE:-app}?authSource=admin'
const rabbit = 'amqp://${RABBITMQ_USER:-app}:${RABBITMQ_PASSWORD}@rabbitmq:5672/%2F'

describe('each variable gets its part', () => {
  const cases: [name: string, variables: string[], kinds: string[], expected: Record<string, string>][] = [
    [
      'hosts, ports and names of two databases stay apart',
      ['POSTGRES_HOST', 'POSTGRES_PORT=5432', 'DB_NAME=shop', 'MONGO_HOST', 'MONGO_DB_NAME=shop', 'REDIS_DB_HOST=localhost'],
      ['postgres', 'mongodb', 'redis'],
      {
        POSTGRES_HOST: 'postgres',
        POSTGRES_PORT: '5432',
        DB_NAME: '${POSTGRES_DB:-app}',
        MONGO_HOST: 'mongodb',
        MONGO_DB_NAME: '${MONGODB_DATABASE:-app}',
        REDIS_DB_HOST: 'redis',
      },
    ],
    [
      'names of hosting platforms',
      ['PGHOST', 'PGUSER', 'REDISHOST', 'MYSQLPORT=3306'],
      ['postgres', 'redis'],
      { PGHOST: 'postgres', PGUSER: '${POSTGRES_USER:-app}', REDISHOST: 'redis' },
    ],
    ['what a scheme says is stronger than a name', ['DATABASE_URL=redis://localhost:6379/4'], ['postgres', 'redis'], { DATABASE_URL: 'redis://redis:6379/4' }],
    [
      'a general name is the one database there is',
      ['DATABASE_URL', 'DB_PASSWORD'],
      ['mongodb'],
      { DATABASE_URL: `mongodb://${mongo}`, DB_PASSWORD: '${MONGODB_PASSWORD}' },
    ],
    [
      'of two it is the relational one',
      ['DATABASE_URL', 'MONGO_URI'],
      ['mongodb', 'mysql'],
      { MONGO_URI: `mongodb://${mongo}`, DATABASE_URL: `mysql://${my}` },
    ],
    [
      'Celery: RabbitMQ before Redis for tasks, Redis before RabbitMQ for results',
      ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'],
      ['redis', 'rabbitmq'],
      { CELERY_BROKER_URL: rabbit, CELERY_RESULT_BACKEND: 'redis://redis:6379/0' },
    ],
    ['Celery with one of them', ['BROKER_URL', 'CELERY_RESULT_BACKEND'], ['rabbitmq'], { BROKER_URL: rabbit, CELERY_RESULT_BACKEND: 'rpc://' }],
    [
      'a virtual host as the code writes it, and by name',
      ['AMQP_URL=amqp://guest@localhost//', 'RABBITMQ_VHOST'],
      ['rabbitmq'],
      { AMQP_URL: rabbit.replace('%2F', '/'), RABBITMQ_VHOST: '/' },
    ],
    ['Celery with the other', ['CELERY_BROKER_URL=redis://localhost/1'], ['redis'], { CELERY_BROKER_URL: 'redis://redis:6379/1' }],
    [
      'results in a database are the database',
      ['CELERY_RESULT_BACKEND=db+postgresql://u:p@localhost/x'],
      ['postgres', 'redis'],
      { CELERY_RESULT_BACKEND: `db+postgresql://${pg}`, REDIS_URL: 'redis://redis:6379/0' },
    ],
    ['results that have no address are left', ['CELERY_RESULT_BACKEND=django-db'], ['redis'], { REDIS_URL: 'redis://redis:6379/0' }],
    ['a broker in memory is left', ['BROKER_URL=memory://'], ['redis'], { REDIS_URL: 'redis://redis:6379/0' }],
    ['caches of django-environ', ['CACHE_URL=rediscache://127.0.0.1:6379/1'], ['redis'], { CACHE_URL: 'rediscache://redis:6379/1' }],
    ['Memcached in the shape that is expected', ['CACHE_LOCATION=127.0.0.1:11211'], ['memcached'], { CACHE_LOCATION: 'memcached:11211' }],
    ['of two caches the richer one', ['CACHE_URL'], ['memcached', 'redis'], { MEMCACHED_SERVERS: 'memcached:11211', CACHE_URL: 'redis://redis:6379/0' }],
    [
      'Kafka is an address, pages around it are not it',
      ['KAFKA_BROKERS', 'KAFKA_UI_URL', 'KAFKA_TOPIC', 'SCHEMA_REGISTRY_URL'],
      ['kafka'],
      { KAFKA_BROKERS: 'kafka:19092' },
    ],
    ['a list where settings want one', ['KAFKA_BOOTSTRAP_SERVERS=["localhost:9092"]'], ['kafka'], { KAFKA_BOOTSTRAP_SERVERS: '["kafka:19092"]' }],
    ['NATS', ['NATS_SERVERS=nats://localhost:4222'], ['nats'], { NATS_SERVERS: 'nats://nats:4222' }],
    [
      'an index as URL, address or host, as its default is',
      ['ELASTICSEARCH_HOST=http://localhost:9200', 'ES_HOSTS=["http://localhost:9200"]', 'OPENSEARCH_HOST', 'OPENSEARCH_PORT=9200'],
      ['opensearch', 'elasticsearch'],
      {
        OPENSEARCH_HOST: 'opensearch',
        OPENSEARCH_PORT: '9200',
        ELASTICSEARCH_HOST: 'http://elastic:${ELASTIC_PASSWORD}@elasticsearch:9200',
        ES_HOSTS: '["http://elastic:${ELASTIC_PASSWORD}@elasticsearch:9200"]',
      },
    ],
    ['vectors', ['QDRANT_URL', 'QDRANT_API_KEY?'], ['qdrant'], { QDRANT_URL: 'http://qdrant:6333' }],
    [
      'mail',
      ['SMTP_HOST', 'SMTP_PORT=587', 'EMAIL_USE_TLS=True', 'MAIL_SERVER', 'MAIL_FROM_NAME=Shop', 'EMAIL_VERIFY_URL=https://x'],
      ['mailpit'],
      { SMTP_HOST: 'mailpit', SMTP_PORT: '1025', EMAIL_USE_TLS: 'false', MAIL_SERVER: 'mailpit' },
    ],
    ['small letters', ['database_url', 'redis_host'], ['postgres', 'redis'], { database_url: `postgresql://${pg}`, redis_host: 'redis' }],
    ['a URL that the code puts together from parts is left to it', ['DB_HOST', 'DATABASE_URL?'], ['postgres'], { DB_HOST: 'postgres' }],
    [
      'what belongs to a service that is not here',
      ['MONGO_URL', 'SQLITE_PATH=x.db', 'DB_URL=sqlite:///x.db'],
      ['postgres'],
      { DATABASE_URL: `postgresql://${pg}` },
    ],
    ['a service by another name', ['REDIS_URL=redis://localhost:6379/0'], ['valkey'], { REDIS_URL: 'redis://valkey:6379/0' }],
    ['a database by another name', ['MYSQL_HOST', 'MYSQL_PASSWORD'], ['mariadb'], { MYSQL_HOST: 'mariadb', MYSQL_PASSWORD: '${MARIADB_PASSWORD}' }],
    ['no table of an application is a database', ['POSTGRES_APPLICATION_NAME=shop'], ['postgres'], { DATABASE_URL: `postgresql://${pg}` }],
  ]
  test.each(cases)('%s', (_, variables, kinds, expected) => expect(environment(unitWith(variables), kinds)).toEqual(expected))
})

describe('a storage', () => {
  const keys = { AWS_ACCESS_KEY_ID: '${S3_ACCESS_KEY:-app}', AWS_SECRET_ACCESS_KEY: '${S3_SECRET_KEY}', AWS_DEFAULT_REGION: 'us-east-1' }
  const cases: [name: string, variables: string[], distributions: string[], expected: Record<string, string>][] = [
    [
      'keys that boto3 reads by itself come along',
      ['S3_ENDPOINT_URL?', 'S3_BUCKET'],
      ['boto3'],
      { S3_ENDPOINT_URL: 'http://seaweedfs:8333', S3_BUCKET: '${S3_BUCKET:-app-files}', ...keys },
    ],
    [
      "MinIO's client wants no scheme and its own keys",
      ['MINIO_ENDPOINT', 'MINIO_ROOT_USER', 'MINIO_SECRET_KEY', 'MINIO_SECURE=true'],
      ['minio'],
      { MINIO_ENDPOINT: 'seaweedfs:8333', MINIO_ROOT_USER: '${S3_ACCESS_KEY:-app}', MINIO_SECRET_KEY: '${S3_SECRET_KEY}', MINIO_SECURE: 'false' },
    ],
    ['the same name is a URL for other clients', ['MINIO_ENDPOINT=http://localhost:9000'], ['boto3'], { MINIO_ENDPOINT: 'http://seaweedfs:8333', ...keys }],
    [
      'django-storages',
      ['AWS_S3_ENDPOINT_URL', 'AWS_STORAGE_BUCKET_NAME', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_S3_REGION_NAME=eu-west-1'],
      ['django-storages', 'boto3'],
      {
        AWS_S3_ENDPOINT_URL: 'http://seaweedfs:8333',
        AWS_STORAGE_BUCKET_NAME: '${S3_BUCKET:-app-files}',
        AWS_ACCESS_KEY_ID: '${S3_ACCESS_KEY:-app}',
        AWS_SECRET_ACCESS_KEY: '${S3_SECRET_KEY}',
      },
    ],
    ['code that reads nothing', [], ['boto3'], { AWS_ENDPOINT_URL: 'http://seaweedfs:8333', ...keys }],
  ]
  test.each(cases)('%s', (_, variables, distributions, expected) => expect(environment(unitWith(variables, distributions), ['seaweedfs'])).toEqual(expected))

  test('elsewhere: the library knows the address and finds the keys', () => {
    expect(environment(unitWith(['S3_BUCKET', 'S3_ENDPOINT_URL?'], ['boto3']), ['seaweedfs'], true)).toEqual({ S3_BUCKET: '${S3_BUCKET}' })
  })
})

describe('the driver in the URL', () => {
  const cases: [distributions: string[], asynchronous: boolean, kind: string, scheme: string][] = [
    [['sqlalchemy', 'pymysql'], false, 'mysql', 'mysql+pymysql'],
    [['sqlalchemy', 'asyncmy', 'pymysql'], true, 'mysql', 'mysql+asyncmy'],
    [['sqlalchemy', 'aiomysql'], true, 'mysql', 'mysql+aiomysql'],
    [['sqlmodel', 'mysqlclient'], false, 'mysql', 'mysql+mysqldb'],
    [['sqlalchemy', 'mysql-connector-python'], false, 'mariadb', 'mysql+mysqlconnector'],
    [['sqlalchemy', 'mariadb', 'pymysql'], false, 'mariadb', 'mariadb+mariadbconnector'],
    [['pymysql', 'django'], false, 'mysql', 'mysql'],
    [['sqlalchemy', 'asyncpg', 'psycopg2-binary'], true, 'postgres', 'postgresql+asyncpg'],
    [['sqlalchemy', 'asyncpg', 'psycopg2-binary'], false, 'postgres', 'postgresql+psycopg2'],
    [['sqlalchemy', 'psycopg'], true, 'pgvector', 'postgresql+psycopg'],
    [['tortoise-orm', 'asyncpg'], false, 'postgres', 'postgresql'],
  ]
  test.each(cases)('%j, asynchronous %s, %s', (distributions, asynchronous, kind, scheme) => {
    expect(environment(unitWith(['DATABASE_URL'], distributions, asynchronous), [kind])['DATABASE_URL']?.split('://')[0]).toBe(scheme)
  })

  test('one that the code states stays', () => {
    expect(environment(unitWith(['DB_URL=mysql+aiomysql://localhost/x'], ['sqlalchemy', 'pymysql']), ['mysql'])['DB_URL']).toBe(`mysql+aiomysql://${my}`)
  })
})

test('a login for a service that asks for none is empty, or the default of the code would be refused', () => {
  const unit = unitWith(['REDIS_PASSWORD', 'REDIS_USERNAME=me', 'REDIS_CACHE_PASSWORD?'])
  expect([...emptyVariables(unit, [{ service: serviceOf('redis'), host: 'redis' }])]).toEqual(['REDIS_PASSWORD', 'REDIS_USERNAME'])
  expect([...emptyVariables(unit, [{ service: serviceOf('redis'), host: null }])]).toEqual([])
})

test('elsewhere, everything that reaches it is asked for', () => {
  expect(environment(unitWith(['RABBITMQ_HOST=localhost', 'RABBITMQ_PASSWORD']), ['rabbitmq'], true)).toEqual({
    RABBITMQ_HOST: '${RABBITMQ_HOST}',
    RABBITMQ_PASSWORD: '${RABBITMQ_PASSWORD}',
  })
  for (const kind of ['mysql', 'mariadb', 'pgvector']) expect(environment(unitWith([]), [kind], true)).toEqual({ DATABASE_URL: '${DATABASE_URL}' })
  expect(environment(unitWith([]), ['kafka'], true)).toEqual({ KAFKA_BOOTSTRAP_SERVERS: '${KAFKA_BOOTSTRAP_SERVERS}' })
})
