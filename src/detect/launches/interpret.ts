import type { Launch } from '../launches.ts'
import { expand, type Values } from './expand.ts'
import { programOf, type Scripts } from './programs.ts'
import { moduleOf } from './names.ts'
import type { Started } from './started.ts'
import { shellCommands, type ShellCommand } from './shell.ts'
import type { Command, Statement } from './statement.ts'
import { asksForDevelopment, unwrap, type Unwrapped } from './unwrap.ts'

/** The file that a statement stands in. */
export interface Source {
  file: string
  text: string
  weight: number
}

/** What commands may name without saying where it is. */
export interface Surroundings {
  /** Programs that the project installs. */
  console: Scripts
  /** Commands behind names that task runners know. */
  tasks: ReadonlyMap<string, string>
  /** A shell script of the project, by path or name. */
  script(name: string): { path: string; text: string } | null
  /** The project's file that a path means where the program runs; null where there is none. */
  file(path: string, workingDir: string | null): string | null
  /** What a server's own configuration file says. */
  configuration(started: Started): Pick<Launch, 'target' | 'factory' | 'port'> | null
}

/** What development says is worth less than anything that production says in the same kind of place. */
const developmentDiscount = 15

/** The launches of one statement: a shell text may start several programs, one after the other. */
export function launchesOf(statement: Statement, source: Source, surroundings: Surroundings, depth = 0): Launch[] {
  if (!('command' in statement)) return [setting(statement, source)]
  const commands: readonly ShellCommand[] =
    typeof statement.command === 'string' ? shellCommands(statement.command) : [{ words: statement.command, line: 0, branch: null }]
  const values: Record<string, string> = { ...statement.environment }
  let folder = statement.workingDir ?? null
  return commands.flatMap((one) => {
    const moved = one.words[0] === 'cd' ? one.words[1] : undefined
    if (moved !== undefined && !/^[/~$-]/.test(moved)) folder = below(folder, moved)
    if (assigns(one.words, values)) return []
    const here = { ...statement, workingDir: folder, process: statement.process ?? one.branch }
    return unwrap(one.words, values).flatMap((command) => started(command, here, source, statement.line + one.line, values, surroundings, depth))
  })
}

function started(command: Unwrapped, statement: Command, source: Source, line: number, values: Values, surroundings: Surroundings, depth: number): Launch[] {
  const [name = ''] = command.argv
  const environment = { ...values, ...command.environment }
  const development = (statement.development ?? false) || command.development || asksForDevelopment(command.argv)
  const program = programOf(command.argv, environment, surroundings.console)
  if (program) return [launch(configured(program, surroundings), { ...command, environment }, { ...statement, development, line }, source, surroundings)]
  if (depth > 3) return []
  const task = surroundings.tasks.get(name)
  const inner = { process: statement.process ?? null, development, workingDir: statement.workingDir ?? null, environment }
  if (task !== undefined) return launchesOf({ ...inner, command: task, line }, source, surroundings, depth + 1)
  const script = /^[\w./-]+$/.test(name) ? surroundings.script(name) : null
  if (!script) return []
  const positional = Object.fromEntries(command.argv.slice(1).map((word, index) => [String(index + 1), word]))
  const from = { file: script.path, text: script.text, weight: source.weight }
  return launchesOf({ ...inner, environment: { ...environment, ...positional }, command: script.text, line: 1 }, from, surroundings, depth + 1)
}

/** What the command leaves open its configuration may say. */
function configured(program: Started, surroundings: Surroundings): Started {
  if (program.target !== null && program.port !== null) return program
  const file = surroundings.configuration(program)
  if (!file) return program
  return { ...program, ...(program.target === null ? { target: file.target, factory: file.factory } : {}), port: program.port ?? file.port }
}

function launch(program: Started, command: Pick<Unwrapped, 'argv' | 'environment'>, statement: Command, source: Source, surroundings: Surroundings): Launch {
  const { process = null, development = false, workingDir = null } = statement
  const path = program.path === null ? null : (surroundings.file(program.path, workingDir) ?? program.path)
  return {
    // A file is where it lies in the project, wherever an image has put it.
    target: program.target && program.path !== null && path !== null ? { ...program.target, module: moduleOf(path) } : program.target,
    factory: program.factory,
    path,
    program: program.program,
    action: program.action,
    argv: command.argv,
    environment: command.environment,
    process,
    ...purposeOf(development, statement.weight ?? source.weight),
    workingDir: program.directory === null ? workingDir : below(workingDir, program.directory),
    port: program.port,
    file: source.file,
    line: exactLine(source.text, statement.line, command.argv, program),
  }
}

function setting(statement: Exclude<Statement, Command>, source: Source): Launch {
  const { program, target, port, line, factory = false, process = null, environment = {}, weight = source.weight, development = false } = statement
  const purpose = purposeOf(development, weight)
  return { target, factory, path: null, program, action: null, argv: [], environment, process, ...purpose, workingDir: null, port, file: source.file, line }
}

function purposeOf(development: boolean, weight: number): Pick<Launch, 'purpose' | 'weight'> {
  return development ? { purpose: 'development', weight: weight - developmentDiscount } : { purpose: 'production', weight }
}

/** `PORT=8000`, `export PORT=8000` and `: ${PORT:=8000}` as a command of their own hold for what follows. */
function assigns(words: readonly string[], values: Record<string, string>): boolean {
  const [first = '', ...rest] = words
  const keyword = /^(export|set|local|readonly|declare|:)$/.test(first)
  const pairs = keyword ? rest : words
  const read = pairs.map((word) => /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? /^\$\{([A-Za-z_]\w*):?=(.*)\}$/s.exec(word))
  if (!keyword && (pairs.length === 0 || read.includes(null))) return false
  for (const one of read) {
    const value = expand(one?.[2] ?? '', values)
    // What only the running shell knows is not known.
    if (one && !/[$`]/.test(value)) values[one[1] ?? ''] ??= value
  }
  return true
}

/** Text that is folded over several lines loses them: the line that names what is started is the one to show. */
function exactLine(text: string, from: number, argv: readonly string[], program: Started): number {
  const lines = text.split('\n').slice(from - 1, from + 11)
  const { target, path } = program
  const names = [target?.object ? `${target.module}:${target.object}` : null, path, target?.module, program.action, argv[0] === 'python' ? null : argv[0]]
  for (const name of names) {
    const at = name ? lines.findIndex((line) => line.includes(name)) : -1
    if (at >= 0) return from + at
  }
  return from
}

function below(folder: string | null, path: string): string | null {
  if (/^[/~$]/.test(path)) return folder
  const parts: string[] = []
  for (const part of `${folder ?? '.'}/${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/') || '.'
}
