import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { commandsIn, history } from '../../model/dockerfile.ts'

export const corepackRemoved: DockerfileRule = {
  id: 'df/corepack-removed',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The base image has no corepack and no yarn any more',
  why: 'Node.js ships without corepack from 25 on, and its images without yarn: the build ends with "not found".',
  fix: 'npm install -g with the version of the package manager, or a base up to Node.js 24.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      const major = stage.base?.name === 'node' ? stage.base.version?.[0] : undefined
      if (major === undefined || major < 25) continue
      const brought = installsIn(history(stage)).flatMap(({ install }) =>
        install.by === 'npm' && install.says('-g', '--global') ? install.packages.map((word) => word.text.replace(/(?<=.)@.*$/, '')) : [],
      )
      for (const run of stage.instructions) {
        if (run.name !== 'RUN') continue
        const command = commandsIn(run).find(
          ({ name }) =>
            (name === 'corepack' && !brought.includes('corepack')) || (name === 'yarn' && !brought.includes('yarn') && !brought.includes('corepack')),
        )
        if (!command) continue
        yield { ...at(view, command), message: `${stage.base!.label} has no ${command.name}.` }
        break
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:26-slim\nRUN corepack enable && pnpm install --frozen-lockfile\n', line: 2 },
      { text: 'ARG NODE=26\nFROM node:${NODE}-alpine AS base\nFROM base\nRUN yarn install --immutable\n', line: 4 },
    ],
    good: [
      { text: 'FROM node:24-slim\nRUN corepack enable\n' },
      { text: 'FROM node:26-slim\nRUN npm install -g corepack@0.34 && corepack enable && yarn install\n' },
    ],
  },
}
