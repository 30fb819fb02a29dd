import type { Answers } from '../ask/answers.ts'
import { workflowPath } from '../detect/existing-ci.ts'
import type { Facts } from '../detect/facts.ts'
import { envTarget } from '../plan/outputs.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import { backupPatterns } from './backups.ts'
import { composeView } from './compose.ts'
import { developmentView } from './compose-development.ts'
import { productionView } from './compose-production.ts'
import { devcontainerComposeView, devcontainerView } from './devcontainer.ts'
import { contextPaths, dockerfileView } from './dockerfile.ts'
import { docsView } from './docs.ts'
import { envExampleView, envView, freshValue, type Fresh } from './env.ts'
import { ignorePattern } from './escape/ignore.ts'
import { bakeView } from './bake.ts'
import { dependabotView } from './dependabot.ts'
import { workflowView } from './workflow.ts'
import type { RenderedFile } from './files.ts'
import { makefileView, theirMakefileView } from './makefile.ts'
import { nodeView } from './node.ts'
import { nodeIgnoreView } from './node-workspace.ts'
import { recipePaths, recipeView } from './recipe.ts'
import { settingsView } from './settings.ts'
import { loadTemplates, type Fill } from './templates.ts'
import { tidy } from './tidy.ts'

export interface RenderOptions {
  /** Partials that the project overrides: name → text. */
  overrides: ReadonlyMap<string, string>
  fresh: Fresh
  /** Names in a person's own `.env.example`, which gains those that it lacks; undefined: there is none, or it is ours. */
  exampleNames?: ReadonlySet<string>
}

/**
 * From the plan to the text of every file, in the order in which they are told of. Pure but for loading the templates.
 * @throws UserError for a name that no build file can carry, or an overridden partial that does not fit.
 */
export async function render(plan: Plan, facts: Facts, answers: Answers, options: RenderOptions): Promise<readonly RenderedFile[]> {
  const loaded = await loadTemplates(options.overrides)
  const fill: Fill = (name, view) => tidy(loaded(name, view))
  const wants = (output: Plan['outputs'][number]) => plan.outputs.includes(output)
  return [
    ...plan.images.flatMap((image) => imageFiles(image, plan, fill)),
    ...plan.settings.filter((one) => wants(one.mounted ? 'compose' : 'dockerfile')).map((one) => whole(one.path, fill(one.template, settingsView(one)))),
    ...(wants('compose') ? composeFiles(plan, facts, answers, fill) : []),
    ...(wants('env') ? envFiles(plan, options, fill) : []),
    ...(wants('makefile') ? makeFiles(plan, facts, fill, new Set(plan.files.foreignTargets)) : []),
    ...(wants('devcontainer') ? plan.images.flatMap((image) => devcontainerFiles(plan, facts, image, fill)) : []),
    ...(wants('bake') ? [whole('docker-bake.hcl', fill('docker-bake.hcl', bakeView(plan)))] : []),
    ...(wants('ci') ? [whole(workflowPath, fill('workflow.yml', workflowView(plan)))] : []),
    ...(plan.files.dependabot === null ? [] : [updates(plan.files.dependabot, fill('dependabot.yml', dependabotView(plan)))]),
    ...(wants('docs') ? [whole('DOCKER.md', fill('DOCKER.md', docsView(plan, facts)))] : []),
  ]
}

function imageFiles(image: ImagePlan, plan: Plan, fill: Fill): RenderedFile[] {
  const { build, recipe, node, kept } = image
  const [dockerfile, dockerignore] = [plan.outputs.includes('dockerfile'), plan.outputs.includes('dockerignore')]
  if (kept) return []
  if (node) {
    return [
      ...(dockerfile ? [whole(image.dockerfile, fill('Dockerfile.node', nodeView(image, node)))] : []),
      ...(dockerignore ? [whole(image.dockerignore, fill('dockerignore.node', nodeIgnoreView(node, image.context === '.' ? backupPatterns(plan) : [])))] : []),
    ]
  }
  const own = build
    ? { template: 'Dockerfile', view: dockerfileView(image, build), paths: contextPaths(build, image.targets) }
    : recipe && { template: recipe.template, view: recipeView(recipe), paths: recipePaths(recipe) }
  if (!own) return []
  return [
    ...(dockerfile ? [whole(image.dockerfile, fill(own.template, own.view))] : []),
    ...(dockerignore ? [whole(image.dockerignore, fill('dockerignore', { keep: own.paths.map(ignorePattern) }))] : []),
  ]
}

