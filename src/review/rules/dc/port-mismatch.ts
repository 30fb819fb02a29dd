import type { ComposeRule, ComposeView } from '../../contract.ts'
import type { Service } from '../../model/compose.ts'
import { commandsIn, lastOf, variablesAt } from '../../model/dockerfile.ts'
import { expand } from '../../model/expand.ts'
import { commandText, environmentOf, placeIn, portsOf, stageOf } from '../../model/service.ts'
import { commandsOf, type Command } from '../../model/shell.ts'

/** Servers, and how each is told its port. */
const servers = /^(uvicorn|hypercorn|gunicorn|granian|daphne|waitress-serve|fastapi|flask|streamlit)$/

export const portMismatch: ComposeRule = {
  id: 'dc/port-mismatch',
  severity: 'critical',
  reads: 'compose',
  title: 'The published port is not the one that the program listens on',
  why: 'Docker forwards to a port of the container that nobody opened: whoever asks is refused, though the program runs and its own check may be well.',
  fix: 'The port of the command on the right of the colon.',
  sources: [],
  *find(view) {
    for (const service of view.compose.services) {
      const listens = portOf(view, service)
      const ports = portsOf(service.own).filter((one) => /^\d+$/.test(one.target))
      // One of several may be for something else: all of them being wrong is no matter of taste.
      if (listens === null || ports.length === 0 || ports.some((one) => one.target === listens)) continue
      const [first] = ports
      yield {
        ...placeIn(view, service.name, 'ports', first!.index),
        message: `${service.name} listens on ${listens}, and ${first!.target} is what is published.`,
        fix: `${first!.published ?? first!.target}:${listens}`,
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  api:\n    build: .\n    ports:\n      - "127.0.0.1:8080:80"\n',
        line: 5,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]\n' },
      },
      {
        text: 'services:\n  web:\n    image: web:1\n    command: gunicorn --workers 2 -b 0.0.0.0:5000 app:app\n    ports: ["127.0.0.1:8000:8000"]\n',
        line: 5,
      },
    ],
    good: [
      {
        text: 'services:\n  api:\n    build: .\n    command: uvicorn app:app --port 9000\n    ports: ["127.0.0.1:8080:9000"]\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app.main:app", "--port", "8000"]\n' },
      },
      {
        text: 'services:\n  api:\n    build: .\n    environment: {PORT: 80}\n    ports: ["127.0.0.1:8080:80"]\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nENV PORT=8000\nCMD ["sh", "-c", "exec uvicorn app:app --port $PORT"]\n' },
      },
      { text: 'services:\n  api:\n    image: api:1\n    command: ["./start.sh", "--port", "9000"]\n    ports: ["127.0.0.1:8080:80"]\n' },
    ],
  },
}

/** The port that its command names for a server known to take it; null: nothing says, or something else may start it. */
function portOf(view: ComposeView, { name, merged }: Service): string | null {
  const built = stageOf(view, name)
  if (merged.entrypoint !== undefined || (built && lastOf(built.stage, 'ENTRYPOINT')) || (Array.isArray(merged.ports) && view.compose.base !== null))
    return null
  const cmd = built ? lastOf(built.stage, 'CMD') : null
  const { command } = merged
  const commands = command === undefined ? (cmd ? commandsIn(cmd) : []) : commandsOf({ text: commandText(command), offsetOf: (index) => index })
  const started = commands.filter((one) => servers.test(one.name))
  if (started.length !== 1) return null
  const variables = new Map([
    ...(built ? variablesAt(built.view.file, built.stage) : []),
    ...environmentOf(merged).flatMap(({ name: variable, value }) => (value === null ? [] : [[variable, value] as const])),
  ])
  const port = expand(portIn(started[0]!) ?? '', (variable) => variables.get(variable) ?? null)
  return port !== null && /^\d+$/.test(port) ? port : null
}

/** What follows `--port`, or stands behind the colon of `--bind`. */
function portIn({ name, words }: Command): string | null {
  const said = words.map((word) => word.text)
  const after = (...options: readonly string[]): string | null => {
    const index = said.findIndex((word) => options.some((option) => word === option || word.startsWith(`${option}=`)))
    if (index < 0) return null
    return said[index]!.includes('=') ? said[index]!.slice(said[index]!.indexOf('=') + 1) : (said[index + 1] ?? null)
  }
  if (name === 'streamlit') return after('--server.port')
  const bound = name === 'gunicorn' || name === 'hypercorn' ? (after('-b', '--bind')?.match(/:(\d+|\$\{?\w+\}?)$/)?.[1] ?? null) : null
  return bound ?? (name === 'gunicorn' || name === 'hypercorn' ? null : after('--port', ...(name === 'daphne' || name === 'flask' ? ['-p'] : [])))
}
