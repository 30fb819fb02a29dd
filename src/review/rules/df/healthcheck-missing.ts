import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, history, lastOf, type Stage } from '../../model/dockerfile.ts'

const servers =
  /^(uvicorn|gunicorn|hypercorn|granian|daphne|fastapi|flask|streamlit|waitress-serve|nginx|caddy|httpd|next|serve|http-server|puma|unicorn|php-fpm|uwsgi)$/

export const healthcheckMissing: DockerfileRule = {
  id: 'df/healthcheck-missing',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'Nothing asks the server whether it answers',
  why: 'A server that hangs looks as good as one that works: nothing waits for it to be ready, nothing takes it out of rotation.',
  fix: 'HEALTHCHECK here or healthcheck in compose, with a program that the image has.',
  sources: ['DL3057', 'CKV_DOCKER_2', 'DS-0026', 'CIS 4.6'],
  *find(view) {
    const { final, builds } = view
    if (!final || !serves(final) || lastOf(final, 'HEALTHCHECK')) return
    // One of them may be a job that ends; the image is asked where it serves.
    if (builds.some(({ compose, service }) => [compose, ...compose.overlays].some((one) => one.service(service)?.merged.healthcheck !== undefined))) return
    yield { ...at(view, lastOf(final, 'CMD') ?? lastOf(final, 'ENTRYPOINT') ?? final.from), message: `${portOf(final)}is never asked whether it answers.` }
  },
  *good({ final }) {
    const check = final && lastOf(final, 'HEALTHCHECK')
    if (check && check.words[0]?.text.toUpperCase() === 'CMD') yield { line: check.line, message: 'a health check' }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nEXPOSE 8000\nUSER 10001\nCMD ["python", "-m", "server"]\n', line: 4 },
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nCMD ["gunicorn", "app:app"]\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie AS base\nHEALTHCHECK CMD ["python", "check.py"]\nFROM base\nEXPOSE 8000\nCMD ["python", "-m", "server"]\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nEXPOSE 8000\nCMD ["python", "-m", "server"]\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    healthcheck:\n      test: [CMD, python, check.py]\n' },
      },
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "job.py"]\n' },
    ],
  },
}

function serves(stage: Stage): boolean {
  if (history(stage).some((one) => one.name === 'EXPOSE')) return true
  const command = [lastOf(stage, 'ENTRYPOINT'), lastOf(stage, 'CMD')].flatMap((one) => (one ? commandsIn(one) : []))
  return command.some(({ name }) => servers.test(name))
}

function portOf(stage: Stage): string {
  const port = lastOf(stage, 'EXPOSE')?.words[0]?.text
  return port && !port.includes('$') ? `The server on port ${port} ` : 'The server '
}
