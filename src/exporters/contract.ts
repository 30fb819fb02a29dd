import type { Service } from '../services/contract.ts'

/**
 * How Prometheus gets the figures of a backing service: from a program beside it, or from the service itself.
 *
 * To add one: a file here, its line in `index.ts`, and the figures that the program's own documentation lists.
 */
export interface Exporter {
  /** Kinds of services whose figures it has. */
  of: readonly string[]
  /** What runs beside; null: the service has them itself. `{kind}` in its environment and command is the name of the service. */
  service: Service | null
  /** Where they are asked for. */
  port: number
  path: string
  /** Makes a login that may read figures and nothing else: a script for the service's own image, and which of its environment it reads. */
  login?: { script: string; reads: readonly string[]; password: string }
  panels: readonly Panel[]
}

/** A graph of a dashboard. */
export interface Panel {
  title: string
  /** As Grafana calls it: `reqps`, `s`, `bytes`, `percentunit`, `short`. */
  unit: string
  /** `$job` stands for `job="<name>"`, `$time` for the time that a rate is taken over. `legend` names labels as `{{label}}`. */
  queries: readonly { expression: string; legend: string }[]
}
