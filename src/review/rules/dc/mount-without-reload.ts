import type { ComposeRule } from '../../contract.ts'
import { besides } from '../../model/compose.ts'
import { commandsIn, lastOf } from '../../model/dockerfile.ts'
import { commandText, environmentOf, placeIn, stageOf, volumesOf } from '../../model/service.ts'
import { commandsOf, type Command } from '../../model/shell.ts'

export const mountWithoutReload: ComposeRule = {
  id: 'dc/mount-without-reload',
  severity: 'improvement',
  reads: 'compose',
  title: 'Source is mounted, and the server does not look at it again',
  why: 'The container sees each change of a file; a server that was started for production has read them once. What a person changes shows after a restart alone.',
  fix: 'A command for development beside the mount (uvicorn --reload, node --watch), or develop.watch; without a mount in production.',
  sources: [],
  *find(view) {
    const { project, compose } = view
    for (const { name, own, merged } of compose.services) {
      const built = stageOf(view, name)
      if (!built || environmentOf(merged).some((one) => /RELOAD|^FLASK_DEBUG$|^FLASK_ENV$|WATCH/.test(one.name))) continue
      const cmd = lastOf(built.stage, 'CMD') ?? lastOf(built.stage, 'ENTRYPOINT')
      const commands =
        merged.command === undefined ? (cmd ? commandsIn(cmd) : []) : commandsOf({ text: commandText(merged.command), offsetOf: (index) => index })
      const server = merged.entrypoint === undefined ? serverIn(commands) : null
      if (!server) continue
      for (const { source, isBind, index } of volumesOf(own)) {
        if (!isBind || !source || !/^\.{1,2}(\/|$)/.test(source)) continue
        const folder = besides((compose.base ?? compose).path, source)
        const kind = server.name === 'node' ? /\.[cm]?[jt]sx?$/ : /\.py$/
        if (!project.files.some((file) => (folder === '' || file.startsWith(`${folder}/`)) && kind.test(file))) continue
        yield { ...placeIn(view, name, 'volumes', index), message: `${name} has ${source} mounted, and its ${server.name} does not reload.` }
        break
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  api:\n    build: .\n    volumes:\n      - ./src:/app/src\n',
        line: 5,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "-m", "uvicorn", "src.main:app"]\n', 'src/main.py': '' },
      },
      {
        text: 'services:\n  api:\n    build: .\n    command: node server.js\n    volumes:\n      - modules:/app/node_modules\n      - .:/app\n',
        line: 7,
        beside: { Dockerfile: 'FROM node:24-slim\n', 'server.js': '' },
      },
    ],
    good: [
      {
        text: 'services:\n  api:\n    build: .\n    command: uvicorn src.main:app --reload\n    volumes:\n      - ./src:/app/src\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "src.main:app"]\n', 'src/main.py': '' },
      },
      {
        text: 'services:\n  api:\n    build: .\n    volumes:\n      - ./data:/app/data\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "main:app"]\n', 'main.py': '', 'data/a.csv': '' },
      },
    ],
  },
}

/** A server as production starts it; null where something reloads, or where nobody knows. */
function serverIn(commands: readonly Command[]): { name: string } | null {
  const words = commands.flatMap((one) => one.words.map((word) => word.text))
  if (words.some((word) => /reload|watch|nodemon|^dev$|debug/i.test(word))) return null
  for (const { name, words } of commands) {
    const program = /^python[\d.]*$/.test(name) ? (words[1]?.text === '-m' ? words[2]?.text : undefined) : name
    if (/^(uvicorn|gunicorn|hypercorn|granian|node)$/.test(program ?? '')) return { name: program! }
    if (program === 'fastapi' && words.some((word) => word.text === 'run')) return { name: 'fastapi run' }
  }
  return null
}
