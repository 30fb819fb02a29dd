import type { Change } from '../apply/changes.ts'
import type { Draft } from '../draft.ts'

/**
 * Unified diffs, as `patch` and `git apply` read them, of every file that is or would be changed.
 * Files that hold fresh secrets are named without their text: a terminal's history is no place for a password.
 */
export async function unifiedDiffs({ changes, files }: Pick<Draft, 'changes' | 'files'>): Promise<ReadonlyMap<string, string>> {
  const { createTwoFilesPatch } = await import('diff')
  const secret = new Set(files.filter((file) => file.kind === 'once').map((file) => file.path))
  return new Map(
    changes.flatMap((change) => {
      if (!('after' in change) || secret.has(change.path)) return []
      const { before, from } = beforeOf(change)
      const patch = createTwoFilesPatch(from, `b/${change.path}`, before, change.after, '', '', { context: 3 })
      // Without the line of `=` that only Subversion writes.
      return [[change.path, patch.replace(/^=+\n/, '')] as const]
    }),
  )
}

function beforeOf(change: Change): { before: string; from: string } {
  return 'before' in change ? { before: change.before, from: `a/${change.path}` } : { before: '', from: '/dev/null' }
}
