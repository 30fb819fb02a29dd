import type { Service } from './contract.ts'

// Docker Hub, library/traefik.
const version = '3.7'

export const traefik: Service = {
  id: 'traefik',
  title: 'Traefik',
  aliases: [],
  protocol: 'proxy',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 8080,
  volume: null,
  // In its environment, not on its command line: its check reads the same.
  environment: [
    { name: 'TRAEFIK_PROVIDERS_FILE_FILENAME', value: '/etc/traefik/routes.yaml', secret: false },
    { name: 'TRAEFIK_ENTRYPOINTS_WEB_ADDRESS', value: ':8080', secret: false },
    { name: 'TRAEFIK_ENTRYPOINTS_WEB_FORWARDEDHEADERS_TRUSTEDIPS', value: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16', secret: false },
    { name: 'TRAEFIK_ENTRYPOINTS_HEALTH_ADDRESS', value: ':8081', secret: false },
    { name: 'TRAEFIK_PING', value: 'true', secret: false },
    { name: 'TRAEFIK_PING_ENTRYPOINT', value: 'health', secret: false },
    { name: 'TRAEFIK_GLOBAL_CHECKNEWVERSION', value: 'false', secret: false },
  ],
  variables: [],
  secretFiles: {},
  command: null,
  health: { test: ['CMD', 'traefik', 'healthcheck'], startPeriodSeconds: 5 },
  limits: { memory: '256M', cpus: '0.5', pids: 100 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  aside: true,
  runsAs: '10001:10001',
  proxy: {
    template: 'traefik.yaml',
    file: 'proxy/traefik.yaml',
    mountedAt: '/etc/traefik/routes.yaml',
    failure: 'Bad Gateway',
  },
}

function imageFor(tag: string): string {
  return `traefik:v${tag.replace(/^v/, '')}`
}
