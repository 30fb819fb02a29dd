import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { namedNetworks } from '../../model/networks.ts'
import { familyOf } from '../../model/service.ts'

export const networkUnused: ComposeRule = {
  id: 'dc/network-unused',
  severity: 'improvement',
  reads: 'compose',
  title: 'A network that no service is on',
  why: 'It is not even made: the separation that it was written for is not there.',
  fix: 'Put the services on it that it is for.',
  sources: [],
  *find(view) {
    const { networks } = view.compose.top
    if (view.compose.top.include !== undefined) return
    const used = new Set(familyOf(view.compose).flatMap((file) => file.services.flatMap(({ own }) => namedNetworks(own))))
    for (const name of Object.keys(isRecord(networks) ? networks : {}))
      if (name !== 'default' && !used.has(name)) yield { ...view.compose.yaml.place('networks', name), message: `No service is on ${name}.` }
  },
  *good(view) {
    const { networks } = view.compose.top
    const inner = Object.entries(isRecord(networks) ? networks : {}).find(([, how]) => isRecord(how) && how.internal === true)
    if (inner) yield { line: view.compose.yaml.place('networks', inner[0]).line, message: `${inner[0]} has no way out` }
  },
  goodUnless: ['dc/port-internal-network'],
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\nnetworks:\n  back:\n    internal: true\n', line: 5 },
      { text: 'services:\n  web:\n    image: web:1\n    networks: [front]\nnetworks:\n  front:\n  back:\n', line: 7 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    networks:\n      back: {aliases: [w]}\nnetworks:\n  back:\n' },
      { text: 'services:\n  web:\n    image: web:1\nnetworks:\n  default:\n    driver: bridge\n' },
    ],
  },
}
