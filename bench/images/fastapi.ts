import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageBench } from './contract.ts'

/** What uv's documentation shows for a project of that form: two syncs, then the environment copied. */
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

/** Adds a dependency and locks again, in a container: the bench puts everything back afterwards. */
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

export const fastapi: ImageBench = {
  example: 'fastapi',
  source: 'src/shop/main.py',
  http: '8000/health',
  changeDependency,
  // Only the image differs: both are started by the same compose file, with the same limits, checks and databases.
  prepare: (ours) => writeFileSync(join(ours, '.env'), readFileSync(join(ours, '.env'), 'utf8').replace(/^API_PORT=.*/m, 'API_PORT=0')),
  peers: [
    {
      name: 'uv-documented',
      lay: (folder, ours) => {
        for (const file of ['.env', 'compose.yaml']) cpSync(join(ours, file), join(folder, file))
        writeFileSync(join(folder, 'Dockerfile'), documented)
        writeFileSync(join(folder, '.dockerignore'), '.venv\n')
      },
    },
  ],
}
