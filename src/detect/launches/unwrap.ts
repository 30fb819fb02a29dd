import { expand, type Values } from './expand.ts'
import { hasOption } from './options.ts'
import { shellCommands } from './shell.ts'

/** A command without what only prepares it: the program itself with its words. */
export interface Unwrapped {
  argv: readonly string[]
  /** What was set in front of it (`DEBUG=1 flask run`). */
  environment: Values
  /** A wrapper that only development uses was around it: a reloader, a debugger. */
  development: boolean
}

/** Options of wrappers that take the next word. Everything else that starts with a dash stands alone. */
const withValue = new Set(
  '--with --with-editable --with-requirements --env-file --python --package --project --directory --extra --group --only-group --no-group --index --index-url --index-strategy --cache-dir --config-file -C -P -f -n -p -u -g -e -E --name --prefix --user --environment -k --signal --kill-after'.split(
    ' ',
  ),
)

/** Runners of package managers and environments: what follows their options is the program. */
const runners: readonly (readonly string[])[] = [
  ['poetry', 'run'],
  ['uv', 'run'],
  ['pipenv', 'run'],
  ['pdm', 'run'],
  ['hatch', 'run'],
  ['rye', 'run'],
  ['conda', 'run'],
  ['mamba', 'run'],
  ['micromamba', 'run'],
  ['pixi', 'run'],
  ['doppler', 'run'],
  ['infisical', 'run'],
  ['newrelic-admin', 'run-program'],
  ['opentelemetry-instrument'],
  ['ddtrace-run'],
  ['chamber', 'exec'],
  ['honcho', 'run'],
]

/** They replace or start another program with words of their own in front: `exec`, `tini --`, `gosu app`. */
const wrappers = /^(exec|command|nohup|tini|dumb-init|catatonit|time|stdbuf|nice|ionice|setsid|env|sudo|chpst|eatmydata)$/
const wrappersWithOneWord = /^(gosu|su-exec|setpriv|timeout)$/

/** `wait-for-it.sh db:5432 -- …`, `dockerize -wait tcp://db:5432 …`, `watchmedo auto-restart … -- …`. */
const waiting = /^(wait-for-it(\.sh)?|wait-for(\.sh)?|dockerize|wait4x|watchmedo|with-contenv)$/

/**
 * Takes launchers away from a command until the program itself is left. A shell, or a watcher that is given a text, gives the
 * commands of that text.
 */
export function unwrap(words: readonly string[], values: Values, depth = 0): Unwrapped[] {
  const expanded = words.flatMap((word) => splitExpanded(word, values))
  return strip(expanded, values, {}, false, depth)
}

function strip(words: readonly string[], values: Values, environment: Values, development: boolean, depth: number): Unwrapped[] {
  const [first = '', ...rest] = words
  const again = (next: readonly string[], more: Values = {}, watched = false) =>
    strip(next, values, { ...environment, ...more }, development || watched, depth + 1)
  if (first === '' || depth > 12) return []
  const assigned = /^([A-Za-z_]\w*)=(.*)$/s.exec(first)
  if (assigned) return again(rest, { [assigned[1] ?? '']: assigned[2] ?? '' })
  const name = baseName(first)
  if (/^(ba|da|z|a|k)?sh$/.test(name)) return shell(rest, values, environment, development, depth)
  if (name === 'su') return texts(rest, ['-c', '--command'], values, environment, development, depth)
  if (name === 'watchfiles') return watched(rest, values, environment, depth)
  if (wrappers.test(name)) return again(skipOptions(rest))
  if (wrappersWithOneWord.test(name)) return again(skipOptions(rest).slice(1))
  if (waiting.test(name)) {
    const at = rest.indexOf('--')
    const auto = name === 'watchmedo'
    return again(at >= 0 ? rest.slice(at + 1) : afterPrograms(rest), {}, auto)
  }
  const runner = runners.find((one) => name === one[0] && one.slice(1).every((word, at) => rest[at] === word))
  if (runner) return again(ofRunner(rest.slice(runner.length - 1)))
  if (/^python[\d.]*$/.test(name) && rest[0] === '-m' && /^(debugpy|pdb|coverage|cProfile)$/.test(rest[1] ?? ''))
    return again(['python', ...afterDebugger(rest.slice(2))], {}, true)
  return [{ argv: [name === 'python3' || /^python[\d.]+$/.test(name) ? 'python' : name, ...rest], environment, development }]
}

