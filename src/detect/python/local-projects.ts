import type { Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { isTable } from '../readers/toml.ts'

/** Names of local projects that this one installs from a folder: workspace members and paths. */
export function localDependencies(pyproject: Pyproject | null): string[] {
  return Object.entries(pyproject?.tool('uv.sources') ?? {})
    .filter(([, value]) => [value].flat().some((one) => isTable(one) && (one['workspace'] === true || 'path' in one)))
    .map(([name]) => normalise(name))
}
