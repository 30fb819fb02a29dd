import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { UnitInput } from './images.ts'
import { topLevelSqlite } from '../detect/python/writes.ts'
import type { CommandPlan } from '../stacks/contract.ts'
import { fitsAsDefault, literal, required, withDefault } from './interpolate.ts'
import { optionValue } from './option-value.ts'
import type { EnvironmentEntry } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** Set by the image, the shell or the tools around a program, never by a person's `.env`. */
const notOurs =
  /^(PATH|HOME|USER|PWD|SHELL|TERM|HOSTNAME|LANG|LC_\w+|TMPDIR|CI|PYTHON\w+|VIRTUAL_ENV|PYTEST\w*|GITHUB_\w+|COMPOSE_\w+|UV_\w+|PIP_\w+|APP_UID|DJANGO_SETTINGS_MODULE)$/

/** Names whose value only has to be unguessable, so that a fresh random one is as good as any. */
/** Keys that somebody else gives out: a random one would hide that the real one is missing. */
const foreignSecret =
  /(^|_)(S3|AWS|AZURE|GCP|GOOGLE|GITHUB|STRIPE|PAYPAL|TWILIO|SENDGRID|MAILGUN|OPENAI|SENTRY|CLIENT|WEBHOOK|CAPTCHA|RECAPTCHA|OAUTH2?|SLACK|MINIO)_/

const ownSecret = /(SECRET_?KEY|SECRET|SIGNING_?KEY|JWT\w*KEY|ENCRYPTION_?KEY|SALT|SESSION\w*KEY)$/

export interface AppEnvironment {
  entries: readonly EnvironmentEntry[]
  /** Names among them that only the server reads. */
  served: readonly string[]
  variables: readonly VariablePlan[]
}

/**
 * The environment that the unit's own code and its server read, beyond connections to services.
 * @param taken names that connections fill.
 * @param empty names that are to be empty until somebody says otherwise.
 */
export function appEnvironment(
  unit: UnitInput,
  command: CommandPlan,
  taken: ReadonlySet<string>,
  group: string,
  empty: ReadonlySet<string> = new Set(),
): AppEnvironment {
  const entries: EnvironmentEntry[] = []
  const variables: VariablePlan[] = []
  const fixed = new Set(command.fixed?.map((one) => one.name))
  for (const variable of unit.facts.variables) {
    if (taken.has(variable.name) || fixed.has(variable.name) || notOurs.test(variable.name) || entries.some((one) => one.name === variable.name)) continue
    if (variable.public) {
      variables.push(publicPlan(variable, group))
      continue
    }
    const isPort = variable.name === 'PORT' && unit.answers.port !== null
    const { entry, plan } = isPort
      ? portEntry(unit.answers.port)
      : empty.has(variable.name)
        ? emptyEntry(variable, group)
        : entryOf(variable, group, movesSqlite(unit.facts))
    entries.push(entry)
    if (plan) variables.push(plan)
  }
  for (const { name, value } of command.fixed ?? []) entries.push({ name, value: literal(value), secret: false })
  for (const one of command.environment) {
    if (entries.some((entry) => entry.name === one.name)) continue
    entries.push({ name: one.name, value: withDefault(one.name, one.value), secret: false })
    variables.push({ name: one.name, example: one.value, comment: one.comment, group, fresh: 'example', required: false, optional: false, urlSafe: false })
  }
  for (const { option, name, comment } of command.tunes ?? []) {
    const example = optionValue(command.run, option)
    variables.push({ name, example, comment, group, fresh: 'example', required: false, optional: false, urlSafe: false })
  }
  return { entries, variables, served: command.environment.map((one) => one.name).filter((name) => !unit.facts.variables.some((one) => one.name === name)) }
}

/** A build argument, and in development the environment of the server that builds anew. */
function publicPlan({ name, file, line, default: usual = '', example = '' }: VariableFact, group: string): VariablePlan {
  const value = example || usual
  const comment = `${file}:${line}; written into the pages when the image is built, so everybody can read it`
  return { name, example: value, comment, group, fresh: 'example', required: false, optional: value === '', urlSafe: false }
}

/** The server listens where the image says; a program that reads PORT itself must read the same. */
function portEntry(port: number | null): { entry: EnvironmentEntry; plan: VariablePlan | null } {
  return { entry: { name: 'PORT', value: String(port), secret: false }, plan: null }
}

/** The code must have it, and the service that runs here asks for none. */
function emptyEntry({ name, file, line }: VariableFact, group: string): { entry: EnvironmentEntry; plan: VariablePlan } {
  const comment = `${file}:${line}; empty: what runs here asks for none`
  return {
    entry: { name, value: withDefault(name, ''), secret: false },
    plan: { name, comment, group, example: '', fresh: 'example', required: false, optional: false, urlSafe: false },
  }
}

