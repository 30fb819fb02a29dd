import { at, type DockerfileRule } from '../../contract.ts'
import { history, variablesAt } from '../../model/dockerfile.ts'
import { putAfter } from '../../model/edits.ts'
import { expand } from '../../model/expand.ts'
import { isRoot } from '../../model/users.ts'

export const cacheMountNonRoot: DockerfileRule = {
  id: 'df/cache-mount-nonroot',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A cache mount that the user may not write',
  why: 'Cache mounts belong to root unless told otherwise: the installer fails with "permission denied", or works without its cache.',
  fix: 'Add uid=…,gid=… to the mount, or run this step before USER.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      let user = stage.parent ? lastUser(stage.parent) : (stage.base?.user ?? 'root')
      for (const instruction of stage.instructions) {
        if (instruction.name === 'USER') {
          const known = variablesAt(view.file, stage, instruction)
          user = expand(instruction.words[0]?.text ?? '', (name) => known.get(name) ?? null)?.split(':')[0] ?? 'root'
        }
        if (instruction.name !== 'RUN' || isRoot(user) || user === 'self') continue
        for (const flag of instruction.flags) {
          if (flag.name !== 'mount' || !/(^|,)type=cache/.test(flag.value) || /(^|,)(uid|mode)=/.test(flag.value)) continue
          const target = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(flag.value)?.[1] ?? 'its target'
          const edits = /^\d+$/.test(user) && !/["']$/.test(flag.value) ? putAfter(view, flag, `,uid=${user}`) : []
          yield { ...at(view, flag), message: `${target} belongs to root here, and this step runs as ${user}.`, edits }
        }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nRUN --mount=type=cache,target=/home/app/.cache/uv \\\n    uv sync --locked\n', line: 3 },
      { text: 'FROM node:24-trixie-slim AS base\nUSER node\nFROM base\nRUN --mount=type=cache,target=/home/node/.npm npm ci\n', line: 4 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nRUN --mount=type=cache,target=/home/app/.cache/uv,uid=10001,gid=10001 uv sync --locked\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked\nUSER 10001\n' },
    ],
  },
}

function lastUser(stage: Parameters<typeof history>[0]): string {
  return (
    history(stage)
      .findLast((one) => one.name === 'USER')
      ?.words[0]?.text.split(':')[0] ??
    stage.base?.user ??
    'root'
  )
}
