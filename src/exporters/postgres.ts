import type { Exporter } from './contract.ts'
import { metricsPassword, pageAnswers, program } from './program.ts'

// Docker Hub, prometheuscommunity/postgres-exporter: on busybox, as user 65534.
const version = '0.20.1'
const password = '${POSTGRES_METRICS_PASSWORD:?run: make env}'

export const postgres: Exporter = {
  of: ['postgres', 'pgvector'],
  service: program({
    id: 'postgres-exporter',
    title: 'PostgreSQL exporter',
    image: imageFor(version),
    imageFor,
    port: 9187,
    environment: [
      { name: 'DATA_SOURCE_URI', value: '{kind}:5432/${POSTGRES_DB:-app}?sslmode=disable', secret: false },
      { name: 'DATA_SOURCE_USER', value: 'prometheus_exporter', secret: false },
      { name: 'DATA_SOURCE_PASS', value: password, secret: true },
    ],
    variables: [metricsPassword('POSTGRES_METRICS_PASSWORD')],
    secretFiles: { DATA_SOURCE_PASS: 'DATA_SOURCE_PASS_FILE', POSTGRES_PASSWORD: 'POSTGRES_PASSWORD_FILE', METRICS_PASSWORD: 'METRICS_PASSWORD_FILE' },
    command: null,
    health: pageAnswers(9187),
  }),
  port: 9187,
  path: '/metrics',
  login: {
    // As standard input, where psql puts its variables in place and does \gexec.
    script: [
      'export PGPASSWORD="${POSTGRES_PASSWORD:-$(cat "$POSTGRES_PASSWORD_FILE")}"',
      'password="${METRICS_PASSWORD:-$(cat "$METRICS_PASSWORD_FILE")}"',
      [
        `printf '%s\\n' "SELECT 'CREATE ROLE prometheus_exporter' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'prometheus_exporter') \\gexec"`,
        `"ALTER ROLE prometheus_exporter LOGIN CONNECTION LIMIT 5 PASSWORD :'password';" "GRANT pg_monitor TO prometheus_exporter;"`,
        '| psql -q -h {kind} -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v ON_ERROR_STOP=1 -v password="$password"',
      ].join(' '),
    ].join('; '),
    reads: ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'],
    password,
  },
  panels: [
    {
      title: 'connections',
      unit: 'short',
      queries: [{ expression: 'sum by (datname) (pg_stat_database_numbackends{$job,datname!=""})', legend: '{{datname}}' }],
    },
    {
      title: 'transactions',
      unit: 'ops',
      queries: [
        { expression: 'sum(rate(pg_stat_database_xact_commit{$job}[$time]))', legend: 'committed' },
        { expression: 'sum(rate(pg_stat_database_xact_rollback{$job}[$time]))', legend: 'rolled back' },
      ],
    },
    {
      title: 'blocks found in memory',
      unit: 'percentunit',
      queries: [
        {
          expression:
            'sum(rate(pg_stat_database_blks_hit{$job}[$time])) / (sum(rate(pg_stat_database_blks_hit{$job}[$time])) + sum(rate(pg_stat_database_blks_read{$job}[$time])))',
          legend: 'found',
        },
      ],
    },
    { title: 'size', unit: 'bytes', queries: [{ expression: 'pg_database_size_bytes{$job,datname!~"template.*|postgres"}', legend: '{{datname}}' }] },
  ],
}

function imageFor(tag: string): string {
  return `prometheuscommunity/postgres-exporter:v${tag.replace(/^v/, '')}`
}
