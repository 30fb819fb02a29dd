import type { CommandPlan, Stack, StackInput } from './contract.ts'
import { nodeProbe } from '../servers/node-probe.ts'

export const node: Stack = {
  id: 'node',
  title: 'Node',
  language: 'node',
  role: 'app',
  kind: 'web',
  distributions: [],
  defaultPort: 3000,
  startPeriodSeconds: 15,
  asks: ['entrypoint'],
  refuseEntrypoint: (value) => (value.trim() === '' ? 'is empty; a file like dist/main.js' : undefined),
  as: (framework) => ({ ...node, title: framework }),
  recognise: () => [],
  command,
  probe: (unit) => nodeProbe(unit, true),
  tasks: () => [],
}

function command({ facts, answers }: StackInput): CommandPlan {
  const words = answers.entrypoint.split(' ')
  const isFile = words.length === 1 && /\.(m|c)?[jt]s$/.test(answers.entrypoint)
  const run = isFile ? ['node', ...(facts.node?.options ?? []), answers.entrypoint] : words
  return {
    run,
    develop: facts.node?.develop ?? run,
    stopSignal: null,
    // As process 1 Node does nothing about a signal that its program does not handle.
    needsInit: true,
    environment: [],
    inImage: answers.port === null ? {} : { HOST: '0.0.0.0', PORT: String(answers.port) },
  }
}
