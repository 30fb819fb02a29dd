import { isFolder } from '../ask/checks.ts'
import { recogniseAirflow } from '../detect/airflow/recognise.ts'
import { airflowEnvironment } from '../servers/airflow/environment.ts'
import { airflowRecipe } from '../servers/airflow/recipe.ts'
import { airflowServices, asks } from '../servers/airflow/services.ts'
import { shapeOf } from '../servers/airflow/shape.ts'
import { airflowVariables } from '../servers/airflow/variables.ts'
import type { CommandPlan, Probe, Stack, StackInput } from './contract.ts'

export const airflow: Stack = {
  id: 'airflow',
  title: 'Airflow',
  language: 'python',
  role: 'airflow',
  kind: 'web',
  distributions: ['apache-airflow', 'apache-airflow-core'],
  defaultPort: 8080,
  startPeriodSeconds: 60,
  asks: ['entrypoint', 'airflow'],
  refuseEntrypoint: (value) => (/^\w[\w.-]*$/.test(value) || isFolder(value) ? undefined : `${value} is no folder of DAGs, like dags`),
  recognise: recogniseAirflow,
  command,
  probe,
  tasks: () => [],
  advice,
  recipe: (unit) => airflowRecipe(unit, command(unit).run),
  system: ([unit], project) => {
    const shape = shapeOf(unit)
    const environment = airflowEnvironment(unit, shape, project)
    const services = airflowServices(unit, shape, project)
    return {
      image: null,
      services,
      waits: services.filter((one) => one.role === 'init').map((one) => ({ service: one.name, condition: 'service_completed_successfully' as const })),
      environment,
      variables: airflowVariables(shape.three, new Set(environment.flatMap((one) => /^\$\{(\w+):\?/.exec(one.value)?.[1] ?? []))),
      files: [],
    }
  },
}

/** Its own server in production and in development: DAGs are read anew by other processes. */
function command(unit: StackInput): CommandPlan {
  const { three } = shapeOf(unit)
  // The web server of 2 would put the number of its process into its home, which production does not let it write.
  const run = three ? ['airflow', 'api-server'] : ['airflow', 'webserver', '--pid', '/tmp/airflow-webserver.pid']
  return {
    run,
    develop: run,
    stopSignal: null,
    needsInit: false,
    environment: [],
    single: true,
    // It stops serving at once; the process, with all of Airflow in it, then takes 4 to 11 s to end.
    stopGraceSeconds: 60,
    limits: { memory: '2G', cpus: '1.0', pids: 200, reservation: '512M' },
    // A new DAG is seen within half a minute, not within five.
    fixed: [{ name: three ? 'AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL' : 'AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL', value: '300', develop: '30' }],
  }
}

/** Answers 200 also while the scheduler is down, which is told apart by its own check. */
function probe(unit: StackInput): Probe {
  const { healthPath, port } = unit.answers
  const usual = shapeOf(unit).three ? '/api/v2/monitor/health' : '/health'
  return { kind: 'exec', test: asks(port ?? 8080, healthPath ?? usual), timeoutSeconds: 5, startIntervalMilliseconds: 2000 }
}

function advice(unit: StackInput): { title: string; text: string; now: boolean }[] {
  const { three, dags } = shapeOf(unit)
  const simple = three ? " Airflow's own default, SimpleAuthManager, knows nobody but whom its settings name, and is for trying out." : ''
  const bundles = three ? 'git-sync, or a GitDagBundle in AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST,' : 'git-sync'
  return [
    {
      title: 'Log in',
      text: `As AIRFLOW_ADMIN_USER (admin) with AIRFLOW_ADMIN_PASSWORD of .env; more people with \`airflow users create\`.${simple}`,
      now: true,
    },
    {
      title: 'DAGs',
      text: `The image holds ${dags}, so that all servers run one release; development mounts it. Where DAGs change without one, ${bundles} brings them.`,
      now: false,
    },
    { title: 'Airflow commands', text: 'make run ARGS="dags list", or in a server that runs: docker compose exec scheduler airflow dags list.', now: false },
  ]
}
