import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { pairsOf } from '../../model/dockerfile.ts'
import { putFor } from '../../model/edits.ts'
import { inContext } from '../../model/manifest.ts'

export const uvFrozen: DockerfileRule = {
  id: 'df/uv-frozen',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The lock file is not checked against the manifest',
  why: '--frozen takes the lock as it is, also where pyproject.toml has moved on: the image lacks a package that was added, and says so only when it runs.',
  fix: '--locked: the build stops where the lock is out of date.',
  sources: [],
  *find(view) {
    const manifest = view.context === null ? null : view.project.read(inContext(view.context, 'pyproject.toml'))
    // A member's lock cannot be checked before all members are there.
    if (manifest !== null && /^\[tool\.uv\.workspace\]/m.test(manifest)) return
    for (const { install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      if (install.by !== 'uv' || install.verb.text !== 'sync' || install.says('--no-install-workspace', '--no-install-local', '--package', '--all-packages'))
        continue
      const frozen = install.options.find((word) => word.text === '--frozen')
      if (frozen)
        yield {
          ...at(view, frozen),
          message: 'uv sync --frozen does not notice a lock that is out of date.',
          edits: canBeChecked(view, manifest) ? putFor(view, frozen, '--locked') : [],
        }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --frozen --no-dev --no-install-project\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/uv \\\n    uv sync \\\n      --frozen\n', line: 4 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --locked --no-dev --no-install-project\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --frozen --package api --no-install-workspace\n' },
    ],
  },
}

/** The check reads what the manifest leads to: packages in other folders, dependencies that a build backend computes. */
function canBeChecked({ file }: DockerfileView, manifest: string | null): boolean {
  if (file.instructions.some((one) => one.name === 'ENV' && pairsOf(one).some((pair) => pair.name === 'UV_FROZEN'))) return false
  return manifest === null || !/\b(path|workspace)\s*=|^\s*dynamic\s*=\s*\[[^\]]*dependencies/m.test(manifest)
}
