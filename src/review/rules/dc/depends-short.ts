import type { ComposeRule } from '../../contract.ts'
import { hasHealthCheck } from '../../model/has-health-check.ts'
import { neededBy, placeIn } from '../../model/service.ts'

export const dependsShort: ComposeRule = {
  id: 'dc/depends-short',
  severity: 'improvement',
  reads: 'compose',
  title: 'Waits for the start, though there is a health check to wait for',
  why: 'A database takes seconds from its start to its first answer: the program fails in between, or has to be restarted.',
  fix: 'depends_on as a map: <name>: {condition: service_healthy}.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      const unready = neededBy(own).filter((need) => need.short && hasHealthCheck(view, need.name))
      if (unready[0])
        yield {
          ...placeIn(view, name, ...unready[0].keys),
          message: `${name} does not wait until ${unready.map((one) => one.name).join(', ')} answer${unready.length === 1 ? 's' : ''}.`,
        }
    }
  },
  *good(view) {
    const waiting = view.compose.services.find((one) =>
      neededBy(one.own).some((need) => need.condition === 'service_healthy' && hasHealthCheck(view, need.name)),
    )
    if (waiting) yield { line: placeIn(view, waiting.name, 'depends_on').line, message: 'waits until what it needs is healthy' }
  },
  goodUnless: ['dc/depends-no-healthcheck', 'dc/healthcheck-interpolated', 'dc/healthcheck-tool', 'dc/pg-isready-socket'],
  examples: {
    bad: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: [CMD-SHELL, "pg_isready -h 127.0.0.1"]\n  web:\n    image: web:1\n    depends_on:\n      - db\n',
        line: 9,
      },
      {
        text: 'services:\n  api:\n    build: .\n  web:\n    image: web:1\n    depends_on: [api]\n',
        line: 6,
        beside: { Dockerfile: 'FROM nginx:1.29\nHEALTHCHECK CMD curl -f http://127.0.0.1/\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: [CMD-SHELL, "pg_isready -h 127.0.0.1"]\n  web:\n    image: web:1\n    depends_on:\n      db: {condition: service_healthy}\n',
      },
      { text: 'services:\n  db:\n    image: postgres:18\n  web:\n    image: web:1\n    depends_on: [db]\n' },
    ],
  },
}
