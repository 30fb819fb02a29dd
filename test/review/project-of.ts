import type { Project } from '../../src/detect/project.ts'
import type { Example, Rule } from '../../src/review/contract.ts'

/** A project that lies nowhere: its files by path. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  return {
    root: '/nowhere',
    files: Object.keys(files).sort(),
    truncated: false,
    links: new Map(),
    has: (path) => path in files,
    read: (path) => files[path]!,
  }
}

const usual: Readonly<Record<Rule['reads'], string>> = {
  any: 'Dockerfile',
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  ignore: '.dockerignore',
  devcontainer: '.devcontainer/devcontainer.json',
  workflow: '.github/workflows/docker.yml',
}

/** An example of a rule as the project it stands for. */
export function exampleProject(rule: Rule, example: Example): { path: string; files: Record<string, string> } {
  const path = example.path ?? usual[rule.reads]
  return { path, files: { ...example.beside, [path]: example.text } }
}
