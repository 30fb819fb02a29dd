import type { Service } from './contract.ts'

// Docker Hub, library/mysql: 8.4 is a long-term release. `latest` is the innovation track, which lives for three months.
const version = '8.4'

export const mysql: Service = {
  id: 'mysql',
  title: 'MySQL',
  aliases: [],
  protocol: 'mysql',
  image: imageFor(version),
  imageFor,
  clients: { python: ['pymysql', 'aiomysql', 'asyncmy', 'mysqlclient', 'mysql-connector-python', 'mysql-connector'], node: ['mysql2', 'mysql'] },
  schemes: ['mysql', 'mysql2', 'mysqldb'],
  port: 3306,
  volume: { name: 'mysql-data', path: () => '/var/lib/mysql' },
  environment: [
    { name: 'MYSQL_USER', value: '${MYSQL_USER:-app}', secret: false },
    { name: 'MYSQL_PASSWORD', value: '${MYSQL_PASSWORD:?run: make env}', secret: true },
    { name: 'MYSQL_DATABASE', value: '${MYSQL_DATABASE:-app}', secret: false },
    { name: 'MYSQL_ROOT_PASSWORD', value: '${MYSQL_ROOT_PASSWORD:?run: make env}', secret: true },
  ],
  variables: [
    { name: 'MYSQL_USER', example: () => 'app', comment: 'Who the app is to the database.', fresh: 'example', required: false, urlSafe: true },
    {
      name: 'MYSQL_PASSWORD',
      example: () => '',
      comment: 'Goes into a URL: letters, digits, . _ ~ - only. The database keeps the one it was made with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
    { name: 'MYSQL_DATABASE', example: () => 'app', comment: 'Name of the database.', fresh: 'example', required: false, urlSafe: true },
    { name: 'MYSQL_ROOT_PASSWORD', example: () => '', comment: 'For administrators alone.', fresh: 'random', required: true, urlSafe: false },
  ],
  secretFiles: { MYSQL_PASSWORD: 'MYSQL_PASSWORD_FILE', MYSQL_ROOT_PASSWORD: 'MYSQL_ROOT_PASSWORD_FILE' },
  command: null,
  health: {
    // Over TCP, which the server of the first start does not listen on; as the app, since `mysqladmin ping` takes a refused login for an answer.
    test: ['CMD-SHELL', 'mysql -h 127.0.0.1 -u "$MYSQL_USER" --password="$MYSQL_PASSWORD" -e "SELECT 1" "$MYSQL_DATABASE"'],
    startPeriodSeconds: 60,
  },
  limits: { memory: '1G', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp', '/var/run/mysqld'],
  connection: { scheme: 'mysql', user: '${MYSQL_USER:-app}', password: '${MYSQL_PASSWORD:?run: make env}', database: '${MYSQL_DATABASE:-app}' },
  moreDatabases: {
    // Only the administrator may make one.
    script: [
      'export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$(cat "$MYSQL_ROOT_PASSWORD_FILE")}"',
      `for name in $DATABASES; do echo "CREATE DATABASE IF NOT EXISTS \\\`$name\\\`; GRANT ALL ON \\\`$name\\\`.* TO '$MYSQL_USER'@'%'" | mysql -h {name} -u root || exit 1; done`,
    ].join('; '),
    reads: ['MYSQL_USER', 'MYSQL_ROOT_PASSWORD'],
  },
  backup: {
    extension: 'sql.gz',
    database: '$MYSQL_DATABASE',
    dump: [
      'set -o pipefail',
      'export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$(cat "$MYSQL_ROOT_PASSWORD_FILE")}"',
      // Routines and events need the administrator's rights.
      'mysqldump -u root --single-transaction --routines --triggers --events --no-tablespaces "{database}" | gzip',
    ],
    restore: [
      'set -o pipefail',
      'export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$(cat "$MYSQL_ROOT_PASSWORD_FILE")}"',
      'mysql -u root -e "DROP DATABASE IF EXISTS \\`{database}\\`; CREATE DATABASE \\`{database}\\`"',
      'gunzip | mysql -u root "{database}"',
    ],
    others:
      'export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$(cat "$MYSQL_ROOT_PASSWORD_FILE")}"; mysql -u root -Ne "SHOW DATABASES" | grep -vxE "information_schema|mysql|performance_schema|sys|$MYSQL_DATABASE"',
    note: 'Users are not in the file.',
  },
  refusal: 'Access denied for user',
  drivers: [
    { distribution: 'asyncmy', scheme: 'mysql+asyncmy', asynchronous: true },
    { distribution: 'aiomysql', scheme: 'mysql+aiomysql', asynchronous: true },
    { distribution: 'mysqlclient', scheme: 'mysql+mysqldb', asynchronous: false },
    { distribution: 'pymysql', scheme: 'mysql+pymysql', asynchronous: false },
    { distribution: 'mysql-connector-python', scheme: 'mysql+mysqlconnector', asynchronous: false },
  ],
  words: ['MYSQL'],
  roles: { database: 1 },
  customary: [{ name: 'DATABASE_URL', part: 'url' }],
}

function imageFor(tag: string): string {
  return `mysql:${tag}`
}
