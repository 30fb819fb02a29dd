import type { ComposeRule } from '../../contract.ts'
import { familyOf, neededBy, placeIn } from '../../model/service.ts'

export const initRestart: ComposeRule = {
  id: 'dc/init-restart',
  severity: 'critical',
  reads: 'compose',
  title: 'A service that others wait to end is started again',
  why: 'With always or unless-stopped it runs over and over and never counts as done; with on-failure a migration that fails keeps docker compose up waiting for ever.',
  fix: 'restart: "no"; or on-failure:3, which ends.',
  sources: [],
  *find(view) {
    const { compose } = view
    for (const { name, own, merged } of compose.services) {
      const restart = own.restart
      if (typeof restart !== 'string' || !/^(always|unless-stopped|on-failure)$/.test(restart)) continue
      const [waiting] = familyOf(compose).flatMap((file) =>
        file.services.filter((one) => neededBy(one.own).some((need) => need.name === name && need.condition === 'service_completed_successfully')),
      )
      if (!waiting || merged.restart !== restart) continue
      const what = restart === 'on-failure' ? `where it fails, ${waiting.name} waits for ever` : `it never ends, so ${waiting.name} never starts`
      const span = compose.yaml.span('services', name, 'restart')
      const isOwn = !compose.yaml.isShared('services', name, 'restart')
      yield {
        ...placeIn(view, name, 'restart'),
        message: `${name} has restart: ${restart}; ${what}.`,
        edits: span && isOwn ? [{ ...span.value, text: '"no"' }] : [],
      }
    }
  },
  *good(view) {
    const { compose } = view
    const done = compose.services.find(
      ({ name, own }) =>
        own.restart === 'no' &&
        compose.services.some((one) => neededBy(one.own).some((need) => need.name === name && need.condition === 'service_completed_successfully')),
    )
    if (done) yield { line: placeIn(view, done.name, 'restart').line, message: `${done.name} runs once, and the others wait for it` }
  },
  goodUnless: ['dc/init-required-false'],
  examples: {
    bad: [
      {
        text: 'services:\n  migrate:\n    image: web:1\n    restart: on-failure\n  web:\n    image: web:1\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n',
        line: 4,
      },
      {
        text: 'x-s: &s\n  restart: unless-stopped\nservices:\n  init:\n    <<: *s\n    image: web:1\n  web:\n    <<: *s\n    image: web:1\n    depends_on: {init: {condition: service_completed_successfully}}\n',
        line: 2,
      },
    ],
    good: [
      {
        text: 'services:\n  migrate:\n    image: web:1\n    restart: "no"\n  web:\n    image: web:1\n    restart: always\n    depends_on:\n      migrate: {condition: service_completed_successfully}\n',
      },
      {
        text: 'services:\n  migrate:\n    image: web:1\n    restart: on-failure:3\n  web:\n    image: web:1\n    depends_on:\n      migrate: {condition: service_completed_successfully}\n',
      },
    ],
  },
}
