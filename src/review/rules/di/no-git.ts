import type { DockerfileView, IgnoreRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import { putBelow } from '../../model/edits.ts'
import type { IgnoreFile } from '../../model/ignore-file.ts'

const heavy: Readonly<Record<string, string>> = {
  '.git': 'the whole history, with what was deleted from it',
  node_modules: 'packages of this machine, over those of the image',
  '.venv': 'an environment of this machine, which does not run in the image',
}

export const ignoreNoGit: IgnoreRule = {
  id: 'di/no-git',
  severity: 'improvement',
  reads: 'ignore',
  title: 'What only this machine needs goes into the image',
  why: 'It is sent with every build, makes the image larger, and hides what the image installs itself.',
  fix: '.git, **/node_modules and **/.venv in the ignore file.',
  sources: [],
  *find({ ignore, shapes, project, text }) {
    const all = shapes.filter((view) => view.file.instructions.some((one) => sourcesOf(one).some((source) => source.path === '')))
    const [first] = all
    if (!first || first.context === null) return
    const inside = first.context === '' ? '' : `${first.context}/`
    const open = Object.keys(heavy).filter((name) => {
      if (ignore.ignores(name) || isWanted(name, ignore, all)) return false
      if (name === '.git') return first.context === '' && !readsHistory(all, project.read('pyproject.toml') ?? '')
      return name === 'node_modules' ? project.has(`${inside}package.json`) : project.has(`${inside}pyproject.toml`) || project.has(`${inside}requirements.txt`)
    })
    if (open[0]) {
      yield {
        line: ignore.patterns[0]?.line ?? 1,
        message: `${open.join(', ')}: ${heavy[open[0]]}.`,
        edits: putBelow(
          { text },
          open.map((name) => (name === '.git' ? name : `**/${name}`)),
        ),
      }
    }
  },
  examples: {
    bad: [
      { text: '**/.env\n', line: 1, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n' } },
      { text: '.git\n', line: 1, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'package.json': '{}' } },
    ],
    good: [
      { text: '.git\n**/node_modules\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'package.json': '{}' } },
      { text: '*\n!src\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n' } },
    ],
  },
}

/** Somebody copies it by its name, or brings it back on purpose. */
function isWanted(name: string, ignore: IgnoreFile, all: readonly DockerfileView[]): boolean {
  const isIn = (path: string): boolean => path.split('/').includes(name)
  return (
    ignore.patterns.some((one) => one.keeps && isIn(one.text)) || all.some((view) => view.file.instructions.flatMap(sourcesOf).some((one) => isIn(one.path)))
  )
}

/** The version comes out of git: a build backend asks it, or a step does. */
export function readsHistory(all: readonly DockerfileView[], manifest: string): boolean {
  if (/setuptools[-_]scm|hatch-vcs|versioningit|versioneer|dunamai|flit[-_]scm|dynamic-versioning|\bpbr\b|source\s*=\s*"(vcs|scm)"/.test(manifest)) return true
  const steps = all.flatMap((view) => view.file.instructions.filter((one) => one.name === 'RUN'))
  return steps.some((one) =>
    commandsIn(one).some(({ name, words }) => name === 'git' && /^(describe|rev-parse|log|submodule|rev-list|show)$/.test(words[1]?.text ?? '')),
  )
}
