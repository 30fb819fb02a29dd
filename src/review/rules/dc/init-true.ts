import type { ComposeRule, ComposeView } from '../../contract.ts'
import type { Service } from '../../model/compose.ts'
import { commandsIn, history, lastOf } from '../../model/dockerfile.ts'
import { inContext } from '../../model/manifest.ts'
import { commandText, everywhere, isOnDemand, isOneShot, placeIn, stageOf } from '../../model/service.ts'
import { commandsOf, type Command } from '../../model/shell.ts'

/** They end by themselves when they are told to. */
const servers = /^(uvicorn|gunicorn|hypercorn|granian|celery|flask|streamlit|fastapi|dramatiq|rq|huey|waitress|daphne|alembic|dagster\S*|jupyter\S*|airflow)$/

/** It handles the signal itself, or what it starts does. */
const hears =
  /SIGTERM|^\s*(from|import)\s+(aiogram|aiohttp|arq|celery|daphne|dramatiq|granian|gunicorn|huey|hypercorn|nicegui|robyn|rq|sanic|telegram|twisted|uvicorn)\b/m

export const initTrue: ComposeRule = {
  id: 'dc/init-true',
  severity: 'improvement',
  reads: 'compose',
  title: 'A program that does not hear that it shall end',
  why: 'The first process of a container ignores SIGTERM unless it handles it, whichever form its command has: docker waits ten seconds and kills it, with all that it was about to write.',
  fix: 'init: true, or a handler for SIGTERM in the program.',
  sources: [],
  *find(view) {
    const deaf = deafIn(view)
    if (deaf[0])
      yield { ...placeIn(view, deaf[0].name), message: `${deaf.map((one) => one.name).join(', ')}: killed after ten seconds each time, with no init.` }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  worker:\n    build: .\n',
        line: 2,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "-m", "worker"]\n', 'worker.py': 'while True: pass\n' },
      },
      {
        text: 'services:\n  db:\n    image: postgres:18\n  api:\n    build: .\n    command: ["node", "dist/main.js"]\n',
        line: 4,
        beside: { Dockerfile: 'FROM node:24-slim\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  worker:\n    build: .\n    init: true\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "-m", "worker"]\n' },
      },
      { text: 'services:\n  api:\n    build: .\n', beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app:app"]\n' } },
      {
        text: 'services:\n  worker:\n    build: .\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "worker.py"]\n', 'worker.py': 'from rq import Worker\nWorker([]).work()\n' },
      },
      {
        text: 'services:\n  api:\n    build: .\n',
        beside: {
          Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "serve.py"]\n',
          'serve.py': 'from gunicorn.app.base import BaseApplication\nclass App(BaseApplication): ...\nApp().run()\n',
        },
      },
      {
        text: 'services:\n  api:\n    build: .\n',
        beside: { Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n', 'server.js': 'process.on("SIGTERM", () => process.exit(0))\n' },
      },
    ],
  },
}

function isDeaf(view: ComposeView, service: Service): boolean {
  const { name, merged } = service
  const built = stageOf(view, name)
  if (!built || isOneShot(view.compose, name) || isOnDemand(service) || everywhere(view.compose, name).some((one) => one.init === true)) return false
  // Whatever stands in front may be an init of its own.
  if (merged.entrypoint !== undefined || lastOf(built.stage, 'ENTRYPOINT') || history(built.stage).some((one) => /\.next\/standalone/.test(one.rest.text)))
    return false
  const { command } = merged
  const cmd = lastOf(built.stage, 'CMD')
  const [first] = command === undefined ? (cmd ? commandsIn(cmd) : []) : commandsOf({ text: commandText(command), offsetOf: (index) => index })
  const program = first ? programOf(first) : null
  if (program === null) return false
  const { context, project } = built.view
  return !program.some((path) => hears.test(project.read(inContext(context ?? '', path)) ?? ''))
}

/** Files that may be the program of `python …` or `node …`; null: it is another one, or a server that knows how to end. */
function programOf({ name, words }: Command): string[] | null {
  const said = words.slice(1).map((word) => word.text)
  if (/^python[\d.]*$/.test(name)) {
    const module = said[said.indexOf('-m') + 1] ?? ''
    // Django's own server knows how to end.
    if (said.some((word) => word.endsWith('manage.py'))) return null
    if (!said.includes('-m')) return said.find((word) => word.endsWith('.py')) ? said.filter((word) => word.endsWith('.py')).slice(0, 1) : null
    const path = module.replaceAll('.', '/')
    return module === '' || servers.test(module.split('.')[0]!)
      ? null
      : ['', 'src/'].flatMap((folder) => [`${folder}${path}.py`, `${folder}${path}/__main__.py`])
  }
  const script = name === 'node' ? said.find((word) => /\.[cm]?js$/.test(word)) : undefined
  return script && !said.some((word) => word.startsWith('--watch')) ? [script, script.replace(/^(\.\/)?(dist|build)\//, 'src/').replace(/js$/, 'ts')] : null
}

/** Services whose program does not end when it is told to. */
export function deafIn(view: ComposeView): readonly Service[] {
  return view.compose.base ? [] : view.compose.services.filter((one) => isDeaf(view, one))
}
