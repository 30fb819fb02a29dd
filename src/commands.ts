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
  summary: string
  /** Which options it takes: whole groups of the table, or options by name. */
  takes(flag: Flag): boolean
  /** Nothing in the project is changed by it. */
  reads: boolean
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each generator hands its own data from asking to acting
  load(): Promise<(run: Run) => Generator<any>>
}

export const commands: readonly Command[] = [
  {
    name: '',
    arguments: '[directory]',
    summary: 'set the project up: look, ask, write, check',
    takes: () => true,
    reads: false,
    load: async () => (await import('../generators/dockerize.ts')).dockerize,
  },
  {
    name: 'detect',
    arguments: '[directory]',
    summary: 'what is in the project, each fact with the file and line it was read from',
    takes: (flag) => flag.group === 'output',
    reads: true,
    load: async () => (await import('../generators/detect.ts')).detect,
  },
]

/** Words that later versions will take as commands: never a folder by mistake, only where such a folder exists. */
export const futureCommands = ['add', 'remove', 'update', 'check', 'verify', 'review', 'refine'] as const
