import type { Recipe } from '../stacks/system-contract.ts'
import { copyArguments, dockerValue, execForm } from './escape/dockerfile.ts'
import { refuseHostilePath } from './escape/name.ts'
import { shellWord } from './escape/shell.ts'

/** What the template of a recipe reads: every value escaped for where it lands. */
export function recipeView(recipe: Recipe): Record<string, unknown> {
  return {
    arguments: recipe.arguments.map(({ name, value }) => ({ name, value: dockerValue(value) })),
    baseImage: recipe.baseImage,
    systemPackages: recipe.systemPackages.join(' '),
    manifests: recipe.manifests.map(refuseHostilePath),
    requirements: recipe.requirements.map(shellWord),
    install: recipe.install ?? [],
    environment: Object.entries(recipe.environment).map(([name, value]) => ({ name, value: dockerValue(value) })),
    source: recipe.source.map(({ from, to }) => copyArguments(from.map(refuseHostilePath), to)),
    user: recipe.user,
    writable: recipe.writable.map(shellWord),
    port: recipe.port,
    command: execForm(recipe.command),
  }
}

/** Paths of the context that its Dockerfile names, for the ignore file: each once, in order. */
export function recipePaths(recipe: Recipe): string[] {
  return [...new Set([...recipe.manifests, ...recipe.source.flatMap((one) => one.from)])].map(refuseHostilePath)
}
