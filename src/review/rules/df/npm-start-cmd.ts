import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, lastOf } from '../../model/dockerfile.ts'
import { isForDevelopment } from '../../model/service.ts'

export const npmStartCommand: DockerfileRule = {
  id: 'df/npm-start-cmd',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A package manager stands between docker and the program',
  why: 'It starts a shell, which starts the program: two processes more in memory, and the signal to stop may never reach the one that has work to finish.',
  fix: 'Write what the script runs into CMD: CMD ["node", "server.js"].',
  sources: [],
  *find(view) {
    const { final } = view
    if (!final || isForDevelopment(view.path) || isForDevelopment(final.name?.text ?? '')) return
    const command = lastOf(final, 'CMD')
    const [first] = command ? commandsIn(command) : []
    if (!command || !first || !/^(npm|yarn|pnpm)$/.test(first.name) || !first.words.slice(1, 3).some((word) => word.text === 'start')) return
    yield { ...at(view, command), message: `${first.name} starts a shell, and that one the program.` }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nUSER node\nCMD ["npm", "start"]\n', line: 3 },
      { text: 'FROM node:24-trixie-slim AS base\nFROM base\nCMD ["yarn", "run", "start"]\n', line: 3 },
    ],
    good: [{ text: 'FROM node:24-trixie-slim\nCMD ["node", "server.js"]\n' }, { text: 'FROM node:24-trixie-slim AS development\nCMD ["npm", "start"]\n' }],
  },
}
