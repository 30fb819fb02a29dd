import type { ComposeRule } from '../../contract.ts'
import { hasHealthCheck } from '../../model/has-health-check.ts'
import { neededBy, placeIn } from '../../model/service.ts'

export const dependsNoHealthcheck: ComposeRule = {
  id: 'dc/depends-no-healthcheck',
  severity: 'critical',
  reads: 'compose',
  title: 'Waits for the health of a service that has no health check',
  why: 'Compose stops with "has no healthcheck configured": nothing that waits is started.',
  fix: 'Give that service a healthcheck, or wait for service_started.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services)
      for (const need of neededBy(own))
        if (need.condition === 'service_healthy' && hasHealthCheck(view, need.name) === false)
          yield { ...placeIn(view, name, ...need.keys), message: `${name} waits until ${need.name} is healthy, and nothing ever asks ${need.name}.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18\n  web:\n    image: web:1\n    depends_on:\n      db:\n        condition: service_healthy\n', line: 7 },
      {
        text: 'services:\n  api:\n    build: .\n  web:\n    image: web:1\n    depends_on: {api: {condition: service_healthy}}\n',
        line: 6,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck: {test: [CMD, pg_isready, -h, 127.0.0.1]}\n  web:\n    image: web:1\n    depends_on: {db: {condition: service_healthy}}\n',
      },
      { text: 'services:\n  api:\n    image: registry.example.com/api:1\n  web:\n    image: web:1\n    depends_on: {api: {condition: service_healthy}}\n' },
    ],
  },
}
