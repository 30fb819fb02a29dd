import type { Panel } from './contract.ts'

/** What a library counts of each request, by the names that it exports. */
interface Requests {
  /** A counter, with the label that says what was asked for. */
  counter: string
  by: string
  /** A counter with the label that has the answer's status. */
  answers: { counter: string; status: string }
  /** A histogram of seconds, without `_bucket`. */
  seconds: string
}

/**
 * Libraries by which programs answer Prometheus, by their names in their own registries, with what they count by default. One that
 * counts no requests by itself is not here: what the program counts with it nobody else knows.
 */
const libraries: Readonly<Record<string, Requests>> = {
  // metrics.py, default(): status is `2xx`, or `200` where it is told not to group.
  'prometheus-fastapi-instrumentator': {
    counter: 'http_requests_total',
    by: 'handler',
    answers: { counter: 'http_requests_total', status: 'status' },
    seconds: 'http_request_duration_highr_seconds',
  },
  'prometheus-flask-exporter': {
    counter: 'flask_http_request_duration_seconds_count',
    by: 'path',
    answers: { counter: 'flask_http_request_total', status: 'status' },
    seconds: 'flask_http_request_duration_seconds',
  },
  'starlette-exporter': {
    counter: 'starlette_requests_total',
    by: 'path',
    answers: { counter: 'starlette_requests_total', status: 'status_code' },
    seconds: 'starlette_request_duration_seconds',
  },
  'django-prometheus': {
    counter: 'django_http_requests_latency_seconds_by_view_method_count',
    by: 'view',
    answers: { counter: 'django_http_responses_total_by_status_total', status: 'status' },
    seconds: 'django_http_requests_latency_seconds_by_view_method',
  },
  'express-prom-bundle': {
    counter: 'http_request_duration_seconds_count',
    by: 'path',
    answers: { counter: 'http_request_duration_seconds_count', status: 'status_code' },
    seconds: 'http_request_duration_seconds',
  },
  'fastify-metrics': {
    counter: 'http_request_duration_seconds_count',
    by: 'route',
    answers: { counter: 'http_request_duration_seconds_count', status: 'status_code' },
    seconds: 'http_request_duration_seconds',
  },
}

/** Graphs of a program, in Grafana's words: its requests as far as its library counts them, then memory and processor, which all count. */
export function programPanels(library: string): readonly Panel[] {
  const counted = libraries[library]
  return [...(counted ? requestPanels(counted) : []), ...processPanels]
}

function requestPanels({ counter, by, answers, seconds }: Requests): Panel[] {
  const failed = `${answers.counter}{$job,${answers.status}=~"5.."}`
  const slowest = (share: number) => `histogram_quantile(${share}, sum by (le) (rate(${seconds}_bucket{$job}[$time])))`
  return [
    { title: 'requests', unit: 'reqps', queries: [{ expression: `sum by (${by}) (rate(${counter}{$job}[$time]))`, legend: `{{${by}}}` }] },
    {
      title: 'failed requests',
      unit: 'percentunit',
      queries: [
        {
          // Nothing failed yet: there is no such series.
          expression: `(sum(rate(${failed}[$time])) or vector(0)) / sum(rate(${answers.counter}{$job}[$time]))`,
          legend: 'status 5xx',
        },
      ],
    },
    {
      title: 'time to answer',
      unit: 's',
      queries: [
        { expression: slowest(0.5), legend: 'half of them' },
        { expression: slowest(0.95), legend: '95 of 100' },
        { expression: slowest(0.99), legend: '99 of 100' },
      ],
    },
  ]
}

/** Of the clients' own: prometheus_client on Linux, prom-client's default metrics. */
const processPanels: readonly Panel[] = [
  { title: 'memory', unit: 'bytes', queries: [{ expression: 'process_resident_memory_bytes{$job}', legend: '{{instance}}' }] },
  { title: 'processors', unit: 'short', queries: [{ expression: 'rate(process_cpu_seconds_total{$job}[$time])', legend: '{{instance}}' }] },
]

/** What to add to a program that answers Prometheus nowhere, by framework or stack: the distribution, and the line that does it. */
export const suggested: Readonly<Record<string, { distribution: string; line: string }>> = {
  fastapi: { distribution: 'prometheus-fastapi-instrumentator', line: 'Instrumentator().instrument(app).expose(app)' },
  flask: { distribution: 'prometheus-flask-exporter', line: 'PrometheusMetrics(app)' },
  django: { distribution: 'django-prometheus', line: 'path("", include("django_prometheus.urls")) and its two middlewares' },
  starlette: { distribution: 'starlette-exporter', line: 'app.add_middleware(PrometheusMiddleware); app.add_route("/metrics", handle_metrics)' },
  Express: {
    distribution: 'express-prom-bundle',
    line: 'app.use(promBundle({ includeMethod: true, includePath: true, promClient: { collectDefaultMetrics: {} } }))',
  },
  Fastify: { distribution: 'fastify-metrics', line: "await app.register(metrics, { endpoint: '/metrics' })" },
  NestJS: { distribution: '@willsoto/nestjs-prometheus prom-client', line: 'PrometheusModule.register()' },
  nextjs: { distribution: 'prom-client', line: 'a GET in app/metrics/route.ts that answers with register.metrics()' },
  node: { distribution: 'prom-client', line: 'collectDefaultMetrics(), and a GET /metrics that answers with register.metrics()' },
}
