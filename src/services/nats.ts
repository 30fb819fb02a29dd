import type { Service } from './contract.ts'

// Docker Hub, library/nats: the image without a suffix has no shell, so nothing could check it.
const version = '2.14'

export const nats: Service = {
  id: 'nats',
  title: 'NATS',
  aliases: ['jetstream'],
  protocol: 'nats',
  image: imageFor(version),
  imageFor,
  clients: { python: ['nats-py', 'asyncio-nats-client', 'taskiq-nats'], node: ['nats', '@nats-io/transport-node'] },
  schemes: ['nats'],
  port: 4222,
  volume: { name: 'nats-data', path: () => '/data' },
  environment: [],
  variables: [],
  secretFiles: {},
  // JetStream, what it keeps, and the page that the check asks. No cluster, which the image's own configuration has.
  command: ['--jetstream', '--store_dir', '/data', '--http_port', '8222'],
  health: { test: ['CMD-SHELL', 'wget -q -O - http://127.0.0.1:8222/healthz | grep -q ok'], startPeriodSeconds: 5 },
  limits: { memory: '256M', cpus: '0.5', pids: 100 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'nats', user: null, password: null, database: null },
  words: ['NATS'],
  roles: { broker: 3 },
  customary: [{ name: 'NATS_URL', part: 'url' }],
  parts: [{ pattern: /^(.*_)?NATS_(SERVERS?|ENDPOINTS?|ADDRESS)$/, part: 'url' }],
}

function imageFor(tag: string): string {
  return `nats:${tag}-alpine`
}
