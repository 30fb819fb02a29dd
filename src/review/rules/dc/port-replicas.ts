import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { placeIn, portsOf } from '../../model/service.ts'

export const portReplicas: ComposeRule = {
  id: 'dc/port-replicas',
  severity: 'critical',
  reads: 'compose',
  title: 'Several containers want one port',
  why: 'The first takes it; the others do not start: "port is already allocated". Two cannot share a container_name either.',
  fix: 'A proxy in front that publishes the port; ports: !reset [] in the file that sets the number.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const count = isRecord(merged.deploy) && merged.deploy.replicas !== undefined ? merged.deploy.replicas : merged.scale
      if (typeof count !== 'number' || count < 2) continue
      const key = isRecord(own.deploy) && own.deploy.replicas !== undefined ? ['deploy', 'replicas'] : own.scale !== undefined ? ['scale'] : ['ports']
      const fixed = portsOf(merged).find((one) => one.published !== null && !one.published.includes('-'))
      if (fixed) yield { ...placeIn(view, name, ...key), message: `${count} of ${name}, and all of them want port ${fixed.published}.` }
      else if (typeof merged.container_name === 'string')
        yield {
          ...placeIn(view, name, ...key),
          message: `${count} of ${name}, and all of them are to be called ${merged.container_name}.`,
          fix: 'Take container_name out.',
        }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    ports: ["8000:8000"]\n    deploy:\n      replicas: 2\n', line: 6 },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    deploy:\n      replicas: 3\n',
        line: 4,
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n    ports: ["127.0.0.1:8000:8000"]\n' },
      },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    ports: ["8000-8001:8000"]\n    deploy:\n      replicas: 2\n' },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    ports: !reset []\n    deploy:\n      replicas: 3\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n    ports: ["8000:8000"]\n' },
      },
    ],
  },
}
