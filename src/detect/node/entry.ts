import { posix } from 'node:path'
import type { UnitFolder } from '../unit-folder.ts'
import type { Framework } from './frameworks.ts'
import type { PackageJson } from './package-json.ts'
import { lineAt, type Script } from './sources.ts'

/** What starts the program in production. */
export interface Entry {
  /** A file of Node's, `dist/main.js`, or the words of a program: `react-router-serve ./build/server/index.js`. */
  value: string
  /** Options of Node's own that stood before the file. */
  options: readonly string[]
  file: string
  line: number
  confidence: 'certain' | 'likely'
}

/** Scripts that start production, the first that is there counts. */
export const starting = ['start:prod', 'start:production', 'production', 'start', 'serve', 'server'] as const
/** Programs that restart on a change, or compile at every start: development's. */
const watching = /^(nodemon|ts-node-dev|tsnd|ts-node|tsx|concurrently|pm2|npm-run-all|run-p|vite|webpack|gulp|turbo|nx|npx|npm|pnpm|yarn|bun|sh|bash)$/
/** Wrappers that set the environment for what follows. */
const wrappers = /^(cross-env|cross-env-shell|dotenv|dotenvx|env-cmd|env)$/

/** What the scripts say, else what the framework's build makes, else the program's own source that listens. */
export function entryOf(manifest: PackageJson, folder: UnitFolder, framework: Framework | null, scripts: readonly Script[]): Entry | null {
  return fromScripts(manifest, folder) ?? ofFramework(manifest, framework) ?? fromMain(manifest, folder, scripts) ?? listening(manifest, folder, scripts)
}

function fromScripts(manifest: PackageJson, folder: UnitFolder): Entry | null {
  for (const name of starting) {
    const script = manifest.scripts.get(name)
    const words = script ? started(script.value) : []
    const [program = '', ...rest] = words
    if (!script || program === '') continue
    const at = { file: manifest.file, line: script.line, confidence: 'certain' as const }
    if (program === 'node') {
      const index = rest.findIndex((word, n) => !word.startsWith('-') && !takesValue(rest[n - 1]))
      const file = rest[index]
      if (file !== undefined && !rest.includes('--watch')) return { value: withEnding(clean(file), folder), options: rest.slice(0, index), ...at }
      continue
    }
    if (program === 'nest') return { value: 'dist/main.js', options: [], ...at, confidence: 'likely' }
    // A compiler at every start: what it compiles, or runs as it is, is what the build makes.
    const source = /^(tsx|ts-node|nodemon|bun)$/.test(program) ? rest.find((word) => /\.(m|c)?[jt]s$/.test(word)) : undefined
    if (source !== undefined) return { value: compiled(clean(source), manifest, folder) ?? clean(source), options: [], ...at, confidence: 'likely' }
    if (watching.test(program)) continue
    if (manifest.dependencies.some((one) => one.group === 'main' && brings(one.name, program))) return { value: words.join(' '), options: [], ...at }
  }
  return null
}

/** The last command of a chain, without what sets its environment. */
function started(script: string): string[] {
  const last = script.split(/&&|;/).at(-1)?.trim() ?? ''
  const words = last.split(/\s+/).filter(Boolean)
  let at = 0
  while (
    at < words.length &&
    (/^[A-Za-z_]\w*=/.test(words[at] ?? '') ||
      wrappers.test(words[at] ?? '') ||
      words[at] === '--' ||
      (at > 0 && wrappers.test(words[0] ?? '') && words[at]?.startsWith('-')))
  )
    at++
  return withoutEnvFile(words.slice(at))
}

/** In a container the environment comes from compose, and the file is not there. */
export function withoutEnvFile(words: readonly string[]): string[] {
  return words.filter((word) => !/^--env-file(-if-exists)?(=|$)/.test(word))
}

/** `react-router-serve` comes with `@react-router/serve`. */
function brings(dependency: string, program: string): boolean {
  return dependency === program || dependency.replace(/^@/, '').replace('/', '-') === program || dependency.replace(/^@[^/]+\//, '') === program
}

function takesValue(option: string | undefined): boolean {
  return option !== undefined && /^(-r|--require|--import|--loader|--experimental-loader)$/.test(option)
}

function clean(path: string): string {
  return posix.normalize(path.replace(/^\.\//, ''))
}

/** `node dist/main` and `node .` name no file. */
function withEnding(path: string, folder: UnitFolder): string {
  if (/\.(m|c)?[jt]s$/.test(path)) return path
  if (path === '.' || folder.hasFolder(path)) return posix.join(path, 'index.js')
  return folder.has(`${path}.mjs`) ? `${path}.mjs` : `${path}.js`
}

function ofFramework(manifest: PackageJson, framework: Framework | null): Entry | null {
  const dependency = manifest.dependencies.find((one) => one.name === framework?.package)
  if (!framework?.entry || !dependency) return null
  return { value: framework.entry, options: [], file: manifest.file, line: dependency.line, confidence: 'likely' }
}

function fromMain(manifest: PackageJson, folder: UnitFolder, scripts: readonly Script[]): Entry | null {
  const main = manifest.main === null ? null : clean(manifest.main)
  const source = scripts.find((one) => one.path === main)
  return source && listens(source.text)
    ? { value: compiled(source.path, manifest, folder) ?? source.path, options: [], file: source.file, line: 1, confidence: 'likely' }
    : null
}

/** Where a server begins to listen. */
export const listensAt = /\.listen\s*\(|\bserve\s*\(\s*\{|\bBun\.serve\s*\(|\bDeno\.serve\s*\(/

function listens(text: string): boolean {
  return listensAt.test(text)
}

function listening(manifest: PackageJson, folder: UnitFolder, scripts: readonly Script[]): Entry | null {
  const found = scripts
    .filter((one) => /(^|\/)(index|main|server|app|www)(\.(m|c)?[jt]s)?$/.test(one.path) && listens(one.text))
    .sort((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.localeCompare(b.path))
  const [best] = found
  if (!best) return null
  return {
    value: compiled(best.path, manifest, folder) ?? best.path,
    options: [],
    file: best.file,
    line: lineAt(best.text, best.text.search(listensAt)),
    confidence: 'likely',
  }
}

/** Where the compiler puts a source: tsconfig's `outDir`, below it what lies below `rootDir`. Null: nothing compiles it. */
export function compiled(source: string, manifest: PackageJson, folder: UnitFolder): string | null {
  if (!/\.(m|c)?ts$/.test(source) || !manifest.scripts.has('build')) return null
  const { outDir, rootDir } = compilerOptions(folder)
  const below = rootDir !== null ? posix.relative(rootDir, source) : source.startsWith('src/') ? source.slice('src/'.length) : source
  return posix.join(outDir ?? 'dist', below.replace(/ts$/, 'js'))
}

/** tsconfig.json is JSON with comments, and often says more than JSON can: its two keys are all that is asked. */
export function compilerOptions(folder: UnitFolder): { outDir: string | null; rootDir: string | null } {
  const file = ['tsconfig.build.json', 'tsconfig.json'].find((one) => folder.has(one) && /"outDir"/.test(folder.read(one)))
  const text = file === undefined ? '' : folder.read(file)
  const key = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1] ?? null
  const outDir = key('outDir')
  const rootDir = key('rootDir')
  return { outDir: outDir === null ? null : clean(outDir), rootDir: rootDir === null ? null : clean(rootDir) }
}
