import type { Service } from './contract.ts'

// Docker Hub, nginxinc/nginx-unprivileged: as user 101, above port 1024, its own files in /tmp. The same tag serves pages.
const version = '1.30-alpine'

export const nginx: Service = {
  id: 'nginx',
  title: 'nginx',
  aliases: [],
  protocol: 'proxy',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 8080,
  volume: null,
  environment: [],
  variables: [],
  secretFiles: {},
  command: null,
  health: { test: ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:8080/proxy-health'], startPeriodSeconds: 5 },
  limits: { memory: '128M', cpus: '0.5', pids: 100 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  aside: true,
  proxy: {
    template: 'nginx.conf',
    file: 'proxy/nginx.conf',
    mountedAt: '/etc/nginx/conf.d/default.conf',
    failure: 'connect() failed',
  },
}

function imageFor(tag: string): string {
  return `nginxinc/nginx-unprivileged:${tag}`
}
