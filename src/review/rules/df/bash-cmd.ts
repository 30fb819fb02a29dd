import { at, type DockerfileRule } from '../../contract.ts'
import { lastOf } from '../../model/dockerfile.ts'

export const bashCommand: DockerfileRule = {
  id: 'df/bash-cmd',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The image starts a shell, not the program',
  why: 'Without a terminal the shell ends at once: the container is up for a moment, and restarts for ever.',
  fix: 'CMD with the program.',
  sources: [],
  *find(view) {
    const command = view.final && lastOf(view.final, 'CMD')
    if (!command || lastOf(view.final!, 'ENTRYPOINT')) return
    const words = command.words.map((word) => word.text)
    if (words.length === 1 && /^(\/(usr\/)?bin\/)?(ba|z|a|da)?sh$/.test(words[0]!))
      yield { ...at(view, command), message: `${words[0]} ends where nobody types.` }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-slim\nUSER node\nCMD ["bash"]\n', line: 3 },
      { text: 'FROM debian:trixie-slim\nCMD /bin/sh\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-slim\nCMD ["bash", "start.sh"]\n' },
      { text: 'FROM node:24-slim AS dev\nCMD ["bash"]\nFROM dev\nCMD ["node", "server.js"]\n' },
    ],
  },
}
