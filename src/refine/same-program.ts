import type { Stage } from '../review/model/dockerfile.ts'
import { lastOf } from '../review/model/dockerfile.ts'

/** What starts something else, which only they know. */
const starters = /(\.sh|\.bash|entrypoint)$|^(sh|bash|npm|npx|pnpm|yarn|bun|make|just|task)$/

/**
 * Whether a stage starts what ours would: a folder may have several Dockerfiles, each for another program of it. A word that tells what
 * is started, and is no setting, is in both.
 * @returns null where a script or a task of a package manager is started, which may be anything.
 */
export function startsSame(stage: Stage, ours: readonly string[]): boolean | null {
  const words = ['ENTRYPOINT', 'CMD'].flatMap((name) => lastOf(stage, name)?.words.map((word) => word.text) ?? [])
  const said = words.flatMap((word) => word.split(/\s+/))
  if (said.length === 0) return null
  const telling = ours.filter((word) => /[a-z]/i.test(word) && !/^-|^(python3?|node|run|start|-m|localhost)$/.test(word))
  // `shop.wsgi` of `shop.wsgi:application`, and of `--module=shop.wsgi`.
  const isSaid = (word: string): boolean => said.includes(word) || (/[./_:]/.test(word) && said.some((one) => one.includes(word.split(':')[0]!)))
  return telling.some(isSaid) || (said.some((one) => starters.test(one)) ? null : false)
}
