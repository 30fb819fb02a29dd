import type { ComposeRule, ComposeView } from '../../contract.ts'
import type { Service } from '../../model/compose.ts'
import { environmentOf, imageOf, placeIn, scriptOf, stageOf } from '../../model/service.ts'

export const airflowHealth: ComposeRule = {
  id: 'dc/airflow-health',
  severity: 'critical',
  reads: 'compose',
  title: 'Airflow is asked where it does not answer',
  why: 'Airflow 3 has moved /health of the web server, which answers 404 there; and the scheduler answers on 8974 only with AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK. The service never becomes healthy.',
  fix: '/api/v2/monitor/health of the API server; AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK: "true" for the scheduler.',
  sources: [],
  *find(view) {
    for (const service of view.compose.services) {
      const release = releaseOf(view, service)
      if (release === null) continue
      const place = placeIn(view, service.name, 'healthcheck', 'test')
      const script = scriptOf(service.own)
      if (release >= 3 && /:8080\/health\b/.test(script))
        yield { ...place, message: `${service.name} is Airflow ${release}, where /health is gone.`, fix: '/api/v2/monitor/health' }
      if (/:8974\/health\b/.test(script) && service.merged.env_file === undefined && !answers(service))
        yield { ...place, message: `${service.name} does not answer on 8974.`, fix: 'AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK: "true"' }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    image: apache/airflow:3.1.8\n    healthcheck:\n      test: ["CMD", "curl", "--fail", "http://localhost:8080/health"]\n',
        line: 5,
      },
      {
        text: 'services:\n  scheduler:\n    build: .\n    healthcheck:\n      interval: 30s\n      test: curl --fail http://localhost:8974/health\n',
        line: 6,
        beside: { Dockerfile: 'FROM apache/airflow:2.11.2\nCOPY dags ./dags\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  web:\n    image: apache/airflow:2.11.2\n    healthcheck:\n      test: ["CMD", "curl", "--fail", "http://localhost:8080/health"]\n',
      },
      {
        text: 'services:\n  scheduler:\n    image: apache/airflow:3.1.8\n    environment:\n      AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK: "true"\n    healthcheck:\n      test: ["CMD", "curl", "--fail", "http://localhost:8974/health"]\n',
      },
    ],
  },
}

/** Its major release; null: it is no Airflow, or nobody knows which. */
function releaseOf(view: ComposeView, { name, merged }: Service): number | null {
  const image = stageOf(view, name)?.stage.base ?? imageOf(merged)
  return image && /(^|\/)apache\/airflow$/.test(image.name) ? (image.version?.[0] ?? null) : null
}

function answers({ merged }: Service): boolean {
  return environmentOf(merged).some((one) => one.name === 'AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK' && !/^(false|0)$/i.test(one.value ?? ''))
}
