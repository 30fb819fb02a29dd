import type { VerifyCheck } from './contract.ts'
import { lastWords, type Stand } from './stand.ts'

/** What docker says of one container. */
export interface Container {
  id: string
  service: string
  state: {
    Status: string
    ExitCode: number
    OOMKilled: boolean
    StartedAt: string
    FinishedAt: string
    Health?: { Status: string; Log: HealthAnswer[] | null }
  }
  restarts: number
}

interface HealthAnswer {
  End: string
  ExitCode: number
  Output: string
}

/** Longest that a stack is waited for. */
const startSeconds = 240

/** Starts all of it and waits until everything that has a check passes it. @returns what kept it from starting; empty: it runs. */
export async function start(stand: Stand): Promise<VerifyCheck[]> {
  const up = stand.compose(['up', '--detach', '--no-build', '--wait', '--wait-timeout', String(startSeconds)], startSeconds + 60)
  // One that ends and is started again, for ever, is waited for by nobody.
  let over = false
  const looping = (async () => {
    while (!over) {
      await new Promise((wake) => setTimeout(wake, 1000))
      const found = (await containers(stand)).find((one) => one.restarts >= 3)
      if (found) return found
    }
    return null
  })()
  const ended = await Promise.race([up, looping])
  over = true
  if (ended && 'end' in ended && ended.end === 'ok') return []
  const faults = (await containers(stand)).flatMap((one) => faultOf(one))
  if (faults.length === 0) return [{ check: 'starts', service: null, ok: false, detail: lastWords(ended && 'stderr' in ended ? ended.stderr : '') }]
  return Promise.all(
    faults.map(async ({ one, detail }): Promise<VerifyCheck> => {
      const log = await lastLines(stand, one.id)
      const said = one.restarts === 0 && one.state.Health && one.state.Status === 'running' ? null : telling(log)
      return { check: 'starts', service: one.service, ok: false, detail: said === null ? detail : `${detail}: ${said}`, log }
    }),
  )
}

function faultOf(one: Container): { one: Container; detail: string }[] {
  const { Status: status, ExitCode: code, OOMKilled: killed, Health: health } = one.state
  if (one.restarts > 0) return [{ one, detail: `ended ${one.restarts} times, and is started again each time` }]
  if (killed) return [{ one, detail: 'was killed: it needs more memory than its limit' }]
  if (status === 'exited' && code !== 0) return [{ one, detail: `ended with ${code}` }]
  if (status !== 'running' || !health || health.Status === 'healthy') return []
  const answer = health.Log?.findLast((entry) => entry.ExitCode !== 0)
    ?.Output.trim()
    .split('\n')
    .at(-1)
  return [{ one, detail: `runs, and its check fails${answer ? `: ${answer}` : ''}` }]
}

/** The line that says why, among the last ones: what was thrown, before what merely speaks of an error. */
function telling(log: readonly string[]): string {
  const thrown = log.findLast((line) => /^\s*([\w.]+\.)?\w*(Error|Exception)\b.*: /.test(line))
  if (thrown !== undefined) return thrown.trim()
  return log.findLast((line) => /error|exception|denied|not found|no such|refused|missing|fatal/i.test(line))?.trim() ?? log.at(-1)?.trim() ?? 'it said nothing'
}

export async function lastLines(stand: Stand, container: string): Promise<string[]> {
  const { stdout, stderr } = await stand.docker(['logs', '--tail', '40', container])
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-15)
}

/** All containers of the stack, also those that ended. */
export async function containers(stand: Stand): Promise<Container[]> {
  const listed = await stand.docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=com.docker.compose.project=${stand.name}`])
  const ids = listed.stdout.split('\n').filter(Boolean)
  if (ids.length === 0) return []
  const { stdout } = await stand.docker(['inspect', ...ids])
  type Inspected = { Id: string; State: Container['state']; RestartCount: number; Config: { Labels: Record<string, string> } }
  return (JSON.parse(stdout || '[]') as Inspected[]).map((one) => ({
    id: one.Id,
    service: one.Config.Labels['com.docker.compose.service'] ?? '',
    state: one.State,
    restarts: one.RestartCount,
  }))
}

/** Seconds from its start to its first check that passed; null: it has none. */
export function healthyAfter({ state }: Container): number | null {
  const first = state.Health?.Log?.find((entry) => entry.ExitCode === 0)
  return first === undefined ? null : Math.max(0, (Date.parse(first.End) - Date.parse(state.StartedAt)) / 1000)
}
