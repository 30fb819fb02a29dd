import { UserError } from '../../errors.ts'
import { type Lock, refuseMergeLeftovers } from './lock.ts'
import { normalise } from './requirement.ts'

/**
 * Pipenv's lock file: a flat list a category, without edges, so that all of `default` is what production installs.
 * @throws UserError where a merge was left in the middle, or the text is no JSON.
 */
export function readPipfileLock(text: string, file: string): Lock {
  refuseMergeLeftovers(text, file, 'pipenv lock')
  const categories = parsed(text, file)
  const production = Object.entries(entriesOf(categories['default']))
  const git = new Set(production.flatMap(([name, entry]) => (typeof entry === 'object' && entry !== null && 'git' in entry ? [normalise(name)] : [])))
  const names = production.map(([name]) => normalise(name))
  return { names, reachable: (from) => new Set([...from.map((one) => one.name), ...names]), isGit: (name) => git.has(name), groups: null }
}

function parsed(text: string, file: string): Record<string, unknown> {
  try {
    return entriesOf(JSON.parse(text))
  } catch {
    throw new UserError('this is no JSON', { at: { file }, todo: ['pipenv lock'] })
  }
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
