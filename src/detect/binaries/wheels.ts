import type { BinaryBuild, Machine } from './facts.ts'
import { normalise } from '../readers/requirement.ts'

/** A distribution that a lock file has compiled and in no other form. */
export interface CompiledOnly {
  name: string
  /** Line of its entry, from 1. */
  line: number
  builds: BinaryBuild[]
  /** The markers of its entries, each as its line has it; empty: at least one has none. */
  markers: readonly string[]
}

/** `name-version(-build)?-python-abi-platform.whl` (PyPA, "Binary distribution format"). */
const wheel = /[A-Za-z0-9][\w.]*-[^-\s"'/]+-(?:\d\w*-)?((?:py|cp|pp)[\w.]+)-([\w.]+)-([\w.]+)\.whl/g
/** Something to compile it from: an archive of its source, a repository, a folder. */
const source =
  /\.(tar\.gz|tgz|tar\.bz2|tar\.xz|zip)["\s?#]|^(sdist|vcs|directory) = |^\[packages\.(sdist|vcs|directory)\]|^source = \{ (git|directory|editable|virtual) /m
const machineOf: readonly (readonly [suffix: RegExp, machine: Machine])[] = [
  [/_x86_64$/, 'amd64'],
  [/_aarch64$/, 'arm64'],
]

/** Of the lock files that name wheels (uv, Poetry, PDM, pylock.toml): what no sdist and no wheel for any platform stands for. */
export function compiledOnly(text: string): CompiledOnly[] {
  const found = new Map<string, CompiledOnly & { open: boolean; always: boolean }>()
  let line = 1
  for (const block of text.split(/^(?=\[\[packages?\]\])/m)) {
    const name = /^name = "([^"]+)"/m.exec(block)?.[1]
    if (name !== undefined && block.startsWith('[[')) {
      const known = found.get(normalise(name)) ?? { name: normalise(name), line: line + 1, builds: [], markers: [], open: false, always: false }
      const builds = source.test(block) ? null : buildsIn(block)
      const marker = /^markers? = ".*$/m.exec(block)?.[0]
      known.open ||= builds === null
      known.always ||= marker === undefined
      known.builds.push(...(builds ?? []))
      known.markers = marker === undefined ? known.markers : [...known.markers, marker]
      found.set(known.name, known)
    }
    line += block.split('\n').length - 1
  }
  return [...found.values()].filter((one) => !one.open && one.builds.length > 0).map(({ always, ...one }) => ({ ...one, markers: always ? [] : one.markers }))
}

/** Null: nothing is known of them, or one of them does for every platform. */
function buildsIn(block: string): BinaryBuild[] | null {
  const wheels = [...block.matchAll(wheel)]
  if (wheels.length === 0 || wheels.some(([, , , platform]) => platform === 'any')) return null
  return wheels.flatMap(([, pythons = '', abi = '', platforms = '']) =>
    platforms.split('.').flatMap((platform) => {
      const machine = machineOf.find(([suffix]) => suffix.test(platform))?.[1]
      const libc = platform.startsWith('musllinux') ? 'musl' : /^(many)?linux/.test(platform) ? 'glibc' : null
      if (!machine || libc === null) return []
      return pythons.split('.').flatMap((python): BinaryBuild[] => {
        if (/^py3/.test(python)) return [{ machine, libc, python: null }]
        const minor = Number(/^cp3(\d+)$/.exec(python)?.[1] ?? NaN)
        // A free-threaded interpreter's are not those of the usual one.
        return Number.isNaN(minor) || /t$/.test(abi) ? [] : [{ machine, libc, python: { minor, orNewer: abi === 'abi3' } }]
      })
    }),
  )
}
