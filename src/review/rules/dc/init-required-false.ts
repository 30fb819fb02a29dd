import type { ComposeRule } from '../../contract.ts'
import { neededBy, placeIn } from '../../model/service.ts'

export const initRequiredFalse: ComposeRule = {
  id: 'dc/init-required-false',
  severity: 'critical',
  reads: 'compose',
  title: 'What has to run first may be left out',
  why: 'Where that service is not in the profile, the program starts all the same: on a database that was not migrated.',
  fix: 'Take required: false out, and give both the same profiles.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services)
      for (const need of neededBy(own))
        if (!need.required && need.condition === 'service_completed_successfully')
          yield { ...placeIn(view, name, ...need.keys), message: `${name} starts without ${need.name} wherever that one is not in the profile.` }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  init:\n    image: web:1\n    profiles: [init]\n  web:\n    image: web:1\n    depends_on:\n      init:\n        condition: service_completed_successfully\n        required: false\n',
        line: 8,
      },
      {
        text: 'x-d: &d\n  migrate: {condition: service_completed_successfully, required: false}\nservices:\n  migrate:\n    image: web:1\n  web:\n    image: web:1\n    depends_on: *d\n',
        line: 2,
      },
    ],
    good: [
      { text: 'services:\n  init:\n    image: web:1\n  web:\n    image: web:1\n    depends_on:\n      init: {condition: service_completed_successfully}\n' },
      { text: 'services:\n  mail:\n    image: mail:1\n  web:\n    image: web:1\n    depends_on:\n      mail: {condition: service_started, required: false}\n' },
    ],
  },
}
