import type { Service } from './contract.ts'

// Docker Hub, grafana/k6: Alpine, as user 12345.
const version = '2.3.0'

export const k6: Service = {
  id: 'k6',
  title: 'k6',
  aliases: [],
  protocol: 'load-test',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  // It listens on none.
  port: 0,
  volume: null,
  environment: [{ name: 'K6_NO_USAGE_REPORT', value: 'true', secret: false }],
  variables: [],
  secretFiles: {},
  command: ['run', '/load/script.js'],
  health: 'none',
  limits: { memory: '512M', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  aside: true,
  profile: 'load',
  reads: [{ source: 'load', path: '/load', ours: ['load/script.js'] }],
}

function imageFor(tag: string): string {
  return `grafana/k6:${tag.replace(/^v/, '')}`
}
