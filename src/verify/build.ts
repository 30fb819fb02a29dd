import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lineage, parseDockerfile, stageOf } from '../detect/readers/dockerfile.ts'
import type { ImagePlan } from '../plan/plan.ts'
import type { VerifyCheck } from './contract.ts'
import { writeInCopy } from './copy.ts'
import { imageName } from './override.ts'
import { lastWords, type Stand } from './stand.ts'

/** A build may compile much and download more. */
const buildSeconds = 1800

export interface Built {
  image: ImagePlan
  /** A service of compose that builds it. */
  service: string
  /** Name of the built image. */
  tag: string
  seconds: number
}

/** Builds an image without what was built before; downloads may come from the caches that its Dockerfile keeps. */
export async function buildImage(stand: Stand, image: ImagePlan): Promise<Built | VerifyCheck> {
  const service = Object.entries(stand.services).find(([, one]) => one.build && one.image?.startsWith(`${image.name}:`))?.[0] ?? image.unit
  const started = performance.now()
  const run = await stand.compose(['build', '--no-cache', service], buildSeconds)
  const seconds = (performance.now() - started) / 1000
  if (run.end !== 'ok') return { check: 'builds', service: image.unit, ok: false, detail: reason(run.stderr, image), log: tail(run.stderr) }
  return { image, service, tag: imageName(stand.name, stand.services[service]?.image ?? image.name), seconds }
}

/** Where docker says which line failed, with the program's own last words. */
function reason(text: string, { dockerfile }: ImagePlan): string {
  const line = /^(?:[\w./-]*Dockerfile[\w.-]*):(\d+)$/m.exec(text)?.[1]
  const said = text
    .split('\n')
    .map((one) => one.replace(/^#\d+ [\d.]+ /, '').trim())
    .filter((one) => /error|not found|no such|cannot|failed|denied/i.test(one) && !/^(ERROR: |> \[|#\d+ ERROR)|failed to solve|did not complete/.test(one))
    .at(-1)
  return `${line === undefined ? '' : `${dockerfile}:${line}: `}${said ?? lastWords(text)}`
}

function tail(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-12)
}

/** Size of an image, and of what it has beyond its base; null where the base cannot be told. In bytes. */
export async function sizes(stand: Stand, { image, tag }: Built): Promise<{ size: number; sizeAboveBase: number | null }> {
  const size = await bytes(stand, tag)
  const base = baseOf(readFileSync(join(stand.folder, image.dockerfile), 'utf8'))
  if (base === null) return { size, sizeAboveBase: null }
  // The builder has the base, the list of images may not: named once, it has it too.
  const name = `${stand.name}-base`
  await writeInCopy(stand.folder, 'Dockerfile.verify', `FROM ${base}\n`)
  const named = await stand.docker(['build', '--quiet', '--tag', name, '--file', 'Dockerfile.verify', '.'], buildSeconds)
  return { size, sizeAboveBase: named.end === 'ok' ? size - (await bytes(stand, name)) : null }
}

async function bytes(stand: Stand, image: string): Promise<number> {
  return Number((await stand.docker(['image', 'inspect', '--format', '{{.Size}}', image])).stdout)
}

/** The image that the last stage stands on, arguments filled with their defaults; null where one has none. */
function baseOf(text: string): string | null {
  const file = parseDockerfile(text)
  const last = stageOf(file, null)
  const from = last && lineage(file, last).at(-1)?.from
  if (from === undefined) return null
  const values = new Map(file.globals.filter((one) => one.name === 'ARG').map((one) => one.rest.split(/=(.*)/s, 2) as [string, string | undefined]))
  const filled = from.replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => values.get(braced ?? bare ?? '')?.replace(/^"|"$/g, '') ?? '$')
  return filled.includes('$') || filled === 'scratch' ? null : filled
}
