import type { Exporter } from './contract.ts'

/** By a plugin that its image has enabled; without names of queues, of which there may be many. */
export const rabbitmq: Exporter = {
  of: ['rabbitmq'],
  service: null,
  port: 15692,
  path: '/metrics',
  panels: [
    {
      title: 'messages',
      unit: 'short',
      queries: [
        { expression: 'sum(rabbitmq_queue_messages_ready{$job})', legend: 'waiting' },
        { expression: 'sum(rabbitmq_queue_messages_unacked{$job})', legend: 'at a worker' },
      ],
    },
    {
      title: 'messages a second',
      unit: 'ops',
      queries: [
        { expression: 'sum(rate(rabbitmq_global_messages_received_total{$job}[$time]))', legend: 'sent' },
        { expression: 'sum(rate(rabbitmq_global_messages_delivered_total{$job}[$time]))', legend: 'delivered' },
      ],
    },
    { title: 'memory', unit: 'bytes', queries: [{ expression: 'rabbitmq_process_resident_memory_bytes{$job}', legend: 'used' }] },
  ],
}
