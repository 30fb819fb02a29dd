import type { Answers } from '../ask/answers.ts'
import { exporterOf } from '../exporters/index.ts'
import { programPanels } from '../exporters/libraries.ts'
import type { Panel } from '../exporters/contract.ts'
import { collector, telemetryPanels } from '../exporters/telemetry.ts'
import type { UnitInput } from './images.ts'
import { isRun } from './monitoring.ts'
import type { ServicePlan } from './service-plan.ts'

/** What Prometheus asks for its figures, and what a person sees of them. */
export interface Scrape {
  /** The service that they are about. */
  job: string
  /** Who is asked, where, and whether there may be several of it. */
  host: string
  port: number
  path: string
  several: boolean
  panels: readonly Panel[]
}

/** The units that answer Prometheus, then the services that run here and have figures. What answers nowhere is left out: it would be down for ever. */
export function scrapesOf(units: readonly UnitInput[], services: readonly ServicePlan[], answers: Answers): Scrape[] {
  return [
    ...units.flatMap((unit) => unitScrape(unit, services)),
    ...(isRun(collector.kind, answers) ? [telemetry] : []),
    ...answers.services.flatMap((one) => (one.managed ? [] : serviceScrape(one.kind))),
  ]
}

const telemetry: Scrape = { job: collector.kind, host: collector.kind, port: collector.port, path: collector.path, several: false, panels: telemetryPanels }

function unitScrape({ facts, answers }: UnitInput, services: readonly ServicePlan[]): Scrape[] {
  const service = services.find((one) => one.name === answers.name && one.role === 'app' && !one.ends)
  const port = facts.metrics?.port ?? answers.port
  if (!service || !facts.metrics || port === null) return []
  const { path, library } = facts.metrics
  return [{ job: service.name, host: service.name, port, path, several: service.scalable, panels: programPanels(library) }]
}

function serviceScrape(kind: string): Scrape[] {
  const exporter = exporterOf(kind)
  if (!exporter) return []
  const { service, port, path, panels } = exporter
  return [{ job: kind, host: service?.id ?? kind, port, path, several: false, panels }]
}
