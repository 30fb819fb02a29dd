import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn, isFrontEndBuild, nameOf } from '../../model/build-tools.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { commandsIn, history, variablesAt, type Stage } from '../../model/dockerfile.ts'
import { isOfProject, type Install } from '../../model/installs.ts'
import type { Instruction } from '../../model/instructions.ts'

export const npmOmitDevBeforeBuild: DockerfileRule = {
  id: 'df/npm-omit-dev-before-build',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The build runs without the packages it is made with',
  why: 'Compilers, bundlers and style tools are development dependencies: the build fails, or Next.js installs them by itself, unpinned.',
  fix: 'Install everything for the build (npm ci), and the production packages alone in a stage of their own.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      const install = productionInstall(view, stage)
      if (!install) continue
      const builder = buildsAfter(stage, install.run)
        ? stage
        : view.file.stages.find((one) => takesModules(view, stage, one) && buildsAfter(one, null) && !installsAll(view, one))
      if (builder)
        yield { ...at(view, install.install.command), message: `Stage ${nameOf(builder)} builds with these packages, and the development ones are left out.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCOPY . .\nRUN npm ci --omit=dev\nRUN npm run build\n', line: 3 },
      {
        text: 'FROM node:24-trixie-slim AS deps\nCOPY package*.json ./\nRUN npm ci --only=production\nFROM node:24-trixie-slim AS builder\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npm run build\n',
        line: 3,
      },
      { text: 'FROM node:24-trixie-slim\nENV NODE_ENV=production\nCOPY . .\nRUN yarn install --frozen-lockfile \\\n    && yarn build\n', line: 4 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim AS builder\nCOPY . .\nRUN npm ci && npm run build && npm prune --omit=dev\n' },
      {
        text: 'FROM node:24-trixie-slim AS builder\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24-trixie-slim\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY --from=builder /app/dist ./dist\n',
      },
    ],
  },
}

function productionInstall(view: DockerfileView, stage: Stage): { run: Instruction; install: Install } | null {
  const own = installsIn(stage.instructions).filter(({ install }) => isOfProject(install) && ['npm', 'yarn', 'pnpm', 'bun'].includes(install.by))
  if (own.some((one) => !leavesDevOut(view, stage, one.run, one.install))) return null
  return own[0] ?? null
}

function leavesDevOut(view: DockerfileView, stage: Stage, run: Instruction, install: Install): boolean {
  if (
    install.says('--include=dev', '--production=false', '--prod=false') ||
    install.command.words.some((word) => word.text === 'dev' || word.text === '--dev' || word.text === '-D')
  )
    return install.says('--omit')
  if (install.says('--omit', '--production', '--only', '--prod', '-P')) return true
  const here = install.command.before.find((word) => word.text.startsWith('NODE_ENV='))?.text.slice(9)
  return (here ?? variablesAt(view.file, stage, run).get('NODE_ENV')) === 'production'
}

function buildsAfter(stage: Stage, run: Instruction | null): boolean {
  const own = stage.instructions.slice(run ? stage.instructions.indexOf(run) : 0)
  return own.some((one) => one.name === 'RUN' && commandsIn(one).some((command) => isFrontEndBuild(command.words.map((word) => word.text))))
}

function takesModules(view: DockerfileView, from: Stage, into: Stage): boolean {
  if (into.parent === from) return true
  return copiesFrom(view.file).some(
    (one) => one.into === into && one.stage === from && one.instruction.words.some((word) => word.text.includes('node_modules')),
  )
}

function installsAll(view: DockerfileView, stage: Stage): boolean {
  return installsIn(history(stage)).some(({ run, install }) => isOfProject(install) && !leavesDevOut(view, stage, run, install))
}
