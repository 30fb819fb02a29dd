import { at, type DockerfileRule } from '../../contract.ts'
import type { BaseImage } from '../../model/base-images.ts'

/** The last release of each that gets no security fixes any more, and since when: the makers' own tables. */
const ended: readonly { name: string; through: readonly number[]; since: string; now: string; odd?: true }[] = [
  { name: 'python', through: [3, 9], since: 'October 2025', now: '3.13 or 3.14' },
  { name: 'node', through: [20], since: 'April 2026', now: '24 or 26', odd: true },
  { name: 'debian', through: [11], since: 'August 2026', now: '13 (trixie)' },
  { name: 'ubuntu', through: [20, 4], since: 'May 2025', now: '24.04' },
  { name: 'alpine', through: [3, 20], since: 'April 2026', now: '3.23' },
  { name: 'postgres', through: [13], since: 'November 2025', now: '18' },
  { name: 'mysql', through: [5, 7], since: 'October 2023', now: '8.4' },
  { name: 'mongo', through: [6], since: 'July 2025', now: '8' },
  { name: 'golang', through: [1, 23], since: 'August 2025', now: '1.25' },
  { name: 'ruby', through: [3, 1], since: 'March 2025', now: '3.4' },
  { name: 'php', through: [8, 1], since: 'December 2025', now: '8.4' },
]
const oldReleases: Readonly<Record<string, string>> = { bullseye: 'August 2026', buster: 'June 2024', stretch: 'June 2022', jessie: 'June 2020' }

export const baseImageEol: DockerfileRule = {
  id: 'df/base-image-eol',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The base image gets no security fixes any more',
  why: 'Holes that are found from now on stay open, and package mirrors drop such releases: one day the build fails too.',
  fix: 'Move to a release that is kept up.',
  sources: ['CIS 4.4'],
  *find(view) {
    for (const { from, parent, base } of view.file.stages) {
      const over = parent || !base ? null : overOf(base)
      if (over)
        yield {
          ...at(view, from),
          message: `${base!.label}: ${over.what} got its last fixes ${over.since}.`,
          fix: over.now ? `Move to ${base!.name} ${over.now}.` : 'Move to a tag on trixie.',
        }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.8-slim\n', line: 1 },
      { text: 'ARG NODE_VERSION=18\nFROM docker.io/library/node:${NODE_VERSION}-alpine AS builder\nFROM nginx:1.29\n', line: 2 },
      { text: 'FROM python:3.12-slim-bullseye\n', line: 1 },
    ],
    good: [{ text: 'FROM python:3.13-slim-trixie\n' }, { text: 'FROM node:24-bookworm-slim\n' }, { text: 'FROM ubuntu:24.04\n' }],
  },
}

function overOf({ name, version, release, tag }: BaseImage): { what: string; since: string; now?: string } | null {
  const row = ended.find((one) => one.name === name)
  const major = version?.[0]
  const odd = row?.odd && major !== undefined && major % 2 === 1
  if (row && version && (odd || isUpTo(version, row.through)))
    return {
      what: `${name} ${version.slice(0, row.through.length).join('.')}`,
      since: odd && major > row.through[0]! ? 'in its year' : `${isLast(version, row.through) ? 'in' : 'before'} ${row.since}`,
      now: row.now,
    }
  const old = release && tag?.includes(release) ? oldReleases[release] : undefined
  return old ? { what: `Debian ${release}`, since: `in ${old}` } : null
}

function isUpTo(version: readonly number[], last: readonly number[]): boolean {
  for (const [index, bound] of last.entries()) {
    const part = version[index]
    // A major version alone is its newest release.
    if (part === undefined) return false
    if (part !== bound) return part < bound
  }
  return true
}

function isLast(version: readonly number[], last: readonly number[]): boolean {
  return last.every((part, index) => version[index] === part)
}
