import { at, type DockerfileRule } from '../../contract.ts'
import { history } from '../../model/dockerfile.ts'

export const copyRelativeNoWorkdir: DockerfileRule = {
  id: 'df/copy-relative-no-workdir',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A relative path, and no WORKDIR that it starts from',
  why: 'The files land in whatever folder the base image stands in: / today, another one after an update.',
  fix: 'WORKDIR /app above it, or a path from /.',
  sources: ['DL3045'],
  *find(view) {
    for (const stage of view.file.stages) {
      const all = history(stage)
      for (const copy of stage.instructions) {
        const target = copy.words.at(-1)?.text ?? ''
        if ((copy.name !== 'COPY' && copy.name !== 'ADD') || copy.words.length < 2 || /^[/$]|^[A-Za-z]:/.test(target)) continue
        if (all.slice(0, all.indexOf(copy)).some((one) => one.name === 'WORKDIR')) continue
        // An image that was made for others to build on may well have set one.
        if (stage.base && stage.base.users === null) continue
        yield { ...at(view, copy), message: `${target} lies in whatever folder ${stage.base?.label ?? 'the base image'} has set.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCOPY app.py .\n', line: 2 },
      { text: 'FROM node:24-trixie-slim AS base\nFROM base\nCOPY --chown=node \\\n  package.json ./app/\n', line: 3 },
    ],
    good: [{ text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY app.py .\n' }, { text: 'FROM python:3.13-slim-trixie\nCOPY app.py /app/\n' }],
  },
}
