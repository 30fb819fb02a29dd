import type { Plan } from '../plan/plan.ts'
import type { VerifyCheck } from './contract.ts'
import { writeInCopy } from './copy.ts'
import type { Stand } from './stand.ts'

const hardenedFile = 'compose.verify-hardened.yaml'

interface Hardened {
  services: Record<string, { read_only?: boolean; tmpfs?: string | string[]; cap_drop?: string[]; cap_add?: string[] }>
}

/**
 * Each app again, hardened as production has it: a read-only root and no capabilities. What production takes from a registry and
 * from files of its own is left as it is here.
 */
export async function runsHardened(stand: Stand, plan: Plan, apps: readonly string[]): Promise<VerifyCheck[]> {
  const files = ['compose', '-p', stand.name, '-f', plan.files.compose, '-f', plan.files.composeProd, '--profile', 'full']
  const config = await stand.docker([...files, 'config', '--format', 'json'], 60, { VERSION: 'verify' })
  if (config.end !== 'ok')
    return [{ check: 'runs read-only', service: null, ok: false, detail: `${plan.files.composeProd}: ${config.stderr.split('\n').at(-1) ?? ''}` }]
  const { services } = JSON.parse(config.stdout) as Hardened
  const hardened = Object.fromEntries(
    apps.flatMap((name) => {
      const one = services[name]
      return one?.read_only ? [[name, { read_only: true, tmpfs: one.tmpfs, cap_drop: one.cap_drop, cap_add: one.cap_add }]] : []
    }),
  )
  const names = Object.keys(hardened)
  if (names.length === 0) return []
  await writeInCopy(stand.folder, hardenedFile, JSON.stringify({ services: hardened }))
  const checks: VerifyCheck[] = []
  for (const service of names) {
    const up = await stand.compose(
      ['-f', hardenedFile, 'up', '--detach', '--no-build', '--no-deps', '--force-recreate', '--wait', '--wait-timeout', '120', service],
      180,
    )
    const said = up.end === 'ok' ? '' : (await stand.compose(['logs', '--tail', '15', '--no-log-prefix', service])).stdout
    const log = said.split('\n').filter((line) => line.trim() !== '')
    const why = log.findLast((line) => /read-only|denied|error/i.test(line))?.trim()
    const detail = up.end === 'ok' ? 'healthy' : `not healthy${why === undefined ? '' : `: ${why}`}`
    checks.push({ check: 'runs read-only', service, ok: up.end === 'ok', detail, ...(up.end === 'ok' ? {} : { log }) })
  }
  return checks
}
