import type { Panel } from '../exporters/contract.ts'
import type { SystemValues } from '../stacks/system-contract.ts'
import type { Scrape } from './scrapes.ts'

/** What Grafana's grid has from side to side. */
const columns = 24
const height = 8

/** The dashboard of a project: a row for each that has figures, its graphs side by side below. Texts are as JSON has them. */
export function dashboardOf(project: string, scrapes: readonly Scrape[]): SystemValues {
  const panels: Record<string, string | number | boolean>[] = []
  let y = 0
  for (const { job, panels: own } of scrapes) {
    panels.push({ id: panels.length + 1, isRow: true, title: json(job), x: 0, y, w: columns, h: 1 })
    y += 1
    for (const line of inLines(own)) {
      const w = columns / line.length
      line.forEach((panel, index) => panels.push({ ...graph(panel, job), id: panels.length + 1, isRow: false, x: index * w, y, w, h: height }))
      y += height
    }
  }
  return { title: json(project), panels: panels.map((one, index) => ({ ...one, last: index === panels.length - 1 })) }
}

function graph({ title, unit, queries }: Panel, job: string) {
  const targets = queries.map(({ expression, legend }, index) =>
    json({ refId: String.fromCharCode(65 + index), expr: filled(expression, job), legendFormat: legend }),
  )
  return { title: json(title), unit: json(unit), targets: targets.join(',\n        ') }
}

/** No more than three beside each other, but for four of one service. */
function inLines(panels: readonly Panel[]): Panel[][] {
  const most = panels.length === 4 ? 4 : 3
  return Array.from({ length: Math.ceil(panels.length / most) }, (_, line) => panels.slice(line * most, (line + 1) * most))
}

function filled(expression: string, job: string): string {
  return expression.replaceAll('$job', `job="${job}"`).replaceAll('$time', '$__rate_interval')
}

function json(value: unknown): string {
  return JSON.stringify(value)
}
