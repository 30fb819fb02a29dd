import { refuseScript } from '../ask/checks.ts'
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
  refuseEntrypoint: refuseScript,
  recognise: recogniseStreamlit,
  command,
  probe: routeProbe,
  tasks: () => [],
}

/** A visitor's session lives in one process, and uploads come as requests of their own: there is one container of it. */
function command({ facts, answers }: StackInput): CommandPlan {
  const { secrets } = facts.details
  const start = ['streamlit', 'run', answers.entrypoint]
  return {
    // Nothing changes there, and looking for changes takes time without end.
    run: [...start, '--server.fileWatcherType', 'none'],
    // Mounted folders tell of no change on some machines, so that files are looked at.
    develop: [...start, '--server.fileWatcherType', 'poll', '--server.runOnSave', 'true'],
    inImage: {
      STREAMLIT_SERVER_ADDRESS: '0.0.0.0',
      STREAMLIT_SERVER_PORT: String(answers.port ?? 8501),
      STREAMLIT_SERVER_HEADLESS: 'true',
      STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false',
    },
    writesHome: true,
    secretFiles:
      secrets === undefined
        ? []
        : [{ name: 'streamlit-secrets', path: secrets, comment: 'What st.secrets reads; mounted into the container, in no image and not in git.' }],
    stopSignal: null,
    needsInit: false,
    environment: [],
    single: true,
    below: { variable: 'STREAMLIT_SERVER_BASE_URL_PATH', form: 'bare', whole: true },
  }
}
