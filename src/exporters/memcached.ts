import type { Exporter } from './contract.ts'
import { pageAnswers, program } from './program.ts'

// Docker Hub, prom/memcached-exporter: on busybox, as user 65534.
const version = '0.17.0'

export const memcached: Exporter = {
  of: ['memcached'],
  service: program({
    id: 'memcached-exporter',
    title: 'Memcached exporter',
    image: imageFor(version),
    imageFor,
    port: 9150,
    environment: [],
    command: ['--memcached.address={kind}:11211'],
    health: pageAnswers(9150),
  }),
  port: 9150,
  path: '/metrics',
  panels: [
    {
      title: 'keys',
      unit: 'ops',
      queries: [{ expression: 'sum by (status) (rate(memcached_commands_total{$job,command="get"}[$time]))', legend: '{{status}}' }],
    },
    {
      title: 'memory',
      unit: 'bytes',
      queries: [
        { expression: 'memcached_current_bytes{$job}', legend: 'used' },
        { expression: 'memcached_limit_bytes{$job}', legend: 'most' },
      ],
    },
    { title: 'connections', unit: 'short', queries: [{ expression: 'memcached_current_connections{$job}', legend: 'connections' }] },
  ],
}

function imageFor(tag: string): string {
  return `prom/memcached-exporter:v${tag.replace(/^v/, '')}`
}
