import { onConflicts } from './apply/changes.ts'
import { bases, outputs, targets, type UnitKey } from './ask/answers.ts'
import {
  refuseBaseRegistry,
  refuseEntrypoint,
  refuseHealthPath,
  refuseImagePrefix,
  refuseNodeVersion,
  refusePort,
  refusePythonVersion,
  type Refuse,
} from './ask/checks.ts'

/**
 * The one table of options. The parser, the help, the README's table, the prompts and the command that repeats a run
 * are all made from it, so that none of them can know an option that another lacks.
 *
 * To add one: a row here; and, where it is an answer, its place in `Given`, `decide` and `repeatCommand`.
 */
export interface Flag {
  /** Without dashes. A switch that only turns off is written with its `no-`. */
  name: string
  short?: string
  /** switch: on when given. onOff: `--x` and `--no-x`. text: one value. list: values with commas, may be given again. pairs: `a=b`, may be given again. */
  value: 'switch' | 'onOff' | 'text' | 'list' | 'pairs'
  /** What stands for the value in the help. */
  placeholder?: string
  group: 'answers' | 'writing' | 'output'
  help: string
  /** Values that it takes; loaded only when one was given, since registries are longer than the help. */
  oneOf?: () => Promise<readonly string[]>
  /** Other words that are taken, and not worth listing. */
  aliases?: () => Promise<readonly string[]>
  /** Values that could be meant and are not possible, each with the reason and what to paste instead. */
  refused?: Readonly<Record<string, { why: string; instead: string }>>
  refuse?: Refuse
  /** The answer about a unit that it gives. */
  sets?: UnitKey
  /** How a person is asked for it in a terminal; `unit` is empty where the project has only one. */
  question?: Question
}

export interface Question {
  text: string
  /** text: typed. one: chosen. some: any number chosen. */
  kind: 'text' | 'one' | 'some'
  /** What a choice brings, beside its value. */
  consequences?: Readonly<Record<string, string>>
}

const stackIds = async () => (await import('./stacks/index.ts')).stacks.map((stack) => stack.id)
const managerIds = async () => (await import('./package-managers/index.ts')).packageManagers.map((manager) => manager.id)
const serviceIds = async () => (await import('./services/index.ts')).services.map((service) => service.id)
/** `pg` is as good as `postgres`. */
const serviceAliases = async () => (await import('./services/index.ts')).services.flatMap((service) => service.aliases)

const fileFlags: readonly Flag[] = outputs.map((output) => ({ name: `no-${output}`, value: 'switch', group: 'answers', help: `leave out: ${output}` }))

