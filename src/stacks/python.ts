import { webSightings } from '../detect/apps/other-web.ts'
import { frameworkOf } from '../frameworks/index.ts'
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
  recognise: webSightings,
  as: (id) => {
    const framework = frameworkOf(id)
    if (!framework) return python
    const { title, distributions, port, startPeriodSeconds } = framework
    return { ...python, title, distributions, role: 'web', kind: 'web', defaultPort: port, startPeriodSeconds }
  },
  command: (unit) => {
    const framework = frameworkOf(unit.facts.framework)
    if (!framework) throw new Error(`${unit.facts.name}: no web framework`)
    return framework.command(unit)
  },
  probe: routeProbe,
  tasks: () => [],
}
