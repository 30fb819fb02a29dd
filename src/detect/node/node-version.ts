import Range from 'semver/classes/range.js'
import SemVer from 'semver/classes/semver.js'
import { parseDockerfile } from '../readers/dockerfile.ts'
import type { Evidence } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { upwards } from '../runtime.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'

/** Majors with a long life, the one that is taken where all fit first; those after are maintained no more, or not for long. */
const supported = ['24', '22', '26'] as const
const ended = ['20', '18', '16', '14'] as const
const codenames: Readonly<Record<string, string>> = { krypton: '24', jod: '22', iron: '20', hydrogen: '18' }
/** Above every release of a major, whose tag always means its newest. */
const newest = '999.999'

interface Stated {
  value: string
  file: string
  line: number
}

/**
 * The major of Node that runs it: what pins one, then an image that is there, then the range of `engines`. A range is met by the
 * release with the longest life that fits.
 */
export function nodeVersion(folder: UnitFolder, manifest: PackageJson, ledger: Ledger): { version: string; constraint: string | null } {
  const constraint = manifest.engine?.value ?? null
  const range = constraint === null ? null : rangeOf(constraint)
  const pins = [...pinned(folder), ...voltaPin(manifest), ...inImages(folder)]
  const [pin] = pins
  if (constraint !== null)
    ledger.evidence.push({ key: 'constraint', value: constraint, file: manifest.file, line: manifest.engine?.line ?? 1, confidence: 'certain' })
  const other = pins.find((one) => pin !== undefined && one.value !== pin.value)
  if (pin && other) {
    const text = `Node ${pin.value} here, ${other.value} in ${other.file}:${other.line}; the image has ${pin.value}`
    ledger.notes.push({ text, file: pin.file, line: pin.line })
  }
  if (pin) return settled(pin, 'certain', constraint, ledger)
  const fitting = [...supported, ...ended].find((major) => range?.test(new SemVer(`${major}.${newest}`)))
  if (range && fitting) return settled({ value: fitting, file: manifest.file, line: manifest.engine?.line ?? 1 }, 'likely', constraint, ledger)
  ledger.evidence.push({ key: 'runtime', value: supported[0], file: manifest.file, line: 1, confidence: 'guess' })
  return { version: supported[0], constraint }
}

function settled(pin: Stated, confidence: Evidence['confidence'], constraint: string | null, ledger: Ledger) {
  ledger.evidence.push({ key: 'runtime', value: pin.value, file: pin.file, line: pin.line, confidence })
  if (Number(pin.value) < 22) ledger.notes.push({ text: `Node ${pin.value} is maintained no more: 24 is, until April 2028`, file: pin.file, line: pin.line })
  return { version: pin.value, constraint }
}

function rangeOf(text: string): Range | null {
  try {
    return new Range(text)
  } catch {
    return null
  }
}

const pinFiles: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['.nvmrc', /^\s*v?(\d{2}|lts\/[a-z]+)\b/],
  ['.node-version', /^\s*v?(\d{2}|lts\/[a-z]+)\b/],
  ['.tool-versions', /^\s*nodejs\s+v?(\d{2})\b/],
  ['mise.toml', /^\s*"?node(?:js)?"?\s*=\s*["']v?(\d{2})\b/],
  ['.mise.toml', /^\s*"?node(?:js)?"?\s*=\s*["']v?(\d{2})\b/],
]

function pinned(folder: UnitFolder): Stated[] {
  return upwards(folder.dir).flatMap((dir) =>
    pinFiles.flatMap(([name, pattern]) => {
      const file = dir === '.' ? name : `${dir}/${name}`
      if (!folder.project.has(file)) return []
      const lines = folder.project.read(file).split(/\r?\n/)
      const line = lines.findIndex((one) => pattern.test(one))
      const value = majorOf(pattern.exec(lines[line] ?? '')?.[1])
      return value === null ? [] : [{ value, file, line: line + 1 }]
    }),
  )
}

function majorOf(text: string | undefined): string | null {
  if (text === undefined) return null
  return text.startsWith('lts/') ? (codenames[text.slice(4)] ?? null) : text
}

function voltaPin({ volta, file }: PackageJson): Stated[] {
  const value = /^v?(\d{2})\b/.exec(volta?.value ?? '')?.[1]
  return value ? [{ value, file, line: volta?.line ?? 1 }] : []
}

/** `FROM node:22-alpine`: the last stage first, since it is what runs. */
function inImages(folder: UnitFolder): Stated[] {
  return folder.files
    .filter((file) => /^(Dockerfile|Containerfile)$/i.test(file))
    .flatMap((file) =>
      [...parseDockerfile(folder.read(file)).stages].reverse().flatMap(({ from, line }) => {
        const value = /(?:^|\/)node:(\d{2})\b/.exec(from)?.[1]
        return value ? [{ value, file: folder.fromRoot(file), line }] : []
      }),
    )
    .slice(0, 1)
}
