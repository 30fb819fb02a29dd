import { at, type DockerfileRule } from '../../review/contract.ts'
import { lineage } from '../../review/model/dockerfile.ts'

export const fullBase: DockerfileRule = {
  id: 'df/full-base',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The program runs on an image that is made for building',
  why: 'python and node without -slim carry compilers, git and headers: several hundred megabytes that are moved with every version, and serve whoever breaks in.',
  fix: 'The same version as -slim for what runs; what has to be compiled, in a stage before it.',
  sources: [],
  *find(view) {
    const { final } = view
    const base = final?.base
    if (!final || !base || (base.name !== 'python' && base.name !== 'node') || base.has('gcc') !== true) return
    yield { ...at(view, lineage(final).at(-1)!.from), message: `${base.label} has compilers and headers that nothing needs at run time.` }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13\nCMD ["python", "app.py"]\n', line: 1 },
      { text: 'FROM node:24 AS base\nRUN npm ci\nFROM base\nCMD ["node", "app.js"]\n', line: 1 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n' },
      { text: 'FROM node:24 AS builder\nRUN npm ci\nFROM node:24-alpine\nCMD ["node", "app.js"]\n' },
    ],
  },
}
