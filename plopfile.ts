import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { NodePlopAPI, PlopGeneratorConfig } from 'plop'
import { check } from './generators/check.ts'
import { detect } from './generators/detect.ts'
import { dockerize } from './generators/dockerize.ts'
import { review } from './generators/review.ts'
import { update } from './generators/update.ts'
import { refine } from './generators/refine.ts'
import { forPlop } from './generators/for-plop.ts'

/**
 * The program's generators for plop: `plop --plopfile node_modules/create-dockerize/dist/plopfile.js dockerize`, or
 * `await plop.load('create-dockerize')` in a plopfile of one's own. They are the very objects that the program runs.
 */
export default async function plopfile(plop: NodePlopAPI): Promise<void> {
  plop.setDefaultInclude({ generators: true })
  const root = projectOf(plop)
  plop.setGenerator('dockerize', forPlop(dockerize, root))
  plop.setGenerator('detect', forPlop(detect, root))
  plop.setGenerator('update', forPlop(update, root))
  plop.setGenerator('check', forPlop(check, root))
  plop.setGenerator('review', forPlop(review, root))
  plop.setGenerator('refine', forPlop(refine, root))
  // Only in this repository: the built package carries neither the sources nor the scaffolds.
  const here = dirname(fileURLToPath(import.meta.url))
  if (!existsSync(join(here, 'templates', 'contribute'))) return
  // An address that the bundler cannot follow.
  const { contributors } = (await import(pathToFileURL(join(here, 'generators', 'contributors.ts')).href)) as {
    contributors: Record<string, PlopGeneratorConfig>
  }
  for (const [name, generator] of Object.entries(contributors)) plop.setGenerator(name, generator)
}

/** `--dest`, or the project whose plopfile loads this one; run by itself, the current folder, not the package's own. */
function projectOf(plop: NodePlopAPI): string {
  const destination = resolve(plop.getDestBasePath())
  return destination === resolve(plop.getPlopfilePath()) ? process.cwd() : destination
}
