import type { Framework } from './contract.ts'

/** Serves its apps itself, faster than through ASGI; `sanic <target> --help`. One process a container: scale with replicas. */
export const sanic: Framework = {
  id: 'sanic',
  title: 'Sanic',
  distributions: ['sanic'],
  imports: ['sanic'],
  apps: ['sanic.Sanic'],
  port: 8000,
  startPeriodSeconds: 10,
  command: ({ facts, answers }) => {
    const start = ['sanic', answers.entrypoint, ...(facts.factory ? ['--factory'] : []), '--host', '0.0.0.0', '--port', String(answers.port)]
    return { run: [...start, '--single-process'], develop: [...start, '--dev'], stopSignal: null, needsInit: false, environment: [] }
  },
}
