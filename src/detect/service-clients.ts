/** How Python code shows that it talks to a backing service. The clients of a service's own file in `services/` are added to its row. */
export interface ServiceClients {
  kind: string
  /** Normalised distributions that talk to nothing else. */
  distributions: readonly string[]
  /** Distributions that talk to it when installed with this extra: `celery[redis]`. */
  extras: readonly (readonly [distribution: string, extra: string])[]
  /** Schemes of URLs that nothing else has, driver suffix cut off. */
  schemes: readonly string[]
  /** pydantic's types for its URLs. */
  types: readonly string[]
}

export const serviceClients: readonly ServiceClients[] = [
  row(
    'postgres',
    ['asyncpg', 'psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'psycopg-c', 'psycopg-pool', 'aiopg', 'pg8000', 'py-postgresql'],
    [
      ['databases', 'postgresql'],
      ['databases', 'asyncpg'],
      ['databases', 'aiopg'],
      ['tortoise-orm', 'asyncpg'],
      ['tortoise-orm', 'psycopg'],
      ['piccolo', 'postgres'],
      ['sqlalchemy', 'postgresql'],
      ['sqlalchemy', 'postgresql-asyncpg'],
      ['sqlalchemy', 'postgresql-psycopg'],
      ['sqlalchemy', 'postgresql-psycopg2binary'],
    ],
    ['postgresql', 'postgres', 'psql', 'pgsql', 'postgis'],
    ['PostgresDsn'],
  ),
  row('pgvector', ['pgvector', 'langchain-postgres', 'llama-index-vector-stores-postgres', 'vecs'], [], [], []),
  row(
    'mysql',
    [],
    [
      ['databases', 'mysql'],
      ['databases', 'aiomysql'],
      ['sqlalchemy', 'mysql'],
      ['sqlalchemy', 'pymysql'],
      ['sqlalchemy', 'asyncmy'],
      ['sqlalchemy', 'aiomysql'],
      ['tortoise-orm', 'asyncmy'],
      ['tortoise-orm', 'aiomysql'],
    ],
    ['mysql', 'mysql2'],
    ['MySQLDsn'],
  ),
  row('mariadb', [], [['sqlalchemy', 'mariadb-connector']], ['mariadb'], ['MariaDBDsn']),
  row('mongodb', ['django-mongodb-backend', 'djongo', 'flask-pymongo', 'pymodm'], [['celery', 'mongodb']], ['mongodb', 'mongodb+srv'], ['MongoDsn']),
  row(
    'redis',
    ['redis-om', 'walrus', 'coredis', 'taskiq-redis', 'django-redis', 'flask-redis', 'channels-redis', 'django-rq', 'aiocache-redis'],
    [
      ['celery', 'redis'],
      ['dramatiq', 'redis'],
      ['kombu', 'redis'],
      ['fastapi-cache2', 'redis'],
      ['aiocache', 'redis'],
      ['limits', 'redis'],
      ['flask-limiter', 'redis'],
      ['slowapi', 'redis'],
      ['faststream', 'redis'],
      ['broadcaster', 'redis'],
      ['fastapi-users', 'redis'],
      ['huey', 'redis'],
      ['cachelib', 'redis'],
      ['flask-session', 'redis'],
    ],
    ['redis', 'rediss', 'rediscache'],
    ['RedisDsn'],
  ),
  row('valkey', [], [['dramatiq', 'valkey']], ['valkey', 'valkeys'], []),
  row(
    'memcached',
    ['django-pymemcache'],
    [
      ['aiocache', 'memcached'],
      ['fastapi-cache2', 'memcache'],
      ['celery', 'memcache'],
      ['celery', 'pymemcache'],
      ['flask-limiter', 'memcached'],
      ['limits', 'memcached'],
    ],
    ['memcached', 'memcache', 'pymemcache'],
    [],
  ),
  row(
    'rabbitmq',
    ['channels-rabbitmq', 'nameko'],
    [
      ['dramatiq', 'rabbitmq'],
      ['faststream', 'rabbit'],
      ['celery', 'librabbitmq'],
    ],
    ['amqp', 'amqps', 'pyamqp'],
    ['AmqpDsn'],
  ),
  row(
    'kafka',
    [],
    [
      ['faststream', 'kafka'],
      ['faststream', 'confluent'],
      ['broadcaster', 'kafka'],
    ],
    ['kafka'],
    ['KafkaDsn'],
  ),
  row('nats', [], [['faststream', 'nats']], ['nats'], ['NatsDsn']),
  row('opensearch', ['django-opensearch-dsl'], [], ['opensearch'], []),
  row('elasticsearch', [], [['celery', 'elasticsearch']], ['elasticsearch'], []),
  row('qdrant', [], [], ['qdrant'], []),
  row('minio', ['minio', 'miniopy-async', 'django-minio-storage', 'django-minio-backend'], [], [], []),
]

function row(
  kind: string,
  distributions: readonly string[],
  extras: ServiceClients['extras'],
  schemes: readonly string[],
  types: readonly string[],
): ServiceClients {
  return { kind, distributions, extras, schemes, types }
}
