import type { Service } from '../../model/compose.ts'
import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule, ComposeView } from '../../contract.ts'
import { everywhere, isForDevelopment, isOneShot, placeIn } from '../../model/service.ts'

export const limits: ComposeRule = {
  id: 'dc/limits',
  severity: 'improvement',
  reads: 'compose',
  title: 'Nothing limits the memory of a service',
  why: 'One service that leaks takes the memory of all, and the kernel then stops whichever it likes.',
  fix: 'deploy.resources.limits with memory, cpus and pids; docker compose up applies them.',
  sources: ['OWASP 7', 'CIS 5.11', 'CIS 5.12', 'CIS 5.29'],
  *find(view) {
    const open = unlimited(view)
    if (open[0]) yield { ...placeIn(view, open[0].name), message: `${open.map((one) => one.name).join(', ')}: no limit of memory.` }
  },
  *good(view) {
    const [first] = view.compose.services
    if (first && view.compose.services.every(({ own }) => isLimited(own)))
      yield { line: placeIn(view, first.name, 'deploy').line, message: 'every service has its limits' }
  },
  goodUnless: ['dc/limit-too-high'],
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n', line: 2 },
      { text: 'services:\n  web:\n    image: web:1\n    mem_limit: 256m\n  db:\n    image: postgres:18\n    deploy:\n      replicas: 1\n', line: 5 },
    ],
    good: [
      { text: 'x-l: &l\n  resources:\n    limits: {memory: 256M}\nservices:\n  web:\n    image: web:1\n    deploy: *l\n' },
      { text: 'services:\n  web:\n    image: web:1\n    mem_limit: 256m\n' },
    ],
  },
}

/** Services whose memory nothing limits. */
export function unlimited(view: ComposeView): readonly Service[] {
  if (view.compose.base || isForDevelopment(view.path)) return []
  return view.compose.services.filter(({ name }) => !isOneShot(view.compose, name) && !everywhere(view.compose, name).some(isLimited))
}

function isLimited(values: Readonly<Record<string, unknown>>): boolean {
  const { deploy } = values
  const resources = isRecord(deploy) && isRecord(deploy.resources) ? deploy.resources.limits : undefined
  return values.mem_limit !== undefined || (isRecord(resources) && resources.memory !== undefined)
}
