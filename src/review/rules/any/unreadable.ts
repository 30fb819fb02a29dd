import type { AnyRule } from '../../contract.ts'

export const unreadable: AnyRule = {
  id: 'any/unreadable',
  severity: 'critical',
  reads: 'any',
  title: 'The file cannot be read',
  why: 'Docker stops at it before it does anything, and nothing else in the file can be judged.',
  fix: 'Mend the line that is named.',
  sources: ['dc/no-consistency', 'CV001'],
  *find({ faults }) {
    for (const { line, message } of faults) yield { line, message }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN <<EOF\napt-get update\n', line: 2 },
      { path: 'compose.yaml', text: 'services:\n  web:\n    image: nginx:1.29\n   ports: []\n', line: 4 },
      { path: 'compose.yaml', text: 'services:\n  web:\n    environment: *common\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN <<EOF\napt-get update\nEOF\n' },
      { path: 'compose.yaml', text: 'services:\n  web:\n    image: "nginx:1.29"\n' },
    ],
  },
}
