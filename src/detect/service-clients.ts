/** How Python code shows that it talks to a backing service. A service's own file in `services/` adds to its row. */
export interface ServiceClients {
  kind: string
  /** Normalised distributions that talk to nothing else. */
  distributions: readonly string[]
  /** Distributions that talk to it when installed with this extra: `celery[redis]`. */
  extras: readonly (readonly [distribution: string, extra: string])[]
  /** Schemes of URLs, driver suffix cut off. */
  schemes: readonly string[]
  /** pydantic's types for its URLs. */
  types: readonly string[]
}

export const serviceClients: readonly ServiceClients[] = [
  row(
    'postgres',
    ['asyncpg', 'psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'psycopg-c', 'psycopg-pool', 'aiopg', 'pg8000', 'py-postgresql', 'pgvector'],
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
    ['postgresql', 'postgres'],
    ['PostgresDsn'],
  ),
  row(
    'mysql',
    ['pymysql', 'aiomysql', 'asyncmy', 'mysqlclient', 'mysql-connector-python', 'mysql-connector'],
    [
      ['databases', 'mysql'],
      ['databases', 'aiomysql'],
      ['sqlalchemy', 'mysql'],
      ['sqlalchemy', 'pymysql'],
      ['tortoise-orm', 'asyncmy'],
      ['tortoise-orm', 'aiomysql'],
    ],
    ['mysql'],
    ['MySQLDsn'],
  ),
  row('mariadb', ['mariadb'], [], ['mariadb'], ['MariaDBDsn']),
  row('mongodb', ['pymongo', 'motor', 'beanie', 'mongoengine', 'odmantic', 'umongo'], [], ['mongodb', 'mongodb+srv'], ['MongoDsn']),
  row(
    'redis',
    ['redis', 'aioredis', 'redis-om', 'arq', 'rq', 'walrus', 'coredis', 'fastapi-limiter', 'aiocache-redis', 'taskiq-redis', 'django-redis', 'flask-redis'],
    [
      ['celery', 'redis'],
      ['dramatiq', 'redis'],
      ['kombu', 'redis'],
      ['fastapi-cache2', 'redis'],
      ['aiocache', 'redis'],
      ['limits', 'redis'],
      ['slowapi', 'redis'],
      ['faststream', 'redis'],
      ['broadcaster', 'redis'],
      ['fastapi-users', 'redis'],
      ['huey', 'redis'],
      ['cachelib', 'redis'],
    ],
    ['redis', 'rediss'],
    ['RedisDsn'],
  ),
  row('valkey', ['valkey', 'valkey-glide', 'iovalkey'], [], ['valkey', 'valkeys'], []),
  row(
    'memcached',
    ['pymemcache', 'aiomcache', 'python-memcached', 'pylibmc', 'emcache'],
    [
      ['aiocache', 'memcached'],
      ['fastapi-cache2', 'memcache'],
    ],
    ['memcached', 'memcache'],
    [],
  ),
  row(
    'rabbitmq',
    ['pika', 'aio-pika', 'aiormq', 'amqpstorm', 'taskiq-aio-pika'],
    [
      ['dramatiq', 'rabbitmq'],
      ['faststream', 'rabbit'],
    ],
    ['amqp', 'amqps', 'pyamqp'],
    ['AmqpDsn'],
  ),
  row(
    'kafka',
    ['aiokafka', 'confluent-kafka', 'kafka-python', 'kafka-python-ng', 'faust', 'faust-streaming'],
    [
      ['faststream', 'kafka'],
      ['faststream', 'confluent'],
      ['broadcaster', 'kafka'],
    ],
    ['kafka'],
    ['KafkaDsn'],
  ),
  row('nats', ['nats-py', 'asyncio-nats-client', 'taskiq-nats'], [['faststream', 'nats']], ['nats'], ['NatsDsn']),
  row('opensearch', ['opensearch-py', 'opensearch-dsl'], [['opensearch-py', 'async']], ['opensearch'], []),
  row('elasticsearch', ['elasticsearch', 'elasticsearch-dsl', 'elasticsearch7', 'elasticsearch8', 'aioelasticsearch'], [], ['elasticsearch'], []),
  row('qdrant', ['qdrant-client'], [], ['qdrant'], []),
  row('minio', ['minio', 'miniopy-async'], [], [], []),
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
