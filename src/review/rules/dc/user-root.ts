import type { ComposeRule } from '../../contract.ts'
import { isForDevelopment, isOneShot, placeIn } from '../../model/service.ts'
import { isRoot } from '../../model/users.ts'

export const userRoot: ComposeRule = {
  id: 'dc/user-root',
  severity: 'critical',
  reads: 'compose',
  title: 'A service runs as root',
  why: 'It takes back what the image does right: whoever takes over the program is root in the container.',
  fix: 'Take user out, or name the number of a user without rights.',
  sources: ['CIS 4.1', 'OWASP 2'],
  *find(view) {
    if (isForDevelopment(view.path)) return
    for (const { name, own } of view.compose.services) {
      const user = typeof own.user === 'string' || typeof own.user === 'number' ? `${own.user}`.split(':')[0]! : null
      // A job that prepares volumes for others has to.
      if (user !== null && isRoot(user) && !isOneShot(view.compose, name))
        yield { ...placeIn(view, name, 'user'), message: `${name} is root in its container.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    user: root\n', line: 4 },
      { text: 'services:\n  web:\n    image: web:1\n    user: "0:0"\n', line: 4 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    user: "10001:0"\n' },
      {
        text: 'services:\n  init:\n    image: busybox:1.37\n    user: root\n  web:\n    image: web:1\n    depends_on: {init: {condition: service_completed_successfully}}\n',
      },
    ],
  },
}
