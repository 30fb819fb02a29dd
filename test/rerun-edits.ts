import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, type Options } from 'prettier'

/** What a person does to a file, told in a way that outlives a change of our templates. */
export type Edit = { file: string } & (
  { find: string; put: string } | { append: string } | { prepend: string } | { remove: true } | { write: 'crlf' | 'bom' | 'unended' } | { prettier: Options }
)

/** @throws Error where the text to be changed is not there exactly once: the edit would be another one than was meant. */
export async function edited(project: string, edit: Edit): Promise<void> {
  const path = join(project, edit.file)
  if ('remove' in edit) return rmSync(path)
  writeFileSync(path, await changed(readFileSync(path, 'utf8'), edit))
}

async function changed(text: string, edit: Exclude<Edit, { remove: true }>): Promise<string> {
  if ('append' in edit) return text + edit.append
  if ('prepend' in edit) return edit.prepend + text
  if ('prettier' in edit) return format(text, { ...edit.prettier, filepath: edit.file })
  if ('find' in edit) {
    const count = text.split(edit.find).length - 1
    if (count !== 1) throw new Error(`${edit.file} has ${count} times: ${edit.find}`)
    return text.replace(edit.find, () => edit.put)
  }
  const written = { crlf: text.replaceAll('\n', '\r\n'), bom: `\uFEFF${text}`, unended: text.replace(/\n$/, '') }
  return written[edit.write]
}
