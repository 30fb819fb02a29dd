import { at, type Build, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { commandsIn, history, lastOf, type Stage } from '../../model/dockerfile.ts'
import { everywhere, portsOf } from '../../model/service.ts'

const servers =
  /^(uvicorn|gunicorn|hypercorn|granian|daphne|fastapi|flask|streamlit|waitress-serve|nginx|caddy|httpd|next|serve|http-server|puma|unicorn|php-fpm|uwsgi|dagster-webserver)$/

export const healthcheckMissing: DockerfileRule = {
  id: 'df/healthcheck-missing',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'Nothing asks the server whether it answers',
  why: 'A server that hangs looks as good as one that works: nothing waits for it to be ready, nothing takes it out of rotation.',
  fix: 'HEALTHCHECK here or healthcheck in compose, with a program that the image has.',
  sources: ['DL3057', 'CKV_DOCKER_2', 'DS-0026', 'CIS 4.6'],
  *find(view) {
    for (const stage of servedFrom(view)) {
      if (lastOf(stage, 'HEALTHCHECK')) continue
      const builds = view.builds.filter((one) => stageOf(view, one) === stage)
      if (!serves(stage) && !builds.some((one) => isPublished(stage, one))) continue
      // One of them may be a job that ends; the image is asked where it serves.
      const own = builds.length > 0 ? builds : view.builds
      if (own.some((one) => everywhere(one.compose, one.service).some((values) => values.healthcheck !== undefined))) continue
      yield { ...at(view, lastOf(stage, 'CMD') ?? lastOf(stage, 'ENTRYPOINT') ?? stage.from), message: `${portOf(stage)}is never asked whether it answers.` }
    }
  },
  *good({ final }) {
    const check = final && lastOf(final, 'HEALTHCHECK')
    if (check && check.words[0]?.text.toUpperCase() === 'CMD') yield { line: check.line, message: 'a health check' }
  },
  goodUnless: ['df/healthcheck-tool-missing', 'df/healthcheck-localhost'],
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nEXPOSE 8000\nUSER 10001\nCMD ["python", "-m", "server"]\n', line: 4 },
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nCMD ["gunicorn", "app:app"]\n', line: 3 },
      {
        text: 'FROM python:3.13-slim-trixie\nUSER 10001\n',
        line: 1,
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    command: ["./serve.sh"]\n    ports: ["127.0.0.1:8000:8000"]\n' },
      },
    ],
    good: [
      {
        text: 'FROM node:24-trixie-slim\nUSER node\n',
        beside: { 'compose.yaml': 'services:\n  shell:\n    build: .\n    tty: true\n    ports: ["127.0.0.1:5173:5173"]\n' },
      },
      { text: 'FROM python:3.13-slim-trixie AS base\nHEALTHCHECK CMD ["python", "check.py"]\nFROM base\nEXPOSE 8000\nCMD ["python", "-m", "server"]\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nEXPOSE 8000\nCMD ["python", "-m", "server"]\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    healthcheck:\n      test: [CMD, python, check.py]\n' },
      },
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "job.py"]\n' },
    ],
  },
}

/** The stage that runs in production, and those that compose builds. */
function servedFrom(view: DockerfileView): ReadonlySet<Stage> {
  return new Set([view.final, ...view.builds.map((one) => stageOf(view, one))].flatMap((one) => one ?? []))
}

function stageOf({ file, final }: DockerfileView, { target }: Build): Stage | null {
  return target === null ? final : (file.stages.find((one) => one.name?.text.toLowerCase() === target.toLowerCase()) ?? null)
}

/** Compose opens a port of it, and something is said to run there: without, it is a shell for a person. */
function isPublished(stage: Stage, { compose, service }: Build): boolean {
  const said = everywhere(compose, service)
  const runs = lastOf(stage, 'CMD') ?? lastOf(stage, 'ENTRYPOINT') ?? said.find((one) => one.command !== undefined || one.entrypoint !== undefined)
  return runs !== undefined && said.some((one) => portsOf(one).length > 0)
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
