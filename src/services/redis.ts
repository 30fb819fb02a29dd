import type { Service } from './contract.ts'

// Docker Hub, library/redis.
const version = '8.10'

export const redis: Service = {
  id: 'redis',
  title: 'Redis',
  aliases: [],
  image: imageFor(version),
  imageFor,
  clients: {
    python: ['redis', 'aioredis', 'hiredis', 'fastapi-cache2', 'fastapi-limiter', 'arq', 'rq', 'celery-redbeat', 'aiocache-redis'],
    node: ['redis', 'ioredis', 'bullmq', 'bull', 'connect-redis'],
  },
  schemes: ['redis', 'rediss'],
  port: 6379,
  volume: null,
  environment: [],
  variables: [],
  secretFiles: {},
  // Bounded; entries with a time to live make room, jobs and locks without one stay. Nothing is kept on disk.
  command: ['redis-server', '--maxmemory', '96mb', '--maxmemory-policy', 'volatile-lru', '--save', '', '--appendonly', 'no'],
  health: {
    // `redis-cli ping` exits 0 on an error reply too, so the answer itself is asked for.
    test: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'],
    startPeriodSeconds: 5,
  },
  limits: { memory: '128M', cpus: '0.5', pids: 50 },
  shmSize: null,
  capabilities: ['CHOWN', 'SETGID', 'SETUID'],
  tmpfs: ['/data'],
  connection: { scheme: 'redis', user: null, password: null, database: '0' },
  parts: [
    { pattern: /(^|_)(REDIS|CACHE|BROKER|RATE_?LIMIT(ER)?|SESSION)(_[A-Z]+)?_{0,2}(URL|URI|DSN)$/, part: 'url' },
    { pattern: /^(.*_)?REDIS(_[A-Z]+)*_{0,2}(HOST|SERVER|HOSTNAME)$/, part: 'host' },
    { pattern: /^(.*_)?REDIS(_[A-Z]+)*_{0,2}PORT$/, part: 'port' },
    { pattern: /^(.*_)?REDIS(_[A-Z]+)*_{0,2}(USER|USERNAME)$/, part: 'user' },
    { pattern: /^(.*_)?REDIS(_[A-Z]+)*_{0,2}(DB|DATABASE)$/, part: 'database' },
  ],
}

function imageFor(tag: string): string {
  return `redis:${tag}-alpine`
}
