import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { namedNetworks } from '../../model/networks.ts'
import { placeIn, portsOf } from '../../model/service.ts'

export const portInternalNetwork: ComposeRule = {
  id: 'dc/port-internal-network',
  severity: 'critical',
  reads: 'compose',
  title: 'Ports of a service that is on internal networks alone',
  why: 'Docker does not publish them and says nothing: the service cannot be reached, and cannot reach out.',
  fix: 'Add a network that is not internal, or take the ports out.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      if (portsOf(merged).length === 0 || (own.ports === undefined && own.networks === undefined)) continue
      const names = namedNetworks(merged)
      if (names.length === 0 || !names.every((one) => [view.compose, view.compose.base].some((file) => isInternal(file?.top.networks, one)))) continue
      yield {
        ...placeIn(view, name, own.ports === undefined ? 'networks' : 'ports'),
        message: `${name} is on ${names.join(', ')} alone, which is internal: its ports are not published.`,
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    image: web:1\n    networks: [back]\n    ports:\n      - "127.0.0.1:8000:8000"\nnetworks:\n  back:\n    internal: true\n',
        line: 5,
      },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    networks: !override [back]\nnetworks:\n  back: {internal: true}\n',
        line: 3,
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n    ports: ["127.0.0.1:8000:8000"]\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  web:\n    image: web:1\n    networks: [front, back]\n    ports: ["127.0.0.1:8000:8000"]\nnetworks:\n  front:\n  back: {internal: true}\n',
      },
      { text: 'services:\n  db:\n    image: postgres:18\n    networks: [back]\nnetworks:\n  back: {internal: true}\n' },
    ],
  },
}

function isInternal(networks: unknown, name: string): boolean {
  const network = isRecord(networks) ? networks[name] : undefined
  return isRecord(network) && network.internal === true
}
