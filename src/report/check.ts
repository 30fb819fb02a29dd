import type { Project } from '../detect/project.ts'
import { isChange } from '../draft.ts'
import type { Made } from '../pipeline.ts'
import type { Run } from '../run.ts'
import { checkLines } from './checks.ts'
import { missingVariables } from './next.ts'
import { paintFor } from './paint.ts'

/** Prints what differs from the answers and what is wrong, and settles the exit code. @returns one line that says it, for plop. */
export async function showCheck(made: Made, project: Project, run: Run): Promise<string> {
  const { options, output, outcome } = run
  // What each machine has of its own is in no repository: a fresh clone, as CI has it, lacks nothing.
  const own = new Set(made.files.filter((file) => file.kind === 'once').map((file) => file.path))
  const drift = made.changes.filter((change) => isChange(change) && (options.fix || change.action !== 'create' || !own.has(change.path)))
  const failed = made.validation.filter((one) => one.ok === false)
  outcome.exitCode = failed.length > 0 || (drift.length > 0 && !options.fix) ? 1 : 0
  const diffs = options.diff ? await (await import('./diff.ts')).unifiedDiffs(made) : new Map<string, string>()
  const lacks = missingVariables(made, project)
  if (options.json) {
    const files = made.changes.map(({ path, action }) => ({ path, action, ...(diffs.has(path) ? { diff: diffs.get(path) } : {}) }))
    const next = lacks.map((step) => step.command ?? step.text)
    output.write(
      `${JSON.stringify({ schema: 1, files, answers: made.answers, validation: made.validation, next, command: 'create-dockerize check' }, null, 2)}\n`,
    )
  } else if (!options.quiet || outcome.exitCode !== 0) {
    const paint = paintFor(output)
    const same = drift.length === 0
    const verdict = same ? paint.good('The files match the answers.') : `${options.fix ? 'Written' : paint.bad('Not as the answers say')}:`
    const lines = drift.map((change) => `    ${change.action.padEnd(9)} ${change.path}`)
    const hint = same || options.fix ? [] : ['', '  create-dockerize check --fix   writes them; --diff shows them']
    const told = lacks.map((step) => `  ${step.command ? `${step.command}   ${step.text}` : step.text}`)
    const body = [
      '',
      `  ${verdict}`,
      ...lines,
      ...[...diffs.values()].map((diff) => `\n${diff.trimEnd()}`),
      ...checkLines(made.validation, 12, paint),
      ...told,
      ...hint,
    ]
    output.write([...body, '', ''].join('\n'))
  }
  return drift.length === 0 ? 'all as it should be' : `${drift.length} files differ`
}
