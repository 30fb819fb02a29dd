import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import { hasProgram } from '../../model/programs.ts'

const twins: Readonly<Record<string, string>> = { adduser: 'useradd', addgroup: 'groupadd', useradd: 'adduser', groupadd: 'addgroup' }

export const userCommandMissing: DockerfileRule = {
  id: 'df/user-cmd-missing-in-base',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The base image has no such command for users',
  why: 'Debian from trixie on has no adduser and addgroup unless they are installed, and Alpine no useradd and groupadd: the build ends with "not found".',
  fix: 'groupadd and useradd on Debian, addgroup and adduser on Alpine.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const run of stage.instructions) {
        if (run.name !== 'RUN') continue
        for (const command of commandsIn(run)) {
          if (!(command.name in twins) || hasProgram(stage, command.name) !== false) continue
          yield {
            ...at(view, command),
            message: `${stage.base!.label} has no ${command.name}: the build fails here.`,
            fix: `Use ${twins[command.name]}, which is there.`,
          }
        }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim\nRUN adduser --disabled-password --gecos "" app\nUSER app\n', line: 2 },
      { text: 'FROM node:24-alpine\nRUN apk add --no-cache tini \\\n    && useradd -u 10001 app\nUSER 10001\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim\nRUN groupadd --gid 10001 app && useradd --uid 10001 --gid app app\nUSER 10001\n' },
      { text: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends adduser \\\n && adduser --system app\nUSER app\n' },
      { text: 'FROM python:3.13-slim-bookworm\nRUN adduser --system app\nUSER app\n' },
    ],
  },
}
