#!/usr/bin/env node
import { Cancelled, UserError } from './errors.ts'
import type { Outcome } from './run.ts'

// The only place that ends the process. What is loaded before the command is known is kept small: help must be instant.

const outcome: Outcome = { exitCode: 0, wrote: false, reads: false }
const stopping = new AbortController()
process.on('SIGINT', () => stopping.abort(new Cancelled(130)))
process.on('SIGTERM', () => stopping.abort(new Cancelled(143)))
process.on('uncaughtException', (error) => void ended(error).then((code) => process.exit(code)))
// A reader that has seen enough (`| head`) is no failure.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? outcome.exitCode : 70))

// No top-level await: the bundler then lets a file be loaded by name alone, without another one in front of it.
// 13 until it is over, as node has it where nothing is left to wait for and yet no end was reached.
process.exitCode = 13
void main(process.argv.slice(2))
  .catch(ended)
  .then((code) => (process.exitCode = code))

async function main(argv: string[]): Promise<number> {
  const { swallowedByNpm } = await import('./command-line/npm.ts')
  const { parseCommandLine } = await import('./command-line/parse.ts')
  const line = await parseCommandLine(argv)
  const { dryRun } = await swallowedByNpm(argv, process.env)
  if (line.values.has('help')) return say((await import('./command-line/help.ts')).helpText())
  if (line.values.has('version')) return say(`${(await import('./version.ts')).version()}\n`)
  const { runOf } = await import('./command-line/run.ts')
  const streams = { input: process.stdin, output: process.stdout, talk: process.stderr, env: process.env }
  const run = await runOf(line, streams, stopping.signal, outcome, dryRun)
  const { runGenerator, untilUndisturbed } = await import('./run-generator.ts')
  const { endInterruptedRun } = await import('./interrupted-run.ts')
  const command = await line.command.load()
  await untilUndisturbed(run, async () => {
    await endInterruptedRun(run)
    await runGenerator(command(run))
  })
  return outcome.exitCode
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

/** What goes wrong while an error is told is not told in its turn: that would never end. */
let telling = false

async function ended(error: unknown): Promise<number> {
  if (telling) {
    process.stderr.write(`${String(error)}\n`)
    process.exit(70)
  }
  telling = true
  const { errorText } = await import('./report/errors.ts')
  process.stderr.write(errorText(error, outcome))
  if (error instanceof UserError || error instanceof Cancelled) return error.exitCode
  return 70
}
