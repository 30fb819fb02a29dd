import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule, ComposeView } from '../../contract.ts'
import { besides, type Values } from '../../model/compose.ts'
import { environmentOf, placeIn, testOf } from '../../model/service.ts'

const single = /(?<!\$)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g

export const healthcheckInterpolated: ComposeRule = {
  id: 'dc/healthcheck-interpolated',
  severity: 'critical',
  reads: 'compose',
  title: "The health check takes the machine's variables, not the container's",
  why: 'Compose fills ${…} in before the container is made: what only the container has is empty, and the check fails or asks for the wrong thing.',
  fix: 'Two dollars: $${POSTGRES_USER}. The shell in the container then fills it in.',
  sources: [],
  *find(view) {
    const { yaml } = view.compose
    for (const { name, own, merged } of view.compose.services) {
      const same = fromOutside(merged)
      for (const { text, keys } of testOf(own)) {
        const names = [...new Set([...text.matchAll(single)].map(([, braced, bare]) => braced ?? bare!))].filter((one) => !same.has(one))
        if (names.length === 0) continue
        const span = yaml.span('services', name, ...keys)?.value
        const edits = span
          ? [...yaml.text.slice(span.from, span.to).matchAll(single)]
              .filter(([, braced, bare]) => names.includes(braced ?? bare!))
              .map(({ index }) => ({ from: span.from + index, to: span.from + index, text: '$' }))
          : []
        // Filled in elsewhere too: then .env has it, and it works as long as both are the same.
        const known = names.every(
          (one) => [...yaml.text.matchAll(new RegExp(`(?<!\\$)\\$\\{?${one}\\b`, 'g'))].length > [...text.matchAll(new RegExp(`\\$\\{?${one}\\b`, 'g'))].length,
        )
        const message = known
          ? `${names.join(', ')} come${names.length === 1 ? 's' : ''} from the machine's .env here, not from ${name}.`
          : `${names.join(', ')}: empty in the check of ${name}, unless the machine happens to set ${names.length === 1 ? 'it' : 'them'}.`
        yield {
          ...placeIn(view, name, ...keys),
          severity: known ? 'improvement' : 'critical',
          message,
          edits:
            isForShell(testOf(own)[0]!.text, testOf(own).length) &&
            !yaml.isShared('services', name, ...keys) &&
            names.every((one) => isGiven(view, merged, one))
              ? edits
              : [],
        }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U ${POSTGRES_USER} -d $POSTGRES_DB"]\n',
        line: 5,
      },
      { text: 'services:\n  cache:\n    image: redis:8\n    healthcheck:\n      interval: 5s\n      test: redis-cli -a ${REDIS_PASSWORD} ping\n', line: 6 },
    ],
    good: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_USER: ${DB_USER}\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U ${DB_USER}"]\n',
      },
      { text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U $${POSTGRES_USER}"]\n' },
      { text: 'services:\n  web:\n    image: web:1\n    healthcheck:\n      test: [CMD, check, "${PORT:-8000}"]\n' },
    ],
  },
}

/** Only a shell fills a variable in; a list that begins with CMD has none. */
function isForShell(first: string, count: number): boolean {
  return first === 'CMD-SHELL' || count === 1
}

/** The container has it: from `environment`, or from a file that is there; `.env` beside the compose file is what fills it in today. */
function isGiven({ project, compose }: ComposeView, service: Values, name: string): boolean {
  if (environmentOf(service).some((one) => one.name === name)) return true
  const files = [service.env_file].flat().flatMap((one) => (isRecord(one) ? one.path : one))
  return files.some((file) => {
    if (typeof file !== 'string') return false
    const path = besides(compose.path, file)
    return path === besides(compose.path, '.env') || new RegExp(`^\\s*(export )?${name}=`, 'm').test(project.read(path) ?? '')
  })
}

/** Variables whose value the service itself gets from where compose fills the check's in: both are the same. */
function fromOutside(values: Values): ReadonlySet<string> {
  return new Set(
    environmentOf(values).flatMap(({ name, value }) => (value === null ? [name] : [...value.matchAll(single)].map(([, braced, bare]) => braced ?? bare!))),
  )
}
