import { at, type DockerfileRule } from '../../review/contract.ts'

export const versionArgument: DockerfileRule = {
  id: 'df/version-arg',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The version of the language stands in the middle of the file',
  why: 'A build for another version, as a matrix of tests wants it, needs another file.',
  fix: 'ARG PYTHON_VERSION=3.13 in front of FROM python:${PYTHON_VERSION}.',
  sources: [],
  *find(view) {
    const { file } = view
    const [first] = file.stages
    if (!first || file.globals.some((one) => one.rest.text.includes('VERSION'))) return
    const named = file.stages.flatMap(({ from, parent }) => {
      const word = from.words[0]
      const [, image, version] = /^(python|node):(\d+(?:\.\d+)*)(?=$|-)/.exec(word?.text ?? '') ?? []
      return parent || !word || image === undefined || version === undefined ? [] : [{ word, image, version }]
    })
    const [one] = named
    // Of two versions in one file nobody can say which is meant.
    if (!one || named.some((other) => other.image !== one.image || other.version !== one.version)) return
    const name = `${one.image.toUpperCase()}_VERSION`
    const edits = [
      { from: first.from.from, to: first.from.from, text: `ARG ${name}=${one.version}\n` },
      ...named.map(({ word }) => {
        const from = view.text.indexOf(`:${one.version}`, word.from) + 1
        return { from, to: from + one.version.length, text: `\${${name}}` }
      }),
    ]
    yield { ...at(view, one.word), message: `${one.image} ${one.version} can only be built by changing this line.`, edits }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n', line: 1 },
      { text: '# syntax=docker/dockerfile:1\nFROM node:24-trixie-slim AS builder\nRUN npm ci\nFROM node:24-trixie-slim\n', line: 2 },
    ],
    good: [
      { text: 'ARG PYTHON_VERSION=3.13\nFROM python:${PYTHON_VERSION}-slim-trixie\n' },
      { text: 'FROM node:24-trixie-slim AS builder\nFROM nginx:1.29\nFROM node:22-trixie-slim\n' },
      { text: 'FROM debian:trixie-slim\n' },
    ],
  },
}
