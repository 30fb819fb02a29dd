import type { Framework } from './contract.ts'

/** `panel serve` runs a script for each visitor; `panel serve --help`. */
export const panel: Framework = {
  id: 'panel',
  title: 'Panel',
  distributions: ['panel'],
  imports: ['panel'],
  starts: /\.servable$|^panel\.serve$/,
  byPath: true,
  port: 5006,
  startPeriodSeconds: 20,
  healthPath: '/liveness',
  command: ({ answers }) => {
    // The browser's address is the host's, which the server cannot know: it has to be allowed by name in production.
    const listen = ['--address', '0.0.0.0', '--port', String(answers.port), '--liveness']
    const start = ['panel', 'serve', answers.entrypoint, ...listen, '--allow-websocket-origin', '*']
    return { run: start, develop: [...start, '--dev'], stopSignal: null, needsInit: true, environment: [] }
  },
}
