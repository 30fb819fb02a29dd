import { at, type DockerfileRule } from '../../contract.ts'
import { isRoot, runsAs } from '../../model/users.ts'

export const numericUser: DockerfileRule = {
  id: 'df/numeric-user',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'USER is a name',
  why: 'Kubernetes cannot tell that a name is not root: with runAsNonRoot the pod does not start.',
  fix: 'The number: USER 10001:10001.',
  sources: ['DL3066'],
  *find(view) {
    const runs = view.final && runsAs(view.file, view.final)
    if (!runs?.instruction || !runs.user || /^\d+$/.test(runs.user) || isRoot(runs.user)) return
    yield { ...at(view, runs.instruction), message: `${runs.user} is a name; Kubernetes wants its number.` }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nUSER node\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN useradd app\nUSER app:app\nCMD ["x"]\n', line: 3 },
    ],
    good: [{ text: 'FROM node:24-trixie-slim\nUSER 1000:1000\n' }, { text: 'FROM node:24-trixie-slim AS a\nUSER node\nFROM a\nUSER 1000\n' }],
  },
}
