import type { ImagePlan } from '../plan/plan.ts'
import type { DockerAnswer } from './docker-command.ts'
import type { DockerJob } from './docker.ts'
import type { Finding, Written } from './written.ts'

interface Report {
  warnings?: { ruleName: string; detail: string; location?: Location }[] | null
  buildError?: { message: string; location?: Location }
}
interface Location {
  ranges?: { start: { line: number } }[]
}

/** Docker's own linter for each image and target. It reads the Dockerfile and the base image's settings and builds nothing. */
export function buildJobs({ plan, dockerfiles }: Written): DockerJob[] {
  return plan.images.flatMap((image) =>
    (dockerfiles.has(image.dockerfile) ? targetsOf(image) : []).map((target) => ({
      check: ['build --check', image.dockerfile, ...(target === null ? [] : [target])].join(' '),
      args: ['build', '--call=check,format=json', ...(target === null ? [] : ['--target', target]), '-f', image.dockerfile, image.context],
      seconds: 60,
      judge: (answer: DockerAnswer) => judged(answer, image),
    })),
  )
}

/** A person's own Dockerfile is built to its end; which of its stages mean something is theirs to know. */
function targetsOf(image: ImagePlan): readonly (string | null)[] {
  return image.kept ? [null] : image.targets
}

function judged({ stdout, stderr }: DockerAnswer, image: ImagePlan): Finding {
  const report = reportIn(stdout)
  const words = report?.buildError?.message ?? lastError(stderr)
  if ((report === null || report.buildError) && isUnresolved(words)) return { ok: null, detail: `skipped, the base image cannot be resolved: ${words}` }
  if (report === null) {
    const old = /unknown flag: --call/.test(stderr)
    return old ? { ok: null, detail: 'not validated: this buildx has no build --check' } : { ok: false, detail: words, at: { file: image.dockerfile, line: 1 } }
  }
  if (report.buildError) return { ok: false, detail: words, at: { file: image.dockerfile, line: lineOf(report.buildError.location) } }
  const [first, ...more] = (report.warnings ?? []).map(({ ruleName, detail, location }) => ({ text: `${ruleName}: ${detail}`, line: lineOf(location) }))
  if (first === undefined) return { ok: true, detail: 'no warnings' }
  // A person's own Dockerfile is theirs to judge; the review speaks of it.
  if (image.kept) return { ok: true, detail: `${more.length + 1} warnings in your own file` }
  return {
    ok: false,
    detail: [first.text, ...more.map(({ text, line }) => `${text} (${image.dockerfile}:${line})`)].join('; '),
    at: { file: image.dockerfile, line: first.line },
  }
}

function reportIn(stdout: string): Report | null {
  try {
    const value: unknown = JSON.parse(stdout)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

/** Offline, behind a registry that wants a login, or a name that is only known elsewhere: says nothing about our file. */
export function isUnresolved(words: string): boolean {
  return /failed to resolve (source metadata|image)|failed to do request|failed to authorize|pull access denied|no such host|i\/o timeout|connection refused|network is unreachable|TLS handshake|toomanyrequests/i.test(
    words,
  )
}

/** What docker says in the end. */
export function lastError(stderr: string): string {
  const lines = stderr.trim().split('\n')
  return (lines.findLast((line) => line.startsWith('ERROR:'))?.slice('ERROR:'.length) ?? lines.at(-1) ?? '').trim()
}

function lineOf(location: Location | undefined): number {
  return location?.ranges?.[0]?.start.line ?? 1
}
