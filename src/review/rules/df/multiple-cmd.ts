import { at, type DockerfileRule } from '../../contract.ts'

export const multipleCommand: DockerfileRule = {
  id: 'df/multiple-cmd',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'More than one CMD, ENTRYPOINT or HEALTHCHECK in a stage',
  why: 'Only the last one counts; whoever reads or changes an earlier one is misled.',
  fix: 'Keep the last one.',
  sources: ['DL4003', 'DL4004', 'DL3012', 'DS-0016', 'DS-0007', 'DS-0023', 'MultipleInstructionsDisallowed'],
  *find(view) {
    for (const { instructions } of view.file.stages) {
      for (const name of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
        const all = instructions.filter((one) => one.name === name)
        for (const one of all.slice(0, -1))
          yield {
            ...at(view, one),
            message: `This ${name} is replaced by the one in line ${all.at(-1)!.line}.`,
            edits: [{ from: one.from, to: lineEndAfter(view.text, one.to), text: '' }],
          }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCMD ["node", "a.js"]\nCMD ["node", "b.js"]\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nENTRYPOINT ["a"]\nUSER node\nENTRYPOINT ["b", \\\n  "c"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim AS a\nCMD ["node", "a.js"]\nFROM a\nCMD ["node", "b.js"]\n' },
      { text: 'FROM node:24-trixie-slim\nENTRYPOINT ["node"]\nCMD ["b.js"]\n' },
    ],
  },
}

/** After the line's end, whichever it is. */
function lineEndAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}
