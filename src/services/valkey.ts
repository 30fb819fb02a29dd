import type { Service } from './contract.ts'

// Docker Hub, valkey/valkey.
const version = '9.1'

export const valkey: Service = {
  id: 'valkey',
  title: 'Valkey',
  aliases: [],
  protocol: 'redis',
  image: imageFor(version),
  imageFor,
  clients: { python: ['valkey', 'valkey-glide'], node: ['iovalkey', '@valkey/valkey-glide'] },
  schemes: ['valkey', 'valkeys', 'redis', 'rediss', 'rediscache'],
  port: 6379,
  volume: null,
  scratch: ['/data'],
  environment: [],
  variables: [],
  secretFiles: {},
  // Bounded; entries with a time to live make room, jobs and locks without one stay. Nothing is kept on disk.
  command: ['valkey-server', '--maxmemory', '96mb', '--maxmemory-policy', 'volatile-lru', '--save', '', '--appendonly', 'no'],
  health: {
    // `valkey-cli ping` exits 0 on an error reply too, so the answer itself is asked for.
    test: ['CMD-SHELL', 'valkey-cli ping | grep -q PONG'],
    startPeriodSeconds: 5,
  },
  limits: { memory: '128M', cpus: '0.5', pids: 50 },
  shmSize: null,
  capabilities: ['CHOWN', 'SETGID', 'SETUID'],
  tmpfs: ['/data'],
  // What every client knows, Redis' own among them.
  connection: { scheme: 'redis', user: null, password: null, database: '0' },
  words: ['VALKEY', 'REDIS'],
  roles: { cache: 1, results: 1, broker: 2 },
  customary: [{ name: 'REDIS_URL', part: 'url' }],
}

function imageFor(tag: string): string {
  return `valkey/valkey:${tag}-alpine`
}
