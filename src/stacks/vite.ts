import type { CommandPlan, Stack, StackInput } from './contract.ts'

/** A single-page app of any framework: its build makes plain files, nginx serves them. */
export const vite: Stack = {
  id: 'vite',
  title: 'Vite',
  language: 'node',
  role: 'web',
  kind: 'web',
  distributions: ['vite'],
  defaultPort: 8080,
  startPeriodSeconds: 5,
  asks: [],
  as: (framework) => ({ ...vite, title: framework }),
  // What starts it follows from what its build makes.
  refuseEntrypoint: () => undefined,
  recognise: () => [],
  command,
  probe: ({ answers }) => ({
    kind: 'exec',
    // The image has curl in each of its forms but the smallest.
    test: ['CMD', 'curl', '-fsS', '-o', '/dev/null', `http://127.0.0.1:${answers.port ?? 8080}/`],
    startIntervalMilliseconds: 500,
  }),
  tasks: () => [],
}

function command({ facts, answers }: StackInput): CommandPlan {
  const run = ['nginx', '-g', 'daemon off;']
  const develop = facts.node?.develop ?? run
  // It takes no port from its command line: react-scripts/scripts/start.js.
  const inImage = develop[0] === 'react-scripts' ? { inImage: { PORT: String(answers.port ?? 8080) } } : {}
  // nginx finishes the requests in hand on SIGQUIT, which its image asks for.
  return { run, develop, stopSignal: null, needsInit: false, environment: [], ...inImage }
}
