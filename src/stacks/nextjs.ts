import type { CommandPlan, Stack, StackInput } from './contract.ts'
import { nodeProbe } from '../servers/node-probe.ts'

export const nextjs: Stack = {
  id: 'nextjs',
  title: 'Next.js',
  language: 'node',
  role: 'web',
  kind: 'web',
  distributions: ['next'],
  defaultPort: 3000,
  startPeriodSeconds: 20,
  asks: [],
  // What starts it follows from what its build makes.
  refuseEntrypoint: () => undefined,
  recognise: () => [],
  command,
  probe: (unit) => nodeProbe(unit, false),
  healthRoute: 'app/api/health/route.ts with export function GET() { return Response.json({ status: "ok" }) }',
  tasks: () => [],
}

function command({ facts, answers }: StackInput): CommandPlan {
  const port = String(answers.port ?? 3000)
  const run = facts.node?.complete ? ['node', 'server.js'] : ['next', 'start']
  return {
    run,
    develop: ['next', 'dev', '--hostname', '0.0.0.0', '--port', port],
    stopSignal: null,
    needsInit: false,
    environment: [],
    // Without it the server listens on the container's own name alone.
    inImage: { HOSTNAME: '0.0.0.0', PORT: port },
  }
}
