import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { inContext } from '../../model/manifest.ts'

export const libc6Compat: DockerfileRule = {
  id: 'df/libc6-compat',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A stand-in for glibc that nothing asks for',
  why: 'Next.js and sharp have builds for musl of their own, which npm chooses on Alpine. The package is left over from releases that had none.',
  fix: 'Leave it out.',
  sources: [],
  *find(view) {
    const manifest = view.context === null ? null : view.project.read(inContext(view.context, 'package.json'))
    if (!manifest || !/"next"\s*:/.test(manifest)) return
    for (const stage of view.file.stages) {
      if (stage.base?.name !== 'node' || stage.base.distribution !== 'alpine') continue
      for (const { install } of installsIn(stage.instructions)) {
        const word = install.by === 'apk' ? install.packages.find((one) => /^(libc6-compat|gcompat)$/.test(one.text)) : undefined
        if (word) yield { ...at(view, word), message: `Next.js does not need ${word.text}.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-alpine3.23\nRUN apk add --no-cache libc6-compat\n', line: 2, beside: { 'package.json': '{"dependencies": {"next": "16.4.0"}}' } },
      {
        path: 'web/Dockerfile',
        text: 'FROM node:24-alpine3.23 AS deps\nRUN apk update \\\n  && apk add git libc6-compat\n',
        line: 3,
        beside: { 'web/package.json': '{"dependencies": {"next": "16.4.0"}}' },
      },
    ],
    good: [
      { text: 'FROM node:24-alpine3.23\nRUN apk add --no-cache libc6-compat\n', beside: { 'package.json': '{"dependencies": {"canvas": "3"}}' } },
      { text: 'FROM node:24-alpine3.23\nRUN apk add --no-cache git\n', beside: { 'package.json': '{"dependencies": {"next": "16.4.0"}}' } },
    ],
  },
}
