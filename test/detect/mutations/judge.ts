import { detect } from '../../../src/detect/index.ts'
import type { UnitFacts } from '../../../src/detect/facts.ts'
import { openProject, type Project } from '../../../src/detect/project.ts'
import type { Sample, Truth } from './sample.ts'
import { written } from './on-disk.ts'

const keys = ['entrypoint', 'factory', 'port', 'healthPath', 'migrations', 'uses'] as const
const questions: Partial<Record<(typeof keys)[number], string>> = { entrypoint: 'entrypoint', factory: 'entrypoint', port: 'port', healthPath: 'health-path' }

/** What detection says of files. */
export async function unitsOf(files: Sample['files']): Promise<readonly UnitFacts[]> {
  if (!Object.entries(files).some(needsDisk)) return (await detect(inMemory(files))).units
  const folder = written(files)
  try {
    return (await detect(await openProject(folder.path))).units
  } finally {
    folder.remove()
  }
}

/** Folders that are passed over and bytes that are no text are the disk's; everything else is as true, and much faster, without one. */
function needsDisk([path, text]: readonly [string, string]): boolean {
  return /(^|\/)(node_modules|pyvenv\.cfg)/.test(path) || text.startsWith('\ufeff')
}

function inMemory(files: Sample['files']): Project {
  const known = new Map(Object.entries(files))
  return {
    root: '/shop',
    files: [...known.keys()].sort(),
    truncated: false,
    links: new Map(),
    has: (path) => known.has(path),
    read: (path) => known.get(path) ?? '',
  }
}

export function truthOf(unit: UnitFacts): Truth {
  const { dir, stack, role, entrypoint, factory, port, healthPath, migrations, uses } = unit
  return { dir, stack, role, entrypoint, factory, port, healthPath, migrations: migrations?.tool ?? null, uses: [...uses].sort() }
}

/**
 * What is wrong with an answer: a wrong value, a unit that is none, one that is missing. A question that offers the right answer is
 * as good as the answer.
 */
export function faults(sample: Sample, found: readonly UnitFacts[]): string[] {
  const left = [...found]
  const missing: string[] = []
  const wrong = sample.units.flatMap((truth) => {
    const at = left.findIndex((unit) => unit.dir === truth.dir && unit.stack === truth.stack && unit.role === truth.role)
    const [unit] = at < 0 ? [] : left.splice(at, 1)
    if (unit) return wrongValues(sample, truth, unit)
    missing.push(`no ${truth.stack} ${truth.role} in ${truth.dir}`)
    return []
  })
  return [...missing, ...wrong, ...left.map((unit) => `false unit ${unit.stack} ${unit.role} in ${unit.dir}: ${unit.entrypoint}`)]
}

/** The file of a module that is run: `service.core.server`. */
function seenFile({ entrypoint }: Truth): string {
  return /^[\w.]+$/.test(entrypoint ?? '') && !entrypoint?.endsWith('.py') ? `${entrypoint?.replaceAll('.', '/')}.py` : ''
}

function wrongValues(sample: Sample, truth: Truth, unit: UnitFacts): string[] {
  const seen = truthOf(unit)
  return keys.flatMap((key) => {
    if (key === 'uses' && truth.uses === null) return []
    if (JSON.stringify(seen[key]) === JSON.stringify(truth[key])) return []
    // A file of a package is started by its path or as a module of it.
    if (key === 'entrypoint' && sample.files[seenFile(seen)] !== undefined && seenFile(seen) === truth.entrypoint) return []
    const asked = unit.unknown.find((one) => one.key === questions[key])
    const offered = asked?.choices?.some((one) => one.value === (key === 'factory' ? truth.entrypoint : String(truth[key])))
    return offered ? [] : [`${truth.role} ${key}: ${JSON.stringify(seen[key])} and not ${JSON.stringify(truth[key])}${asked ? ` (asked: ${asked.why})` : ''}`]
  })
}
