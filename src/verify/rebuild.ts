import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { ImagePlan } from '../plan/plan.ts'
import type { Built } from './build.ts'
import type { VerifyCheck } from './contract.ts'
import { writeInCopy } from './copy.ts'
import { lastWords, type Stand } from './stand.ts'

const comments: Readonly<Record<string, string>> = { py: '# verified\n', ts: '// verified\n', tsx: '// verified\n', js: '// verified\n', mjs: '// verified\n' }

/** How long the image takes after one more line in its source, and whether its dependencies were left as they were. Null: it has no source to change. */
export async function rebuilt(stand: Stand, built: Built): Promise<{ seconds: number; check: VerifyCheck } | null> {
  const { image, service } = built
  const file = sourceOf(stand.folder, image)
  if (file === null) return null
  const path = join(stand.folder, file)
  await writeInCopy(stand.folder, file, `${readFileSync(path, 'utf8')}${comments[file.split('.').at(-1) ?? ''] ?? '\n'}`)
  const started = performance.now()
  const run = await stand.compose(['--progress', 'plain', 'build', service], 1800)
  const seconds = (performance.now() - started) / 1000
  const about = { check: 'rebuilds', service: image.unit }
  if (run.end !== 'ok') return { seconds, check: { ...about, ok: false, detail: `${file} changed: ${lastWords(run.stderr)}` } }
  const anew = installedAnew(`${run.stdout}\n${run.stderr}`)
  const detail = anew === null ? `${file} changed: the layers of its dependencies stayed` : `${file} changed, and its dependencies are installed anew: ${anew}`
  return { seconds, check: { ...about, ok: anew === null, detail } }
}

/** The first step that installs what manifests name and was not taken from the cache. */
function installedAnew(log: string): string | null {
  const steps = [...log.matchAll(/^#(\d+) \[[^\]]*\d+\/\d+\] (RUN .*)$/gm)]
  for (const [, number = '', text = ''] of steps) {
    const installs =
      /\b(uv sync|uv pip (install|sync)|pip install|poetry install|pdm sync|pipenv (sync|install)|npm (ci|install)|pnpm install|yarn install|bun install)\b/.test(
        text,
      )
    if (!installs || /--no-deps|--no-editable|\s\.(\s|$)/.test(text)) continue
    if (!new RegExp(`^#${number} CACHED`, 'm').test(log)) return text.replace(/--mount=\S+\s*/g, '').slice(0, 100)
  }
  return null
}

/** A file of the unit that its image has: the entry point's neighbour rather than a script of tests. */
function sourceOf(folder: string, { folder: unit, build, node, recipe }: ImagePlan): string | null {
  const roots = build ? build.source.flatMap((one) => one.from) : (node?.source ?? recipe?.mounts.map((one) => one.from) ?? [])
  // What changes most often is copied last.
  for (const root of [...roots].reverse()) {
    const path = [posix.join(unit, root), root].find((one) => existsSync(join(folder, one)))
    const found = path === undefined ? null : firstSource(folder, path)
    if (found !== null) return found
  }
  return null
}

function firstSource(folder: string, path: string): string | null {
  if (!statSync(join(folder, path)).isDirectory()) return /\.(py|tsx?|m?js)$/.test(path) && !/config\.|\.d\.ts$/.test(path) ? path : null
  for (const entry of readdirSync(join(folder, path)).sort()) {
    const found = firstSource(folder, `${path}/${entry}`)
    if (found !== null) return found
  }
  return null
}
