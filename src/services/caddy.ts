import type { Service } from './contract.ts'

// Docker Hub, library/caddy.
const version = '2.11-alpine'

export const caddy: Service = {
  id: 'caddy',
  title: 'Caddy',
  aliases: [],
  protocol: 'proxy',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 8080,
  // Certificates. /var/tmp is the one folder of the image that any user may write, and a fresh volume takes that over.
  volume: { name: 'caddy-data', path: () => '/var/tmp' },
  environment: [
    { name: 'DOMAIN', value: ':8080', secret: false },
    { name: 'XDG_DATA_HOME', value: '/var/tmp', secret: false },
    { name: 'XDG_CONFIG_HOME', value: '/tmp', secret: false },
  ],
  variables: [],
  secretFiles: {},
  command: null,
  health: { test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8081/'], startPeriodSeconds: 5 },
  limits: { memory: '256M', cpus: '0.5', pids: 100 },
  shmSize: null,
  // Its program carries this one, and does not start where it cannot be had.
  capabilities: ['NET_BIND_SERVICE'],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  aside: true,
  runsAs: '10001:10001',
  proxy: {
    template: 'Caddyfile',
    file: 'proxy/Caddyfile',
    mountedAt: '/etc/caddy/Caddyfile',
    tls: [
      { variable: 'HTTP_PORT', host: 80, container: 8080, comment: 'Port for plain HTTP in production, on every address of the machine.' },
      { variable: 'HTTPS_PORT', host: 443, container: 8443, comment: 'Port for HTTPS in production.' },
    ],
    failure: 'dial tcp',
  },
}

function imageFor(tag: string): string {
  return `caddy:${tag}`
}
