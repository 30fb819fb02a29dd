import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'

export const secretsExternal: ComposeRule = {
  id: 'dc/secrets-external',
  severity: 'critical',
  reads: 'compose',
  title: 'An external secret, which only Swarm has',
  why: 'docker compose config is content; docker compose up stops with "unsupported external secret".',
  fix: 'file: or environment: for docker compose; docker stack deploy where Swarm is meant.',
  sources: [],
  *find({ compose, path }) {
    if (/stack|swarm/i.test(path)) return
    const { secrets } = compose.top
    for (const [name, how] of Object.entries(isRecord(secrets) ? secrets : {}))
      if (isRecord(how) && how.external === true)
        yield { ...compose.yaml.place('secrets', name), message: `Secret ${name} is external: docker compose up stops here.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    secrets: [db_password]\nsecrets:\n  db_password:\n    external: true\n', line: 6 },
      { text: 'secrets: {a: {file: a.txt}, b: {external: true}}\nservices:\n  web:\n    image: web:1\n', line: 1 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\nsecrets:\n  db_password:\n    file: ./db_password.txt\n' },
      { path: 'compose.stack.yaml', text: 'services:\n  web:\n    image: web:1\nsecrets:\n  a:\n    external: true\n' },
    ],
  },
}
