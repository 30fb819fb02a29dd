import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { poetry } from '../src/package-managers/poetry.ts'

const examples = fileURLToPath(new URL('../examples/', import.meta.url))

/** How the lock file of an example is made: in a container, with the Python of the project, so that the machine needs neither. */
interface Locking {
  /** Text of the Dockerfile; only what the tool wrote comes out of its last stage. */
  dockerfile: (python: string) => string
  /** What comes out. */
  files: readonly string[]
}

const uvLocking: Locking = {
  dockerfile: (python) => `
FROM ghcr.io/astral-sh/uv:0.12.5 AS uv
FROM python:${python}-slim-trixie AS lock
COPY --from=uv /uv /usr/local/bin/
WORKDIR /project
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv UV_PYTHON_DOWNLOADS=0 uv lock
FROM scratch
COPY --from=lock /project/uv.lock /
`,
  files: ['uv.lock'],
}

/** Poetry asks PyPI for JSON; a mirror behind that name may have pages only, and is then named as a source of its own. */
const poetryLocking: Locking = {
  dockerfile: (python) => `
FROM python:${python}-slim-trixie AS lock
RUN --mount=type=cache,target=/root/.cache python -m venv /opt/poetry && /opt/poetry/bin/pip install poetry==${poetry.tool?.argument.value}
ENV PATH=$PATH:/opt/poetry/bin
WORKDIR /project
COPY pyproject.toml ./
RUN --mount=type=cache,target=/root/.cache poetry lock || { \\
  poetry source add --priority=primary index "$(python -c 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)')" && poetry lock; }
FROM scratch
COPY --from=lock /project/pyproject.toml /project/poetry.lock /
`,
  files: ['pyproject.toml', 'poetry.lock'],
}

/**
 * Copies an example into `into` as its author would have it: a git repository, with a lock file where a tool makes one. The
 * examples are kept without the lock file, because it names the package index of the machine that made it.
 * @throws Error with docker's words where the lock file cannot be made.
 */
export function copyExample(name: string, into: string): void {
  copyProject(join(examples, name), into)
}

/** The same for a project in any folder. */
export function copyProject(from: string, into: string): void {
  mkdirSync(into, { recursive: true })
  cpSync(from, into, {
    recursive: true,
    filter: (path) => !/(^|[/\\])(\.venv|__pycache__|\.pytest_cache|\.ruff_cache|node_modules|uv\.lock|poetry\.lock|package-lock\.json)$/.test(basename(path)),
  })
  for (const manifest of manifestsIn(into)) {
    if (basename(manifest) === 'package.json') lockNode(dirname(manifest))
    else if (!isMember(dirname(manifest), into)) lock(dirname(manifest))
  }
  git(into)
}

/** What a mirror of the registry does not have, builds for other systems, is not locked: npm would take the lock file for out of date. */
export function lockNode(dir: string): void {
  must('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], dir)
  const path = join(dir, 'package-lock.json')
  const locked = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }
  for (const { optionalDependencies: optional } of Object.values(locked.packages)) {
    for (const name of Object.keys(optional ?? {})) if (!locked.packages[`node_modules/${name}`]) delete optional?.[name]
  }
  writeFileSync(path, JSON.stringify(locked, null, 2))
}

function manifestsIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[/\\])(pyproject\.toml|package\.json)$/.test(path))
    .map((path) => join(dir, path))
}

/** A workspace of uv's has one lock file, in its root; one of Dagster's has a lock file in each of its projects. */
function isMember(dir: string, root: string): boolean {
  const manifest = join(root, 'pyproject.toml')
  return dir !== root && existsSync(manifest) && readFileSync(manifest, 'utf8').includes('[tool.uv.workspace]')
}

/** Makes `dir` a git repository with everything in it committed. */
export function git(dir: string): void {
  const as = ['-c', 'user.name=example', '-c', 'user.email=example@example.org', '-c', 'commit.gpgsign=false']
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...as, 'commit', '--quiet', '--message', 'as it was'],
  ])
    must('git', args, dir)
}

function must(command: string, args: readonly string[], cwd: string): void {
  const run = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${run.stderr || String(run.error)}`)
}

/** Puts what locking writes into the project in `dir`; made once a day for each set of manifests: a run of the tests resolves once. */
function lock(dir: string): void {
  const manifest = readFileSync(join(dir, 'pyproject.toml'), 'utf8')
  const all = manifestsIn(dir).map((path) => readFileSync(path, 'utf8'))
  const { dockerfile, files } = manifest.includes('[tool.poetry]') ? poetryLocking : uvLocking
  const pinned = join(dir, '.python-version')
  const text = dockerfile(existsSync(pinned) ? readFileSync(pinned, 'utf8').trim() : '3.13')
  const key = createHash('sha256').update(all.join('\0')).update(text).digest('hex').slice(0, 16)
  const cache = join(tmpdir(), `dockerize-locks-${process.getuid?.() ?? 0}`, `${new Date().toISOString().slice(0, 10)}-${key}`)
  if (!files.every((file) => existsSync(join(cache, file)))) {
    const out = mkdtempSync(join(tmpdir(), 'dockerize-lock-'))
    try {
      const args = ['build', '--quiet', '--file', '-', '--output', `type=local,dest=${out}`, dir]
      const run = spawnSync('docker', args, { input: text, encoding: 'utf8' })
      if (run.status !== 0) throw new Error(`${files.at(-1)} could not be made: ${run.stderr || String(run.error)}`)
      mkdirSync(cache, { recursive: true })
      for (const file of files) copyFileSync(join(out, file), join(cache, file))
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  }
  for (const file of files) copyFileSync(join(cache, file), join(dir, file))
}
