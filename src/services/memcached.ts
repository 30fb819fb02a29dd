import type { Service } from './contract.ts'

// Docker Hub, library/memcached.
const version = '1.6'

export const memcached: Service = {
  id: 'memcached',
  title: 'Memcached',
  aliases: ['memcache'],
  protocol: 'memcached',
  image: imageFor(version),
  imageFor,
  clients: { python: ['pymemcache', 'aiomcache', 'python-memcached', 'pylibmc', 'emcache'], node: ['memjs', 'memcached'] },
  schemes: ['memcached', 'memcache', 'pymemcache', 'memcachedcache'],
  port: 11211,
  volume: null,
  environment: [],
  variables: [],
  secretFiles: {},
  // In megabytes, below the limit of the container: items are counted, connections and tables come on top.
  command: ['memcached', '-m', '64', '-c', '256'],
  health: {
    // No client is in the image; busybox speaks for one. A server that hangs takes the connection and never answers.
    test: ['CMD-SHELL', "printf 'version\\r\\nquit\\r\\n' | nc -w 2 127.0.0.1 11211 | grep -q VERSION"],
    startPeriodSeconds: 5,
  },
  limits: { memory: '128M', cpus: '0.5', pids: 50 },
  shmSize: null,
  capabilities: [],
  tmpfs: [],
  connection: { scheme: 'memcached', user: null, password: null, database: null },
  words: ['MEMCACHED', 'MEMCACHE', 'MEMCACHIER'],
  roles: { cache: 2 },
  customary: [{ name: 'MEMCACHED_SERVERS', part: 'address' }],
  parts: [{ pattern: /^(.*_)?MEMCACHED?(_SERVERS?|_LOCATION|_ADDRESS|_NODES)$/, part: 'address' }],
}

function imageFor(tag: string): string {
  return `memcached:${tag}-alpine`
}
