import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Everything in a folder: path → permission bits and text. */
export function everything(folder: string, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return [[`${prefix}${entry.name}/`, ''], ...Object.entries(everything(path, `${prefix}${entry.name}/`))]
      if (entry.isSymbolicLink()) return [[prefix + entry.name, `-> ${readlinkSync(path)}`]]
      return [[prefix + entry.name, `${(lstatSync(path).mode & 0o777).toString(8)} ${readFileSync(path, 'utf8')}`]]
    }),
  )
}
