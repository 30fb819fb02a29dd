import type { Service } from './contract.ts'

// Docker Hub, pgvector/pgvector: postgres of that major with the extension. 0.8 keeps the format of its indexes.
const major = '18'

export const pgvector: Service = {
  id: 'pgvector',
  title: 'PostgreSQL with pgvector',
  aliases: ['postgres-vector'],
  protocol: 'postgresql',
  image: imageFor(major),
  imageFor,
  // Told from plain PostgreSQL by what the project does with vectors; see detection.
  clients: {},
  schemes: ['postgresql', 'postgres', 'psql', 'pgsql'],
  port: 5432,
  volume: {
    name: 'pgvector-data',
    // As in the image below it: postgres moved its volume with 18.
    path: (version) => (Number.parseInt(version || major, 10) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'),
  },
  environment: [
    { name: 'POSTGRES_USER', value: '${POSTGRES_USER:-app}', secret: false },
    { name: 'POSTGRES_PASSWORD', value: '${POSTGRES_PASSWORD:?run: make env}', secret: true },
    { name: 'POSTGRES_DB', value: '${POSTGRES_DB:-app}', secret: false },
  ],
  variables: [
    { name: 'POSTGRES_USER', example: () => 'app', comment: 'Owner of the database.', fresh: 'example', required: false, urlSafe: true },
    {
      name: 'POSTGRES_PASSWORD',
      example: () => '',
      comment: 'Goes into a URL: letters, digits, . _ ~ - only. The database keeps the one it was made with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
    { name: 'POSTGRES_DB', example: () => 'app', comment: 'Name of the database.', fresh: 'example', required: false, urlSafe: true },
  ],
  secretFiles: { POSTGRES_PASSWORD: 'POSTGRES_PASSWORD_FILE' },
  command: null,
  health: {
    // Over TCP: while init scripts run the server listens on its socket only, and is not ready.
    test: ['CMD-SHELL', 'pg_isready -h 127.0.0.1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"'],
    startPeriodSeconds: 10,
  },
  limits: { memory: '1G', cpus: '1.0', pids: 200 },
  // Parallel builds of indexes want their maintenance_work_mem here.
  shmSize: '256mb',
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp', '/var/run/postgresql'],
  connection: { scheme: 'postgresql', user: '${POSTGRES_USER:-app}', password: '${POSTGRES_PASSWORD:?run: make env}', database: '${POSTGRES_DB:-app}' },
  refusal: 'password authentication failed',
  drivers: [
    { distribution: 'asyncpg', scheme: 'postgresql+asyncpg', asynchronous: true },
    { distribution: 'psycopg', scheme: 'postgresql+psycopg', asynchronous: false },
    // Named, since SQLAlchemy 2.1 takes psycopg 3 where a URL names no driver.
    { distribution: 'psycopg2', scheme: 'postgresql+psycopg2', asynchronous: false },
    { distribution: 'psycopg2-binary', scheme: 'postgresql+psycopg2', asynchronous: false },
  ],
  words: ['POSTGRES', 'POSTGRESQL', 'PSQL', 'PGSQL', 'PG', 'PGVECTOR'],
  roles: { database: 1, vectors: 2 },
  customary: [{ name: 'DATABASE_URL', part: 'url' }],
}

/** `--with pgvector:17` names PostgreSQL's major, as the image's own tags do. */
function imageFor(tag: string): string {
  return /^\d+$/.test(tag) ? `pgvector/pgvector:0.8.6-pg${tag}-trixie` : `pgvector/pgvector:${tag}`
}
