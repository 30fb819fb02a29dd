import { profilesOf } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { placeIn, portsOf } from '../../model/service.ts'

export const portDuplicate: ComposeRule = {
  id: 'dc/port-duplicate',
  severity: 'critical',
  reads: 'compose',
  title: 'Two services want the same port of the machine',
  why: 'The second does not start: "port is already allocated".',
  fix: 'Another port in front of the colon.',
  sources: ['no-duplicate-exported-ports'],
  *find(view) {
    const seen = new Map<string, { name: string; profiles: readonly string[] }[]>()
    for (const service of view.compose.services) {
      const profiles = profilesOf(service.merged)
      for (const { host, published, index, text } of portsOf(service.own)) {
        if (published === null || /[-$]/.test(published)) continue
        const key = `${host ?? ''}:${published}${/\/udp$/.test(text) ? '/udp' : ''}`
        // Never both: no profile brings the two.
        const other = seen
          .get(key)
          ?.find((one) => one.profiles.length === 0 || profiles.length === 0 || one.profiles.some((profile) => profiles.includes(profile)))
        if (other) yield { ...placeIn(view, service.name, 'ports', index), message: `${other.name} has port ${published} already.` }
        seen.set(key, [...(seen.get(key) ?? []), { name: service.name, profiles }])
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  a:\n    image: a:1\n    ports: ["127.0.0.1:8000:80"]\n  b:\n    image: b:1\n    ports:\n      - "127.0.0.1:8000:8000"\n', line: 8 },
      { text: 'services:\n  a:\n    image: a:1\n    ports: ["8000:80"]\n  b:\n    image: b:1\n    ports: [{target: 1, published: "8000"}]\n', line: 7 },
    ],
    good: [
      { text: 'services:\n  a:\n    image: a:1\n    ports: ["8000:80", "8000:80/udp"]\n  b:\n    image: b:1\n    ports: ["8001:80"]\n' },
      { text: 'services:\n  a:\n    image: a:1\n    profiles: [x]\n    ports: ["8000:80"]\n  b:\n    image: b:1\n    profiles: [y]\n    ports: ["8000:80"]\n' },
    ],
  },
}
