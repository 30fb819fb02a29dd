import { composeJobs } from './docker-compose.ts'
import { buildJobs } from './docker-build.ts'
import { runDocker, type DockerAnswer } from './docker-command.ts'
import { dockerEnvironment } from './docker-environment.ts'
import type { Validation } from './findings.ts'
import type { Finding, Written } from './written.ts'

/** One call of docker and what its answer means. */
export interface DockerJob {
  check: string
  args: readonly string[]
  seconds: number
  judge(answer: DockerAnswer): Finding
}

interface How {
  signal?: AbortSignal | undefined
  progress?: ((what: string) => void) | undefined
}

/** Parts of health checks and of overlays that are written need these. */
const oldest = { engine: '25.0.0', compose: '2.24.4' }
const atOnce = 4
/** The first answer takes longest; a docker that hangs must not hold up the rest for long. */
const answerSeconds = 5

/**
 * Lets docker check every profile, mix and overlay, and every Dockerfile. Never pulls, starts or changes anything.
 * Where docker is missing or silent that is said once, and nothing counts as right.
 */
export async function dockerChecks(written: Written, { signal, progress }: How): Promise<readonly Validation[]> {
  const env = dockerEnvironment(written)
  const ask = (args: readonly string[], seconds: number): Promise<DockerAnswer> => runDocker(args, { cwd: written.root, env, seconds, signal })
  progress?.('docker version')
  const engine = await ask(['version', '--format', '{{.Server.Version}}'], answerSeconds)
  if (engine.end !== 'ok') return [{ check: 'docker', ok: null, detail: `not validated: ${unreachable(engine)}` }]
  const [compose, buildx] = await Promise.all([ask(['compose', 'version', '--short'], answerSeconds), ask(['buildx', 'version'], answerSeconds)])
  const found: Validation[] = [versionOf('docker', 'Docker Engine', engine.stdout, oldest.engine)]
  const jobs: DockerJob[] = []
  if (compose.end === 'ok') {
    const version = versionOf('docker compose', 'Docker Compose', compose.stdout, oldest.compose)
    found.push(version)
    if (version.ok) jobs.push(...composeJobs(written))
  } else
    found.push({
      check: 'docker compose',
      ok: null,
      detail: `not validated: ${compose.end === 'failed' ? 'docker has no compose here' : unreachable(compose)}`,
    })
  if (buildx.end === 'ok') jobs.push(...buildJobs(written))
  else found.push({ check: 'build --check', ok: null, detail: `not validated: ${buildx.end === 'failed' ? 'docker has no buildx here' : unreachable(buildx)}` })
  return [...found, ...(await inTurn(jobs, ask, progress))]
}

/** A few at a time: each is a process of its own, and a person may be working beside it. */
async function inTurn(
  jobs: readonly DockerJob[],
  ask: (args: readonly string[], seconds: number) => Promise<DockerAnswer>,
  progress: How['progress'],
): Promise<Validation[]> {
  const results: Validation[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at]!
      progress?.(job.check)
      const answer = await ask(job.args, job.seconds)
      const unanswered = answer.end === 'silent' || answer.end === 'stopped' || answer.end === 'absent'
      results[at] = { check: job.check, ...(unanswered ? { ok: null, detail: `not validated: ${unreachable(answer, job.seconds)}` } : job.judge(answer)) }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

function unreachable({ end, stderr }: DockerAnswer, seconds = answerSeconds): string {
  if (end === 'absent') return 'there is no docker on this machine'
  if (end === 'silent') return `docker did not answer within ${seconds} seconds`
  if (end === 'stopped') return 'stopped'
  return stderr.trim().split('\n').at(-1) || 'docker did not answer'
}

function versionOf(check: string, title: string, output: string, needed: string): Validation {
  const version = output.trim().replace(/^v/, '')
  if (!isOlder(version, needed)) return { check, ok: true, detail: `${title} ${version}` }
  return { check, ok: false, detail: `${title} ${version} is older than ${needed}, which these files need: update it` }
}

/** Numbers alone: distributions add their own endings (`28.5.2+dfsg4`, `2.40.3-3`). What has no number is not judged. */
function isOlder(version: string, needed: string): boolean {
  const [own, least] = [version, needed].map((text) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '').split('.').map(Number)) as [number[], number[]]
  if (own[0] === 0) return false
  for (const [at, part] of least.entries()) if ((own[at] ?? 0) !== part) return (own[at] ?? 0) < part
  return false
}
