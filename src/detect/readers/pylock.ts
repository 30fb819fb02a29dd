import { type Lock, refuseMergeLeftovers } from './lock.ts'
import { normalise } from './requirement.ts'

/**
 * The packaging standard's own lock file: everything that it names is installed, so edges do not matter.
 * @throws UserError where a merge was left in the middle.
 */
export function readPylock(text: string, file: string): Lock {
  refuseMergeLeftovers(text, file, 'uv export --output-file pylock.toml')
  const names: string[] = []
  const git = new Set<string>()
  for (const part of text.split(/^\[\[packages\]\]\s*$/m).slice(1)) {
    const name = /^name = "([^"]+)"/m.exec(part)?.[1]
    if (name === undefined) continue
    names.push(normalise(name))
    if (/^(vcs\.)?type = "git"|^vcs = \{[^}]*type = "git"/m.test(part)) git.add(normalise(name))
  }
  return { names, reachable: (from) => new Set([...from.map((one) => one.name), ...names]), isGit: (name) => git.has(name), groups: null }
}
