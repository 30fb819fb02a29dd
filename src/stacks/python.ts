import { webSightings } from '../detect/apps/other-web.ts'
import { besideSightings, programSightings } from '../detect/programs/index.ts'
import { workerSightings } from '../detect/workers/other-workers.ts'
import { frameworkOf, workerFrameworkOf } from '../frameworks/index.ts'
import { programCommand, programProbe } from '../servers/program.ts'
import { routeProbe } from '../servers/route-probe.ts'
import type { Stack } from './contract.ts'

export const python: Stack = {
  id: 'python',
  title: 'Python',
  language: 'python',
  role: 'app',
  kind: 'program',
  distributions: [],
  defaultPort: null,
  startPeriodSeconds: 10,
  asks: ['entrypoint'],
  refuseEntrypoint: () => undefined,
  recognise: (source) => [...webSightings(source), ...workerSightings(source), ...besideSightings(source), ...programSightings(source)],
  as: (id) => {
    const framework = frameworkOf(id)
    if (framework) {
      const { title, distributions, port, startPeriodSeconds } = framework
      return { ...python, title, distributions, role: 'web', kind: 'web', defaultPort: port, startPeriodSeconds }
    }
    const worker = workerFrameworkOf(id)
    if (!worker) return python
    const { title, distributions, startPeriodSeconds } = worker
    return { ...python, title, distributions, role: 'worker', kind: 'worker', startPeriodSeconds }
  },
  command: (unit) => (frameworkOf(unit.facts.framework) ?? workerFrameworkOf(unit.facts.framework))?.command(unit) ?? programCommand(unit),
  probe: (unit) => (frameworkOf(unit.facts.framework) ? routeProbe(unit) : (workerFrameworkOf(unit.facts.framework)?.probe(unit) ?? programProbe(unit))),
  tasks: () => [],
}
