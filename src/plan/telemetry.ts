import type { Answers } from '../ask/answers.ts'
import { collector, telemetryOf } from '../exporters/telemetry.ts'
import type { UnitInput } from './images.ts'
import { isRun } from './monitoring.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

const endpoint = 'OTEL_EXPORTER_OTLP_ENDPOINT'
const serviceName = 'OTEL_SERVICE_NAME'

/**
 * Programs that send telemetry are told the collector's address once a person says so in `.env`: without the collector each batch would
 * end in an error in their log. Their names come along.
 */
export function withTelemetry(services: readonly ServicePlan[], units: readonly UnitInput[], answers: Answers): ServicePlan[] {
  if (!isRun(collector.kind, answers)) return [...services]
  const senders = new Set(units.filter(({ facts }) => telemetryOf(facts) !== null).map((one) => one.answers.name))
  return services.map((service) => {
    if (!senders.has(service.name)) return service
    const told = [
      { name: endpoint, value: '', secret: false },
      { name: serviceName, value: service.name, secret: false },
    ]
    return { ...service, environment: [...service.environment, ...told.filter((one) => !service.environment.some(({ name }) => name === one.name))] }
  })
}

export function telemetryVariables(units: readonly UnitInput[], answers: Answers): VariablePlan[] {
  const [address] = isRun(collector.kind, answers) ? units.flatMap(({ facts }) => telemetryOf(facts) ?? []) : []
  if (address === undefined) return []
  const comment = 'Where telemetry is sent to: without the # to the collector, which `make monitoring` starts; port 4317 is gRPC, 4318 HTTP.'
  return [{ name: endpoint, example: address, comment, group: 'Telemetry', fresh: 'example', required: false, optional: true, urlSafe: false }]
}
