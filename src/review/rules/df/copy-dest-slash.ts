import { at, type DockerfileRule } from '../../contract.ts'

export const copyDestSlash: DockerfileRule = {
  id: 'df/copy-dest-slash',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'Several files, and a target that does not end in /',
  why: 'Docker stops: with more than one source the target must be a folder, and end with /.',
  fix: 'A / at the end.',
  sources: ['DL3021', 'DS-0011'],
  *find(view) {
    for (const one of view.file.instructions) {
      if ((one.name !== 'COPY' && one.name !== 'ADD') || one.words.length < 3 || one.heredocs.length > 0) continue
      const target = one.words.at(-1)!
      if (/[/\\]$|^\.{1,2}$|\$/.test(target.text)) continue
      const quoted = view.text[target.to - 1] === '"' || view.text[target.to - 1] === "'"
      const end = quoted ? target.to - 1 : target.to
      yield { ...at(view, one), message: `${one.words.length - 1} files cannot become ${target.text}.`, edits: [{ from: end, to: end, text: '/' }] }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json package-lock.json /app\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nCOPY ["a", "b", \\\n  "c d"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json package-lock.json /app/\n' },
      { text: 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY a b ./\nCOPY c /d\nCOPY e f .\n' },
    ],
  },
}
