import type { ComposeRule, ComposeView } from '../../contract.ts'
import type { Service } from '../../model/compose.ts'
import { everywhere, isForDevelopment, placeIn } from '../../model/service.ts'

export const noNewPrivileges: ComposeRule = {
  id: 'dc/no-new-privileges',
  severity: 'improvement',
  reads: 'compose',
  title: 'A program may become root by a setuid file',
  why: 'One forgotten setuid program of the base image is enough to go from the own user to root.',
  fix: 'security_opt: ["no-new-privileges:true"], once in an anchor for all services.',
  sources: ['OWASP 4', 'CIS 5.26'],
  *find(view) {
    const open = openToSetuid(view)
    if (open[0]) yield { ...placeIn(view, open[0].name), message: `${open.map((one) => one.name).join(', ')}: without no-new-privileges.` }
  },
  *good(view) {
    if (view.compose.services.length > 0 && view.compose.services.every(({ own }) => isClosed(own)))
      yield { line: placeIn(view, view.compose.services[0]!.name, 'security_opt').line, message: 'no-new-privileges for every service' }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n', line: 2 },
      { text: 'services:\n  web:\n    image: web:1\n    security_opt: ["no-new-privileges:true"]\n  db:\n    image: postgres:18\n', line: 5 },
    ],
    good: [
      { text: 'x-s: &s\n  security_opt: ["no-new-privileges:true"]\nservices:\n  web:\n    <<: *s\n    image: web:1\n' },
      { text: 'services:\n  web:\n    image: web:1\n', beside: { 'compose.prod.yaml': 'services:\n  web:\n    security_opt: [no-new-privileges]\n' } },
    ],
  },
}

/** Services that a setuid program could make root in. */
export function openToSetuid(view: ComposeView): readonly Service[] {
  if (view.compose.base || isForDevelopment(view.path)) return []
  return view.compose.services.filter(({ name }) => !everywhere(view.compose, name).some(isClosed))
}

function isClosed({ security_opt: options }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(options) && options.some((one) => typeof one === 'string' && /^no-new-privileges([:=]true)?$/.test(one))
}
