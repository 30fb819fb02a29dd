import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must, run, until, type Ended, type Person, type Where } from './shell.ts'

/** A project that the generator was run on, as every file of these tests finds it. Plain data: it crosses processes. */
export interface StackSetUp {
  /** What the test calls it. */
  title: 'packaged' | 'flat' | 'streamlit' | 'django'
  dir: string
  /** Compose project, a name of its own for each run, so that nothing of another is met. */
  project: string
  /** What its programs get beside `.env`: free ports. */
  env: Record<string, string>
  /** Address of the app on this machine. */
  url: string
  /** Whose project it is: root's tests are run as somebody else, so that a file which root made is seen. Null: the caller's. */
  person: Person | null
  /** How the run of the generator ended. */
  generated: { code: number | null; err: string; report: RunReport }
  /** The web app's service, and the port that it listens on in its container. */
  service: string
  port: number
  /** What else runs the project's code all the time. */
  workers: readonly string[]
  /** Seconds in which a service ends when it is told to, where that is not two. */
  stops: Readonly<Record<string, number>>
  /** The route that its check asks. */
  health: string
  /** The route that says whether it can do its work, beside the check; null: it has none. */
  ready: string | null
  /** What it keeps in its database, and how that comes to be; null: it has none, and nothing runs beside it. */
  database: Database | null
  /** What a worker adds to each row that was written, and where it is shown; null: nothing is queued. */
  task: { path: string; done: string } | null
  /** A page that links to a style sheet; null: none does. */
  styled: string | null
  /** A text of the source that its page shows, and another in its place. */
  edit: { file: string; from: string; to: string; path: string }
  /** A variable of `.env` with a default. */
  variable: { name: string; value: string }
  /** How many of it production may have. */
  replicas: number
  /** Secrets that stand in files of the project's own. */
  secrets: string[]
}

interface Database {
  route: { path: string; body: Record<string, unknown> }
  /** What a person types to bring the schema up to date. */
  migrate: string
  /** Counts the migrations that were applied: one. */
  applied: string
  /** A migration, how it is made to fail, and what it says then. */
  migration: { file: string; from: string; to: string; says: string }
}

export interface RunReport {
  schema: number
  files: { path: string; action: string }[]
  validation: { check: string; ok: boolean | null; detail: string }[]
  next: string[]
  command: string
}

type Overlay = 'plain' | 'dev' | 'prod'

const files: Record<Overlay, readonly string[]> = {
  plain: [],
  dev: ['-f', 'compose.yaml', '-f', 'compose.dev.yaml'],
  prod: ['-f', 'compose.yaml', '-f', 'compose.prod.yaml'],
}

export interface ComposeOptions extends Where {
  with?: Overlay
}

/** `docker compose …` as a person in the project's folder would type it. */
export function compose(stack: StackSetUp, args: readonly string[], { with: overlay = 'plain', env = {}, ...where }: ComposeOptions = {}): Promise<Ended> {
  return run('docker', ['compose', ...files[overlay], ...args], { ...where, ...own(stack, env) })
}

/** The same for a step that must work. @throws Error with docker's words. */
export function mustCompose(stack: StackSetUp, args: readonly string[], { with: overlay = 'plain', env = {}, ...where }: ComposeOptions = {}): Promise<string> {
  return must('docker', ['compose', ...files[overlay], ...args], { ...where, ...own(stack, env) })
}

export function make(stack: StackSetUp, args: readonly string[], { env = {}, ...where }: Where = {}): Promise<Ended> {
  return run('make', args, { ...where, ...own(stack, env) })
}

/** How everything in the project's folder is run. */
export function own(stack: StackSetUp, env: Readonly<Record<string, string>> = {}): Where {
  return { cwd: stack.dir, env: { ...stack.env, ...env }, as: stack.person }
}

/** Everything of the project's off the engine but its images. Safe to call at any time. */
export async function clear(stack: StackSetUp): Promise<void> {
  const label = `label=com.docker.compose.project=${stack.project}`
  // By label, not by `down`: what is left after a failed test may not fit its compose file any more.
  for (const [list, remove] of [
    [
      ['ps', '-aq'],
      ['rm', '-fv'],
    ],
    [
      ['volume', 'ls', '-q'],
      ['volume', 'rm', '-f'],
    ],
    [
      ['network', 'ls', '-q'],
      ['network', 'rm'],
    ],
  ] as const) {
    const found = (await must('docker', [...list, '--filter', label])).split('\n').filter(Boolean)
    if (found.length > 0) await run('docker', [...remove, ...found])
  }
}

/** Its images too, by whatever made them. */
export async function removeImages(stack: StackSetUp): Promise<void> {
  const made = await Promise.all(
    // What compose built, what was tagged as a release, what the dev container's program added its user to.
    [
      `label=com.docker.compose.project=${stack.project}`,
      `reference=${stack.project}/*`,
      `reference=*/*/${stack.project}-*`,
      `reference=${stack.project}-*`,
      `reference=vsc-${stack.project}-*`,
    ].map((filter) => must('docker', ['images', '-q', '--filter', filter])),
  )
  const ids = new Set(made.join('\n').split('\n').filter(Boolean))
  if (ids.size > 0) await run('docker', ['rmi', '-f', ...ids])
}

/** Container of a service, running or not; empty where there is none. */
export async function container(stack: StackSetUp, service: string): Promise<string> {
  const label = (name: string, value: string) => ['--filter', `label=com.docker.compose.${name}=${value}`]
  const found = await must('docker', ['ps', '-aq', '--no-trunc', ...label('project', stack.project), ...label('service', service)])
  return found.split('\n')[0] ?? ''
}

export async function inspect<T>(id: string, format: string): Promise<T> {
  return JSON.parse(await must('docker', ['inspect', '--format', `{{json ${format}}}`, id])) as T
}

/** Health as docker sees it, waited for. */
export async function becomes(id: string, status: 'healthy' | 'unhealthy', seconds: number): Promise<void> {
  await until(
    () => inspect<string>(id, '.State.Health.Status'),
    (now) => now === status,
    seconds,
  )
}

/** Changes a file of the project while `during` runs. Its bytes and its place in time are as before after it. */
export async function edited<T>(stack: StackSetUp, file: string, change: (text: string) => string, during: () => Promise<T>): Promise<T> {
  const path = join(stack.dir, file)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${file}: the edit changed nothing`)
  writeFileSync(path, after)
  try {
    return await during()
  } finally {
    writeFileSync(path, before)
  }
}

/** Takes a file of the project away while `during` runs; what was made in its place is lost after it. */
export async function without<T>(stack: StackSetUp, file: string, during: () => Promise<T>): Promise<T> {
  const path = join(stack.dir, file)
  renameSync(path, `${path}.away`)
  try {
    return await during()
  } finally {
    renameSync(`${path}.away`, path)
  }
}

/** One command in the database. */
export async function sql(stack: StackSetUp, command: string): Promise<string> {
  return mustCompose(stack, ['exec', '-T', 'postgres', 'sh', '-c', 'psql -At -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "$0"', command])
}

/** Values of `.env` that are secrets: names that say so, and long enough not to be met by chance; those of its own files. */
export function secretsOf(stack: StackSetUp): string[] {
  return [...stack.secrets, ...secretsInEnv(stack)]
}

function secretsInEnv(stack: StackSetUp): string[] {
  return readFileSync(join(stack.dir, '.env'), 'utf8')
    .split('\n')
    .flatMap((line) => /^(\w*(?:PASSWORD|SECRET|TOKEN|KEY))=(.{8,})$/.exec(line)?.[2] ?? [])
}
