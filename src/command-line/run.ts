import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { someoneIsThere } from '../ask/someone.ts'
import { commands } from '../commands.ts'
import { UserError } from '../errors.ts'
import type { Outcome, Run, RunOptions } from '../run.ts'
import { nearest } from './nearest.ts'
import type { CommandLine } from './parse.ts'

/** What of the machine a run talks to. */
export type Streams = Pick<Run, 'input' | 'output' | 'talk'> & { env: NodeJS.ProcessEnv }

/**
 * A parsed command line as a run.
 *
 * @param dryRun npm kept a `--dry-run` that was meant for us.
 * @throws UserError (exit 2) for a combination that cannot be meant, and for a word that is neither command nor folder.
 */
export async function runOf(line: CommandLine, streams: Streams, signal: AbortSignal, outcome: Outcome, dryRun: boolean): Promise<Run> {
  const { values } = line
  outcome.reads = line.command.reads && values.get('fix') !== true
  const cwd = resolve((values.get('cwd') as string | undefined) ?? '.')
  const words = line.command.words ? wordsOf(line) : []
  const directory = line.command.words || line.command.paths ? null : directoryOf(line, cwd)
  const on = (name: string) => values.get(name) === true
  const options: RunOptions = {
    prompt: !on('yes') && !on('no-interactive') && (await someoneIsThere(streams.env)),
    dryRun: dryRun || on('dry-run'),
    diff: on('diff'),
    exitCode: on('exit-code'),
    onConflict: (values.get('on-conflict') as RunOptions['onConflict'] | undefined) ?? 'fail',
    validate: values.get('validate') !== false,
    json: on('json'),
    junit: on('junit'),
    quiet: on('quiet'),
    fix: on('fix'),
  }
  if (options.exitCode && !options.dryRun) throw new UserError('--exit-code goes with --dry-run', { exitCode: 2, todo: ['try: --dry-run --exit-code'] })
  // Only a command that takes answers has any.
  const { givenOf } = await import('./given.ts')
  const run = { root: resolve(cwd, directory ?? '.'), directory, words, given: await givenOf(line, cwd), options, ...streams, signal, outcome }
  if (!line.command.paths) return run
  const { refineOf, reviewOf } = await import('./review.ts')
  return { ...run, review: reviewOf(line), ...(line.command.name === 'refine' ? { refine: refineOf(line) } : {}) }
}

function wordsOf({ command, positionals }: CommandLine): readonly string[] {
  if (positionals.length > 0) return positionals
  throw new UserError(`${command.name}: what?`, { exitCode: 2, todo: [`like: create-dockerize ${command.name} redis`] })
}

function directoryOf({ command, positionals }: CommandLine, cwd: string): string | null {
  const [word, second] = positionals
  if (word === undefined) return null
  const bare = /^[a-z]+$/.test(word)
  if (bare && !existsSync(resolve(cwd, word)) && command.name === '') {
    const names = commands.map((one) => one.name).filter(Boolean)
    const meant = nearest(word, names)
    if (meant) {
      throw new UserError(`there is no command ${word}; did you mean ${meant}?`, {
        exitCode: 2,
        todo: [`commands: ${names.join(', ')}; a folder of that name is written ./${word}`],
      })
    }
  }
  if (second !== undefined) throw new UserError(`${word} and ${second}: one folder at a time`, { exitCode: 2 })
  return word
}
