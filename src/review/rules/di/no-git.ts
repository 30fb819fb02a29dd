import type { IgnoreRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'

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
      if (ignore.ignores(name)) return false
      if (name === '.git') return first.context === ''
      return name === 'node_modules' ? project.has(`${inside}package.json`) : project.has(`${inside}pyproject.toml`) || project.has(`${inside}requirements.txt`)
    })
    if (open[0]) {
      const added = open.map((name) => (name === '.git' ? name : `**/${name}`)).join('\n')
      yield {
        line: ignore.patterns[0]?.line ?? 1,
        message: `${open.join(', ')}: ${heavy[open[0]]}.`,
        edits: [{ from: text.length, to: text.length, text: `${text === '' || text.endsWith('\n') ? '' : '\n'}${added}\n` }],
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
