import { upwards } from '../python-version/stated.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** What people call the file that shows which variables there are; the plain name first. */
const names = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  'env.example',
  'env.sample',
  'example.env',
  'sample.env',
  '.env-example',
  '.env_example',
  '.example.env',
]

/** Values that stand for one that everybody has to put in. */
const noValue = /^$|^<.*>$|^\[.*\]$|^\{.*\}$|^x{3,}$|^\.{3}$|change[-_ ]?(me|this)|your[-_ ]|placeholder|^(todo|none|null|secret|password)$/i

/** Values that the project's own example has for its variables, by name. What we wrote there says what was decided then. */
export function exampleValues(folder: UnitFolder): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  const files = upwards(folder.dir).flatMap((dir) => names.map((name) => (dir === '.' ? name : `${dir}/${name}`)))
  for (const file of files.filter((one) => folder.project.has(one) && !folder.isOurs(one))) {
    for (const raw of folder.project.read(file).split(/\r?\n/)) {
      const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#\s][^#]*?)?)\s*(?:#.*)?$/.exec(raw)
      const value = match?.[2] ?? match?.[3] ?? match?.[4] ?? ''
      if (match?.[1] && !values.has(match[1]) && !noValue.test(value) && !value.includes('$')) values.set(match[1], value)
    }
  }
  return values
}
