import type { Plan } from '../plan/plan.ts'
import { buildArguments } from './compose-app.ts'
import { yaml } from './escape/yaml.ts'

/** What `.github/dependabot.yml` is made from: each folder with a Dockerfile, and images whose data the next major version cannot read. */
export function dependabotView(plan: Plan): Record<string, unknown> {
  const folders = [...new Set(plan.images.map(({ dockerfile }) => `/${dockerfile.split('/').slice(0, -1).join('/')}`))].sort()
  const versions = [...new Set(plan.images.flatMap(buildArguments))].filter((name) => name.endsWith('_VERSION') && name !== 'PROJECT_VERSION')
  const keepData = plan.services.flatMap(({ from, volumes }) =>
    'image' in from && volumes.some((one) => one.kind === 'volume') ? [dependencyName(from.image)] : [],
  )
  return {
    folders: folders.map(yaml),
    versions: versions.join(', '),
    compose: plan.outputs.includes('compose'),
    keepData: [...new Set(keepData)].map(yaml),
  }
}

/** As Dependabot calls an image: without registry and tag. */
function dependencyName(image: string): string {
  const [first = '', ...rest] = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/')
  return rest.length > 0 && /[.:]/.test(first) ? rest.join('/') : [first, ...rest].join('/')
}
