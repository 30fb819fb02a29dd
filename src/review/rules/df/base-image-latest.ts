import { at, type DockerfileRule } from '../../contract.ts'
import { isMoving, parseImage } from '../../model/image-name.ts'

export const baseImageLatest: DockerfileRule = {
  id: 'df/base-image-latest',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The base image is whatever is newest on the day of the build',
  why: 'The same file makes another image tomorrow: a new major version comes in unasked, and nobody can say which one runs.',
  fix: 'Write the version, with the distribution it stands on: python:3.13-slim-trixie.',
  sources: ['DL3007', 'CKV_DOCKER_7', 'DS-0001', 'OWASP 13'],
  *find(view) {
    for (const { from, parent, reference } of view.file.stages) {
      if (parent || reference === null) continue
      const image = parseImage(reference)
      const { name, tag } = image
      if (isMoving(image)) yield { ...at(view, from), message: `${name}:${tag} is another image whenever ${name} has a release.` }
    }
  },
  *good({ file }) {
    const images = file.stages.filter((one) => !one.parent && one.reference !== null && one.reference !== 'scratch')
    const exact = images.every(({ reference }) => {
      const image = parseImage(reference!)
      return (image.tag ?? image.digest) !== null && !isMoving(image)
    })
    if (images.length > 0 && exact) yield { line: images[0]!.from.line, message: 'base images with a version' }
  },
  goodUnless: ['df/base-image-floating', 'df/base-image-untagged'],
  examples: {
    bad: [
      { text: 'FROM python:latest\nUSER 10001\n', line: 1 },
      { text: 'ARG TAG=lts\nFROM node:${TAG} AS builder\nRUN npm ci\nFROM nginx:1.29-alpine\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\n' },
      { text: 'FROM python:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000\n' },
    ],
  },
}
