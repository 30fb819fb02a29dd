/**
 * Writes docs/planted-faults.md: which of the faults that the test of planted faults knows are reported by hadolint and by BuildKit too.
 * `HADOLINT=<program> node --import tsx scripts/planted-faults.ts`, with a docker engine that answers.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import prettier from 'prettier'
import { rules } from '../src/review/rules/index.ts'
import { faults, type Fault } from '../test/review/mutations/faults.ts'
import { partsOf, textOf, validFile } from '../test/review/mutations/valid-file.ts'

const hadolint = process.env['HADOLINT'] ?? 'hadolint'
const page = 'docs/planted-faults.md'
/** Where the files of the recorded run come from; each fault is planted in this many of them. */
const seed = 20_261_122
const times = 3

const folder = mkdtempSync(join(tmpdir(), 'planted-'))
const files = fc.sample(fc.tuple(validFile, fc.nat({ max: 1000 })), { seed, numRuns: 400 })

function byHadolint(text: string): string[] {
  const { stdout, error } = spawnSync(hadolint, ['--format', 'json', '-'], { input: text, encoding: 'utf8' })
  if (error) throw error
  return (JSON.parse(stdout) as { code: string }[]).map((one) => one.code)
}

/** An image that cannot be had here ends the check: what stands in FROM and in `COPY --from` is not what BuildKit has rules for. */
function withoutImages(text: string): string {
  return text.replace(/^FROM (?!\S*\$TAG)(?:python|node|debian)\S*/gm, 'FROM scratch').replace(/--from=(?:ghcr\.io|busybox)\S+ /g, '')
}

function byBuildKit(text: string): string[] {
  const path = join(folder, 'Dockerfile')
  writeFileSync(path, withoutImages(text))
  const { stdout, stderr } = spawnSync('docker', ['build', '--call=check,format=json', '-f', path, folder], { encoding: 'utf8' })
  if (!stdout.trimStart().startsWith('{')) return [isUnresolved(stderr) ? 'unresolved' : 'refused']
  const { warnings, buildError } = JSON.parse(stdout) as { warnings: { ruleName: string }[] | null; buildError?: { message: string } }
  return [...(warnings ?? []).map((one) => one.ruleName), ...(buildError ? [isUnresolved(buildError.message) ? 'unresolved' : 'refused'] : [])]
}

function isUnresolved(message: string): boolean {
  return /failed to (resolve|do request)|no such host|pull access/.test(message)
}

/** What is reported more often with the fault than without. */
function more(before: readonly string[], after: readonly string[]): string[] {
  const count = (codes: readonly string[], code: string): number => codes.filter((one) => one === code).length
  return [...new Set(after)].filter((code) => code !== 'unresolved' && count(after, code) > count(before, code))
}

function reported(fault: Fault): { hadolint: string[]; buildkit: string[]; tried: number } {
  const hadolint = new Set<string>()
  const buildkit = new Set<string>()
  let tried = 0
  for (const [file, pick] of files) {
    if (tried === times || (fault.kinds && !fault.kinds.includes(file.kind))) continue
    const planted = fault.plant(file, pick)
    if (!planted) continue
    tried++
    const [before, after] = [textOf(partsOf(file)), textOf(planted.parts)]
    for (const code of more(byHadolint(before), byHadolint(after))) hadolint.add(code)
    for (const code of more(byBuildKit(before), byBuildKit(after))) buildkit.add(code)
  }
  // What they say of something else in the same lines is not the fault.
  const { sources } = rules.find((rule) => rule.id === fault.rule)!
  const same = (codes: ReadonlySet<string>): string[] => [...codes].filter((code) => code === 'refused' || sources.includes(code)).sort()
  return { hadolint: same(hadolint), buildkit: same(buildkit), tried }
}

const rows = faults.map((fault) => ({ fault, ...reported(fault) }))
rmSync(folder, { recursive: true })
const also = rows.filter((one) => one.hadolint.length > 0 || one.buildkit.length > 0).length
const version = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' }).trim()
const text = [
  `<!-- made by \`node --import tsx scripts/planted-faults.ts\` -->`,
  '',
  '# Planted faults',
  '',
  `[\`test/review/mutations.test.ts\`](../test/review/mutations.test.ts) plants each of these in random Dockerfiles, one at a time, and wants the rule to speak at that line and to have been silent before. ${also} of the ${rows.length} are reported by hadolint or by BuildKit too (${version(hadolint, '--version')}; docker ${version('docker', 'version', '--format', '{{.Server.Version}}')}, \`docker build --check\`), each tried in ${times} files. Named is what speaks of the fault itself; "refused" is a build that does not begin.`,
  '',
  '| planted | rule | hadolint | BuildKit |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ fault, hadolint, buildkit }) => `| ${fault.name} | ${fault.rule} | ${hadolint.join(', ')} | ${buildkit.join(', ')} |`),
  '',
].join('\n')
writeFileSync(page, await prettier.format(text, { ...(await prettier.resolveConfig(page)), parser: 'markdown' }))
console.log(`${also} of ${rows.length} are reported by hadolint or BuildKit too`)
