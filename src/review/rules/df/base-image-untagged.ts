import { at, type DockerfileRule } from '../../contract.ts'
import { parseImage } from '../../model/image-name.ts'

export const baseImageUntagged: DockerfileRule = {
  id: 'df/base-image-untagged',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The base image has no tag',
  why: 'Docker adds :latest: the same file makes another image tomorrow.',
  fix: 'Write the version, with the distribution it stands on: python:3.13-slim-trixie.',
  sources: ['DL3006', 'CKV_DOCKER_7', 'DS-0001'],
  *find(view) {
    for (const { from, parent, reference } of view.file.stages) {
      if (parent || reference === null || reference === '' || reference.toLowerCase() === 'scratch' || /^\d+$/.test(reference)) continue
      const { name, tag, digest } = parseImage(reference)
      if (tag === null && digest === null) yield { ...at(view, from), message: `${name} without a tag is ${name}:latest.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python\nUSER 10001\n', line: 1 },
      { text: 'FROM --platform=$BUILDPLATFORM registry.example.com:5000/tools/node AS builder\nFROM builder\n', line: 1 },
    ],
    good: [{ text: 'FROM golang:1.25 AS builder\nFROM scratch\nCOPY --from=builder /app /app\n' }, { text: 'ARG BASE\nFROM ${BASE}\n' }],
  },
}
