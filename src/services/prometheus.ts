import type { Service } from './contract.ts'

// Docker Hub, prom/prometheus: with busybox, as user 65534, which owns /prometheus.
const version = '3.15.0'

export const prometheus: Service = {
  id: 'prometheus',
  title: 'Prometheus',
  aliases: ['prom'],
  protocol: 'prometheus',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 9090,
  volume: { name: 'prometheus-data', path: () => '/prometheus' },
  environment: [],
  variables: [],
  secretFiles: {},
  // A command drops the image's own, so its paths are said again. What comes first, days or bytes, ends what is kept.
  command: [
    '--config.file=/etc/prometheus/prometheus.yml',
    '--storage.tsdb.path=/prometheus',
    '--storage.tsdb.retention.time=15d',
    '--storage.tsdb.retention.size=2GB',
  ],
  health: { test: ['CMD', 'wget', '-q', '--spider', 'http://127.0.0.1:9090/-/healthy'], startPeriodSeconds: 15 },
  limits: { memory: '512M', cpus: '0.5', pids: 100 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  aside: true,
  profile: 'monitoring',
  reads: [{ source: 'monitoring/prometheus.yml', path: '/etc/prometheus/prometheus.yml', ours: ['monitoring/prometheus.yml'] }],
}

function imageFor(tag: string): string {
  return `prom/prometheus:v${tag.replace(/^v/, '')}`
}
