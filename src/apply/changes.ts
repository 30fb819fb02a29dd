import type { Versions } from './merge.ts'
import type { Conflict } from './parts.ts'

/** What a run does to one file. `before` and `after` are whole texts. */
export type Change = { path: string; mode: number; /** Of the folder, where it is made with the file. */ folderMode?: number } & (
  | { action: 'create'; after: string }
  | { action: 'update' | 'merge'; before: string; after: string; /** What to look at: where conflict markers stand. */ why?: string }
  /** Only for a file whose text is exactly what we wrote last: whoever plans it has compared. `mode` says nothing here. */
  | { action: 'delete'; before: string; why?: string }
  | { action: 'identical' | 'kept'; why?: string }
  | {
      action: 'conflict'
      before: string
      /** With markers. */
      after: string
      versions: Versions
      conflicts: readonly Conflict[]
      /** Lines of `before` that both sides changed. */
      lines: readonly number[]
    }
)

/** One that has to be settled before anything is written. */
export type ConflictChange = Extract<Change, { action: 'conflict' }>

/** What to do where a person's edit and ours touch the same lines. fail: nothing at all is written. */
export const onConflicts = ['keep', 'theirs', 'markers', 'fail'] as const
export type OnConflict = (typeof onConflicts)[number]
