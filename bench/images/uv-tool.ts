/** A shell script that has uv do something with the project's manifests in a container, and puts `made` beside them. */
export function withUv(commands: readonly string[], made: readonly string[]): string {
  return `# A folder of its own: what the ignore file keeps out of the image is needed here.
context=$(mktemp -d)
for file in pyproject.toml uv.lock .python-version README.md; do [ -f "$file" ] && cp "$file" "$context"; done
docker build --quiet --file - --output type=local,dest=. "$context" >/dev/null <<'END'
FROM ghcr.io/astral-sh/uv:0.12.5 AS uv
FROM python:3.13-slim-trixie AS work
COPY --from=uv /uv /usr/local/bin/
ENV UV_PYTHON_DOWNLOADS=0
WORKDIR /project
COPY . .
${commands.map((command) => `RUN --mount=type=cache,target=/root/.cache/uv ${command}`).join('\n')}
FROM scratch
COPY --from=work ${made.map((file) => `/project/${file}`).join(' ')} /
END
rm -r "$context"
`
}

/** One more dependency, locked. */
export const addTabulate = `set -e
grep -q '^dependencies = \\[$' pyproject.toml &&
  sed -i 's/^dependencies = \\[/&\\n    "tabulate>=0.9",/' pyproject.toml ||
  sed -i 's/^dependencies = \\[/&"tabulate>=0.9", /' pyproject.toml
${withUv(['uv lock'], ['uv.lock'])}`

const exportLocked = ['uv export --quiet --locked --no-dev --no-emit-project --no-hashes --output-file requirements.txt']

/** The lock file as a requirements.txt, for those who read that alone. */
export const toRequirements = withUv(exportLocked, ['requirements.txt'])
