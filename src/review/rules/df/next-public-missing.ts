import { at, type DockerfileRule } from '../../contract.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { commandsIn, history } from '../../model/dockerfile.ts'
import { inContext } from '../../model/manifest.ts'

export const nextPublicMissing: DockerfileRule = {
  id: 'df/next-public-missing',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'COPY of a folder public that the project does not have',
  why: 'Next.js works without one, and COPY does not: the build ends with "not found".',
  fix: 'RUN mkdir -p public in the stage that builds, or leave the COPY out.',
  sources: [],
  *find(view) {
    const { context, project } = view
    const manifest = context === null ? null : project.read(inContext(context, 'package.json'))
    if (context === null || !manifest || !/"next"\s*:/.test(manifest) || project.hasFolder(inContext(context, 'public'))) return
    for (const { instruction, stage } of copiesFrom(view.file)) {
      const source = instruction.words.slice(0, -1).find((word) => /(^|\/)public\/?$/.test(word.text))
      if (!stage || instruction.name !== 'COPY' || !source) continue
      const makes = history(stage).some(
        (one) => one.name === 'RUN' && commandsIn(one).some((command) => command.words.slice(1).some((word) => /(^|\/)public\/?$/.test(word.text))),
      )
      if (!makes) yield { ...at(view, instruction), message: `${context || '.'} has no folder public, and nothing makes one: the build ends here.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM node:24-slim AS builder\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node:24-slim\nCOPY --from=builder /app/public ./public\n',
        line: 6,
        beside: { 'package.json': '{"dependencies": {"next": "16.4.0"}}' },
      },
      {
        path: 'web/Dockerfile',
        text: 'FROM node:24-slim AS b\nCOPY . /src\nFROM node:24-slim\nCOPY --from=b --chown=node /src/public/ /app/public/\n',
        line: 4,
        beside: { 'web/package.json': '{"dependencies": {"next": "16.4.0"}}', 'public/a.txt': '' },
      },
    ],
    good: [
      {
        text: 'FROM node:24-slim AS builder\nWORKDIR /app\nCOPY . .\nRUN mkdir -p public && npm run build\nFROM node:24-slim\nCOPY --from=builder /app/public ./public\n',
        beside: { 'package.json': '{"dependencies": {"next": "16.4.0"}}' },
      },
      {
        text: 'FROM node:24-slim AS builder\nCOPY . /app\nFROM node:24-slim\nCOPY --from=builder /app/public ./public\n',
        beside: { 'package.json': '{"dependencies": {"next": "16.4.0"}}', 'public/icon.png': '' },
      },
    ],
  },
}
