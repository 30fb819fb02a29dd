import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { filesIn, inContext } from '../../model/manifest.ts'

const manifests = /^((requirements[\w.-]*|requirements\/[\w.-]+)\.(txt|in)|pyproject\.toml|Pipfile|setup\.(py|cfg))$/
/** They bring PostgreSQL's library in their wheel, or speak the protocol themselves. */
const selfContained = /\basyncpg\b|\bpsycopg2-binary\b|\bpsycopg\[[^\]]*binary[^\]]*\]|\bpg8000\b/
const wantsLibrary = /\bpsycopg2\b(?!-binary)|\bpsycopg\b(?!\[[^\]]*binary)|\baiopg\b|\bpygresql\b/i

export const libpqUnneeded: DockerfileRule = {
  id: 'df/libpq-unneeded',
  severity: 'improvement',
  reads: 'dockerfile',
  title: "PostgreSQL's library, and no driver that uses it",
  why: 'asyncpg and the binary wheels of psycopg carry all they need. The library, and what compiles against it, is for psycopg2 and psycopg[c] from source and for psycopg without an extra.',
  fix: 'Leave libpq5, libpq-dev and the compiler out.',
  sources: [],
  *find(view) {
    const driver = driverOf(view)
    if (!driver) return
    for (const { install } of installsIn(view.file.instructions)) {
      if (install.by !== 'apt' && install.by !== 'apk') continue
      const word = install.packages.find((one) => /^(libpq5|libpq-dev|libpq|postgresql-dev|postgresql-libs)$/.test(one.text))
      if (word) yield { ...at(view, word), message: `${driver} is the driver, and does not use ${word.text}.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y \\\n    gcc \\\n    libpq-dev \\\n && rm -rf /var/lib/apt/lists/*\n',
        line: 4,
        beside: { 'requirements.txt': 'fastapi==0.142.0\nasyncpg==0.31.0\n' },
      },
      {
        text: 'FROM python:3.13-alpine3.23\nRUN apk add --no-cache libpq\n',
        line: 2,
        beside: { 'pyproject.toml': '[project]\ndependencies = ["psycopg[binary]>=3.3"]\n' },
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y libpq5\n',
        beside: { 'requirements.txt': 'psycopg==3.3.6\nasyncpg==0.31.0\n' },
      },
      { text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y libpq-dev\n', beside: { 'requirements.txt': 'sqlalchemy==2.0.50\n' } },
    ],
  },
}

/** The driver that brings its own, where no other is asked for anywhere; null: one may want the library, or none is named. */
function driverOf({ context, project, text }: DockerfileView): string | null {
  if (context === null) return null
  const asked = [text, ...filesIn(project.files, context).flatMap((file) => (manifests.test(file) ? (project.read(inContext(context, file)) ?? []) : []))]
  if (asked.some((one) => wantsLibrary.test(one))) return null
  return asked.map((one) => selfContained.exec(one)?.[0]).find((one) => one !== undefined) ?? null
}
