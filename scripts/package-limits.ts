import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { readBundleRecord, type BundleRecord } from './bundle.ts'

/** Loaded at every start these would cost more than the start itself; each is imported where it is needed. */
const heavy = [
  /^@lezer\//,
  /^yaml$/,
  /^smol-toml$/,
  /^handlebars$/,
  /^execa$/,
  /^fs-extra$/,
  /^@inquirer\//,
  /^semver$/,
  /^valibot$/,
  /^diff$/,
  /^node-diff3$/,
  /^ignore$/,
  /dockerignore$/,
]
// Of these bytes 140,000 are libraries: the Python grammar, YAML, prompts, Handlebars for a project's own partials; 75,000
// are the review's rules, each with its reasons and examples, which `review --explain` prints, 15,000 are refining, and 10,000 are monitoring and load tests.
const largestTarball = 570_000

/**
 * What is wrong with the package as built, one sentence each; empty when it may be published.
 * @param root folder of the project, built before.
 */
export function packageFaults(root: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
  const packed = pack(root)
  const files = packed.files.map((file) => file.path)
  return [
    ...heavyAtStart(readBundleRecord(root), 'cli.js'),
    ...(packed.size > largestTarball ? [`the tarball has ${packed.size} bytes, more than ${largestTarball}`] : []),
    ...['dependencies', 'peerDependencies', 'optionalDependencies']
      .filter((key) => Object.keys((manifest[key] as object | undefined) ?? {}).length > 0 && key === 'dependencies')
      .map((key) => `package.json has ${key}: everything is bundled`),
    ...['THIRD-PARTY-NOTICES', 'LICENSE', 'dist/cli.js', 'dist/plopfile.js']
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is not in the tarball`),
    ...files.filter((file) => /(^|\/)(src|test|examples|node_modules)\//.test(file)).map((file) => `${file} does not belong into the tarball`),
    ...(existsSync(join(root, 'dist/cli.js')) && !readFileSync(join(root, 'dist/cli.js'), 'utf8').startsWith('#!/usr/bin/env node')
      ? ['dist/cli.js has no #! line']
      : []),
  ]
}

/** Follows static imports from `entry`; a heavy package found on the way is a fault. */
export function heavyAtStart(record: BundleRecord, entry: string): string[] {
  const seen = new Set<string>([entry])
  const faults: string[] = []
  for (const file of seen) {
    const part = record[file]
    if (!part) continue
    for (const name of part.packages)
      if (heavy.some((one) => one.test(name))) faults.push(`${name} is loaded at every start: ${file} is a static import of ${entry}`)
    part.imports.forEach((one) => seen.add(one))
  }
  return faults
}

/** What `npm pack` would put into the tarball. Starts no script of the project. */
export function pack(root: string): { size: number; files: { path: string }[] } {
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const [packed] = JSON.parse(text) as [{ size: number; files: { path: string }[] }]
  return packed
}
