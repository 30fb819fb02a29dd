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
      if (!('before' in change || 'after' in change) || secret.has(change.path)) return []
      const [before, from] = 'before' in change ? [change.before, `a/${change.path}`] : ['', '/dev/null']
      const [after, to] = 'after' in change ? [change.after, `b/${change.path}`] : ['', '/dev/null']
      const patch = createTwoFilesPatch(from, to, before, after, '', '', { context: 3 })
      // Without the line of `=` that only Subversion writes.
      return [[change.path, patch.replace(/^=+\n/, '')] as const]
    }),
  )
}
