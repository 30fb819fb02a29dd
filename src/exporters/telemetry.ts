import type { UnitFacts } from '../detect/facts.ts'
import type { Panel } from './contract.ts'

/** What collects OpenTelemetry's figures, and where Prometheus finds them. */
export const collector = { kind: 'otel-collector', port: 8889, path: '/metrics' } as const

const sends = /^(opentelemetry-(sdk|distro|exporter|instrumentation)|@opentelemetry\/(sdk|exporter|auto-instrumentations|instrumentation)-|@vercel\/otel$)/

/**
 * The address that a program sends its telemetry to, for the protocol of the exporter that it installs; null: it sends none. Where nothing
 * says so, Python's exporters speak gRPC and Node's HTTP.
 */
export function telemetryOf({ language, python, node }: UnitFacts): string | null {
  const names = (python ?? node)?.dependencies.filter((one) => one.group === 'main').map((one) => one.name) ?? []
  if (!names.some((name) => sends.test(name))) return null
  const overHttp = names.some((name) => /otlp-(proto-)?(http|proto)$/.test(name))
  const overGrpc = names.some((name) => /otlp-(proto-)?grpc$/.test(name))
  const http = overHttp !== overGrpc ? overHttp : language === 'node'
  return `http://${collector.kind}:${http ? 4318 : 4317}`
}

/** Requests by either of the two names that OpenTelemetry had for them, of each program that sends them. */
export const telemetryPanels: readonly Panel[] = [
  {
    title: 'requests',
    unit: 'reqps',
    queries: [
      {
        expression: 'sum by (exported_job) (rate({__name__=~"http_server_(request_)?duration_(milli)?seconds_count",$job}[$time]))',
        legend: '{{exported_job}}',
      },
    ],
  },
]
