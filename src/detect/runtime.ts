import type { UnitFacts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Manifests } from './manifests.ts'
import { lineOf, textAt } from './readers/toml.ts'
import { allows, releasedPythons } from './readers/version-constraint.ts'
import type { UnitFolder } from './unit-folder.ts'

interface Stated {
  value: string
  file: string
  line: number
}

/** Taken where nothing says otherwise: every package has wheels for it, and it is no newcomer. */
const preferred = '3.13'

/** The version of Python that the unit runs on. A pin wins over a range; two that exclude each other are a question. */
export function pythonVersion(folder: UnitFolder, manifests: Manifests, ledger: Ledger): UnitFacts['runtime'] {
  const pin = pinned(folder) ?? manifests.pipfile?.python ?? null
  const constraint = constrained(manifests)
  const say = (value: string, at: Stated, confidence: 'certain' | 'likely') =>
    ledger.evidence.push({ key: 'runtime', value, file: at.file, line: at.line, confidence })
  if (pin && constraint && !allows(constraint.value, pin.value)) return contradiction(pin, constraint, ledger)
  if (pin) {
    say(pin.value, pin, 'certain')
    if (constraint) say(constraint.value, constraint, 'certain')
    return { version: pin.value, constraint: constraint?.value ?? null }
  }
  if (constraint) return chosen(constraint, ledger)
  const image = existingImage(folder)
  if (image) say(image.value, image, 'likely')
  return { version: image?.value ?? preferred, constraint: null }
}

function chosen(constraint: Stated, ledger: Ledger): UnitFacts['runtime'] {
  const allowed = releasedPythons.filter((minor) => allows(constraint.value, minor))
  const version = allowed.includes(preferred) ? preferred : allowed.at(-1)
  ledger.evidence.push({ key: 'runtime', value: constraint.value, file: constraint.file, line: constraint.line, confidence: 'likely' })
  if (version === undefined) {
    const why = `${constraint.file}:${constraint.line} asks for Python ${constraint.value}; released and maintained are ${releasedPythons.join(', ')}`
    ledger.unknown.push({ key: 'python', why, required: true })
  }
  return { version: version ?? preferred, constraint: constraint.value }
}

function contradiction(pin: Stated, constraint: Stated, ledger: Ledger): UnitFacts['runtime'] {
  const choices = [
    { key: 'runtime', value: pin.value, file: pin.file, line: pin.line, confidence: 'certain' as const },
    { key: 'runtime', value: constraint.value, file: constraint.file, line: constraint.line, confidence: 'certain' as const },
  ]
  const why = `${pin.file}:${pin.line} says Python ${pin.value}, ${constraint.file}:${constraint.line} says ${constraint.value}`
  ledger.unknown.push({ key: 'python', why, choices, required: true })
  ledger.evidence.push(...choices)
  return { version: pin.value, constraint: constraint.value }
}

/** Files that name one version, the nearest folder first: the tools that read them look upwards too. */
function pinned(folder: UnitFolder): Stated | null {
  const readers: [string, RegExp][] = [
    ['.python-version', /^\s*(?:cpython[-@])?(3\.\d+)(?:\.\d+)?(?![\w.]*t\b)/],
    ['runtime.txt', /^\s*python-(3\.\d+)/],
    ['.tool-versions', /^\s*python\s+(3\.\d+)/],
  ]
  for (const dir of upwards(folder.dir)) {
    for (const [name, pattern] of readers) {
      const file = dir === '.' ? name : `${dir}/${name}`
      if (!folder.project.has(file)) continue
      for (const [index, line] of folder.project.read(file).split(/\r?\n/).entries()) {
        const value = pattern.exec(line)?.[1]
        if (value) return { value, file, line: index + 1 }
      }
    }
  }
  return null
}

/** A folder and those around it, up to the root. */
export function upwards(dir: string): string[] {
  const parts = dir === '.' ? [] : dir.split('/')
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), '.']
}

function constrained({ pyproject }: Manifests): Stated | null {
  if (!pyproject) return null
  const standard = textAt(pyproject.project, 'requires-python')
  if (standard) return { value: standard, file: pyproject.file, line: lineOf(pyproject, 'project', 'requires-python') }
  const poetry = textAt(pyproject.tool('poetry.dependencies'), 'python')
  return poetry ? { value: poetry, file: pyproject.file, line: lineOf(pyproject, 'tool.poetry.dependencies', 'python') } : null
}

/** Where only an image that is there already tells. */
function existingImage(folder: UnitFolder): Stated | null {
  for (const path of folder.files.filter((file) => /(^|\/)Dockerfile[^/]*$/.test(file))) {
    for (const [index, line] of folder.read(path).split('\n').entries()) {
      const value = /^\s*FROM\s+(?:\S+\/)?python:(3\.\d+)/i.exec(line)?.[1]
      if (value && releasedPythons.includes(value)) return { value, file: folder.fromRoot(path), line: index + 1 }
    }
  }
  return null
}
