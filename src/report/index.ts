import { repeatCommand } from '../ask/repeat-command.ts'
import type { Project } from '../detect/project.ts'
import { isChange } from '../draft.ts'
import type { Made } from '../pipeline.ts'
import type { Run } from '../run.ts'
import { nextSteps, type Step } from './next.ts'
import { takenPorts } from './ports.ts'

/** Everything that a report tells, in whichever form. */
export interface Report extends Made {
  next: readonly Step[]
  /** Repeats the run with nobody asked. */
  command: string
  dryRun: boolean
  /** By path; only where they were asked for. */
  diffs: ReadonlyMap<string, string>
}

/**
 * Prints what came of a run and settles its exit code.
 * @returns one line that says it, for plop.
 */
export async function showRun(made: Made, project: Project, run: Run): Promise<string> {
  const { options, output, outcome } = run
  const failed = made.validation.some((one) => one.ok === false)
  const wouldChange = made.changes.some(isChange)
  outcome.exitCode = failed || (options.exitCode && wouldChange) ? 1 : 0
  const report: Report = {
    ...made,
    next: nextSteps(made, project, await takenPorts(made)),
    command: repeatCommand(made.facts, made.answers, run.directory),
    dryRun: options.dryRun,
    diffs: options.diff ? await diffsOf(made) : new Map(),
  }
  if (options.json) output.write(await asJson(report))
  else if (!options.quiet || failed) output.write(await asText(report, run, failed))
  const count = made.changes.filter(isChange).length
  return `${options.dryRun ? 'would write' : 'wrote'} ${count} files${failed ? '; not all of them are right' : ''}`
}

async function diffsOf(made: Made): Promise<ReadonlyMap<string, string>> {
  return (await import('./diff.ts')).unifiedDiffs(made)
}

async function asJson(report: Report): Promise<string> {
  const { reportJson } = await import('./json.ts')
  return `${JSON.stringify(reportJson(report), null, 2)}\n`
}

async function asText(report: Report, run: Run, failed: boolean): Promise<string> {
  const { humanReport } = await import('./human.ts')
  const { paintFor } = await import('./paint.ts')
  const paint = paintFor(run.output)
  if (!run.options.quiet || !failed) return humanReport(report, paint)
  const { failures } = await import('./checks.ts')
  return `${failures(report.validation, paint).join('\n')}\n`
}
