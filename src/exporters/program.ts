import type { Service } from '../services/contract.ts'

/** What all of these programs have in common: they keep nothing, and nobody but Prometheus asks them. */
export function program(own: Pick<Service, 'id' | 'title' | 'image' | 'imageFor' | 'port' | 'environment' | 'command' | 'health'> & Partial<Service>): Service {
  return {
    aliases: [],
    protocol: own.id,
    clients: {},
    schemes: [],
    volume: null,
    variables: [],
    secretFiles: {},
    limits: { memory: '64M', cpus: '0.25', pids: 50 },
    shmSize: null,
    capabilities: [],
    tmpfs: ['/tmp'],
    connection: { scheme: 'http', user: null, password: null, database: null },
    words: [],
    customary: [],
    aside: true,
    profile: 'monitoring',
    ...own,
  }
}

/** Its page, which asks the service for nothing. */
export function pageAnswers(port: number, path = '/'): Service['health'] {
  return { test: ['CMD', 'wget', '-q', '--spider', `http://127.0.0.1:${port}${path}`], startPeriodSeconds: 10 }
}

/** The variable of a login that reads figures alone. */
export function metricsPassword(name: string): Service['variables'][number] {
  return {
    name,
    example: () => '',
    comment: 'Of the login that reads figures for Prometheus and nothing else.',
    fresh: 'random',
    required: true,
    urlSafe: true,
  }
}
