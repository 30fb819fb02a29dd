// Adds a service to other people's compose files, each in a copy of its folder, and looks at what came of it:
//   npm run build && node --import tsx scripts/corpus-add.ts <folder of repositories> [redis] [-v]
// Every line that was there has to be there still, in its order, and `docker compose config` of the result has to be the old one
// and the service. Counted apart are files that docker itself refuses before, and those that run the service already, or call another one so. Needs the
// docker command with compose, no engine. Nothing of the repositories is run or written to; -v shows each diff.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

type Outcome = 'good' | 'there already' | 'name taken' | 'refused by docker before' | 'refused' | 'bad'

interface Result {
  outcome: Outcome
  why: string
  diff: string
}

type Composed = Partial<Record<'services' | 'volumes' | 'networks' | 'secrets' | 'configs', Record<string, unknown>>>

const [folder, ...more] = process.argv.slice(2)
const verbose = more.includes('-v')
const service = more.find((word) => !word.startsWith('-')) ?? 'redis'
const cli = join(import.meta.dirname, '../dist/cli.js')
if (!folder || !existsSync(cli)) throw new Error('usage: npm run build && node --import tsx scripts/corpus-add.ts <folder of repositories> [service] [-v]')
/** Names that docker looks for by itself; a file of another name is tried under the first of them. */
const plainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

const scratch = mkdtempSync(join(tmpdir(), 'corpus-add-'))
const counts = new Map<Outcome, number>()
try {
  for (const repository of readdirSync(folder).sort()) {
    for (const path of composeFilesIn(join(folder, repository))) {
      const { outcome, why, diff } = tried(join(folder, repository), path)
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (outcome !== 'good' || verbose) console.log(`${outcome.padEnd(8)} ${repository}/${path}${why ? `: ${why}` : ''}`)
      if (verbose || outcome === 'bad') console.log(diff)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
const judged = (counts.get('good') ?? 0) + (counts.get('bad') ?? 0) + (counts.get('refused') ?? 0)
console.log(
  `\nadd ${service}: ${counts.get('good') ?? 0} of ${judged} (${all} files; ${[...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ')})`,
)
if (counts.has('bad')) process.exitCode = 1

function composeFilesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /compose[^/]*\.ya?ml$/i.test(basename(path)) && !/(^|\/)(node_modules|\.git|\.github)\//.test(path))
    .filter((path) => statSync(join(root, path)).isFile() && /^\W*services\b/m.test(readFileSync(join(root, path), 'utf8')))
    .sort()
}

function tried(repository: string, path: string): Result {
  const copy = mkdtempSync(join(scratch, 'repository-'))
  copyTexts(repository, copy)
  const home = join(copy, dirname(path))
  const name = plainNames.includes(basename(path)) ? basename(path) : plainNames[0]!
  if (name !== basename(path)) renameSync(join(copy, path), join(home, name))
  // Of several that docker would look for, the one in question alone counts.
  for (const other of plainNames) if (other !== name) rmSync(join(home, other), { force: true })
  mendEnvironment(home, name)
  try {
    return judge(home, name)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function judge(home: string, name: string): Result {
  const file = join(home, name)
  const before = readFileSync(file, 'utf8')
  const old = composed(home, name)
  if (typeof old === 'string') return { outcome: 'refused by docker before', why: old, diff: '' }
  const taken = (old.services ?? {})[service.split(':')[0]!]
  const run = spawnSync(process.execPath, [cli, 'add', service, '--no-interactive', '--no-validate', '--json'], { cwd: home, encoding: 'utf8' })
  if (run.status !== 0) return { outcome: taken ? 'name taken' : 'refused', why: run.stderr.trim().replaceAll('\n', ' '), diff: '' }
  const after = readFileSync(file, 'utf8')
  if (after === before) return { outcome: 'there already', why: (JSON.parse(run.stdout) as { next: string[] }).next.join(' '), diff: '' }
  const diff = diffOf(before, after)
  const gone = diff.split('\n').filter((line) => /^-(?!--)/.test(line))
  // A last line without a newline gets one where a line follows it.
  if (gone.length > 0 && !(gone.length === 1 && !before.endsWith('\n'))) return { outcome: 'bad', why: `${gone.length} lines are gone`, diff }
  const now = composed(home, name)
  if (typeof now === 'string') return { outcome: 'bad', why: now, diff }
  const why = difference(old, now)
  return { outcome: why === '' ? 'good' : 'bad', why, diff }
}

/** What docker makes of the file, as it stands: variables are left as they are written, unless a type needs their value. */
function composed(home: string, name: string): Composed | string {
  const args = ['compose', '-f', name, '--profile', '*', 'config', '--format', 'json', '--no-env-resolution']
  const runs = [[...args, '--no-interpolate'], args].map((words) => spawnSync('docker', words, { cwd: home, encoding: 'utf8' }))
  const good = runs.find((run) => run.status === 0)
  if (good) return JSON.parse(good.stdout) as Composed
  return (runs[1]!.stderr || String(runs[1]!.error)).trim().split('\n').at(-1) ?? 'no answer'
}

/** Empty where the new one is the old one with the service, what it keeps its data in, and the network that all have by default. */
function difference(old: Composed, now: Composed): string {
  const wrong: string[] = []
  for (const part of ['services', 'volumes', 'networks', 'secrets', 'configs'] as const) {
    const [was, is] = [old[part] ?? {}, now[part] ?? {}]
    for (const [key, value] of Object.entries(was)) if (!isDeepStrictEqual(value, is[key])) wrong.push(`${part}.${key} is another one`)
    const fresh = Object.keys(is).filter((key) => !(key in was))
    const allowed = part === 'services' || part === 'volumes' ? (key: string) => key.startsWith(service.split(':')[0]!) : (key: string) => key === 'default'
    wrong.push(...fresh.filter((key) => !allowed(key)).map((key) => `${part}.${key} is new`))
    if (part === 'services' && fresh.length === 0) wrong.push('no service is new')
  }
  return wrong.join(', ')
}

/** Files that a compose file names and no repository holds are made, empty: what is in them is of no concern here. */
function mendEnvironment(home: string, name: string): void {
  const text = readFileSync(join(home, name), 'utf8')
  for (const [, path = ''] of text.matchAll(/(?:env_file:\s*\[?\s*|^\s*-\s+(?:path:\s*)?)["']?((?:\.{1,2}\/)?[\w./-]*\.?env[\w.-]*)["']?\s*\]?\s*$/gm)) {
    const file = join(home, path)
    if (path === '' || existsSync(file) || !file.startsWith(scratch)) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
  const example = ['.env.example', '.env.sample', 'env.example', '.env.dist'].map((one) => join(home, one)).find((one) => existsSync(one))
  if (example && !existsSync(join(home, '.env'))) cpSync(example, join(home, '.env'))
}

function copyTexts(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => {
      if (/(^|\/)(node_modules|\.git)$/.test(path)) return false
      const status = statSync(path, { throwIfNoEntry: false })
      return status !== undefined && (status.isDirectory() || (status.size < 1_000_000 && /\.ya?ml$|env[^/]*$/i.test(basename(path))))
    },
  })
}

function diffOf(before: string, after: string): string {
  const [one, other] = ['before', 'after'].map((name) => join(scratch, name)) as [string, string]
  writeFileSync(one, before)
  writeFileSync(other, after)
  return spawnSync('diff', ['-U4', one, other], { encoding: 'utf8' }).stdout.split('\n').slice(2).join('\n')
}
