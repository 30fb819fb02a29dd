import { at, type DockerfileRule } from '../../contract.ts'
import { pairsOf } from '../../model/dockerfile.ts'
import { isSecretName, passwordInUrl } from '../../model/secrets.ts'

export const secretInEnvOrArg: DockerfileRule = {
  id: 'df/secret-in-env-arg',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A secret is written into the image',
  why: 'Whoever can pull the image reads every ENV with docker inspect and every ARG that a build used with docker history.',
  fix: 'Give it when the container starts; for a build: RUN --mount=type=secret,id=…',
  sources: ['SecretsUsedInArgOrEnv', 'DL3064', 'DS-0031', 'OWASP 12', 'CIS 4.10'],
  *find(view) {
    for (const instruction of view.file.instructions) {
      if (instruction.name !== 'ENV' && instruction.name !== 'ARG') continue
      for (const { name, value, word } of pairsOf(instruction)) {
        const url = value === null ? null : passwordInUrl(value)
        if (url) yield { ...at(view, word), message: `${name} holds an address with its password.` }
        else if (isSecretName(name) && !isHarmless(instruction.name, value))
          yield {
            ...at(view, word),
            message:
              instruction.name === 'ARG'
                ? `ARG ${name}: docker history shows it to everyone who has the image.`
                : `ENV ${name}: docker inspect shows it to everyone who has the image.`,
          }
      }
    }
  },
  *good({ file }) {
    const run = file.instructions.find((one) => one.flags.some((flag) => flag.name === 'mount' && /type=secret/.test(flag.value)))
    if (run) yield { line: run.line, message: 'secrets of the build are mounted, not kept' }
  },
  goodUnless: ['df/secret-file-copied', 'df/secret-in-run'],
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nARG PYPI_TOKEN\nRUN pip install --no-cache-dir thing\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nENV PORT=3000 \\\n    DB_PASSWORD=hunter2\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nENV DATABASE_URL postgres://app:s3cret@db/app\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=secret,id=pypi,env=UV_INDEX_PASSWORD uv sync --locked\n' },
      { text: 'FROM postgres:18\nENV POSTGRES_PASSWORD_FILE=/run/secrets/db TOKEN_TTL=60 SECRET_KEY=""\n' },
    ],
  },
}

/** An empty ENV keeps nothing; a file's path is no secret. */
function isHarmless(kind: string, value: string | null): boolean {
  if (value === null) return false
  return (kind === 'ENV' && value === '') || /^\/(run|etc|var)\//.test(value)
}
