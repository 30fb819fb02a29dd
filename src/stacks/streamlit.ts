import { recogniseStreamlit } from '../detect/apps/streamlit.ts'
import { routeProbe } from '../servers/route-probe.ts'
import type { CommandPlan, Stack, StackInput } from './contract.ts'

export const streamlit: Stack = {
  id: 'streamlit',
  title: 'Streamlit',
  language: 'python',
  role: 'app',
  kind: 'web',
  distributions: ['streamlit'],
  defaultPort: 8501,
  startPeriodSeconds: 45,
  asks: ['entrypoint'],
  recognise: recogniseStreamlit,
  command,
  probe: routeProbe,
  tasks: () => [],
}

/** A visitor's session lives in one process, and uploads come as requests of their own: there is one container of it. */
function command({ answers }: StackInput): CommandPlan {
  const start = ['streamlit', 'run', answers.entrypoint, '--server.address', '0.0.0.0', '--server.port', String(answers.port ?? 8501)]
  const quiet = ['--server.headless', 'true', '--browser.gatherUsageStats', 'false']
  return {
    // Nothing changes there, and looking for changes takes time without end.
    run: [...start, ...quiet, '--server.fileWatcherType', 'none'],
    // Mounted folders tell of no change on some machines, so that files are looked at.
    develop: [...start, ...quiet, '--server.runOnSave', 'true', '--server.fileWatcherType', 'poll'],
    stopSignal: null,
    needsInit: false,
    environment: [],
    single: true,
  }
}
