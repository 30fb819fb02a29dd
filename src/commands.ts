import type { Flag } from './flags.ts'
import type { Generator } from './run-generator.ts'
import type { Run } from './run.ts'

/**
 * What can be typed after `create-dockerize`. A command is loaded only when it is the one that was typed.
 * To add one: a row here, and its generator below `generators/`.
 */
export interface Command {
  /** Empty: what happens without a command. */
  name: string
  arguments: string
  /** What follows are words of its own, not a folder. */
  words?: true
  /** What follows are any files and folders, or none. */
  paths?: true
  summary: string
  /** Which options it takes: whole groups of the table, or options by name. */
  takes(flag: Flag): boolean
  /** Nothing in the project is changed by it, unless `--fix` is said. */
  reads: boolean
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each generator hands its own data from asking to acting
  load(): Promise<(run: Run) => Generator<any>>
}

export const commands: readonly Command[] = [
  {
    name: '',
    arguments: '[directory]',
    summary: 'set the project up: look, ask, write, check',
    takes: (flag) => !isAnotherCommands(flag),
    reads: false,
    load: async () => (await import('../generators/dockerize.ts')).dockerize,
  },
  {
    name: 'add',
    arguments: '<what…>',
    words: true,
    summary: 'add backing services (postgres redis:8 …), or a part: worker, ./folder',
    takes: isNoAnswer,
    reads: false,
    load: async () => (await import('../generators/add.ts')).add,
  },
  {
    name: 'remove',
    arguments: '<what…>',
    words: true,
    summary: 'the reverse; volumes that hold data are named, never deleted',
    takes: isNoAnswer,
    reads: false,
    load: async () => (await import('../generators/remove.ts')).remove,
  },
  {
    name: 'update',
    arguments: '[directory]',
    summary: 'new templates or changed answers, merged with what you changed',
    takes: isNoAnswer,
    reads: false,
    load: async () => (await import('../generators/update.ts')).update,
  },
  {
    name: 'check',
    arguments: '[directory]',
    summary: 'for CI: do the files match the answers, and are they valid (--fix)',
    takes: (flag) => flag.group === 'output' || ['fix', 'diff', 'on-conflict', 'validate'].includes(flag.name),
    reads: true,
    load: async () => (await import('../generators/check.ts')).check,
  },
  {
    name: 'verify',
    arguments: '[directory]',
    summary: 'build, start, probe and stop it all for real, and say what was measured',
    takes: (flag) => flag.group === 'output' || flag.name === 'junit',
    reads: true,
    load: async () => (await import('../generators/verify.ts')).verify,
  },
  {
    name: 'detect',
    arguments: '[directory]',
    summary: 'what is in the project, each fact with the file and line it was read from',
    takes: (flag) => flag.group === 'output',
    reads: true,
    load: async () => (await import('../generators/detect.ts')).detect,
  },
  {
    name: 'review',
    arguments: '[paths…]',
    paths: true,
    summary: 'read Docker files; say what is critical, what to improve, what is good',
    takes: (flag) => flag.group === 'output' || flag.group === 'review',
    reads: true,
    load: async () => (await import('../generators/review.ts')).review,
  },
  {
    name: 'refine',
    arguments: '[paths…]',
    paths: true,
    summary: 'change them for a goal: shown as a diff, written with --write',
    takes: (flag) => flag.group === 'output' || flag.group === 'refine' || refines.includes(flag.name),
    reads: false,
    load: async () => (await import('../generators/refine.ts')).refine,
  },
]

/** The answers are there already: these change how a run goes about it. */
function isNoAnswer(flag: Flag): boolean {
  return flag.group !== 'answers' && !isAnotherCommands(flag)
}

/** One command alone takes them. */
function isAnotherCommands(flag: Flag): boolean {
  return flag.group === 'review' || flag.group === 'refine' || flag.name === 'fix' || flag.name === 'junit'
}

/** Options of others that mean the same to refining. */
const refines = ['ignore', 'yes', 'no-interactive', 'dry-run', 'exit-code', 'diff', 'validate']