function composeFiles(plan: Plan, facts: Facts, answers: Answers, fill: Fill): RenderedFile[] {
  const managed = answers.services.some((one) => one.managed)
  // What is told where a variable is missing must be there to be done.
  const file = (path: string, text: string): RenderedFile =>
    whole(path, text.replaceAll(':?run: make env}', plan.outputs.includes('makefile') ? `:?run: make ${envTarget(plan)}}` : ':?set it in .env}'))
  return [
    file(plan.files.compose, fill('compose.yaml', composeView(plan))),
    file(plan.files.composeDev, fill('compose.dev.yaml', developmentView(plan, facts, managed))),
    file(plan.files.composeProd, fill('compose.prod.yaml', productionView(plan))),
  ]
}

function envFiles(plan: Plan, { fresh, exampleNames }: RenderOptions, fill: Fill): RenderedFile[] {
  const example = fill('env', envExampleView(plan, exampleNames))
  return [
    exampleNames ? { path: '.env.example', text: example, mode: 0o644, kind: 'lines' } : whole('.env.example', example),
    { path: '.env', text: fill('env', envView(plan, fresh)), mode: 0o600, kind: 'once' },
    ...plan.secrets
      .filter((one) => !fresh.lacks?.(one.variable))
      .map(({ name, variable }): RenderedFile => {
        const found = plan.variables.find((one) => one.name === variable)
        // Readable by all below a folder that only its owner may enter: the app's user reads it through a mount.
        return { path: `.secrets/${name}`, text: found ? freshValue(found, fresh) : '', mode: 0o444, folderMode: 0o700, kind: 'once' }
      }),
    // Readable by all: the app's user is somebody else, and reads it through a mount.
    ...plan.secretFiles.map((one): RenderedFile => ({ path: one.file, text: `# ${one.comment}\n`, mode: 0o644, kind: 'once' })),
    {
      path: '.gitignore',
      text: `# Secrets, and what differs from machine to machine.\n.env\n.env.*\n!.env.example\napp.env\n.secrets/\n${[...plan.secretFiles.map((one) => one.file), ...backupPatterns(plan).map((one) => `/${one}`)].map((one) => `${one}\n`).join('')}`,
      mode: 0o644,
      kind: 'lines',
    },
  ]
}

function makeFiles(plan: Plan, facts: Facts, fill: Fill, taken: ReadonlySet<string>): RenderedFile[] {
  const { foreignCompose } = plan.files
  const text =
    foreignCompose === null ? fill('Makefile', makefileView(plan, facts, taken)) : fill('Makefile.theirs', theirMakefileView(plan, foreignCompose, taken))
  const own = whole(plan.files.makefile, plan.files.makefileIncluded ? withOwnNames(text) : text)
  const existing = facts.existing.makefile
  if (!plan.files.makefileIncluded || existing === null) return [own]
  return [own, { path: existing, text: `include ${plan.files.makefile}\n`, mode: 0o644, kind: 'lines' }]
}

/** In a Makefile that another one includes our variables must not take the place of theirs. */
function withOwnNames(text: string): string {
  return text
    .replace(/\$\((COMPOSE|DEV|PROD|ALL|PROJECT)\)/g, '$(DOCKER_$1)')
    .replace(/^(COMPOSE|DEV|PROD|ALL|PROJECT)( *:=)/gm, 'DOCKER_$1$2')
    .replace(/\bMISSING\b/g, 'DOCKER_MISSING')
}

function devcontainerFiles(plan: Plan, facts: Facts, image: ImagePlan, fill: Fill): RenderedFile[] {
  if (!image.targets.includes('development')) return []
  const several = plan.images.length > 1
  const folder = several ? `.devcontainer/${image.unit}` : '.devcontainer'
  return [
    whole(`${folder}/devcontainer.json`, fill('devcontainer.json', devcontainerView(plan, facts, image, several ? '../../' : '../'))),
    whole(`${folder}/compose.yaml`, fill('devcontainer-compose.yaml', devcontainerComposeView(image, plan, facts))),
  ]
}

function updates(path: string, text: string): RenderedFile {
  return { path, text, mode: 0o644, kind: 'updates' }
}

function whole(path: string, text: string): RenderedFile {
  return { path, text, mode: 0o644, kind: 'whole' }
}
