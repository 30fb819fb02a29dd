import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { beginOf } from '../../model/begin-of.ts'
import { variablesAt, type Stage } from '../../model/dockerfile.ts'
import { newlineOf } from '../../model/edits.ts'
import type { Instruction } from '../../model/instructions.ts'
import { uvInstallsWithout } from '../../model/uv-installs.ts'

export const uvLinkMode: DockerfileRule = {
  id: 'df/uv-link-mode',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'uv tries to link out of a cache mount',
  why: 'A cache mount is another file system, where nothing can be linked from: uv tries, says so in a warning of three lines in each build, and copies.',
  fix: 'ENV UV_LINK_MODE=copy in the stage that installs, or --link-mode=copy.',
  sources: ['https://docs.astral.sh/uv/guides/integration/docker/'],
  *find(view) {
    for (const { stage, installs } of uvInstallsWithout(view, 'UV_LINK_MODE', ['--link-mode'])) {
      const first = installs.find(({ run, install }) => !install.says('--no-cache', '-n', '--cache-dir') && hasCacheOf(view, stage, run))
      if (!first || isSetByProject(view)) continue
      const from = beginOf(view, first.run)
      const edits = [{ from, to: from, text: `ENV UV_LINK_MODE=copy${newlineOf(view)}` }]
      yield { ...at(view, first.install.verb), message: 'uv warns here that it cannot link, and copies.', edits }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n', line: 2 },
      {
        text: 'FROM python:3.13-slim-trixie AS base\nFROM base\n# What is needed.\nRUN --mount=type=cache,target=/root/.cache \\\n    uv pip install --system -r requirements.txt\n',
        line: 5,
      },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nENV UV_LINK_MODE=copy\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --link-mode=copy\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --locked --no-dev\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY pyproject.toml uv.lock ./\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked\n',
        beside: { 'pyproject.toml': '[project]\nname = "shop"\n[tool.uv]\nlink-mode = "copy"\n' },
      },
    ],
  },
}

/** A cache is mounted where uv keeps its own. */
function hasCacheOf({ file }: DockerfileView, stage: Stage, run: Instruction): boolean {
  const cache = variablesAt(file, stage, run).get('UV_CACHE_DIR') ?? '/root/.cache/uv'
  return run.flags.some(({ name, value }) => {
    const target = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value)?.[1]?.replace(/\/$/, '')
    return (
      name === 'mount' &&
      /(^|,)type=cache(,|$)/.test(value) &&
      target !== undefined &&
      (`${cache}/`.startsWith(`${target}/`) || /\/\.cache(\/uv)?$/.test(target))
    )
  })
}

function isSetByProject({ context, project }: DockerfileView): boolean {
  const folder = context ? `${context}/` : ''
  return ['pyproject.toml', 'uv.toml'].some((name) => /^\s*link-mode\s*=/m.test(project.read(folder + name) ?? ''))
}