/** `sh -c "migrate && serve"`; a script by its path stays a command of its own. */
function shell(rest: readonly string[], values: Values, environment: Values, development: boolean, depth: number): Unwrapped[] {
  const at = rest.findIndex((word) => /^-\w*c\w*$/.test(word))
  if (at >= 0) return commands(rest[at + 1] ?? '', values, environment, development, depth)
  const script = rest.find((word) => !word.startsWith('-'))
  return script === undefined ? [] : [{ argv: [baseName(script), ...rest.slice(rest.indexOf(script) + 1)], environment, development }]
}

function texts(rest: readonly string[], names: readonly string[], values: Values, environment: Values, development: boolean, depth: number): Unwrapped[] {
  const at = rest.findIndex((word) => names.includes(word))
  return at < 0 ? [] : commands(rest[at + 1] ?? '', values, environment, development, depth)
}

/** `watchfiles "celery -A shop worker"` and `watchfiles --filter python 'uvicorn …' src`. */
function watched(rest: readonly string[], values: Values, environment: Values, depth: number): Unwrapped[] {
  const text = rest.find((word) => word.includes(' '))
  return text === undefined ? [] : commands(text, values, environment, true, depth)
}

function commands(text: string, values: Values, environment: Values, development: boolean, depth: number): Unwrapped[] {
  if (depth > 4) return []
  return shellCommands(text).flatMap((one) =>
    strip(
      one.words.flatMap((word) => splitExpanded(word, values)),
      values,
      environment,
      development,
      depth + 1,
    ),
  )
}

/** `$UVICORN_CMD` whose value is known may hold several words. */
function splitExpanded(word: string, values: Values): string[] {
  const text = expand(word, values)
  return /^\$\{?\w+\}?$/.test(word) && text !== word ? text.split(/\s+/).filter(Boolean) : [text]
}

function skipOptions(words: readonly string[]): string[] {
  let at = 0
  while (at < words.length && words[at]?.startsWith('-')) {
    if (words[at] === '--') return words.slice(at + 1)
    at += withValue.has(words[at] ?? '') ? 2 : 1
  }
  return words.slice(at)
}

/** `uv run -m uvicorn` starts a module, `uv run main.py` and `hatch run prod:serve` a script. */
function ofRunner(words: readonly string[]): string[] {
  const inner = skipOptions(words.filter((word, at) => !(word === '-m' && at === 0)))
  if (words[0] === '-m' || words[0] === '--module') return ['python', '-m', ...inner]
  const [first = '', ...rest] = inner
  if (first.endsWith('.py')) return ['python', ...inner]
  return [first.replace(/^[\w.-]+:(?=[\w-]+$)/, ''), ...rest]
}

function afterDebugger(words: readonly string[]): string[] {
  const at = words.findIndex((word) => word === '-m')
  if (at >= 0) return words.slice(at)
  const script = words.findIndex((word) => word.endsWith('.py'))
  return script >= 0 ? words.slice(script) : []
}

/** Without a `--` the program is what follows the options and the addresses that are waited for. */
function afterPrograms(words: readonly string[]): string[] {
  let at = 0
  while (at < words.length && (words[at]?.startsWith('-') || /^\w+:\/\/|^[\w.-]+:\d+$|^(auto-restart|shell-command|\d+[smh]?)$/.test(words[at] ?? ''))) at++
  return words.slice(at)
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether a command asks for what only development wants. */
export function asksForDevelopment(argv: readonly string[]): boolean {
  return hasOption(argv, '--reload', '--debug', '--autoreload', '--dev', '--auto-reload') || argv.includes('runserver') || argv.includes('runserver_plus')
}
