import type { ComposeRule, ComposeView } from '../../contract.ts'
import { everywhere, isForDevelopment, placeIn } from '../../model/service.ts'

export const logging: ComposeRule = {
  id: 'dc/logging',
  severity: 'improvement',
  strict: true,
  reads: 'compose',
  title: 'Nothing limits the log of a service',
  why: "Docker's own log keeps every line for ever: one chatty service fills the disk, and then nothing writes any more.",
  fix: 'logging: options max-size and max-file, once in an anchor for all services.',
  sources: [],
  *find(view) {
    const open = unrotated(view)
    if (open[0]) yield { ...placeIn(view, open[0]), message: `${open.join(', ')}: ${open.length === 1 ? 'a log' : 'logs'} without end.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n', line: 2 },
      { text: 'services:\n  web:\n    image: web:1\n    logging: { driver: local }\n  db:\n    image: postgres:18\n', line: 5 },
    ],
    good: [
      { text: 'x-l: &l\n  driver: local\nservices:\n  web:\n    image: web:1\n    logging: *l\n' },
      { text: 'services:\n  web:\n    image: web:1\n', path: 'compose.dev.yaml' },
      { text: 'services:\n  web:\n    image: web:1\n', beside: { 'compose.prod.yaml': 'services:\n  web:\n    logging: { driver: local }\n' } },
    ],
  },
}

/** Services whose log grows without end. */
export function unrotated(view: ComposeView): readonly string[] {
  if (view.compose.base || isForDevelopment(view.path)) return []
  return view.compose.services.map((one) => one.name).filter((name) => !everywhere(view.compose, name).some((values) => values.logging !== undefined))
}
