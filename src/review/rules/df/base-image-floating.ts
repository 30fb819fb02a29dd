import { at, type DockerfileRule } from '../../contract.ts'

const onDebian = new Set(['python', 'node', 'ruby', 'golang', 'rust'])

export const baseImageFloating: DockerfileRule = {
  id: 'df/base-image-floating',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The tag leaves open which release it stands on',
  why: 'python:3.13-slim moved from Debian 12 to 13 in August 2025, and packages and commands went with it; a tag of a major version alone brings a new language version too.',
  fix: 'Add minor version and distribution: python:3.13-slim-trixie, node:24-trixie-slim.',
  sources: [],
  *find(view) {
    for (const { from, parent, base } of view.file.stages) {
      if (parent || !base || base.digest || !base.tag || !onDebian.has(base.name)) continue
      const { tag, name, version } = base
      const short = version?.length === 1 && name !== 'node' && /^\d+($|-)/.test(tag)
      const open = base.distribution === 'debian' && !/trixie|bookworm|bullseye|buster/.test(tag) && /^\d/.test(tag)
      const openAlpine = /-alpine$/.test(tag)
      if (!short && !open && !openAlpine) continue
      const what = short ? `a new minor version of ${name}` : openAlpine ? 'another Alpine' : 'another Debian'
      yield { ...at(view, from), message: `${name}:${tag} becomes ${what} one day, without a change in this file.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3-slim-trixie\n', line: 1 },
      { text: 'ARG NODE=24\nFROM node:${NODE}-slim AS builder\nFROM node:24-alpine3.23\n', line: 2 },
    ],
    good: [{ text: 'FROM python:3.13-slim-trixie\n' }, { text: 'FROM node:24-trixie-slim\n' }, { text: 'FROM python:3.13-alpine3.23\n' }],
  },
}