export const flags: readonly Flag[] = [
  {
    name: 'stack', value: 'text', placeholder: 'id', group: 'answers', sets: 'stack', oneOf: stackIds,
    help: 'the framework, where it is not the one that was detected',
  },
  {
    name: 'entrypoint', value: 'text', placeholder: 'module:app', group: 'answers', sets: 'entrypoint', refuse: refuseEntrypoint,
    help: 'what the server starts, like shop.main:app',
    question: { text: 'What does the server start', kind: 'text' },
  },
  {
    name: 'port', value: 'text', placeholder: 'number', group: 'answers', sets: 'port', refuse: refusePort,
    help: 'the port that the app listens on in its container',
    question: { text: 'Which port does it listen on', kind: 'text' },
  },
  {
    name: 'python', value: 'text', placeholder: 'version', group: 'answers', sets: 'python', refuse: refusePythonVersion,
    help: 'the version of Python, like 3.13',
    question: { text: 'Which version of Python', kind: 'text' },
  },
  {
    name: 'node', value: 'text', placeholder: 'version', group: 'answers', sets: 'node', refuse: refuseNodeVersion,
    help: 'the version of Node, like 24',
  },
  {
    name: 'package-manager', value: 'text', placeholder: 'id', group: 'answers', sets: 'package-manager', oneOf: managerIds,
    help: 'what installs the dependencies',
    question: { text: 'What installs the dependencies', kind: 'one' },
  },
  {
    name: 'base', value: 'text', placeholder: 'name', group: 'answers', sets: 'base', oneOf: () => Promise.resolve(bases),
    help: 'what the image is built on: slim, alpine or distroless',
    refused: { scratch: { why: 'no stack here is a static binary, and nothing else runs in an empty image', instead: '--base distroless   has no shell and no package manager either' } },
    question: {
      text: 'What is the image built on', kind: 'one',
      consequences: {
        slim: 'Debian: every wheel works, there is a shell to look around',
        alpine: 'smaller; musl, so some packages are compiled and build longer',
        distroless: 'no shell, no package manager: least to attack, no docker exec',
      },
    },
  },
  {
    name: 'health-path', value: 'text', placeholder: 'path', group: 'answers', sets: 'health-path', refuse: refuseHealthPath,
    help: 'the route that tells that the app is up, like /health; none: any answer of / will do',
    question: { text: 'Which route tells that it is up (none: any answer of /)', kind: 'text' },
  },
  {
    name: 'set', value: 'pairs', placeholder: 'unit.key=value', group: 'answers',
    help: 'any of the above for one unit of several, like api.port=9000',
  },
  {
    name: 'with', value: 'list', placeholder: 'a,b', group: 'answers', oneOf: serviceIds, aliases: serviceAliases,
    help: 'backing services to run beside the app, like postgres,redis:8',
    question: { text: 'Which services does it use', kind: 'some' },
  },
  { name: 'without', value: 'list', placeholder: 'a,b', group: 'answers', oneOf: serviceIds, aliases: serviceAliases, help: 'services to leave out, whatever was detected' },
  {
    name: 'managed', value: 'list', placeholder: 'a,b', group: 'answers', oneOf: serviceIds, aliases: serviceAliases,
    help: 'services that are used and run elsewhere: no container, the URL is required',
    question: { text: 'Which of them run elsewhere (no container, you give the URL)', kind: 'some' },
  },
  {
    name: 'image-prefix', value: 'text', placeholder: 'host/namespace', group: 'answers', refuse: refuseImagePrefix,
    help: 'what stands before image names in production (default: ghcr.io/<owner>)',
    question: { text: 'What stands before image names in production', kind: 'text' },
  },
  {
    name: 'base-registry', value: 'text', placeholder: 'host/path', group: 'answers', refuse: refuseBaseRegistry,
    help: 'a mirror to take base images from',
  },
  {
    name: 'target', value: 'list', placeholder: 'a,b', group: 'answers', oneOf: () => Promise.resolve(targets),
    help: `image targets to write: ${targets.join(', ')}`,
    question: { text: 'Which targets does the image have', kind: 'some' },
  },
  {
    name: 'files', value: 'list', placeholder: 'a,b', group: 'answers', oneOf: () => Promise.resolve(outputs),
    help: `which files: ${outputs.join(', ')}; or --no-<file> for each to leave out`,
    question: { text: 'Which files', kind: 'some' },
  },
  ...fileFlags,
  { name: 'answers', value: 'text', placeholder: 'file', group: 'answers', help: 'answers in the form of .dockerize/answers.yaml' },

  { name: 'yes', short: 'y', value: 'switch', group: 'writing', help: 'take what was detected and the defaults, ask nothing' },
  { name: 'no-interactive', value: 'switch', group: 'writing', help: 'never prompt (as without a terminal, with CI set, or run by an agent)' },
  { name: 'dry-run', short: 'n', value: 'switch', group: 'writing', help: 'write nothing; say what each file would become' },
  { name: 'diff', value: 'switch', group: 'writing', help: 'show the changes as unified diffs' },
  { name: 'exit-code', value: 'switch', group: 'writing', help: 'with --dry-run: exit 1 if anything would change' },
  {
    name: 'on-conflict', value: 'text', placeholder: 'how', group: 'writing', oneOf: () => Promise.resolve(onConflicts),
    help: 'where your edit and ours touch the same lines: keep, theirs, markers or fail (default: fail, nothing is written)',
  },
  { name: 'validate', value: 'onOff', group: 'writing', help: 'let docker check what was written; on where docker is found' },

  { name: 'json', value: 'switch', group: 'output', help: 'the result as JSON' },
  { name: 'quiet', value: 'switch', group: 'output', help: 'only errors' },
  { name: 'cwd', value: 'text', placeholder: 'dir', group: 'output', help: 'the folder to start from' },
  { name: 'help', short: 'h', value: 'switch', group: 'output', help: 'this text' },
  { name: 'version', short: 'v', value: 'switch', group: 'output', help: 'the version' },
]

/** @throws Error for a name that the table lacks: a bug of the caller. */
export function flagOf(name: string): Flag {
  const flag = flags.find((one) => one.name === name)
  if (!flag) throw new Error(`no flag ${name}`)
  return flag
}

/** The row that gives an answer about a unit. */
export function flagFor(key: UnitKey): Flag {
  return flagOf(key)
}
