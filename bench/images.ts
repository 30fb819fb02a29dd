import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyExample } from '../scripts/example-project.ts'

// The image of examples/fastapi beside the one that uv's documentation shows for a project of that form (two syncs, then the
// environment copied), each started by the compose file that was written: size, cold build, a changed source line, one more dependency, time to healthy, time to stop.
//
//   npm run bench:images [-- --rounds 3 …]
//
// Needs an engine that nobody else uses meanwhile: each cold build starts from an empty build cache.

const documented = `FROM ghcr.io/astral-sh/uv:0.12.5 AS uv

FROM python:3.13-slim-trixie AS builder
COPY --from=uv /uv /uvx /bin/
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --locked --no-install-project --no-dev
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev

FROM python:3.13-slim-trixie AS runtime
RUN groupadd --system --gid 999 nonroot && useradd --system --gid 999 --uid 999 --create-home nonroot
COPY --from=builder --chown=nonroot:nonroot /app /app
ENV PATH="/app/.venv/bin:$PATH"
USER nonroot
WORKDIR /app
CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "8000"]
`

// Adds a dependency and locks again, in a container: the bench puts everything back afterwards.
const changeDependency = `set -e
sed -i 's/^dependencies = \\[/&\\n    "tabulate>=0.9",/' pyproject.toml
# A folder of its own: what the ignore file keeps out of the image is needed here.
context=$(mktemp -d) && cp pyproject.toml uv.lock .python-version README.md "$context"
docker build --quiet --file - --output type=local,dest=. "$context" >/dev/null <<'END'
FROM ghcr.io/astral-sh/uv:0.12.5 AS uv
FROM python:3.13-slim-trixie AS lock
COPY --from=uv /uv /usr/local/bin/
WORKDIR /project
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv UV_PYTHON_DOWNLOADS=0 uv lock
FROM scratch
COPY --from=lock /project/uv.lock /
END
rm -r "$context"
`

const work = mkdtempSync(join(tmpdir(), 'dockerize-images-'))
try {
  const [plain, ours, theirs] = ['plain', 'ours', 'theirs'].map((name) => join(work, name)) as [string, string, string]
  copyExample('fastapi', plain)
  writeFileSync(join(plain, 'change-dep.sh'), changeDependency)
  for (const copy of [ours, theirs]) cpSync(plain, copy, { recursive: true })
  const made = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), '--yes', '--no-validate'], { cwd: ours, stdio: 'inherit' })
  if (made.status !== 0) throw new Error(`create-dockerize ended with ${made.status}`)
  // Only the image differs: both are started by the same compose file, with the same limits, checks and databases.
  const env = readFileSync(join(ours, '.env'), 'utf8').replace(/^API_PORT=.*/m, 'API_PORT=0')
  for (const copy of [ours, theirs]) writeFileSync(join(copy, '.env'), env)
  cpSync(join(ours, 'compose.yaml'), join(theirs, 'compose.yaml'))
  writeFileSync(join(theirs, 'Dockerfile'), documented)
  writeFileSync(join(theirs, '.dockerignore'), '.venv\n')
  const figures = [
    'bench/image-figures.mjs',
    '--source',
    'src/shop/main.py',
    '--http',
    '8000/health',
    ...process.argv.slice(2),
    `uv-documented=${theirs}`,
    `create-dockerize=${ours}`,
  ]
  process.exitCode = spawnSync(process.execPath, figures, { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
