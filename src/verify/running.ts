import type { Facts } from '../detect/facts.ts'
import type { VerifyCheck } from './contract.ts'
import type { Container } from './start.ts'
import { lastLines } from './start.ts'
import type { Stand } from './stand.ts'

/** Who its processes are. Root in a container is root on the machine, one hole further. */
export async function userOf(stand: Stand, { id, service }: Container): Promise<{ user: string; check: VerifyCheck }> {
  const top = await stand.docker(['top', id, '-eo', 'uid,pid,args'])
  const rows = [...top.stdout.matchAll(/^\s*(\d+)\s+\d+\s+(.*)$/gm)].map(([, uid = '', args = '']) => [uid, args] as const)
  const root = rows.find(([uid, args]) => uid === '0' && !/^\S*(docker-init|tini)\b/.test(args))
  const user = root?.[0] ?? rows[0]?.[0] ?? '?'
  const detail = root ? `${root[1].slice(0, 60)} runs as root` : `uid ${user}`
  return { user, check: { check: 'runs without root', service, ok: !root, detail } }
}

/** Asks the routes that were found in the code; those with parameters are left out. 5xx and silence are faults, everything else is an answer. */
export async function routesAnswer(stand: Stand, { id, service }: Container, unit: Facts['units'][number]): Promise<VerifyCheck[]> {
  if (unit.port === null) return []
  const mapped = await stand.docker(['port', id, `${unit.port}/tcp`])
  const address = /^127\.0\.0\.1:\d+/m.exec(mapped.stdout)?.[0]
  if (address === undefined) return []
  const health = unit.healthPath
  const paths = [...new Set([...(health === null ? [] : [health]), '/', ...unit.routes.filter((one) => one.method === 'GET').map((one) => one.path)])]
    .filter((path) => path.startsWith('/') && !/[{}<>:*[\]]/.test(path))
    .slice(0, 20)
  const faults: VerifyCheck[] = []
  for (const path of paths) {
    const status = await asked(`http://${address}${path}`)
    const wrong = typeof status === 'string' ? status : status >= 500 || (path === health && status >= 400) ? `answers ${status}` : null
    if (wrong !== null) faults.push({ check: 'routes answer', service, ok: false, detail: `GET ${path} ${wrong}`, log: await lastLines(stand, id) })
  }
  return faults.length > 0 ? faults : [{ check: 'routes answer', service, ok: true, detail: paths.length === 1 ? `GET ${paths[0]}` : `${paths.length} routes` }]
}

async function asked(url: string): Promise<number | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    await answer.body?.cancel()
    return answer.status
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code
    return cause === undefined ? 'does not answer' : `does not answer: ${cause}`
  }
}

/**
 * A program that hangs is there and does nothing: its check has to find that. Where others serve for the first process, as nginx' workers do,
 * they are stopped with it; without a shell in the image the first one alone.
 */
export async function hangIsFound(stand: Stand, { id, service }: Container, seconds: number): Promise<VerifyCheck> {
  const all = (signal: string) => stand.docker(['exec', id, 'sh', '-c', `kill -${signal} -1`])
  await all('STOP')
  await stand.docker(['kill', '--signal', 'STOP', id])
  const started = performance.now()
  const found = await becomes(stand, id, 'unhealthy', seconds)
  const took = ((performance.now() - started) / 1000).toFixed(0)
  await stand.docker(['kill', '--signal', 'CONT', id])
  await all('CONT')
  const detail = found ? `found after ${took} s` : `still called healthy ${took} s after it was stopped in the middle`
  return { check: 'a hang is found', service, ok: found, detail }
}

async function becomes(stand: Stand, id: string, status: string, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    const { stdout, end: how } = await stand.docker(['inspect', '--format', '{{.State.Health.Status}}', id])
    if (stdout === status) return true
    if (how === 'stopped') return false
    await new Promise((wake) => setTimeout(wake, 500))
  }
  return false
}

/** Tells it to end and looks how: of its own will, and how soon. */
export async function stops(stand: Stand, { id, service }: Container): Promise<{ seconds: number; check: VerifyCheck }> {
  const started = performance.now()
  await stand.docker(['stop', id], 120)
  const seconds = (performance.now() - started) / 1000
  const { stdout } = await stand.docker(['inspect', '--format', '{{.State.ExitCode}}', id])
  // 137: it was killed. 143 is what many programs end with when they are told to.
  const killed = stdout === '137'
  const detail = killed ? `had to be killed after ${seconds.toFixed(1)} s: it does not listen to its stop signal` : `after ${seconds.toFixed(1)} s`
  return { seconds, check: { check: 'stops', service, ok: !killed, detail } }
}

/** Ended and started anew it is healthy again. The others stay as they are: one whose image was built anew meanwhile would be another container. */
export async function startsAgain(stand: Stand, service: string): Promise<VerifyCheck> {
  const up = await stand.compose(['up', '--detach', '--no-build', '--no-deps', '--no-recreate', '--wait', '--wait-timeout', '120', service], 180)
  return { check: 'starts again', service, ok: up.end === 'ok', detail: up.end === 'ok' ? 'healthy' : 'not healthy within 120 s' }
}
