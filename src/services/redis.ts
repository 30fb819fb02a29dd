import type { Service } from './contract.ts'

// Docker Hub, library/redis.
const version = '8.10'

export const redis: Service = {
  id: 'redis',
  title: 'Redis',
  aliases: [],
  protocol: 'redis',
  image: imageFor(version),
  imageFor,
  clients: {
    python: ['redis', 'aioredis', 'hiredis', 'fastapi-limiter', 'arq', 'rq', 'celery-redbeat', 'aiocache-redis'],
    node: ['redis', 'ioredis', 'bullmq', 'bull', 'connect-redis'],
  },
  schemes: ['redis', 'rediss', 'rediscache'],
  port: 6379,
  volume: null,
  scratch: ['/data'],
  environment: [],
  variables: [],
  secretFiles: {},
  // Bounded; entries with a time to live make room, jobs and locks without one stay. Nothing is kept on disk.
  command: ['redis-server', '--maxmemory', '96mb', '--maxmemory-policy', 'volatile-lru', '--save', '', '--appendonly', 'no'],
  // Their queues have keys with a time to live that must not go: https://docs.bullmq.io/guide/going-to-production
  commandFor: {
    clients: ['bullmq', 'bull', '@nestjs/bullmq', '@nestjs/bull'],
    command: ['redis-server', '--maxmemory', '96mb', '--maxmemory-policy', 'noeviction', '--save', '', '--appendonly', 'no'],
  },
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
  words: ['REDIS'],
  roles: { cache: 1, results: 1, broker: 2 },
  customary: [{ name: 'REDIS_URL', part: 'url' }],
}

function imageFor(tag: string): string {
  return `redis:${tag}-alpine`
}
