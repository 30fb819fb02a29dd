import { readRequirement } from '../detect/readers/requirement.ts'
import type { ProgramAnswer } from '../run-program.ts'
import { resolvers } from './resolvers.ts'

export interface PinRequest {
  /** As pip takes them: `flask`, `psycopg[binary]`, `requests>=2`. */
  requirements: readonly string[]
  /** Version of Python that they are for, `3.13`. */
  python: string
  /** The project's folder: what configures a package index there holds. */
  root: string
  /** Image that has that Python, for where only docker can answer. */
  image: string
  signal: AbortSignal
  progress: (what: string) => void
}

/** Versions by normalised name, of what was asked for and of all that it needs. */
export type Pins = ReadonlyMap<string, string>

/** All that may pass until versions are known, or are done without. */
const seconds = 60

/**
 * Asks for today's versions of packages and of what those need: uv where it is there, else pip, else pip in a container. On
 * this machine no package is built for it, since building one runs its code; in the container that may be.
 * @returns null where none of them could say, with the last one's reason.
 */
export async function pin(request: PinRequest): Promise<{ pins: Pins } | { pins: null; why: string }> {
  const until = Date.now() + seconds * 1000
  let why = 'neither uv, nor pip, nor docker is here'
  for (const resolver of resolvers) {
    const left = (until - Date.now()) / 1000
    if (left <= 1) break
    request.progress(`looking up versions of ${request.requirements.length} packages (${resolver.title})`)
    const answer = await resolver.ask(request, left)
    request.signal.throwIfAborted()
    const pins = answer.end === 'ok' ? resolver.read(answer.stdout) : null
    if (pins && request.requirements.every((one) => pins.has(readRequirement(one)?.name ?? ''))) return { pins }
    if (answer.end !== 'absent') why = reasonOf(resolver.title, answer)
  }
  return { pins: null, why }
}

/** The line in which the program says what went wrong. */
function reasonOf(title: string, { end, stderr }: ProgramAnswer): string {
  if (end === 'silent') return `${title} gave no answer within ${seconds} s`
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const line = lines.find((one) => /^(error|×|╰)/i.test(one)) ?? lines.at(-1) ?? 'it gave no versions'
  return `${title}: ${line.replace(/^(error|ERROR):\s*/, '').slice(0, 160)}`
}
