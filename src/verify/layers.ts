import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from '../validate/env-file.ts'
import type { VerifyCheck } from './contract.ts'
import type { Built } from './build.ts'
import type { Stand } from './stand.ts'

/** Names of files that hold secrets, as they stand in the headers of a layer. */
const files = ['.env', '.npmrc', '.pypirc', '.netrc', '.git-credentials', '.pgpass', 'id_rsa', 'id_ed25519']

/** Looks for secrets in all layers of an image, its history and its environment. @param root the person's own folder: what is secret there. */
export async function secretsInLayers(stand: Stand, { image, tag }: Built, root: string): Promise<VerifyCheck> {
  const about = { check: 'no secret in it', service: image.unit }
  const inspected = await stand.docker(['image', 'inspect', tag])
  const [{ Config: config, RootFS: layers }] = JSON.parse(inspected.stdout) as [Inspected]
  const named = (config.Env ?? []).find((entry) => /^\w*(PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY)\w*=./i.test(entry))
  if (named !== undefined) return { ...about, ok: false, detail: `its environment has ${named.split('=')[0]}, for everybody to read` }
  const patterns = new Map([
    ...files.map((file) => [Buffer.from(`/${file}\0`), `a file ${file}`] as const),
    ...secretValues(stand.folder).map(([name, value]) => [Buffer.from(value), `the value of ${name}`] as const),
    ...secretValues(root).map(([name, value]) => [Buffer.from(value), `the value of ${name}`] as const),
  ])
  const found = await searched(tag, patterns, await layersOf(stand, `${stand.name}-base`))
  return found === null
    ? { ...about, ok: true, detail: `${layers.Layers.length} layers` }
    : { ...about, ok: false, detail: `${found} is in a layer: who has the image has it` }
}

interface Inspected {
  Config: { Env: string[] | null }
  RootFS: { Layers: string[] }
}

/** Digests of what an image is made of; none where it is not there. */
async function layersOf(stand: Stand, image: string): Promise<ReadonlySet<string>> {
  const { end, stdout } = await stand.docker(['image', 'inspect', image])
  return new Set(end === 'ok' ? (JSON.parse(stdout) as [Inspected])[0].RootFS.Layers : [])
}

function secretValues(folder: string): [name: string, value: string][] {
  const named = read(join(folder, '.env'))
    .flatMap((text) => parseEnv(text))
    .filter(({ name }) => /PASSWORD|SECRET|TOKEN|KEY/.test(name))
  const kept = listed(join(folder, '.secrets')).flatMap((name) =>
    read(join(folder, '.secrets', name)).map((value) => ({ name: `.secrets/${name}`, value: value.trim() })),
  )
  // What is short is met by chance.
  return [...named, ...kept].filter(({ value }) => value.length >= 8).map(({ name, value }) => [name, value])
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(path: string): string[] {
  try {
    return statSync(path).isFile() ? [readFileSync(path, 'utf8')] : []
  } catch {
    return []
  }
}

/**
 * Reads the whole image as docker saves it, without keeping any of it.
 * @param base layers that are its makers'.
 */
async function searched(tag: string, patterns: ReadonlyMap<Buffer, string>, base: ReadonlySet<string>): Promise<string | null> {
  const { spawn } = await import('node:child_process')
  const child = spawn('docker', ['save', tag], { stdio: ['ignore', 'pipe', 'ignore'] })
  const longest = Math.max(...[...patterns.keys()].map((one) => one.length))
  let before = Buffer.alloc(0)
  try {
    for await (const { entry, part } of entriesOf(child.stdout)) {
      if (base.has(entry.replace(/^blobs\/sha256\//, 'sha256:'))) continue
      const text = Buffer.concat([before, part])
      for (const [pattern, what] of patterns) if (text.includes(pattern)) return what
      before = text.subarray(Math.max(0, text.length - longest))
    }
    return null
  } finally {
    child.kill()
  }
}

/** Name and bytes of what is in a tar archive, in pieces as they come. */
async function* entriesOf(stream: AsyncIterable<unknown>): AsyncGenerator<{ entry: string; part: Buffer }> {
  let rest = Buffer.alloc(0)
  let entry = ''
  /** Bytes that are still to come of the entry, and of what fills its last block. */
  let [left, padding] = [0, 0]
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk as Buffer])
    for (;;) {
      if (left > 0) {
        if (rest.length === 0) break
        const part = rest.subarray(0, left)
        left -= part.length
        rest = rest.subarray(part.length)
        yield { entry, part }
      } else if (rest.length < padding + 512) break
      else {
        const header = rest.subarray(padding, padding + 512)
        entry = header.toString('latin1', 0, 100).replace(/\0.*$/s, '')
        left = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0
        rest = rest.subarray(padding + 512)
        padding = (512 - (left % 512)) % 512
      }
    }
  }
}
