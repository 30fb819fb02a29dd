import { variablesAt } from '../../review/model/dockerfile.ts'
import { isRoot, runsAs } from '../../review/model/users.ts'
import { caches } from '../../review/rules/df/uv-no-cache-mount.ts'
import type { Mend } from '../contract.ts'
import { asDockerfile, installAt } from './in-view.ts'

/** The installer's downloads outlive the layer, and are in none: only where it looks for them as root does. */
export const mountCache: Mend = (view, finding) => {
  const file = asDockerfile(view)
  const found = installAt(file, finding)
  const cache = found && caches[found.install.by]
  if (!found || !cache) return []
  const { run, stage } = found
  const known = variablesAt(file.file, stage, run)
  if (known.has('HOME') || known.has('XDG_CACHE_HOME') || [...known.keys()].some((name) => /^(PIP|UV|POETRY|NPM|YARN)_.*CACHE/i.test(name))) return []
  const until = stage.instructions.slice(0, stage.instructions.indexOf(run))
  const user = until.findLast((one) => one.name === 'USER')
  if (user ? !isRoot(user.words[0]?.text ?? '') : stage.parent || !isRoot(runsAs(file.file, { ...stage, instructions: [] })?.user ?? '')) return []
  const mount = ` --mount=type=cache,target=${cache.folder}`
  const wraps = run.heredocs.length === 0 && run.flags.length === 0 && !/^#\s*escape\s*=/im.test(file.text)
  return [{ from: run.keyword.to, to: run.keyword.to, text: wraps ? `${mount} \\\n   ` : mount }]
}
