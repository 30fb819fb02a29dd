import { type Lock, refuseMergeLeftovers } from './lock.ts'
import { normalise } from './requirement.ts'

/**
 * pixi's lock file. Conda packages stand there by the address of their file, those of a Python index by name; conda brings
 * its own libraries, so that only the second kind can need something of the system.
 * @throws UserError where a merge was left in the middle.
 */
export function readPixiLock(text: string, file: string): Lock {
  refuseMergeLeftovers(text, file, 'pixi lock')
  const conda = new Set<string>()
  const pypi = new Set<string>()
  let inIndex = false
  for (const line of text.slice(Math.max(0, text.search(/^packages:/m))).split(/\r?\n/)) {
    const kind = /^- (conda|pypi): (\S+)/.exec(line)
    if (kind) inIndex = kind[1] === 'pypi'
    // `…/noarch/fastapi-0.120.4-pyhd8ed1ab_0.conda`: name, version and build are set off by the last two dashes.
    const archive = kind?.[1] === 'conda' ? /\/([^/]+)-[^/-]+-[^/-]+\.(?:conda|tar\.bz2)$/.exec(kind[2] ?? '')?.[1] : undefined
    if (archive) conda.add(normalise(archive.replace(/^_+/, '')))
    const name = inIndex ? /^ {2}name: (\S+)/.exec(line)?.[1] : undefined
    if (name) pypi.add(normalise(name))
  }
  const names = [...conda, ...pypi]
  return { names, fromIndex: [...pypi], reachable: (from) => new Set([...from.map((one) => one.name), ...names]), isGit: () => false, groups: null }
}
