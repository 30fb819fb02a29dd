import { cpSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import type { Given } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import { detect } from '../../src/detect/index.ts'
import { openProject } from '../../src/detect/project.ts'
import { plan } from '../../src/plan/index.ts'
import { render } from '../../src/render/index.ts'
import { writeFlatProject } from '../e2e/flat-project.ts'

/** A compose file after its anchors were put in place. Only what these tests look at. */
export interface Compose {
  version?: string
  services: Record<string, ComposeService>
  networks?: Record<string, { internal?: boolean } | null>
  volumes?: Record<string, unknown>
  secrets?: Record<string, { external?: boolean; file?: string; environment?: string }>
}

export interface ComposeService {
  image?: string
  build?: { context?: string; target?: string }
  profiles?: string[]
  command?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | null>
  env_file?: (string | { path: string; required?: boolean })[]
  depends_on?: Record<string, { condition: string; required?: boolean }>
  healthcheck?: { timeout?: string; test?: string[]; disable?: boolean; interval?: string; start_period?: string; start_interval?: string }
  restart?: string
  ports?: string[]
  volumes?: string[]
  networks?: string[]
  tmpfs?: string[]
  user?: string
  container_name?: string
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  logging?: unknown
  privileged?: boolean
  secrets?: (string | { source: string })[]
  deploy?: { replicas?: unknown; resources?: { limits?: { memory?: string; cpus?: string; pids?: number } } }
}

export interface Output {
  paths: readonly string[]
  text(path: string): string
  compose(path: string): Compose
  /** Instructions of a stage of the Dockerfile, continued lines joined. */
  stage(name: string): { from: string; lines: readonly string[] }
  stages: readonly string[]
  /** All files in one text. */
  all: string
}

/** What is written for examples/fastapi, with a lock file as `uv lock` would name its packages. */
export async function forExample(given: Partial<Given> = {}): Promise<Output> {
  return forFolder((dir) => {
    cpSync('examples/fastapi', dir, { recursive: true })
    const packages = [
      'alembic',
      'asyncpg',
      'fastapi',
      'httpx',
      'pydantic',
      'pydantic-settings',
      'pytest',
      'redis',
      'ruff',
      'sqlalchemy',
      'starlette',
      'uvicorn',
    ]
    const entries = packages.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0.0"\n`)
    writeFileSync(join(dir, 'uv.lock'), `version = 1\nrevision = 3\nrequires-python = ">=3.12"\n\n${entries.join('\n')}`)
  }, given)
}

/** What is written for a flat project with requirements.txt and a driver that has to be compiled. */
export async function forFlatProject(given: Partial<Given> = {}, more: Readonly<Record<string, string>> = {}): Promise<Output> {
  return forFolder((dir) => {
    writeFlatProject(dir)
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
  }, given)
}

/** What is written for a project of these files. */
export async function forFiles(files: Readonly<Record<string, string>>, given: Partial<Given> = {}): Promise<Output> {
  return forFolder((dir) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
  }, given)
}

async function forFolder(lay: (dir: string) => void, given: Partial<Given>): Promise<Output> {
  const dir = mkdtempSync(join(tmpdir(), 'dockerize-output-'))
  try {
    lay(dir)
    const facts = await detect(await openProject(dir))
    const { answers } = decide(facts, { ...nothingGiven(), ...given })
    const files = await render(plan(facts, answers, new Set()), facts, answers, { overrides: new Map(), fresh: { uid: 1000, random: () => 'a-random-value' } })
    return output(new Map(files.map((file) => [file.path, file.text])))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function output(files: ReadonlyMap<string, string>): Output {
  const text = (path: string): string => {
    const found = files.get(path)
    if (found === undefined) throw new Error(`${path} was not written`)
    return found
  }
  const stages = stagesOf(text('Dockerfile'))
  return {
    paths: [...files.keys()],
    text,
    // `!reset` and `!override` say what a file takes back; what is left of them here is the value.
    compose: (path) => parse(text(path), { merge: true, logLevel: 'silent' }) as Compose,
    stage: (name) => {
      const found = stages.get(name)
      if (!found) throw new Error(`no stage ${name}`)
      return found
    },
    stages: [...stages.keys()],
    all: [...files.values()].join('\n'),
  }
}

function stagesOf(dockerfile: string): Map<string, { from: string; lines: string[] }> {
  const stages = new Map<string, { from: string; lines: string[] }>()
  let now: { from: string; lines: string[] } | undefined
  const joined = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ')
  for (const line of joined.split('\n').filter(Boolean)) {
    const from = /^FROM (\S+)(?: AS (\S+))?/.exec(line)
    if (from?.[1]) {
      now = { from: from[1], lines: [] }
      stages.set(from[2] ?? `stage ${stages.size}`, now)
    } else now?.lines.push(line)
  }
  return stages
}
