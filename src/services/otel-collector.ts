import type { Service } from './contract.ts'

// Docker Hub, otel/opentelemetry-collector: the core distribution, as user 10001.
const version = '0.162.0'

export const otelCollector: Service = {
  id: 'otel-collector',
  title: 'OpenTelemetry Collector',
  aliases: ['otel', 'opentelemetry'],
  protocol: 'otlp',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 4317,
  volume: null,
  environment: [],
  variables: [],
  secretFiles: {},
  command: null,
  // Its image holds one program, which has no command that asks another one of it.
  health: 'none',
  limits: { memory: '256M', cpus: '0.5', pids: 100 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  needs: ['prometheus'],
  aside: true,
  profile: 'monitoring',
  reads: [{ source: 'monitoring/otel-collector.yaml', path: '/etc/otelcol/config.yaml', ours: ['monitoring/otel-collector.yaml'] }],
}

function imageFor(tag: string): string {
  return `otel/opentelemetry-collector:${tag.replace(/^v/, '')}`
}
