import type { Service } from './contract.ts'

// Docker Hub, library/mariadb: 11.8 is a long-term release.
const version = '11.8'

export const mariadb: Service = {
  id: 'mariadb',
  title: 'MariaDB',
  aliases: ['maria'],
  protocol: 'mysql',
  image: imageFor(version),
  imageFor,
  clients: { python: ['mariadb'], node: ['mariadb'] },
  schemes: ['mariadb', 'mysql', 'mysql2', 'mysqldb'],
  port: 3306,
  volume: { name: 'mariadb-data', path: () => '/var/lib/mysql' },
  environment: [
    { name: 'MARIADB_USER', value: '${MARIADB_USER:-app}', secret: false },
    { name: 'MARIADB_PASSWORD', value: '${MARIADB_PASSWORD:?run: make env}', secret: true },
    { name: 'MARIADB_DATABASE', value: '${MARIADB_DATABASE:-app}', secret: false },
    { name: 'MARIADB_ROOT_PASSWORD', value: '${MARIADB_ROOT_PASSWORD:?run: make env}', secret: true },
  ],
  variables: [
    { name: 'MARIADB_USER', example: () => 'app', comment: 'Who the app is to the database.', fresh: 'example', required: false, urlSafe: true },
    {
      name: 'MARIADB_PASSWORD',
      example: () => '',
      comment: 'Goes into a URL: letters, digits, . _ ~ - only. The database keeps the one it was made with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
    { name: 'MARIADB_DATABASE', example: () => 'app', comment: 'Name of the database.', fresh: 'example', required: false, urlSafe: true },
    { name: 'MARIADB_ROOT_PASSWORD', example: () => '', comment: 'For administrators alone.', fresh: 'random', required: true, urlSafe: false },
  ],
  secretFiles: { MARIADB_PASSWORD: 'MARIADB_PASSWORD_FILE', MARIADB_ROOT_PASSWORD: 'MARIADB_ROOT_PASSWORD_FILE' },
  command: null,
  health: {
    // The image's own script, with a user that the image makes: over TCP, which the server of the first start does not listen on.
    test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'],
    startPeriodSeconds: 30,
  },
  limits: { memory: '512M', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp', '/run/mysqld'],
  connection: { scheme: 'mysql', user: '${MARIADB_USER:-app}', password: '${MARIADB_PASSWORD:?run: make env}', database: '${MARIADB_DATABASE:-app}' },
  moreDatabases: {
    // Only the administrator may make one.
    script: [
      'export MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-$(cat "$MARIADB_ROOT_PASSWORD_FILE")}"',
      `for name in $DATABASES; do echo "CREATE DATABASE IF NOT EXISTS \\\`$name\\\`; GRANT ALL ON \\\`$name\\\`.* TO '$MARIADB_USER'@'%'" | mariadb -h {name} -u root || exit 1; done`,
    ].join('; '),
    reads: ['MARIADB_USER', 'MARIADB_ROOT_PASSWORD'],
  },
  backup: {
    extension: 'sql.gz',
    database: '$MARIADB_DATABASE',
    dump: [
      'set -o pipefail',
      'export MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-$(cat "$MARIADB_ROOT_PASSWORD_FILE")}"',
      // Routines and events need the administrator's rights.
      'mariadb-dump -u root --single-transaction --routines --triggers --events --no-tablespaces "{database}" | gzip',
    ],
    restore: [
      'set -o pipefail',
      'export MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-$(cat "$MARIADB_ROOT_PASSWORD_FILE")}"',
      'mariadb -u root -e "DROP DATABASE IF EXISTS \\`{database}\\`; CREATE DATABASE \\`{database}\\`"',
      'gunzip | mariadb -u root "{database}"',
    ],
    others:
      'export MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-$(cat "$MARIADB_ROOT_PASSWORD_FILE")}"; mariadb -u root -Ne "SHOW DATABASES" | grep -vxE "information_schema|mysql|performance_schema|sys|$MARIADB_DATABASE"',
    note: 'Users are not in the file.',
  },
  refusal: 'Access denied for user',
  drivers: [
    { distribution: 'asyncmy', scheme: 'mysql+asyncmy', asynchronous: true },
    { distribution: 'aiomysql', scheme: 'mysql+aiomysql', asynchronous: true },
    { distribution: 'mariadb', scheme: 'mariadb+mariadbconnector', asynchronous: false },
    { distribution: 'mysqlclient', scheme: 'mysql+mysqldb', asynchronous: false },
    { distribution: 'pymysql', scheme: 'mysql+pymysql', asynchronous: false },
    { distribution: 'mysql-connector-python', scheme: 'mysql+mysqlconnector', asynchronous: false },
  ],
  words: ['MARIADB', 'MARIA', 'MYSQL'],
  roles: { database: 1 },
  customary: [{ name: 'DATABASE_URL', part: 'url' }],
}

function imageFor(tag: string): string {
  return `mariadb:${tag}`
}
