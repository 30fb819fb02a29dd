import { movedFiles } from './move-modules.ts'
import { fileOf, withFiles, type Mutation, type Sample } from './sample.ts'

/** The app's module goes into a package of its own: `main.py` → `service/core/main.py`. Scripts take along what lies beside them. */
export function intoPackage(inits: boolean): Mutation {
  return {
    name: `app moves into service/core${inits ? '' : ' without __init__'}`,
    apply: (sample) => {
      const paths = new Map<string, string>()
      for (const unit of sample.units) {
        const file = fileOf(sample, unit)
        if (file === null || file.endsWith('__init__.py')) continue
        if (unit.entrypoint?.endsWith('.py')) for (const one of besideScript(sample, file)) paths.set(one, into(sample, one, 'service/core', folderOf(file)))
        else paths.set(file, into(sample, file, 'service/core', folderOf(file)))
      }
      if (paths.size === 0 || Object.keys(sample.files).some((file) => /(^|\/)service\//.test(file))) return null
      const moved = movedFiles(sample, paths)
      const root = prefixOf(sample.importRoot)
      return inits ? withFiles(moved, { [`${root}service/__init__.py`]: '', [`${root}service/core/__init__.py`]: '' }) : moved
    },
  }
}

/** The folder of the code is called something else: `shop/` → `kiosk/`. */
export function folderRenamed(to: string): Mutation {
  return {
    name: `folder of the code becomes ${to}`,
    apply: (sample) => {
      const [first] = sample.units
      const file = first ? fileOf(sample, first) : null
      if (!first || file === null) return null
      const prefix = prefixOf(sample.importRoot)
      const inside = file.startsWith(prefix) ? file.slice(prefix.length) : file
      const root = sample.importRoot.split('/')
      // What lies flat in a folder of its own has that folder renamed; `src` and the units' own folders keep theirs.
      const flat = !inside.includes('/')
      if (flat && (sample.importRoot === '.' || sample.importRoot === first.dir || root.at(-1) === 'src')) return null
      const from = flat ? sample.importRoot : prefix + (inside.split('/')[0] ?? '')
      const target = flat ? [...root.slice(0, -1), to].join('/') : prefix + to
      if (Object.keys(sample.files).some((one) => one.startsWith(`${target}/`))) return null
      const all = Object.keys(sample.files).filter((one) => one.startsWith(`${from}/`))
      return movedFiles(sample, new Map(all.map((one) => [one, target + one.slice(from.length)])), flat ? target : sample.importRoot)
    },
  }
}

function besideScript(sample: Sample, script: string): string[] {
  const folder = folderOf(script)
  return Object.keys(sample.files).filter(
    (file) =>
      file.endsWith('.py') &&
      file.startsWith(folder) &&
      !/(^|\/)(tests?|docs|examples|scripts|notebooks)\//.test(file) &&
      !/^(setup|conftest|test_.*)\.py$/.test(file),
  )
}

function into(sample: Sample, file: string, folder: string, from: string): string {
  return `${prefixOf(sample.importRoot)}${folder}/${file.slice(from.length)}`
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1)
}

function prefixOf(root: string): string {
  return root === '.' ? '' : `${root}/`
}
