import type { ActionType } from 'plop'

/**
 * A new entry of a registry: its line in `index.ts`, in the import block and at the end of the list.
 *
 * @param list name of the exported list, `stacks`.
 * @throws Error where the file has another form: a generator that reports success and changes nothing misleads.
 */
export function indexLine(path: string, list: string): (id: string, name: string) => ActionType {
  return (id, name) => ({
    type: 'modify',
    path,
    transform: (text: string) => withEntry(text, list, id, name),
  })
}

/** See `indexLine`; pure. */
export function withEntry(text: string, list: string, id: string, name: string): string {
  const declared = new RegExp(`(export const ${list}: readonly \\w+\\[\\] = \\[)([^\\]]*)(\\])`)
  const lastImport = [...text.matchAll(/^import .*\n/gm)].at(-1)
  if (!declared.test(text) || !lastImport) throw new Error(`the list ${list} was not found in its index.ts: add ${name} by hand`)
  if (text.includes(`'./${id}.ts'`)) throw new Error(`${id} is there already`)
  const at = lastImport.index + lastImport[0].length
  const imported = `${text.slice(0, at)}import { ${name} } from './${id}.ts'\n${text.slice(at)}`
  return imported.replace(
    declared,
    (_, open: string, names: string, close: string) =>
      `${open}${[
        ...names
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
        name,
      ].join(', ')}${close}`,
  )
}

/** `otel-collector` → `otelCollector`. */
export function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** @returns true, or why it cannot be one: ids are file names, values of flags and names of variables. */
export function isId(value: string): true | string {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value) || 'lower case letters, digits and single dashes, like otel-collector'
}
