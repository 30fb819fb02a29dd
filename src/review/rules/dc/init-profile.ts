import { profilesOf } from '../../../validate/compose.ts'
import { unclosed } from '../../../validate/unclosed.ts'
import type { ComposeRule } from '../../contract.ts'
import { neededBy, placeIn } from '../../model/service.ts'

export const initProfile: ComposeRule = {
  id: 'dc/init-profile',
  severity: 'critical',
  reads: 'compose',
  title: 'A service is needed in a profile that it is not in',
  why: 'Compose refuses the whole project for that profile: "depends on undefined service". With all profiles at once nobody notices.',
  fix: 'Give it every profile of those that need it, or none.',
  sources: [],
  *find(view) {
    const { compose } = view
    if (compose.top.include !== undefined) return
    for (const { name, own, merged } of compose.services) {
      for (const need of neededBy(own)) {
        const target = (compose.service(need.name) ?? compose.base?.service(need.name))?.merged
        if (!need.required) continue
        const place = placeIn(view, name, ...need.keys)
        if (!target) {
          // Another file may bring it; a base file stands by itself.
          if (/(^|\/)(docker-)?compose\.ya?ml$/.test(view.path))
            yield { ...place, message: `${name} needs ${need.name}, and there is no such service.`, fix: 'Name a service of this file.' }
          continue
        }
        const why = unclosed(name, profilesOf(merged), need.name, profilesOf(target))
        if (why) yield { ...place, message: `${why}: compose refuses to start it.` }
      }
    }
  },
  *good(view) {
    const grouped = view.compose.services.find((one) => profilesOf(one.merged).length > 0 && neededBy(one.own).length > 0)
    if (grouped) yield { line: placeIn(view, grouped.name, 'profiles').line, message: 'every profile is a whole project' }
  },
  goodUnless: ['dc/init-required-false'],
  examples: {
    bad: [
      {
        text: 'services:\n  init:\n    image: web:1\n    profiles: [init]\n  web:\n    image: web:1\n    depends_on:\n      init:\n        condition: service_completed_successfully\n',
        line: 8,
      },
      {
        text: 'services:\n  db:\n    image: postgres:18\n    profiles: [infra]\n  web:\n    image: web:1\n    profiles: [full]\n    depends_on: [db]\n',
        line: 8,
      },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18\n    profiles: [infra, full]\n  web:\n    image: web:1\n    profiles: [full]\n    depends_on: [db]\n' },
      { text: 'services:\n  db:\n    image: postgres:18\n  web:\n    image: web:1\n    profiles: [full]\n    depends_on: [db]\n' },
    ],
  },
}
