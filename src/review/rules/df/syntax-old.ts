import type { DockerfileRule } from '../../contract.ts'

export const syntaxOld: DockerfileRule = {
  id: 'df/syntax-old',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The file asks for an old reader of Dockerfiles',
  why: 'Each build fetches that release in place of the newer one that docker brings along: without its checks, and without what came since.',
  fix: '# syntax=docker/dockerfile:1, or no such line.',
  sources: [],
  *find(view) {
    const directive = /^(?:#[ \t]*(?:escape|check)[ \t]*=.*\r?\n)*#[ \t]*syntax[ \t]*=[ \t]*(?:docker\.io\/)?docker\/dockerfile:(1\.(\d+)\S*)/i.exec(view.text)
    if (!directive || Number(directive[2]) > 7) return
    const to = directive.index + directive[0].length
    const from = to - directive[1]!.length
    const { line } = view.file.lines.positionOf(from)
    // Another channel has instructions that the stable one may lack.
    const edits = directive[1]!.includes('-') ? [] : [{ from, to, text: '1' }]
    yield { line, column: 1, message: `docker/dockerfile:${directive[1]} is years behind what docker itself has.`, edits }
  },
  examples: {
    bad: [
      { text: '# syntax=docker/dockerfile:1.4\nFROM node:24-slim\n', line: 1 },
      { text: '# escape=\\\n#syntax = docker/dockerfile:1.2\nFROM node:24-slim\n', line: 2 },
    ],
    good: [{ text: '# syntax=docker/dockerfile:1\nFROM node:24-slim\n' }, { text: '# syntax=docker/dockerfile:1.20\nFROM node:24-slim\n' }],
  },
}
