import { buildSecretsOf } from '../plan/build-secrets.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import { version } from '../version.ts'
import { contextPaths } from './dockerfile.ts'
import { shellWord } from './escape/shell.ts'
import { yaml, yamlList } from './escape/yaml.ts'
import { nodeContextPaths } from './node-workspace.ts'
import { recipePaths } from './recipe.ts'

/** What the workflow is made from. */
export function workflowView(plan: Plan): Record<string, unknown> {
  const [first] = plan.images
  const several = plan.images.length > 1
  const [host = ''] = plan.imagePrefix.split('/')
  const registry = /[.:]|^localhost$/.test(host) ? host : 'docker.io'
  return {
    branch: yamlList([plan.branch]),
    branchName: plan.branch,
    prefix: yaml(plan.imagePrefix),
    registry,
    github: registry === 'ghcr.io',
    version: version(),
    project: plan.project,
    // The expression of one unit, or of the one that a job of the matrix is for.
    unit: several ? '${{ matrix.unit }}' : (first?.unit ?? ''),
    index: several ? 'matrix.unit' : `'${first?.unit ?? ''}'`,
    public: [...new Set(plan.images.flatMap((one) => one.node?.publicVariables ?? []))],
    secrets: buildSecretsOf(plan.images),
    tests: hasTests(plan) ? (plan.files.foreignTargets.includes('test') ? `make -f ${shellWord(plan.files.makefile)} test` : 'make test') : null,
    needs: yamlList(['check', ...(hasTests(plan) ? ['test'] : []), ...(several ? ['changes'] : [])]),
    units: several ? plan.images.map((one) => ({ name: one.unit, paths: pathsOf(one).map(shellWord).join(' ') })) : null,
  }
}

function hasTests({ services, outputs }: Plan): boolean {
  return services.some((one) => one.role === 'test') && (['compose', 'makefile', 'env'] as const).every((one) => outputs.includes(one))
}

/** What an image is made from, as pathspecs of git. */
function pathsOf(image: ImagePlan): string[] {
  const { build, recipe, node, context, folder, dockerfile, dockerignore } = image
  const taken = build ? contextPaths(build, image.targets) : recipe ? recipePaths(recipe) : node ? nodeContextPaths(node) : []
  // A folder of its own is all its own; so is what a person's Dockerfile may take.
  if (context === folder || taken.length === 0) return [context]
  const at = (path: string) => (context === '.' ? path : `${context}/${path}`)
  return [dockerfile, dockerignore, ...taken.map(at)]
}
