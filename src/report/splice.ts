import type { Change } from '../apply/changes.ts'
import { isChange } from '../draft.ts'
import type { Run } from '../run.ts'
import type { Validation } from '../validate/findings.ts'
import { checkLines } from './checks.ts'
import { paragraph } from './columns.ts'
import { paintFor } from './paint.ts'

/** What was put into, or taken out of, a person's compose file. */
export interface Splice {
  changes: readonly Change[]
  next: readonly { text: string }[]
  validation: readonly Validation[]
  /** The compose file. */
  compose: string
}

/** Prints what came of it and settles the exit code. @returns one line that says it, for plop. */
export async function showSplice({ changes, next, validation, compose }: Splice, run: Run): Promise<string> {
  const { options, output, outcome } = run
  const would = changes.filter(isChange)
  outcome.exitCode = validation.some((one) => one.ok === false) || (options.exitCode && would.length > 0) ? 1 : 0
  const diffs = options.diff ? await diffsOf(changes) : new Map<string, string>()
  if (options.json) {
    const files = changes.map(({ path, action }) => ({ path, action, ...(diffs.has(path) ? { diff: diffs.get(path) } : {}) }))
    output.write(`${JSON.stringify({ schema: 1, files, answers: {}, validation, next: next.map((one) => one.text), command: null }, null, 2)}\n`)
  } else if (!options.quiet) {
    const paint = paintFor(output)
    const lines = changes.map((change) => `  ${paint.strong(change.action.padEnd(10))}${change.path}${paint.quiet(added(change))}`)
    const nothing = would.length === 0 ? [`  ${paint.good('Nothing to do:')} ${compose} stays as it is.`] : lines
    const told = next.flatMap((one) => paragraph(one.text, 4))
    output.write(
      [
        '',
        ...nothing,
        ...[...diffs.values()].map((diff) => `\n${diff.trimEnd()}`),
        ...checkLines(validation, 12, paint),
        ...(told.length > 0 ? ['', '  Next', ...told] : []),
        '',
        '',
      ].join('\n'),
    )
  }
  return `${options.dryRun ? 'would write' : 'wrote'} ${would.length} files`
}

function added(change: Change): string {
  if (!('before' in change) || !('after' in change) || change.action === 'conflict') return ''
  const more = change.after.split('\n').length - change.before.split('\n').length
  return `  ${more >= 0 ? '+' : ''}${more} lines`
}

async function diffsOf(changes: readonly Change[]): Promise<ReadonlyMap<string, string>> {
  const { unifiedDiffs } = await import('./diff.ts')
  return unifiedDiffs({ changes, files: [{ path: '.env', text: '', mode: 0o600, kind: 'once' }] })
}
