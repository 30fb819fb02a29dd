import { recogniseTaskiq } from '../detect/workers/taskiq.ts'
import { connectedProbe } from '../servers/connected-probe.ts'
import { restarted } from '../servers/reload.ts'
import type { WorkerFramework } from './contract.ts'

export const taskiq: WorkerFramework = {
  id: 'taskiq',
  title: 'Taskiq',
  distributions: ['taskiq'],
  startPeriodSeconds: 20,
  recognise: recogniseTaskiq,
  command: ({ facts, answers }) => {
    const modules = answers.entrypoint.split(',')
    const plain = { stopSignal: null, needsInit: false, environment: [] }
    if (facts.role === 'scheduler') {
      const run = ['taskiq', 'scheduler', ...modules]
      // It leaves SIGTERM to Python, which as process 1 ignores it.
      return { run, ...restarted(facts, run), ...plain, needsInit: true, single: true }
    }
    const run = ['taskiq', 'worker', ...modules, '--workers', '1']
    return {
      run,
      ...restarted(facts, run),
      ...plain,
      stopGraceSeconds: 60,
      tunes: [{ option: '--workers', name: 'TASKIQ_WORKERS', comment: 'Worker processes per container; scale with replicas first.' }],
    }
  },
  probe: () => connectedProbe,
}
