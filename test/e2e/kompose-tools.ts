import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const version = 'v1.36.0'
const home = join(tmpdir(), `dockerize-tools-${process.getuid?.() ?? 0}`)

/** Folders with kompose and with kubernetes-validate, which brings the schemas; or why they cannot be had here. */
export function komposeTools(): { path: string } | { missing: string } {
  mkdirSync(home, { recursive: true })
  const missing = installKompose() ?? installValidator()
  return missing === null ? { path: [join(home, 'bin'), join(home, 'venv/bin'), process.env['PATH']].join(delimiter) } : { missing }
}

/** From its source, with its own list of sums: a proxy of modules need not know more of it than this version. */
function installKompose(): string | null {
  const binary = join(home, 'bin/kompose')
  if (existsSync(binary) || spawnSync('kompose', ['version']).status === 0) return null
  const env = { ...process.env, GOSUMDB: 'off', GOFLAGS: '-modcacherw -buildvcs=false', GOMODCACHE: join(home, 'modules'), GOCACHE: join(home, 'go-cache') }
  const found = spawnSync('go', ['mod', 'download', '-json', `github.com/kubernetes/kompose@${version}`], { cwd: home, env, encoding: 'utf8' })
  if (found.status !== 0) return `kompose ${version} cannot be had: ${found.stdout || found.stderr || 'there is no go'}`
  const source = join(home, 'kompose')
  cpSync((JSON.parse(found.stdout) as { Dir: string }).Dir, source, { recursive: true })
  const built = spawnSync('go', ['build', '-o', binary, '.'], { cwd: source, env, encoding: 'utf8' })
  for (const folder of ['kompose', 'modules', 'go-cache']) rmSync(join(home, folder), { recursive: true, force: true })
  return built.status === 0 ? null : `kompose ${version} cannot be built: ${built.stderr}`
}

function installValidator(): string | null {
  const venv = join(home, 'venv')
  if (existsSync(join(venv, 'bin/kubernetes-validate'))) return null
  for (const [program, ...args] of [
    ['python3', '-m', 'venv', venv],
    [join(venv, 'bin/pip'), 'install', '--quiet', 'kubernetes-validate'],
  ] as [string, ...string[]][]) {
    const run = spawnSync(program, args, { encoding: 'utf8' })
    if (run.status !== 0) return `kubernetes-validate cannot be had: ${run.stderr || String(run.error)}`
  }
  return null
}