function entryOf(variable: VariableFact, group: string, moves: boolean): { entry: EnvironmentEntry; plan: VariablePlan } {
  const { name } = variable
  const comment = `${variable.file}:${variable.line}${variable.type === 'string' ? '' : `, ${variable.type}`}`
  const base = { name, comment, group, optional: false, urlSafe: false }
  if (/(^|_)ALLOWED_HOSTS$/.test(name)) return hostsEntry(variable, base)
  // A secret that the code has a default for (`changeme`) still gets one of its own.
  if (
    variable.secret &&
    ownSecret.test(name) &&
    !foreignSecret.test(name) &&
    (variable.required || variable.default || variable.generated || variable.inFile)
  ) {
    return { entry: { name, value: required(name, 'run: make env'), secret: true }, plan: { ...base, example: '', fresh: 'random', required: true } }
  }
  if (variable.required) {
    return {
      entry: { name, value: required(name, 'set it in .env'), secret: variable.secret },
      plan: {
        ...base,
        comment: `${comment}, required: put yours here`,
        example: variable.example ?? '',
        placeholder: placeholder(variable),
        fresh: 'example',
        required: true,
      },
    }
  }
  const file = moves ? topLevelSqlite(variable.default) : null
  if (file !== null) {
    // Into the folder that a volume keeps, instead of beside the code, where the app may not write.
    const moved = (variable.default ?? '').replace(file, `${sqliteFolder}/${file}`)
    return { entry: { name, value: withDefault(name, moved), secret: false }, plan: { ...base, example: moved, fresh: 'example', required: false } }
  }
  const usual = variable.default === undefined ? '' : off(name, variable.default)
  if (!variable.secret && usual !== '' && fitsAsDefault(usual)) {
    return { entry: { name, value: withDefault(name, usual), secret: false }, plan: { ...base, example: usual, fresh: 'example', required: false } }
  }
  // Passed on where it is set; where it is not, the code's own default rules.
  return {
    entry: { name, value: '', secret: false },
    plan: { ...base, comment: `${comment}, optional`, example: '', fresh: 'example', required: false, optional: true },
  }
}

/** Debugging that the code turns on by itself is for development, where the overlay says so. */
function off(name: string, value: string): string {
  if (!/(^|_)DEBUG$/.test(name)) return value
  return value.replace(/^(true|1|yes|on)$/i, (word) => ({ true: 'false', True: 'False', TRUE: 'FALSE', 1: '0', yes: 'no', on: 'off' })[word] ?? 'false')
}

/** Django answers no other host; the health check asks the machine itself, whatever a person writes there. */
function hostsEntry({ name, default: usual = '' }: VariableFact, base: Omit<VariablePlan, 'name' | 'example' | 'fresh' | 'required'> & { name: string }) {
  const named = usual === '' || !fitsAsDefault(usual) ? 'localhost' : usual
  const open = named.split(/[\s,]+/).some((host) => host === '*')
  const check = open || named.includes('127.0.0.1') ? '' : ',127.0.0.1'
  return {
    entry: { name, value: `${withDefault(name, named)}${check}`, secret: false },
    plan: { ...base, example: named, fresh: 'example' as const, required: false },
  }
}

/** Where a SQLite file goes that the code would put beside itself. */
export const sqliteFolder = 'data'

/** Where an extension has a folder of its own for them, relative paths are right as they are. */
export function movesSqlite({ python }: UnitFacts): boolean {
  return python?.sqliteRoot === '.'
}

/** A value that lets the program start, plainly not a real one. */
export function placeholder({ name, type, choices, example }: VariableFact): string {
  if (example !== undefined) return example
  if (choices?.[0] !== undefined) return choices[0]
  if (/ALGORITHM$/.test(name)) return 'HS256'
  if (/(^|_)HOST$/.test(name)) return 'localhost'
  const values: Record<VariableFact['type'], string> = {
    string: 'change-me',
    integer: '1',
    number: '1',
    boolean: 'false',
    url: 'http://change-me.example.com',
    email: 'change-me@example.com',
    json: '[]',
  }
  return values[type]
}

/** What development turns on, of the variables that the code reads. */
export function developmentEnvironment(unit: UnitFacts): readonly { name: string; value: string }[] {
  const once = unit.variables.filter((one, index) => unit.variables.findIndex((other) => other.name === one.name) === index)
  return once.flatMap(({ name, type, public: isPublic }) => {
    // Passed on where it is set.
    if (isPublic) return [{ name, value: '' }]
    if (/(^|_)DEBUG$/.test(name) && type !== 'json') return [{ name, value: 'true' }]
    if (/(^|_)LOG_?LEVEL$/.test(name)) return [{ name, value: 'DEBUG' }]
    return []
  })
}
