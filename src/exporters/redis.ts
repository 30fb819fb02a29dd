import type { Exporter } from './contract.ts'
import { pageAnswers, program } from './program.ts'

// Docker Hub, oliver006/redis_exporter: the tag without a suffix has no shell, so nothing could check it.
const version = '1.93.0'

export const redis: Exporter = {
  of: ['redis', 'valkey'],
  service: program({
    id: 'redis-exporter',
    title: 'Redis exporter',
    image: imageFor(version),
    imageFor,
    port: 9121,
    environment: [{ name: 'REDIS_ADDR', value: 'redis://{kind}:6379', secret: false }],
    command: null,
    health: pageAnswers(9121, '/health'),
  }),
  port: 9121,
  path: '/metrics',
  panels: [
    { title: 'commands', unit: 'ops', queries: [{ expression: 'rate(redis_commands_processed_total{$job}[$time])', legend: 'commands' }] },
    {
      title: 'memory',
      unit: 'bytes',
      queries: [
        { expression: 'redis_memory_used_bytes{$job}', legend: 'used' },
        { expression: 'redis_memory_max_bytes{$job}', legend: 'most' },
      ],
    },
    {
      title: 'keys',
      unit: 'ops',
      queries: [
        { expression: 'rate(redis_keyspace_hits_total{$job}[$time])', legend: 'found' },
        { expression: 'rate(redis_keyspace_misses_total{$job}[$time])', legend: 'missed' },
        { expression: 'rate(redis_evicted_keys_total{$job}[$time])', legend: 'pushed out' },
      ],
    },
    { title: 'clients', unit: 'short', queries: [{ expression: 'redis_connected_clients{$job}', legend: 'clients' }] },
  ],
}

function imageFor(tag: string): string {
  return `oliver006/redis_exporter:v${tag.replace(/^v/, '')}-alpine`
}
