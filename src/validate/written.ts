import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Facts } from '../detect/facts.ts'
import type { Plan } from '../plan/plan.ts'
import { composeFile, isComposePath, type ComposeFile } from './compose.ts'
import { parseDockerfile, type Dockerfile } from '../detect/readers/dockerfile.ts'
import type { Validation } from './findings.ts'
import { parseYaml, type ParsedYaml } from './yaml-text.ts'

/** The set as it lies in the project after a run: texts, and what the checks need of them read once. */
export interface Written {
  root: string
  plan: Plan
  facts: Facts
  /** Path → text. */
  files: ReadonlyMap<string, string>
  /** Dockerfiles of the plan that are there. */
  dockerfiles: ReadonlyMap<string, Dockerfile>
  /** Every YAML text of the set. */
  yaml: ReadonlyMap<string, ParsedYaml>
  compose: ReadonlyMap<string, ComposeFile>
  /** A text of the set, else one of the project; null: there is none that can be read. */
  text(path: string): string | null
  exists(path: string): 'file' | 'folder' | null
}

/** What is wrong, and nothing where all is right. */
export type Check = (written: Written) => Promise<readonly Finding[]> | readonly Finding[]
export type Finding = Omit<Validation, 'check'>

export async function writtenSet(input: { root: string; plan: Plan; facts: Facts; files: ReadonlyMap<string, string> }): Promise<Written> {
  const { root, plan, files } = input
  const text = (path: string): string | null => files.get(path) ?? textOnDisk(root, path)
  const dockerfiles = new Map(
    plan.images.flatMap(({ dockerfile }) => {
      const content = text(dockerfile)
      return content === null ? [] : [[dockerfile, parseDockerfile(content)] as const]
    }),
  )
  const yaml = new Map<string, ParsedYaml>()
  const compose = new Map<string, ComposeFile>()
  for (const [path, content] of files) {
    if (!/\.ya?ml$/.test(path)) continue
    const parsed = await parseYaml(content)
    yaml.set(path, parsed)
    const file = isComposePath(path) ? composeFile(path, content, parsed) : null
    if (file) compose.set(path, file)
  }
  return { ...input, dockerfiles, yaml, compose, text, exists: (path) => (files.has(path) ? 'file' : onDisk(root, path)) }
}

/** Compose files that are used together, as a person or a tool names them with `-f`. */
export interface ComposeSet {
  /** What is on top of the base file; null: the base file alone. */
  overlay: string | null
  files: readonly ComposeFile[]
}

/** The base compose file alone, with each overlay, and as the dev container puts them together. */
export function composeSets({ plan, compose, files }: Pick<Written, 'plan' | 'compose' | 'files'>): ComposeSet[] {
  const base = compose.get(plan.files.compose)
  if (!base) return []
  const overlays = [plan.files.composeDev, plan.files.composeProd].flatMap((path) => compose.get(path) ?? [])
  const ofContainers = [...files.keys()]
    .filter((path) => /(^|\/)devcontainer\.json$/.test(path))
    .map((path) => ({ overlay: path, files: containerFiles(path, files.get(path)!, compose) }))
  return [
    { overlay: null, files: [base] },
    ...overlays.map((overlay) => ({ overlay: overlay.path, files: [base, overlay] })),
    ...ofContainers.filter((set) => set.files.length > 0),
  ]
}

/** `dockerComposeFile` of a devcontainer.json: paths relative to it. */
function containerFiles(path: string, text: string, compose: ReadonlyMap<string, ComposeFile>): ComposeFile[] {
  const list = /"dockerComposeFile"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? ''
  return [...list.matchAll(/"([^"]*)"/g)].flatMap(([, name = '']) => compose.get(posix.join(posix.dirname(path), name)) ?? [])
}

function textOnDisk(root: string, path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return null
  }
}

function onDisk(root: string, path: string): 'file' | 'folder' | null {
  try {
    return statSync(join(root, path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return null
  }
}
