import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const examples = fileURLToPath(new URL('../examples/', import.meta.url))

// uv runs in a container, with the Python of the project: the machine needs neither. Only the lock file comes out.
const lockDockerfile = (python: string) => `
FROM ghcr.io/astral-sh/uv:0.12.5 AS uv
FROM python:${python}-slim-trixie AS lock
COPY --from=uv /uv /usr/local/bin/
WORKDIR /project
COPY pyproject.toml .python-version README.md ./
RUN --mount=type=cache,target=/root/.cache/uv UV_PYTHON_DOWNLOADS=0 uv lock
FROM scratch
COPY --from=lock /project/uv.lock /
`

/**
 * Copies an example into `into` as its author would have it: a git repository, with uv.lock where uv has its project. The
 * examples are kept without the lock file, because it names the package index of the machine that made it.
 * @throws Error with docker's words where the lock file cannot be made.
 */
export function copyExample(name: string, into: string): void {
  mkdirSync(into, { recursive: true })
  cpSync(join(examples, name), into, {
    recursive: true,
    filter: (path) => !/(^|[/\\])(\.venv|__pycache__|\.pytest_cache|\.ruff_cache|uv\.lock)$/.test(basename(path)),
  })
  if (existsSync(join(into, 'pyproject.toml'))) copyFileSync(lockFile(into), join(into, 'uv.lock'))
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

/** The lock file for the project in `dir`, made once a day for each pyproject: a run of the tests resolves once. */
function lockFile(dir: string): string {
  const python = readFileSync(join(dir, '.python-version'), 'utf8').trim()
  const key = createHash('sha256')
    .update(readFileSync(join(dir, 'pyproject.toml')))
    .update(python)
    .digest('hex')
    .slice(0, 16)
  const cache = join(tmpdir(), `dockerize-locks-${process.getuid?.() ?? 0}`, `${new Date().toISOString().slice(0, 10)}-${key}`)
  if (existsSync(join(cache, 'uv.lock'))) return join(cache, 'uv.lock')
  const out = mkdtempSync(join(tmpdir(), 'dockerize-lock-'))
  try {
    const run = spawnSync('docker', ['build', '--quiet', '--file', '-', '--output', `type=local,dest=${out}`, dir], {
      input: lockDockerfile(python),
      encoding: 'utf8',
    })
    if (run.status !== 0) throw new Error(`uv.lock could not be made: ${run.stderr || String(run.error)}`)
    mkdirSync(cache, { recursive: true })
    copyFileSync(join(out, 'uv.lock'), join(cache, 'uv.lock'))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
  return join(cache, 'uv.lock')
}
