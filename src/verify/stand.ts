import { basename } from 'node:path'
import { runProgram, type ProgramAnswer } from '../run-program.ts'
import { machineEnvironment } from '../validate/docker-environment.ts'
import { copyOf, removeCopy, writeInCopy } from './copy.ts'
import type { VerifyInput } from './contract.ts'
import { clearEngine } from './clear.ts'
import { overrideText, type ComposeProject } from './override.ts'

/** The project where it is tried: a copy of its folder and a compose project of its own on the engine. */
export interface Stand {
  /** Name of the compose project; begins the name of everything that is made for it. */
  name: string
  folder: string
  /** Its services as compose resolves them, each with image and ports of its own. */
  services: ComposeProject['services']
  docker(args: readonly string[], seconds?: number, more?: Readonly<Record<string, string>>): Promise<ProgramAnswer>
  compose(args: readonly string[], seconds?: number): Promise<ProgramAnswer>
  /** Takes everything away that was made for it, and only that. Safe to call at any time. */
  clear(): Promise<void>
}

const overrideFile = 'compose.verify.yaml'

/**
 * @throws the reason of `signal` where it ended meanwhile.
 * @returns the stand, or compose's own words for why the files cannot be used.
 */
export async function openStand({ project, plan, secrets, signal }: VerifyInput): Promise<Stand | { words: string }> {
  const folder = await copyOf(project.root, secrets)
  const name = basename(folder).toLowerCase()
  const env = machineEnvironment(new Set(plan.variables.filter((one) => !one.elsewhere && !one.build).map((one) => one.name)))
  const call = (args: readonly string[], seconds: number, whole: boolean, more = {}): Promise<ProgramAnswer> =>
    runProgram('docker', args, { cwd: folder, env: { ...env, ...more }, seconds, signal: whole ? undefined : signal })
  const docker: Stand['docker'] = (args, seconds = 60, more = {}) => call(args, seconds, false, more)
  const files = ['compose', '-p', name, '-f', plan.files.compose]
  const profiles = ['--profile', 'full']
  const images = await call(['image', 'ls', '--quiet', '--no-trunc'], 30, true)
  const before = new Set(images.stdout.split('\n'))
  const found = await docker([...files, ...profiles, 'config', '--format', 'json'])
  if (found.end !== 'ok') {
    await removeCopy(folder)
    signal.throwIfAborted()
    return { words: lastWords(found.stderr) }
  }
  const resolved = JSON.parse(found.stdout) as ComposeProject
  await writeInCopy(folder, overrideFile, overrideText(resolved, name))
  const compose = (args: readonly string[], seconds = 120): Promise<ProgramAnswer> => docker([...files, '-f', overrideFile, ...profiles, ...args], seconds)
  const own = Object.values(resolved.services).flatMap((one) => (one.build ? [] : one.image === undefined ? [] : [one.image]))
  return {
    name,
    folder,
    services: resolved.services,
    docker,
    compose,
    clear: async () => {
      await clearEngine((args) => call(args, 60, true), name, own, before)
      await removeCopy(folder)
    },
  }
}

/** The line of docker's words that says what is wrong. */
export function lastWords(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const said = lines.findLast((line) => /error|failed|invalid|missing|not found|denied|refused/i.test(line)) ?? lines.at(-1) ?? 'docker did not say why'
  return /level=\w+ msg="((?:[^"\\]|\\.)*)"/.exec(said)?.[1]?.replaceAll('\\"', '"') ?? said
}
