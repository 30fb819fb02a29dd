import { isRecord } from '../../../validate/compose.ts'
import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { beforeIn, installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { commandsIn, history } from '../../model/dockerfile.ts'
import { putFor } from '../../model/edits.ts'
import type { Install } from '../../model/installs.ts'
import type { Instruction } from '../../model/instructions.ts'
import { inContext } from '../../model/manifest.ts'

export const npmInstall: DockerfileRule = {
  id: 'df/npm-install',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'npm install, though there is a lock file',
  why: 'npm install may change the lock while it builds: what runs is not what was tested, and a package that was taken over since comes in.',
  fix: 'npm ci: exactly what the lock says, or an error.',
  sources: ['DL3016', 'OWASP Node'],
  *find(view) {
    for (const stage of view.file.stages) {
      const all = history(stage)
      for (const { run, install } of installsIn(stage.instructions)) {
        const { by, verb, packages } = install
        if (
          by !== 'npm' ||
          !['install', 'i'].includes(verb.text) ||
          packages.length > 0 ||
          install.says('-g', '--global', '--package-lock-only', '--no-package-lock')
        )
          continue
        if (hasLock(view, beforeIn(all, run)))
          yield {
            ...at(view, install.command),
            message: `npm ${verb.text} does not keep to package-lock.json.`,
            edits: isInFolder(run, install) && lockAgrees(view, beforeIn(all, run)) ? putFor(view, verb, 'ci') : [],
          }
      }
    }
  },
  *good({ file }) {
    const ci = file.stages
      .flatMap((stage) => installsIn(stage.instructions))
      .find(
        ({ install }) =>
          (install.by === 'npm' && install.verb.text === 'ci') || install.says('--frozen-lockfile', '--locked', '--require-hashes', '--immutable'),
      )
    if (ci) yield { line: ci.run.line, message: 'exactly what the lock file says' }
  },
  goodUnless: ['df/requirements-open', 'df/uv-frozen'],
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json package-lock.json ./\nRUN npm install --omit=dev\n', line: 3 },
      { text: 'FROM node:24-trixie-slim\nCOPY . .\nRUN echo start \\\n && npm i\n', line: 4, beside: { 'package.json': '{}', 'package-lock.json': '{}' } },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n' },
      { text: 'FROM node:24-trixie-slim\nCOPY package.json ./\nRUN npm install\n', beside: { 'package.json': '{}' } },
      { text: 'FROM node:24-trixie-slim\nCOPY package-lock.json ./\nRUN npm install -g serve@14\n' },
    ],
  },
}

/** It was copied by its name, or lies in a context of which all was copied. */
function hasLock({ context, project }: DockerfileView, before: readonly Instruction[]): boolean {
  const sources = before.flatMap(sourcesOf)
  if (sources.some((one) => /(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(one.path))) return true
  const there = context !== null && project.has(context === '' ? 'package-lock.json' : `${context}/package-lock.json`)
  return there && sources.some((one) => one.path === '' || /(^|\/)package.*\*.*json$|(^|\/)\*\.json$/.test(one.path))
}

/** Where the lock was copied to, not in another folder. */
function isInFolder(run: Instruction, { says }: Install): boolean {
  return !says('--prefix', '-C') && !commandsIn(run).some((command) => command.name === 'cd')
}

/** `npm ci` stops where manifest and lock differ; what cannot be seen is taken to be in order. */
function lockAgrees({ context, project }: DockerfileView, before: readonly Instruction[]): boolean {
  const source = before.flatMap(sourcesOf).find((one) => /(^|\/)package[^/]*$/.test(one.path))?.path ?? ''
  const folder = source.includes('/') ? `${source.slice(0, source.lastIndexOf('/'))}/` : ''
  const [manifest, lock] = ['package.json', 'package-lock.json'].map((name) => parsed(project.read(inContext(context ?? '', folder + name))))
  const locked = isRecord(lock?.packages) && isRecord(lock.packages['']) ? lock.packages[''] : null
  if (!manifest || !locked) return true
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every((key) => sorted(manifest[key]) === sorted(locked[key]))
}

function parsed(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function sorted(wanted: unknown): string {
  return JSON.stringify(Object.entries(isRecord(wanted) ? wanted : {}).sort())
}
