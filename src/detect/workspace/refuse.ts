import { formatPlace, UserError } from '../../errors.ts'
import { isAsideFolder, isTestFolder } from '../decoys.ts'
import type { Project } from '../project.ts'
import { cycleFrom, needOf } from './cycle.ts'
import { normalise } from '../readers/requirement.ts'
import type { FoundWorkspace } from './index.ts'
import { outsideRoot, throughLink } from './reach.ts'
import type { Package, Workspace } from './workspace.ts'

/**
 * What is wrong with a workspace so that no image can be built from it, or that nobody can have meant. What its package manager takes
 * and no unit touches is let be.
 * @param dirs folders of the units.
 * @throws UserError at the line that is wrong.
 */
export function refuseBadWorkspaces(found: readonly FoundWorkspace[], dirs: readonly string[], project: Project): void {
  for (const one of found) {
    refuseOutOfReach(one.workspace, project)
    refuseEmpty(one)
    refuseNameless(one.workspace, project)
    refuseTwins(one.workspace)
    refuseStrangers(one.workspace)
    refuseCycles(one.workspace, dirs)
  }
}

function refuseOutOfReach({ kind, file, root, patterns }: Workspace, project: Project): void {
  for (const { text, line, excludes } of patterns) {
    if (excludes) continue
    if (outsideRoot(root, text))
      throw new UserError(`the member ${text} lies outside of the project, where no image can take it from`, {
        at: { file, line },
        todo: ['run create-dockerize in the folder that holds both, or take the member out'],
      })
    const link = throughLink(root, text, kind === 'uv' ? 'pyproject.toml' : 'package.json', project)
    if (link !== null)
      throw new UserError(`the member ${link} is a link, which an image gets without what it leads to`, {
        at: { file, line },
        todo: ['name the folder that it leads to, or put the folder in its place'],
      })
  }
}

function refuseEmpty({ workspace: { file, line, patterns }, matched }: FoundWorkspace): void {
  if (matched.dirs.length > 0 || matched.unmatched.length === 0) return
  const texts = patterns.filter((one) => !one.excludes).map((one) => one.text)
  const manifest = file.endsWith('.toml') ? 'pyproject.toml' : 'package.json'
  throw new UserError(`no folder with a ${manifest} matches ${texts.join(', ')}: the workspace has no members`, {
    at: { file, line: patterns[0]?.line ?? line },
    todo: ['correct the path, or take the workspace out'],
  })
}

function refuseNameless({ kind, members, root }: Workspace, project: Project): void {
  for (const { name, dir, file, line } of members) {
    if (name !== null || dir === root || isAside(dir) || (kind === 'node' && !isPackage(project.read(file)))) continue
    const example = dir.split('/').at(-1) ?? dir
    throw new UserError('a member of the workspace without a name', {
      at: { file, line },
      todo: [kind === 'uv' ? `give it one: name = "${example}" in [project]` : `give it one: "name": "${example}"`],
    })
  }
}

/** A file that only says how the modules below it are written is no package. */
function isPackage(text: string): boolean {
  return /"(scripts|dependencies|devDependencies)"/.test(text)
}

function refuseTwins({ kind, members }: Workspace): void {
  const seen = new Map<string, Package>()
  for (const one of members) {
    if (one.name === null || isAside(one.dir)) continue
    const key = kind === 'uv' ? normalise(one.name) : one.name
    const twin = seen.get(key)
    seen.set(key, one)
    if (!twin) continue
    const { name, file, line } = one
    throw new UserError(`two members of the workspace are called ${name} (the other: ${formatPlace(twin)})`, {
      at: { file, line },
      todo: ['give one another name, or leave it out of the workspace'],
    })
  }
}

function refuseStrangers({ kind, members }: Workspace): void {
  for (const { needs, file } of members) {
    const stranger = needs.find((one) => one.stated && one.dir === null)
    if (!stranger) continue
    const how = kind === 'uv' ? '{ workspace = true }' : 'workspace:'
    const names = members.flatMap((one) => one.name ?? []).sort()
    throw new UserError(`${stranger.name} is said to be in the workspace (${how}), and no member is called that`, {
      at: { file, line: stranger.line },
      todo: [`members: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`],
    })
  }
}

function refuseCycles({ members }: Workspace, dirs: readonly string[]): void {
  for (const unit of members.filter((one) => dirs.includes(one.dir))) {
    const cycle = cycleFrom(unit, members)
    const [first, second] = cycle ?? []
    if (!cycle || !first || !second) continue
    throw new UserError(`${cycle.map(titleOf).join(' needs ')}: none of them can be built before the other`, {
      at: { file: first.file, line: needOf(first, second)?.line ?? first.line },
      todo: ['move what both need into a package of its own, or make one of them a dependency of development'],
    })
  }
}

function titleOf({ name, dir }: Package): string {
  return name ?? dir
}

function isAside(dir: string): boolean {
  return dir.split('/').some((part) => part !== '.' && (isTestFolder(part) || isAsideFolder(part)))
}
