import type { UnitFolder } from '../unit-folder.ts'
import { upwards } from './stated.ts'

/** Versions of Python that a locked distribution has a wheel for on Linux. */
interface Wheels {
  name: string
  /** One that fits any version of Python 3. */
  any: boolean
  /** Lowest version whose stable interface it is built for; null: none. */
  stableFrom: number | null
  minors: Set<number>
}

export interface LockedWheels {
  file: string
  /** Distributions that would have to be compiled on that version. */
  lacking(version: string): readonly string[]
  /** Line of a distribution's first wheel for a version, from 1. */
  lineOf(name: string, version: string): number
}

const lockFiles = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml']
const wheel = /([A-Za-z0-9][\w.]*)-[^-\s"'/]+-(?:\d\w*-)?((?:py|cp|pp)[\w.]+)-([\w.]+)-([\w.]+)\.whl/g

/**
 * Which versions the lock file has wheels for. A lock file of three years ago names wheels up to the Python of that time: on a newer
 * one every compiled distribution would be built from source, which mostly fails. Null without a lock file that names wheels.
 */
export function lockedWheels(folder: UnitFolder): LockedWheels | null {
  const file = upwards(folder.dir)
    .flatMap((dir) => lockFiles.map((name) => (dir === '.' ? name : `${dir}/${name}`)))
    .find((path) => folder.project.has(path))
  if (file === undefined) return null
  const text = folder.project.read(file)
  const found = [...readWheels(text).values()].filter((one) => one.any || one.stableFrom !== null || one.minors.size > 0)
  if (found.length === 0) return null
  return {
    file,
    lacking: (version) => found.filter((one) => !fits(one, Number(version.split('.')[1]))).map((one) => one.name),
    lineOf: (name, version) => {
      const at = text.split('\n').findIndex((line) => line.includes(`${name}-`) && line.includes(`-cp${version.replace('.', '')}-`))
      return Math.max(at, 0) + 1
    },
  }
}

function readWheels(text: string): Map<string, Wheels> {
  const found = new Map<string, Wheels>()
  for (const [, name = '', pythons = '', abi = '', platform = ''] of text.matchAll(wheel)) {
    if (platform !== 'any' && !/linux/.test(platform)) continue
    const known = found.get(name) ?? { name, any: false, stableFrom: null, minors: new Set<number>() }
    found.set(name, known)
    for (const python of pythons.split('.')) {
      const minor = Number(/^cp3(\d+)$/.exec(python)?.[1] ?? NaN)
      if (/^py3/.test(python)) known.any = true
      else if (Number.isNaN(minor)) continue
      else if (abi === 'abi3') known.stableFrom = Math.min(known.stableFrom ?? minor, minor)
      else if (!/t$/.test(abi)) known.minors.add(minor)
    }
  }
  return found
}

function fits({ any, stableFrom, minors }: Wheels, minor: number): boolean {
  return any || minors.has(minor) || (stableFrom !== null && minor >= stableFrom)
}
