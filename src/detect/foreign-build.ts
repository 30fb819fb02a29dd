import { builtByNx, nxApplications } from './node/nx.ts'
import type { Project } from './project.ts'

/** What builds a repository by rules of its own. */
const buildSystems: readonly (readonly [file: string, title: string])[] = [
  ['pants.toml', 'Pants'],
  ['MODULE.bazel', 'Bazel'],
  ['WORKSPACE.bazel', 'Bazel'],
  ['WORKSPACE', 'Bazel'],
]

/** That such a one is there, whose rules are out of reach here. */
export function foreignBuild(project: Project): { text: string; file: string; line: number }[] {
  const apps = nxApplications(project)
  if (apps.length > 0) return [{ text: builtByNx(apps), file: `${apps[0]}/project.json`, line: 1 }]
  const found = buildSystems.find(([file]) => project.has(file))
  if (!found) return []
  const text = `${found[1]} builds this repository by rules that are out of reach here: the images are made from the manifests that package managers know`
  return [{ text, file: found[0], line: 1 }]
}
