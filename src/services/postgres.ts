import type { Service } from './contract.ts'

// Docker Hub, library/postgres. A major is the unit of compatibility: minors fix bugs and keep the data format.
const version = '18'

export const postgres: Service = {
  id: 'postgres',
  title: 'PostgreSQL',
  aliases: ['postgresql', 'pg', 'psql'],
  protocol: 'postgresql',
  image: imageFor(version),
  imageFor,
  clients: {
    python: ['asyncpg', 'psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'pg8000', 'aiopg', 'databases-postgres', 'psycopg-pool'],
    node: ['pg', 'postgres', 'pg-promise'],
  },
  schemes: ['postgresql', 'postgres', 'psql', 'pgsql'],
  port: 5432,
  volume: {
    name: 'postgres-data',
    // The image moved its volume with 18; the old path makes the entrypoint stop.
    path: (major) => (Number.parseInt(major || version, 10) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'),
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
  limits: { memory: '512M', cpus: '1.0', pids: 200 },
  // The default of 64 MB is short for parallel queries.
  shmSize: '128mb',
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp', '/var/run/postgresql'],
  connection: { scheme: 'postgresql', user: '${POSTGRES_USER:-app}', password: '${POSTGRES_PASSWORD:?run: make env}', database: '${POSTGRES_DB:-app}' },
  moreDatabases: {
    script: [
      'export PGPASSWORD="${POSTGRES_PASSWORD:-$(cat "$POSTGRES_PASSWORD_FILE")}"',
      `sql="SELECT format('CREATE DATABASE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec"`,
      'for name in $DATABASES; do echo "$sql" | psql -h {name} -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v ON_ERROR_STOP=1 -v name="$name" || exit 1; done',
    ].join('; '),
    reads: ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'],
  },
  backup: {
    extension: 'dump',
    database: '$POSTGRES_DB',
    // By the server's own socket, where the image asks for no password.
    dump: ['pg_dump --username="$POSTGRES_USER" --format=custom "{database}"'],
    // Into a database beside it, which then takes its place: a broken file changes nothing, and nothing newer is left between old tables,
    // where `--clean` leaves what the file does not know and stops where that refers to what it does.
    restore: [
      'export PGUSER="$POSTGRES_USER" PGOPTIONS="-c client_min_messages=warning" new="{database}-restored"',
      'dropdb --if-exists "$new"',
      'createdb --template=template0 "$new"',
      '{ pg_restore --exit-on-error --no-owner --dbname="$new" || { dropdb "$new"; false; }; }',
      'dropdb --if-exists --force "{database}"',
      'psql --quiet --dbname=template1 --command="ALTER DATABASE \\"$new\\" RENAME TO \\"{database}\\""',
    ],
    // Those of the image itself have lower numbers.
    others: 'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -Atc "SELECT datname FROM pg_database WHERE oid >= 16384 AND datname <> current_database()"',
    note: 'Roles beside the first are not in the file.',
  },
  refusal: 'password authentication failed',
  drivers: [
    { distribution: 'asyncpg', scheme: 'postgresql+asyncpg', asynchronous: true },
    { distribution: 'psycopg', scheme: 'postgresql+psycopg', asynchronous: false },
    // Named, since SQLAlchemy 2.1 takes psycopg 3 where a URL names no driver.
    { distribution: 'psycopg2', scheme: 'postgresql+psycopg2', asynchronous: false },
    { distribution: 'psycopg2-binary', scheme: 'postgresql+psycopg2', asynchronous: false },
  ],
  words: ['POSTGRES', 'POSTGRESQL', 'PSQL', 'PGSQL', 'PG'],
  roles: { database: 1 },
  customary: [{ name: 'DATABASE_URL', part: 'url' }],
}

function imageFor(major: string): string {
  return `postgres:${major}-trixie`
}
