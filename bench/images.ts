import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyExample } from '../scripts/example-project.ts'

// The image of examples/fastapi beside the one that uv's documentation shows for a project of that form (two syncs, then the
// environment copied): size, cold build, a changed source line, one more dependency, time to healthy, time to stop.
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

FROM python:3.13-slim-trixie
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
docker build --quiet --file - --output type=local,dest=. . >/dev/null <<'END'
FROM ghcr.io/astral-sh/uv:0.12.5 AS uv
FROM python:3.13-slim-trixie AS lock
COPY --from=uv /uv /usr/local/bin/
WORKDIR /project
COPY pyproject.toml uv.lock .python-version README.md ./
RUN --mount=type=cache,target=/root/.cache/uv UV_PYTHON_DOWNLOADS=0 uv lock
FROM scratch
COPY --from=lock /project/uv.lock /
END
`

const compose = `services:
  api:
    build: .
    ports: ["127.0.0.1:0:8000"]
    environment: { DATABASE_URL: "postgresql+asyncpg://app:figures@postgres:5432/app", REDIS_URL: "redis://redis:6379/0" }
  postgres: { image: "postgres:18-trixie", environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: figures, POSTGRES_DB: app } }
  redis: { image: "redis:8.10-alpine" }
`

const work = mkdtempSync(join(tmpdir(), 'dockerize-images-'))
try {
  const [plain, ours, theirs] = ['plain', 'ours', 'theirs'].map((name) => join(work, name)) as [string, string, string]
  copyExample('fastapi', plain)
  writeFileSync(join(plain, 'change-dep.sh'), changeDependency)
  for (const copy of [ours, theirs]) cpSync(plain, copy, { recursive: true })
  const made = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), '--yes', '--no-validate'], { cwd: ours, stdio: 'inherit' })
  if (made.status !== 0) throw new Error(`create-dockerize ended with ${made.status}`)
  writeFileSync(join(theirs, 'Dockerfile'), documented)
  writeFileSync(join(theirs, '.dockerignore'), '.venv\n')
  writeFileSync(join(theirs, 'compose.yaml'), compose)
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
