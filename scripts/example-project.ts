import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
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
COPY pyproject.toml .python-version README.md ./
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
  mkdirSync(into, { recursive: true })
  cpSync(join(examples, name), into, {
    recursive: true,
    filter: (path) => !/(^|[/\\])(\.venv|__pycache__|\.pytest_cache|\.ruff_cache|uv\.lock|poetry\.lock)$/.test(basename(path)),
  })
  // A workspace of Dagster's has a lock file in each of its projects.
  const folders = [into, ...readdirSync(into, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [join(into, one.name)] : []))]
  for (const folder of folders) if (existsSync(join(folder, 'pyproject.toml'))) lock(folder)
  git(into)
}

/** Makes `dir` a git repository with everything in it committed. */
export function git(dir: string): void {
  const as = ['-c', 'user.name=example', '-c', 'user.email=example@example.org', '-c', 'commit.gpgsign=false']
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...as, 'commit', '--quiet', '--message', 'as it was'],
  ]) {
    const run = spawnSync('git', args, { cwd: dir, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr || String(run.error)}`)
  }
}

/** Puts what locking writes into the project in `dir`; made once a day for each pyproject: a run of the tests resolves once. */
function lock(dir: string): void {
  const manifest = readFileSync(join(dir, 'pyproject.toml'), 'utf8')
  const { dockerfile, files } = manifest.includes('[tool.poetry]') ? poetryLocking : uvLocking
  const pinned = join(dir, '.python-version')
  const text = dockerfile(existsSync(pinned) ? readFileSync(pinned, 'utf8').trim() : '3.13')
  const key = createHash('sha256').update(manifest).update(text).digest('hex').slice(0, 16)
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
