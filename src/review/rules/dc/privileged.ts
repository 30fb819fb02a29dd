import type { ComposeRule } from '../../contract.ts'
import { placeIn } from '../../model/service.ts'

export const privileged: ComposeRule = {
  id: 'dc/privileged',
  severity: 'critical',
  reads: 'compose',
  title: 'privileged: the container may do all that root of the machine may',
  why: 'All devices, all capabilities, no filters: whoever is in the container owns the machine.',
  fix: 'cap_add with the one capability, or devices with the one device, that is needed.',
  sources: ['OWASP 3', 'CIS 5.5'],
  *find(view) {
    for (const { name, own } of view.compose.services)
      if (own.privileged === true || own.privileged === 'true') yield { ...placeIn(view, name, 'privileged'), message: `${name} owns the machine it runs on.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  ci:\n    image: docker:29\n    privileged: true\n', line: 4 },
      { text: 'x-all: &all\n  privileged: true\nservices:\n  ci:\n    <<: *all\n    image: docker:29\n', line: 2 },
    ],
    good: [
      { text: 'services:\n  vpn:\n    image: vpn:1\n    cap_add: [NET_ADMIN]\n' },
      { text: 'services:\n  ci:\n    image: docker:29\n    privileged: false\n' },
    ],
  },
}
