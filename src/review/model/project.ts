import type { Project } from '../../detect/project.ts'
import { existingFiles, isComposeFile } from '../../detect/existing.ts'
import { UserError } from '../../errors.ts'
import { isRecord } from '../../validate/compose.ts'
import type { Build, ComposeView, DockerfileView, IgnoreView, ReviewedProject, UnreadView, View, YamlView } from '../contract.ts'
import { besides, composeDraft, composesOf, type Compose, type Draft } from './compose.ts'
import { contextOf } from './context.ts'
import { readDockerfile } from './dockerfile.ts'
import { finalStage } from './final-stage.ts'
import { readIgnoreFile } from './ignore-file.ts'
import { programsOf } from './programs-of.ts'

const ignoreName = /(^|\/)([\w.-]*\.)?dockerignore$/i
const containerName = /(^|\/)\.devcontainer(\/[^/]+)?\/devcontainer\.json$|(^|\/)\.devcontainer\.json$/
const workflowName = /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/

/**
 * Reads all Docker files of a project. A file that cannot be read is one with a fault, never an error.
 * @param withFacts a rule asks what its programs are.
 */
export async function readProject(project: Project, withFacts = false): Promise<{ project: ReviewedProject; views: readonly View[] }> {
  const existing = existingFiles(project)
  const unread: UnreadView[] = []
  const folders = foldersOf(project.files)
  const reviewed: Writable<ReviewedProject> = {
    facts: withFacts && existing.dockerfiles.length > 0 ? await programsOf(project) : null,
    files: project.files,
    has: (path) => project.has(path),
    hasFolder: (path) => path === '' || folders.has(path),
    read(path) {
      try {
        return project.has(path) ? project.read(path) : null
      } catch {
        return null
      }
    },
    dockerfiles: [],
    composes: [],
    ignores: [],
    builds: [],
  }
  const texts = (paths: readonly string[]): { path: string; text: string }[] =>
    paths.flatMap((path) => {
      try {
        return [{ path, text: project.read(path) }]
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        unread.push({ kind: 'unread', path, text: '', faults: [{ line: 1, message: error.message.replace(`${path}: `, '') }], project: reviewed })
        return []
      }
    })
  const drafts: Draft[] = []
  for (const { path, text } of texts(existing.compose.filter(isComposeFile))) {
    const { readYaml } = await import('./yaml.ts')
    drafts.push(composeDraft(path, await readYaml(text)))
  }
  const composes = composesOf(drafts)
  reviewed.composes = composes.map((compose): ComposeView => ({
    kind: 'compose',
    path: compose.path,
    text: compose.yaml.text,
    faults: compose.yaml.faults,
    project: reviewed,
    compose,
  }))
  reviewed.builds = composes.flatMap(buildsOf)
  const ignores = new Map(
    texts(project.files.filter((path) => ignoreName.test(path))).map(({ path, text }) => [path, { text, file: readIgnoreFile(path, text) }]),
  )
  const named = new Set([...existing.dockerfiles, ...reviewed.builds.map((one) => one.dockerfile).filter((path) => project.has(path))])
  reviewed.dockerfiles = texts([...named].sort()).map(({ path, text }) => dockerfileView(path, text, reviewed, ignores))
  reviewed.ignores = [...ignores].map(([path, { text, file }]): IgnoreView => {
    const shapes = reviewed.dockerfiles.filter((one) => one.ignore === file)
    return { kind: 'ignore', path, text, faults: [], project: reviewed, ignore: file, shapes }
  })
  const others: YamlView[] = []
  for (const { path, text } of texts(project.files.filter((path) => containerName.test(path) || workflowName.test(path)))) {
    const { readYaml } = await import('./yaml.ts')
    const { plainJson } = await import('./json-with-comments.ts')
    const kind = containerName.test(path) ? 'devcontainer' : 'workflow'
    const yaml = await readYaml(kind === 'devcontainer' ? plainJson(text) : text)
    others.push({ kind, path, text, faults: yaml.faults, project: reviewed, yaml })
  }
  return { project: reviewed, views: [...reviewed.dockerfiles, ...reviewed.composes, ...reviewed.ignores, ...others, ...unread] }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

function dockerfileView(path: string, text: string, project: ReviewedProject, ignores: ReadonlyMap<string, { file: IgnoreView['ignore'] }>): DockerfileView {
  const file = readDockerfile(text)
  const builds = project.builds.filter((one) => one.dockerfile === path)
  const context = contextOf(path, file, builds, project)
  const beside = ignores.get(`${path}.dockerignore`)
  const shared = context === null ? undefined : ignores.get(context === '' ? '.dockerignore' : `${context}/.dockerignore`)
  return {
    kind: 'dockerfile',
    path,
    text,
    faults: file.faults,
    project,
    file,
    final: finalStage(file, builds),
    builds,
    context,
    ignore: (beside ?? shared)?.file ?? null,
  }
}

/** Services that are built here, with the Dockerfile that docker takes for them. */
function buildsOf(compose: Compose): Build[] {
  return compose.services.flatMap(({ name, merged }) => {
    const { build } = merged
    const how = typeof build === 'string' ? { context: build } : isRecord(build) ? build : null
    if (!how || 'dockerfile_inline' in how) return []
    const context = typeof how.context === 'string' ? how.context : '.'
    if (/^(https?|git|ssh):|\$/.test(context)) return []
    const folder = besides(compose.path, context)
    const dockerfile = typeof how.dockerfile === 'string' ? how.dockerfile : 'Dockerfile'
    const target = typeof how.target === 'string' && !how.target.includes('$') ? how.target : null
    return [{ compose, service: name, context: folder, dockerfile: besides(folder === '' ? '' : `${folder}/`, dockerfile), target }]
  })
}

function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) {
    for (let slash = file.lastIndexOf('/'); slash > 0 && !folders.has(file.slice(0, slash)); slash = file.lastIndexOf('/', slash - 1))
      folders.add(file.slice(0, slash))
  }
  return folders
}
