import { posix } from 'node:path'
import type { UnitFacts } from '../../detect/facts.ts'
import { bundledAt } from '../../detect/python-workspace/bundled.ts'
import { packageManagers } from '../../package-managers/index.ts'
import { strings } from '../compose.ts'
import { lineage, stageOf } from '../../detect/readers/dockerfile.ts'
import type { Finding, Written } from '../written.ts'

/** Programs whose argument `module:object` is what they start; elsewhere a colon means something else. */
const servers = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

interface Command {
  argv: readonly string[]
  unit: UnitFacts
  /** Where it runs, relative to the unit; left out: the unit's folder. */
  workingDir?: string
  at: { file: string; line: number }
}

/** What a command starts is there: the module of `uvicorn shop.main:app`, the file of `python run.py`, alembic's configuration. */
export function commandModules(written: Written): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const command of [...imageCommands(written), ...serviceCommands(written)]) {
    const detail = faultOf(written, command)
    if (detail !== null && !found.has(detail)) found.set(detail, { ok: false, detail, at: command.at })
  }
  return [...found.values()]
}

/** CMD and ENTRYPOINT of each target, as inherited. */
function imageCommands({ plan, facts, dockerfiles }: Written): Command[] {
  return plan.images.flatMap((image) => {
    const file = dockerfiles.get(image.dockerfile)
    const unit = facts.units.find((one) => one.name === image.unit)
    if (!file || !unit || image.kept) return []
    return image.targets.flatMap((target) => {
      const stage = stageOf(file, target)
      const all = stage ? lineage(file, stage).flatMap((one) => [...one.instructions].reverse()) : []
      return ['ENTRYPOINT', 'CMD'].flatMap((name) => {
        const last = all.find((instruction) => instruction.name === name)
        return last ? [{ argv: last.words, unit, at: { file: image.dockerfile, line: last.line } }] : []
      })
    })
  })
}

function serviceCommands({ plan, facts, compose }: Written): Command[] {
  return [...compose.values()].flatMap((file) =>
    Object.entries(file.services).flatMap(([name, service]) => {
      const from = plan.services.find((one) => one.name === name)?.from
      const unit = from && 'unit' in from ? facts.units.find((one) => one.name === from.unit) : undefined
      const argv = strings(service.command)
      const workdir = typeof service.working_dir === 'string' && service.working_dir.startsWith('/app/') ? service.working_dir : undefined
      const workingDir = workdir === undefined ? {} : { workingDir: posix.relative('/app', workdir) }
      return unit && argv.length > 0 ? [{ argv, unit, ...workingDir, at: { file: file.path, line: file.lineOf('services', name, 'command') } }] : []
    }),
  )
}

function faultOf(written: Written, { argv, unit, workingDir = '.' }: Command): string | null {
  if (unit.language !== 'python') return null
  const [program = '', ...rest] = argv
  const uninstalled = notInstalled(posix.basename(program), unit, added(written, unit))
  if (uninstalled) return uninstalled
  const inUnit = (path: string): string => placeOf(unit, path)
  if (/^python[\d.]*$/.test(posix.basename(program))) {
    const script = rest[0]
    const path = inUnit(posix.join(workingDir, script ?? ''))
    if (script?.endsWith('.py') && !script.startsWith('/') && !written.exists(path)) return `python ${script}: there is no ${path}`
    if (script === '-m') return faultOf(written, { argv: rest.slice(1), unit, at: { file: '', line: 0 } })
  }
  if (posix.basename(program) === 'alembic') {
    const at = rest.findIndex((word) => word === '-c' || word === '--config')
    const folder = unit.migrations?.config.includes('/') ? `${posix.dirname(unit.migrations.config)}/` : ''
    const config = `${folder}${(at >= 0 ? rest[at + 1] : undefined) ?? 'alembic.ini'}`
    if (unit.migrations?.config === 'pyproject.toml') return null
    return config.startsWith('/') || written.exists(inUnit(config)) ? null : `alembic needs ${inUnit(config)}, and it is not there`
  }
  if (!servers.has(posix.basename(program))) return null
  const entry = rest.find((word) => /^[\p{L}_][\p{L}\p{N}_.]*:[\p{L}_][\p{L}\p{N}_.]*(\(\))?$/u.test(word))
  if (entry === undefined) return null
  const [module = '', object = ''] = entry.replace(/\(\)$/, '').split(':')
  return moduleFault(written, unit, module, object)
}

/** Names of what the image installs beyond the project's own dependencies. */
function added({ plan }: Written, unit: UnitFacts): string[] {
  const build = plan.images.find((one) => one.folder === unit.dir)?.build
  return [...(build?.adds ?? []), ...(build?.developAdds ?? [])].map((one) => one.split('==')[0] ?? one)
}

/** A server or a migration tool that only development has is not in the image that starts it. */
function notInstalled(program: string, unit: UnitFacts, adds: readonly string[]): string | null {
  const python = unit.python
  if (!python || python.dependencies.length === 0) return null
  const here =
    program === 'alembic'
      ? [...python.dependencies.filter((one) => one.group === 'main').map((one) => one.name), ...(unit.packageManager === 'pip' ? python.locked : [])].includes(
          'alembic',
        )
      : !servers.has(program) || python.servers.length > 0 || adds.includes(program)
  if (here) return null
  const command = packageManagers.find((one) => one.id === unit.packageManager)?.byHand.add
  const add = command ? `${command} ${program}` : `add ${program} to ${python.requirementsMain ?? 'the requirements'}`
  return `${program} is started, and nothing in production installs it: ${add}`
}

/** Where a path of the unit lies in the project. */
function placeOf(unit: UnitFacts, path: string): string {
  const elsewhere = bundledAt(unit.python?.surroundings?.bundled ?? [], posix.normalize(path))
  return elsewhere === null ? posix.join(unit.dir, path) : posix.join(contextOf(unit), elsewhere)
}

function contextOf({ workspace, dir }: UnitFacts): string {
  return workspace?.root ?? dir
}

function moduleFault(written: Written, unit: UnitFacts, module: string, object: string): string | null {
  const path = module.replaceAll('.', '/')
  const own = posix.join(unit.python?.importRoot ?? '.', path)
  const roots = (unit.python?.surroundings?.packages ?? []).flatMap((one) => (one.importRoot === null ? [] : [posix.join(contextOf(unit), one.importRoot)]))
  const paths = [placeOf(unit, own), ...roots.map((root) => posix.join(root, path))]
  const candidates = paths.flatMap((one) => [`${one}.py`, `${one}/__init__.py`])
  const file = candidates.find((one) => written.exists(one) === 'file')
  if (file === undefined) return `${module} is started, and there is no ${candidates[0]}`
  // However an object comes about, an import in a star apart: its name stands in the module.
  const text = written.text(file) ?? ''
  const named = new RegExp(`(^|[^\\p{L}\\p{N}_])${object}($|[^\\p{L}\\p{N}_])`, 'u').test(text) || /import \*/.test(text)
  const instead = unit.entrypoint !== null && unit.entrypoint !== `${module}:${object}` ? `; the app is now ${unit.entrypoint}` : ''
  return named ? null : `${file} has no ${object}${instead}`
}
