import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { Facts, UnitFacts } from '../../src/detect/facts.ts'
import type { ImagePlan, Plan } from '../../src/plan/plan.ts'
import type { ServicePlan } from '../../src/plan/service-plan.ts'
import type { VariablePlan } from '../../src/plan/variable-plan.ts'
import type { Check, Finding } from '../../src/validate/written.ts'
import { writtenSet } from '../../src/validate/written.ts'

/** One unit, `api`, with its source below `src`; only what the checks look at. */
export const facts = {
  project: 'shop',
  units: [
    {
      name: 'api',
      dir: '.',
      language: 'python',
      packageManager: 'uv',
      python: { importRoot: 'src', dependencies: [] },
      entrypoint: null,
    } as unknown as UnitFacts,
  ],
} as unknown as Facts

export const image: ImagePlan = {
  unit: 'api',
  folder: '.',
  context: '.',
  dockerfile: 'Dockerfile',
  dockerignore: '.dockerignore',
  name: 'shop-api',
  targets: ['runtime'],
  buildSecrets: [],
  lack: null,
  kept: false,
  build: null,
  recipe: null,
  node: null,
}

export function plan(more: { images?: readonly ImagePlan[]; variables?: readonly Partial<VariablePlan>[] } = {}): Plan {
  return {
    project: 'shop',
    images: more.images ?? [image],
    outputs: ['dockerfile', 'compose', 'env'],
    kept: [],
    services: [{ name: 'api', from: { unit: 'api', target: 'runtime' } } as ServicePlan],
    variables: (more.variables ?? []) as readonly VariablePlan[],
    files: { compose: 'compose.yaml', composeDev: 'compose.dev.yaml', composeProd: 'compose.prod.yaml', makefile: 'Makefile', makefileIncluded: false },
  } as unknown as Plan
}

const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'small-set-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** What a check finds in a project with these files, as `file:line detail`; those that we write are also handed over as such. */
export async function found(check: Check, files: Readonly<Record<string, string>>, with_: Plan = plan()): Promise<string[]> {
  const ours = /(^|\/)(Dockerfile|compose\..*|.*\.ya?ml|.*\.json|\.dockerignore|\.env\.example)$/
  const root = folderWith(files)
  const written = await writtenSet({ root, plan: with_, facts, files: new Map(Object.entries(files).filter(([path]) => ours.test(path))) })
  return (await check(written)).map(({ at, detail }: Finding) => (at ? `${at.file}:${at.line} ${detail}` : detail))
}
