import type { ComposeRule } from '../../review/contract.ts'
import { everywhere, isForDevelopment, placeIn, stageOf } from '../../review/model/service.ts'

export const readOnly: ComposeRule = {
  id: 'dc/read-only',
  severity: 'improvement',
  reads: 'compose',
  title: 'A program may change its own files',
  why: 'Whoever takes it over can put something in the place of its code, which stays until the container is made anew.',
  fix: 'read_only: true, a tmpfs for /tmp, and volumes for what it keeps.',
  sources: ['OWASP 8'],
  *find(view) {
    if (view.compose.base || isForDevelopment(view.path)) return
    for (const { name } of view.compose.services) {
      if (!stageOf(view, name) || everywhere(view.compose, name).some((one) => one.read_only !== undefined)) continue
      yield { ...placeIn(view, name), message: `${name} can write everywhere in its container.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    build: .\n', line: 2, beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n' } },
      {
        text: 'services:\n  db:\n    image: postgres:18\n  web:\n    build: .\n    tmpfs: [/tmp]\n',
        line: 4,
        beside: { Dockerfile: 'FROM node:24-trixie-slim\nCMD ["node", "app.js"]\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  web:\n    build: .\n    read_only: true\n    tmpfs: [/tmp]\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n' },
      },
      { text: 'services:\n  db:\n    image: postgres:18\n' },
    ],
  },
}
