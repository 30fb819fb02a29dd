import type { ComposeRule } from '../../contract.ts'
import { placeIn, scriptOf, testOf } from '../../model/service.ts'

export const pgIsreadySocket: ComposeRule = {
  id: 'dc/pg-isready-socket',
  severity: 'improvement',
  reads: 'compose',
  title: 'pg_isready asks the socket, which answers too early',
  why: 'While the image sets its database up, a temporary server answers on the socket alone: the service is called healthy, and is gone a second later.',
  fix: 'pg_isready -h 127.0.0.1 …',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      const script = scriptOf(own)
      if (!/\bpg_isready\b/.test(script) || /pg_isready[^|;&]*\s(-h|--host)/.test(script)) continue
      const test = testOf(own).find((one) => /\bpg_isready\b/.test(one.text))!
      const span = view.compose.yaml.span('services', name, ...test.keys)?.value
      const index = span ? view.compose.yaml.text.slice(span.from, span.to).indexOf('pg_isready') : -1
      const isScript = testOf(own).length === 1 || testOf(own)[0]!.text === 'CMD-SHELL'
      const after =
        span && index >= 0 && isScript && !view.compose.yaml.isShared('services', name, ...test.keys) ? span.from + index + 'pg_isready'.length : null
      yield {
        ...placeIn(view, name, ...test.keys),
        message: `${name} is healthy while its database is still being made.`,
        edits: after === null ? [] : [{ from: after, to: after, text: ' -h 127.0.0.1' }],
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U app"]\n', line: 5 },
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test:\n        - CMD\n        - pg_isready\n        - -U\n        - app\n',
        line: 7,
      },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U app"]\n' },
      { text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: [CMD, pg_isready, --host=127.0.0.1]\n' },
    ],
  },
}
