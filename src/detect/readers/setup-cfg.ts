import type { Dependency } from '../facts.ts'
import { iniSettings } from './ini.ts'
import { readRequirement } from './requirement.ts'
import type { SetupFile } from './setup-file.ts'

/** A value of setup.cfg: its lines, the first beside the key. */
interface Entry {
  section: string
  key: string
  values: readonly { text: string; line: number }[]
}

/** @param file path from the project's root, for the dependencies. */
export function readSetupCfg(text: string, file: string): SetupFile {
  const entries = entriesOf(text)
  const one = (section: string, key: string) => entries.find((entry) => entry.section === section && entry.key === key)
  const listed = (entry: Entry | undefined, group: string): Dependency[] =>
    (entry?.values ?? []).flatMap(({ text: value, line }) => {
      const read = readRequirement(value)
      return read ? [{ ...read, group, file, line }] : []
    })
  const extras = entries.filter((entry) => entry.section === 'options.extras_require')
  return {
    name: one('metadata', 'name')?.values[0]?.text ?? null,
    dependencies: [...listed(one('options', 'install_requires'), 'main'), ...extras.flatMap((entry) => listed(entry, entry.key))],
    extras: extras.map((entry) => entry.key),
    reads: entries.flatMap((entry) => (entry.section === 'metadata' ? entry.values.flatMap(({ text: value }) => filesIn(value)) : [])),
    packages: packagesIn(entries),
    root: rootIn(entries),
    refused: refusal(entries),
  }
}

function filesIn(value: string): string[] {
  return value.startsWith('file:')
    ? value
        .slice('file:'.length)
        .split(',')
        .map((path) => path.trim())
    : []
}

function packagesIn(entries: readonly Entry[]): string[] {
  const named = entries.find((entry) => entry.section === 'options' && entry.key === 'packages')?.values ?? []
  const root = rootIn(entries)
  return named.filter(({ text }) => /^[\w.]+$/.test(text)).map(({ text }) => `${root === '.' ? '' : `${root}/`}${text.replaceAll('.', '/')}`)
}

function rootIn(entries: readonly Entry[]): string {
  const folders = entries.find((entry) => entry.section === 'options' && entry.key === 'package_dir')?.values ?? []
  return folders.flatMap(({ text }) => /^=\s*(\S+)/.exec(text)?.[1] ?? [])[0] ?? '.'
}

function refusal(entries: readonly Entry[]): string | null {
  const attribute = entries.find((entry) => entry.values.some(({ text }) => text.startsWith('attr:')))
  if (attribute) return `setup.cfg takes its ${attribute.key} from the source`
  const dynamic = entries.find((entry) => entry.section !== 'metadata' && entry.values.some(({ text }) => text.startsWith('file:')))
  if (dynamic) return `setup.cfg takes its ${dynamic.key} from a file`
  const data = entries.find(
    (entry) => /^options\.(package_data|data_files)$/.test(entry.section) || (entry.section === 'options' && /^(scripts|py_modules|cmdclass)$/.test(entry.key)),
  )
  return data ? `setup.cfg lists files of the source: ${data.section === 'options' ? data.key : data.section.slice('options.'.length)}` : null
}

function entriesOf(text: string): Entry[] {
  return iniSettings(text).map(({ section, key, value, lines }) => ({
    section,
    key: key.replaceAll('-', '_'),
    values: value === '' ? [] : value.split('\n').map((one, index) => ({ text: one, line: lines[index] ?? 1 })),
  }))
}
