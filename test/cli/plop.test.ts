import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import type { Rule } from '../../src/review/contract.ts'
import { aShop } from '../terminal/shop.ts'
import { environment } from '../terminal/terminal.ts'
import { runCli } from './run-cli.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const plop = join(repository, 'node_modules/plop/bin/plop.js')
// Paths, not names: tests run in folders from which nothing can be resolved.
const tsx = ['--import', join(repository, 'node_modules/tsx/dist/esm/index.mjs')]
const run = promisify(execFile)

const leftovers: (() => void)[] = []
afterEach(() => leftovers.splice(0).forEach((remove) => remove()))

function aFolder(): string {
  const folder = aShop()
  leftovers.push(folder.remove)
  return folder.path
}

/** No CI and no docker: a run by plop has no option to leave the checks out. */
const runPlop = (args: readonly string[], cwd: string) =>
  run(process.execPath, [...tsx, plop, ...args], { cwd, env: { ...environment, PATH: join(process.execPath, '..') }, timeout: 30_000 })

/** By path, without what is random and what is not ours. */
function files(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const ours = paths.filter((path) => !/^(node_modules|plopfile)/.test(path)).sort()
  return Object.fromEntries(ours.map((path) => [path, readFileSync(join(folder, path), 'utf8').replace(/[\w-]{32,}/g, '<random>')]))
}

test('plop runs the very generator that the program runs', async () => {
  const [byCli, byPlop] = [aFolder(), aFolder()]
  await runCli(['--yes', '--no-validate'], byCli)
  await runPlop(['--plopfile', join(repository, 'plopfile.ts'), 'dockerize'], byPlop)
  expect(Object.keys(files(byPlop))).toContain('compose.yaml')
  expect(files(byPlop)).toEqual(files(byCli))
})

test('plop reviews, and fails where there is something critical', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'Dockerfile'), 'FROM debian\n')
  const { stdout = '' } = await runPlop(['--plopfile', join(repository, 'plopfile.ts'), 'review'], folder).catch((error: { stdout?: string }) => error)
  expect(stdout).toContain('Dockerfile:1  df/base-image-untagged')
  writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:trixie-slim\nUSER 10001\n')
  await runPlop(['--plopfile', join(repository, 'plopfile.ts'), 'review'], folder)
})

test('another plopfile can load it', async () => {
  const folder = aFolder()
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(repository, join(folder, 'node_modules', 'create-dockerize'))
  writeFileSync(join(folder, 'plopfile.mjs'), "export default (plop) => plop.load('create-dockerize')\n")
  const { stdout } = await runPlop(['detect'], folder)
  expect(stdout).toContain('shop.main:app')
})

test('a new stack, a new service and new rules are files that typecheck, in their index', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'contribute-'))
  leftovers.push(() => rmSync(copy, { recursive: true, force: true }))
  for (const part of ['src', 'generators', 'templates', 'plopfile.ts', 'tsconfig.json', 'package.json'])
    cpSync(join(repository, part), join(copy, part), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))

  await runPlop(['stack', 'hyper-web', 'HyperWeb', 'python'], copy)
  await runPlop(['service', 'dragon-store', 'DragonStore', 'example/dragon', '4', '7000'], copy)

  await runPlop(['rule', 'df/no-dragons', "A dragon's egg", 'critical'], copy)
  await runPlop(['rule', 'dv/aaa', 'The first of its folder', 'improvement'], copy)

  expect(readFileSync(join(copy, 'src/stacks/index.ts'), 'utf8')).toMatch(
    /import \{ hyperWeb \} from '\.\/hyper-web\.ts'[\s\S]*stacks: readonly Stack\[\] = \[fastapi, .*hyperWeb\]/,
  )
  expect(readFileSync(join(copy, 'src/services/index.ts'), 'utf8')).toMatch(/import \{ dragonStore \} from '\.\/dragon-store\.ts'/)
  expect(readFileSync(join(copy, 'test/cases/hyper-web/first/project/pyproject.toml'), 'utf8')).toContain('hyper-web')
  const index = readFileSync(join(copy, 'src/review/rules/index.ts'), 'utf8')
  const order = [...index.matchAll(/'\.\/(d[fv]\/.*)\.ts'/g)].map(([, path]) => path!)
  expect(order).toEqual([...order.filter((path) => path.startsWith('df/')).sort(), ...order.filter((path) => path.startsWith('dv/')).sort()])
  expect(index).toMatch(/ {2}nextPublicMissing,\n {2}noDragons,\n {2}noRootUser,/)
  const { noDragons } = (await import(join(copy, 'src/review/rules/df/no-dragons.ts'))) as { noDragons: Rule }
  expect(noDragons).toMatchObject({ id: 'df/no-dragons', severity: 'critical', title: "A dragon's egg" })
  writeFileSync(
    join(copy, 'tsconfig.scaffolded.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['src/stacks', 'src/services', 'src/review/rules'] }),
  )
  await run(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.scaffolded.json'], { cwd: copy })
}, 60_000)
