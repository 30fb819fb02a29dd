import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const cases = join(import.meta.dirname, '../cases')

/** Every case that has a file of that path. */
function all(path: string): string[] {
  const folders = readdirSync(cases).flatMap((stack) => readdirSync(join(cases, stack)).map((name) => join(cases, stack, name, 'expected')))
  return folders.map((folder) => join(folder, path)).filter(existsSync)
}

interface Panel {
  id: number
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { refId: string; expr: string }[]
}

describe('what is written for those who watch', () => {
  it('is a script that Node can read', () => {
    const scripts = all('load/script.js')
    expect(scripts.length).toBeGreaterThan(1)
    for (const script of scripts) execFileSync(process.execPath, ['--check', script], { stdio: 'pipe' })
  })

  it('is a dashboard with a place for each graph, and one name for each of its lines', () => {
    const dashboards = all('monitoring/grafana/dashboards/app.json')
    expect(dashboards.length).toBeGreaterThan(1)
    for (const path of dashboards) {
      const { panels } = JSON.parse(readFileSync(path, 'utf8')) as { panels: Panel[] }
      expect(new Set(panels.map((one) => one.id)).size).toBe(panels.length)
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`))
      expect(new Set(cells).size, path).toBe(cells.length)
      for (const { x, w } of panels.map((one) => one.gridPos)) expect(x + w).toBeLessThanOrEqual(24)
      for (const { targets = [] } of panels) expect(new Set(targets.map((one) => one.refId)).size).toBe(targets.length)
    }
  })

  it('asks each job once, and names services of its compose file', () => {
    for (const path of all('monitoring/prometheus.yml')) {
      const { scrape_configs: jobs } = parse(readFileSync(path, 'utf8')) as {
        scrape_configs: { job_name: string; static_configs?: { targets: string[] }[]; dns_sd_configs?: { names: string[]; port: number }[] }[]
      }
      const compose = parse(readFileSync(path.replace('monitoring/prometheus.yml', 'compose.yaml'), 'utf8'), { merge: true }) as { services: object }
      expect(new Set(jobs.map((one) => one.job_name)).size).toBe(jobs.length)
      const hosts = jobs.flatMap((one) => [
        ...(one.static_configs ?? []).flatMap(({ targets }) => targets.map((target) => target.split(':')[0] ?? '')),
        ...(one.dns_sd_configs ?? []).flatMap(({ names }) => names),
      ])
      for (const host of hosts.filter((one) => one !== 'localhost')) expect(Object.keys(compose.services), path).toContain(host)
    }
  })
})
