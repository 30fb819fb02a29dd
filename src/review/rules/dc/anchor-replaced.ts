import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import type { Compose } from '../../model/compose.ts'
import { isOneShot, neededBy, placeIn } from '../../model/service.ts'

export const anchorReplaced: ComposeRule = {
  id: 'dc/anchor-replaced',
  severity: 'critical',
  reads: 'compose',
  title: 'What an anchor brings is replaced as a whole',
  why: 'A merge key merges one level: a service with a depends_on or an environment of its own loses all that the anchor says there.',
  fix: 'Give that map an anchor of its own and merge it inside: depends_on: {<<: *common-depends-on, …}.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      for (const key of ['depends_on', 'environment']) {
        const kept = new Set(key === 'depends_on' ? waitedFor(view.compose, name) : keysOf(own[key], key))
        const lost = keysOf(view.compose.yaml.underneath('services', name, key), key).filter((one) => !kept.has(one))
        if (lost.length === 0 || lost.includes(name) || !view.compose.yaml.parsed.has('services', name, key)) continue
        // What names the service itself was never meant for it.
        // A job that runs first needs less than those it runs for.
        const severity = key === 'depends_on' && !isOneShot(view.compose, name) ? 'critical' : 'improvement'
        const what = key === 'depends_on' ? `no longer waits for ${lost.join(', ')}` : `has no ${lost.slice(0, 4).join(', ')}${lost.length > 4 ? ' …' : ''}`
        yield { ...placeIn(view, name, key), severity, message: `${name} ${what}: its own ${key} replaces the anchor's.` }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'x-app: &app\n  image: web:1\n  depends_on:\n    db: {condition: service_healthy}\nservices:\n  db:\n    image: db:1\n  web:\n    <<: *app\n    depends_on:\n      redis: {condition: service_started}\n',
        line: 10,
      },
      {
        text: 'x-app: &app\n  environment:\n    A: "1"\n    B: "2"\nservices:\n  web:\n    <<: *app\n    image: web:1\n    environment:\n      A: "3"\n',
        line: 9,
      },
    ],
    good: [
      {
        text: 'x-app: &app\n  image: web:1\n  depends_on: [db]\nservices:\n  db:\n    image: db:1\n  first:\n    <<: *app\n  second:\n    <<: *app\n    depends_on:\n      first: {condition: service_completed_successfully}\n',
      },
      {
        text: 'x-needs: &needs\n  db: {condition: service_healthy}\nx-app: &app\n  depends_on: *needs\nservices:\n  web:\n    <<: *app\n    image: web:1\n    depends_on:\n      <<: *needs\n      redis: {condition: service_started}\n',
      },
      { text: 'x-app: &app\n  environment:\n    A: "1"\nservices:\n  web:\n    <<: *app\n    image: web:1\n    environment:\n      A: "2"\n      B: "3"\n' },
    ],
  },
}

/** What a service waits for, also since what it waits for does. */
function waitedFor(compose: Compose, name: string): string[] {
  const found: string[] = []
  const open = [name]
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const need of neededBy(compose.service(one)?.merged ?? {}))
      if (!found.includes(need.name)) {
        found.push(need.name)
        open.push(need.name)
      }
  return found
}

function keysOf(value: unknown, key: string): string[] {
  if (key === 'depends_on') return neededBy({ depends_on: value }).map((one) => one.name)
  if (Array.isArray(value)) return value.flatMap((one: unknown) => (typeof one === 'string' ? [one.split('=')[0]!] : []))
  return isRecord(value) ? Object.keys(value) : []
}
