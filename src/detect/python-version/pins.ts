import { iniSettings } from '../readers/ini.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { condaPython } from './conda.ts'
import { minorOf, upwards, type Stated } from './stated.ts'

type PinReader = (text: string) => { value: string; line: number }[]

/** Files that name one version, first the one that wins where two differ. Tools that read them look upwards too. */
const readers: readonly (readonly [name: string, read: PinReader])[] = [
  ['.python-version', (text) => lines(text, /^\s*(?:cpython[-@])?(3\.\d+)(?:\.\d+)?(?![\w.]*t\b)/)],
  ['runtime.txt', (text) => lines(text, /^\s*python-(3\.\d+)/)],
  ['.tool-versions', (text) => lines(text, /^\s*python\s+(3\.\d+)/)],
  ['mise.toml', mise],
  ['.mise.toml', mise],
  ['.config/mise.toml', mise],
  ['Pipfile', (text) => settings(text, 'requires', /^python_(full_)?version$/)],
  ['environment.yml', conda],
  ['environment.yaml', conda],
  ['environments.yml', conda],
  ['conda.yml', conda],
  ['conda.yaml', conda],
  ['pixi.toml', (text) => settings(text, 'dependencies', /^python$/).filter((one) => isExact(one.text))],
]

/** Every version that is pinned, the one that counts first: the nearest folder, then the order of the files. */
export function pins(folder: UnitFolder): Stated[] {
  return upwards(folder.dir).flatMap((dir) =>
    readers.flatMap(([name, read]) => {
      const file = dir === '.' ? name : `${dir}/${name}`
      if (!folder.project.has(file)) return []
      return read(folder.project.read(file))
        .slice(0, 1)
        .map(({ value, line }) => ({ value, file, line }))
    }),
  )
}

function lines(text: string, pattern: RegExp): { value: string; line: number }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const value = pattern.exec(line)?.[1]
    return value ? [{ value, line: index + 1 }] : []
  })
}

/** `python = "3.12"`, `python = ["3.12", "3.11"]`, `python = { version = "3.12" }`. */
function mise(text: string): { value: string; line: number }[] {
  return settings(text, 'tools', /^"?python"?$/)
}

function settings(text: string, section: string, key: RegExp): { value: string; text: string; line: number }[] {
  return iniSettings(text)
    .filter((one) => one.section === section && key.test(one.key))
    .flatMap((one) => {
      const value = minorOf(/3\.\d+/.exec(one.value)?.[0] ?? '')
      return value === null ? [] : [{ value, text: one.value, line: one.line }]
    })
}

function conda(text: string): { value: string; line: number }[] {
  return condaPython(text).flatMap(({ spec, line }) => {
    const value = isExact(spec) ? minorOf(/3\.\d+/.exec(spec)?.[0] ?? '') : null
    return value === null ? [] : [{ value, line }]
  })
}

/** `=3.11`, `==3.11.4`, `3.11.*`: one minor version and no range. */
function isExact(spec: string): boolean {
  return /^["']?\s*(={1,2}\s*)?3\.\d+(\.[\d*]+)?(=\S*)?\s*["']?(\s*#.*)?$/.test(spec)
}
