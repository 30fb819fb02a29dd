import { type Lock, refuseMergeLeftovers } from './lock.ts'
import { normalise } from './requirement.ts'

/** conda-lock's file: an entry a package and platform, with the manager that installs it. @throws UserError where a merge was left in the middle. */
export function readCondaLock(text: string, file: string): Lock {
  refuseMergeLeftovers(text, file, 'conda-lock lock')
  const entries = text.split(/^- name: /m).slice(1)
  const named = entries.map((entry) => ({ name: normalise(entry.split(/\s/)[0] ?? ''), pip: /^ {2}manager: pip\b/m.test(entry) }))
  const names = [...new Set(named.map((one) => one.name))]
  const fromIndex = [...new Set(named.filter((one) => one.pip).map((one) => one.name))]
  return { names, fromIndex, reachable: (from) => new Set([...from.map((one) => one.name), ...names]), isGit: () => false, groups: null }
}
