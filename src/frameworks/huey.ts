import { recogniseHuey } from '../detect/workers/huey.ts'
import { connectedProbe, runningProbe } from '../servers/connected-probe.ts'
import { restarted } from '../servers/reload.ts'
import type { WorkerFramework } from './contract.ts'

export const huey: WorkerFramework = {
  id: 'huey',
  title: 'Huey',
  distributions: ['huey'],
  startPeriodSeconds: 20,
  recognise: recogniseHuey,
  command: ({ facts, answers }) => {
    const { periodic } = facts.details
    // Django's own settings say how many workers there are.
    const viaDjango = answers.entrypoint.includes(' ')
    const run = viaDjango ? ['python', ...answers.entrypoint.split(' ')] : ['huey_consumer', answers.entrypoint.replace(':', '.'), '--workers', '2']
    return {
      run,
      ...restarted(facts, run),
      // SIGTERM breaks off what it works on, SIGINT lets it finish.
      stopSignal: 'SIGINT',
      stopGraceSeconds: 60,
      needsInit: false,
      environment: [],
      ...(viaDjango ? {} : { tunes: [{ option: '--workers', name: 'HUEY_WORKERS', comment: 'Tasks that one container works on at a time.' }] }),
      // Each consumer sends what is due, so that two would do it twice.
      ...(periodic === undefined ? {} : { single: true }),
    }
  },
  probe: ({ facts }) => (facts.details['local'] === undefined ? connectedProbe : runningProbe),
}
