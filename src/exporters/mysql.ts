import type { Exporter } from './contract.ts'
import { metricsPassword, pageAnswers, program } from './program.ts'

// Docker Hub, prom/mysqld-exporter: on busybox, as user 65534. For MariaDB too.
const version = '0.20.0'
const password = '${MYSQL_METRICS_PASSWORD:?run: make env}'
// Of a replica nothing is asked, for which its login would need another right.
const command = ['--mysqld.address={kind}:3306', '--mysqld.username=prometheus_exporter', '--no-collect.slave_status']

export const mysql: Exporter = {
  of: ['mysql', 'mariadb'],
  service: program({
    id: 'mysqld-exporter',
    title: 'MySQL exporter',
    image: imageFor(version),
    imageFor,
    port: 9104,
    environment: [{ name: 'MYSQLD_EXPORTER_PASSWORD', value: password, secret: true }],
    variables: [metricsPassword('MYSQL_METRICS_PASSWORD')],
    secretFiles: {
      MYSQL_ROOT_PASSWORD: 'MYSQL_ROOT_PASSWORD_FILE',
      MARIADB_ROOT_PASSWORD: 'MARIADB_ROOT_PASSWORD_FILE',
      METRICS_PASSWORD: 'METRICS_PASSWORD_FILE',
    },
    start: { entrypoint: ['/bin/mysqld_exporter'], command },
    command,
    health: pageAnswers(9104),
  }),
  port: 9104,
  path: '/metrics',
  login: {
    script: [
      'MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-${MARIADB_ROOT_PASSWORD:-$(cat "${MYSQL_ROOT_PASSWORD_FILE:-$MARIADB_ROOT_PASSWORD_FILE}")}}"',
      'export MYSQL_PWD',
      'password="${METRICS_PASSWORD:-$(cat "$METRICS_PASSWORD_FILE")}"',
      [
        `echo "CREATE USER IF NOT EXISTS 'prometheus_exporter'@'%'; ALTER USER 'prometheus_exporter'@'%' IDENTIFIED BY '$password' WITH MAX_USER_CONNECTIONS 3;`,
        `GRANT PROCESS ON *.* TO 'prometheus_exporter'@'%'" | "$(command -v mariadb || command -v mysql)" -h {kind} -u root`,
      ].join(' '),
    ].join('; '),
    reads: ['MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'],
    password,
  },
  panels: [
    { title: 'connections', unit: 'short', queries: [{ expression: 'mysql_global_status_threads_connected{$job}', legend: 'connected' }] },
    { title: 'queries', unit: 'ops', queries: [{ expression: 'rate(mysql_global_status_queries{$job}[$time])', legend: 'queries' }] },
    { title: 'slow queries', unit: 'ops', queries: [{ expression: 'rate(mysql_global_status_slow_queries{$job}[$time])', legend: 'slow' }] },
    {
      title: 'pages read from the disk',
      unit: 'percentunit',
      queries: [
        {
          expression:
            'rate(mysql_global_status_innodb_buffer_pool_reads{$job}[$time]) / rate(mysql_global_status_innodb_buffer_pool_read_requests{$job}[$time])',
          legend: 'read',
        },
      ],
    },
  ],
}

function imageFor(tag: string): string {
  return `prom/mysqld-exporter:v${tag.replace(/^v/, '')}`
}
