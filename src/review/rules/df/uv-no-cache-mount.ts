import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { commandsIn, lineage, variablesAt } from '../../model/dockerfile.ts'
import { putAfter } from '../../model/edits.ts'
import type { Install } from '../../model/installs.ts'
import type { Instruction } from '../../model/instructions.ts'

/** Where each installer keeps what it downloaded, as root. */
export const caches: Readonly<Partial<Record<Install['by'], { folder: string; off: readonly string[]; variable: RegExp }>>> = {
  pip: { folder: '/root/.cache/pip', off: ['--no-cache-dir', '--no-cache'], variable: /^PIP_NO_CACHE(_DIR)?$/ },
  uv: { folder: '/root/.cache/uv', off: ['--no-cache', '-n'], variable: /^UV_NO_CACHE$/ },
  poetry: { folder: '/root/.cache/pypoetry', off: ['--no-cache'], variable: /^POETRY_CACHE_DIR$/ },
  npm: { folder: '/root/.npm', off: [], variable: /^npm_config_cache$/i },
  yarn: { folder: '/usr/local/share/.cache', off: [], variable: /^YARN_CACHE_FOLDER$/ },
  pnpm: { folder: '/root/.local/share/pnpm/store', off: [], variable: /^$/ },
}

export const noCacheMount: DockerfileRule = {
  id: 'df/uv-no-cache-mount',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'Downloaded packages are kept in a layer, or downloaded anew by each build',
  why: 'Without a cache mount every build downloads everything again, and the cache that the installer writes stays in the layer.',
  fix: 'RUN --mount=type=cache,target=<its cache> …; in an image that is kept small by other means, pip install --no-cache-dir.',
  sources: ['DL3042', 'DL3060'],
  *find(view) {
    for (const stage of view.file.stages) {
      const kept = view.final ? lineage(view.final).includes(stage) : true
      for (const { run, install } of installsIn(stage.instructions)) {
        // A tool that is put in by itself is small, and the same in every build.
        const cache = install.says('-g', '--global') ? undefined : caches[install.by]
        if (!cache || install.says(...cache.off) || run.flags.some((flag) => flag.name === 'mount' && /type=cache/.test(flag.value)) || cleans(run)) continue
        if (
          [...variablesAt(view.file, stage, run).keys(), ...install.command.before.map((word) => word.text.split('=')[0]!)].some((name) =>
            cache.variable.test(name),
          )
        )
          continue
        const what = kept ? `${install.by}'s cache stays in this layer` : `Each run of this step downloads everything again`
        const edits = install.by === 'pip' && kept ? putAfter(view, install.verb, ' --no-cache-dir') : []
        yield {
          ...at(view, install.command),
          message: `${what}.`,
          fix: edits.length > 0 ? 'pip install --no-cache-dir; or a cache mount.' : `RUN --mount=type=cache,target=${cache.folder} …`,
          edits,
        }
      }
    }
  },
  *good({ file }) {
    const run = file.instructions.find((one) => one.name === 'RUN' && one.flags.some((flag) => flag.name === 'mount' && /type=cache/.test(flag.value)))
    if (run) yield { line: run.line, message: 'cache mounts' }
  },
  goodUnless: ['df/apt-cache-mount', 'df/cache-mount-nonroot'],
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install -r requirements.txt\n', line: 2 },
      { text: 'FROM node:24-trixie-slim AS builder\nRUN npm ci && npm run build\nFROM nginx:1.29\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nRUN <<EOF\nset -e\nuv sync --locked\nEOF\n', line: 4 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n' },
      { text: 'FROM python:3.13-slim-trixie\nENV PIP_NO_CACHE_DIR=1\nRUN pip install -r requirements.txt\n' },
      { text: 'FROM node:24-trixie-slim\nRUN npm ci && npm cache clean --force\n' },
    ],
  },
}

function cleans(run: Instruction): boolean {
  return commandsIn(run).some(
    ({ name, words }) =>
      (['npm', 'yarn', 'pip', 'pip3', 'uv', 'poetry', 'pnpm'].includes(name) &&
        words.some((word) => /^(cache|store|clean|prune|purge)$/.test(word.text)) &&
        words.length > 2) ||
      (name === 'rm' && words.some((word) => /\.cache|\.npm|\/tmp|cache/.test(word.text))),
  )
}
