import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from './contract.ts'
import { addTabulate, toRequirements } from './uv-tool.ts'

/** How the project is started, and where its modules are looked for. */
export interface Started {
  command: readonly string[]
  pythonPath?: string
}

/** What uv's documentation shows for a project of that form: two syncs, then the environment copied. */
export function uvDocumented({ command }: Started): Peer {
  return peer('uv-documented', '.venv\n', () => {
    return `FROM ghcr.io/astral-sh/uv:0.12.5 AS uv

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
CMD ${JSON.stringify(command)}
`
  })
}

/**
 * What `docker init` writes for Python. Mended so that it builds: Debian's slim image has no adduser any more. It reads a requirements.txt, so the lock file
 * is written out as one.
 */
export function dockerInit({ command, pythonPath }: Started): Peer {
  return peer('docker-init', '**/.venv\n**/.git\n**/__pycache__\n**/Dockerfile*\n**/compose*\nREADME.md\n', (folder) => {
    execFileSync('bash', ['-c', toRequirements], { cwd: folder })
    writeFileSync(join(folder, 'change-dep.sh'), `${addTabulate}\n${toRequirements}`)
    return `ARG PYTHON_VERSION=3.13
FROM python:\${PYTHON_VERSION}-slim-trixie AS runtime
ENV PYTHONDONTWRITEBYTECODE=1
ENV PYTHONUNBUFFERED=1
WORKDIR /app
ARG UID=10001
RUN useradd --home-dir /nonexistent --no-create-home --shell /sbin/nologin --uid "\${UID}" appuser
RUN --mount=type=cache,target=/root/.cache/pip \\
    --mount=type=bind,source=requirements.txt,target=requirements.txt \\
    python -m pip install -r requirements.txt
${pythonPath === undefined ? '' : `ENV PYTHONPATH=${pythonPath}\n`}USER appuser
COPY . .
EXPOSE 8000
CMD ${command.join(' ')}
`
  })
}

/** The form of full-stack-fastapi-template's: the whole Python image in one stage, development's packages in it, run by root. */
export function fullStackTemplate({ command }: Started): Peer {
  return peer('full-stack-fastapi-template', '__pycache__\n.venv\n', () => {
    return `FROM python:3.13 AS runtime
WORKDIR /app/
COPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /bin/uv
ENV PATH="/app/.venv/bin:$PATH"
ENV UV_COMPILE_BYTECODE=1
ENV UV_LINK_MODE=copy
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --frozen --no-install-project
ENV PYTHONUNBUFFERED=1
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv uv sync
CMD ${JSON.stringify([...command, '--workers', '4'])}
`
  })
}

/** @param write gives the Dockerfile's text. */
function peer(name: string, ignored: string, write: (folder: string) => string): Peer {
  return {
    name,
    lay: (folder, ours) => {
      for (const file of ['.env', 'compose.yaml']) cpSync(join(ours, file), join(folder, file))
      writeFileSync(join(folder, '.dockerignore'), ignored)
      writeFileSync(join(folder, 'Dockerfile'), write(folder))
    },
  }
}

/** All are started by the same compose file, with the same limits, checks and databases: only the image differs. */
export function onAnyPort(ours: string): void {
  writeFileSync(join(ours, '.env'), readFileSync(join(ours, '.env'), 'utf8').replace(/^(\w+_PORT)=.*/gm, '$1=0'))
}
