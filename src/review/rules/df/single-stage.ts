import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { cleansUp, installsIn, isBuildPackage, isFrontEndBuild, nameOf } from '../../model/build-tools.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { commandsIn, history, lineage } from '../../model/dockerfile.ts'
import { isForDevelopment } from '../../model/service.ts'

export const singleStage: DockerfileRule = {
  id: 'df/single-stage',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'What builds the program stays in the image',
  why: 'Compilers, installers and development packages make the image several times larger, and serve whoever breaks in.',
  fix: 'Build in one stage, and copy only what runs into a last one that begins from the base image.',
  sources: [],
  *find(view) {
    const { final } = view
    // Where programs are written, compilers are what is wanted.
    if (!final || isForDevelopment(view.path)) return
    const where = (message: string): string =>
      lineage(final).length > 1 ? `${message}, since FROM ${final.from.words[0]!.text} takes that whole stage over.` : `${message}.`
    for (const { part, message } of remains(view)) yield { ...at(view, part), message: where(message) }
  },
  *good(view) {
    const { final, file } = view
    if (!final || !copiesFrom(file).some((one) => lineage(final).includes(one.into) && one.stage && !lineage(final).includes(one.stage))) return
    if (remains(view).next().done) yield { line: final.from.line, message: 'nothing that only builds is in the last stage' }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev \\\n && pip install --no-cache-dir psycopg2\nCMD ["python", "app.py"]\n',
        line: 2,
      },
      { text: 'FROM node:24-trixie-slim AS deps\nCOPY . .\nRUN npm ci && npm run build\nFROM deps AS runtime\nCMD ["node", "dist/main.js"]\n', line: 3 },
      {
        text: 'FROM python:3.13-slim-trixie AS deps\nCOPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /bin/\nRUN uv sync --locked\nFROM deps AS runtime\nCMD ["python", "app.py"]\n',
        line: 2,
      },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y --no-install-recommends gcc\n', path: 'dev.Dockerfile' },
      {
        text: 'FROM node:24-trixie-slim AS builder\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:1.29-alpine\nCOPY --from=builder /app/dist /usr/share/nginx/html\n',
      },
      {
        text: 'FROM python:3.13-alpine3.23\nRUN apk add --no-cache --virtual .build gcc musl-dev \\\n && pip install --no-cache-dir thing \\\n && apk del .build\nCMD ["python", "app.py"]\n',
      },
    ],
  },
}

function* remains({ final, file }: DockerfileView): Generator<{ part: { from: number }; message: string }> {
  if (!final) return
  const own = history(final)
  for (const { run, install } of installsIn(own)) {
    const packages = install.by === 'pip' ? [] : install.packages.filter((word) => isBuildPackage(word.text))
    if (packages[0] && !cleansUp(run))
      yield { part: packages[0], message: `${packages.map((word) => word.text).join(', ')} stay${packages.length === 1 ? 's' : ''} in stage ${nameOf(final)}` }
  }
  for (const run of own) {
    if (run.name !== 'RUN') continue
    const build = commandsIn(run).find((command) => isFrontEndBuild(command.words.map((word) => word.text)))
    if (build) yield { part: build, message: 'The source and all packages that the build needed stay in the image' }
  }
  for (const { instruction, into, source } of copiesFrom(file)) {
    if (instruction.name === 'COPY' && lineage(final).includes(into) && /(^|\/)uv(:|@|$)/.test(source ?? ''))
      yield { part: instruction, message: 'The installer uv, and its cache where it has one, stay in the image' }
  }
}
