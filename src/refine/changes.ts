import type { Change } from '../apply/changes.ts'
import type { Disk } from '../apply/disk.ts'

/** Texts of a plan as changes of the disk: a byte order mark that the file has stays. */
export function changesOf(texts: ReadonlyMap<string, string>, disk: Disk): Change[] {
  return [...texts].flatMap(([path, text]): Change[] => {
    const found = disk.look(path)
    if (found.kind !== 'text') return [{ path, mode: 0o644, action: 'create', after: text }]
    const after = found.text.startsWith('\ufeff') ? `\ufeff${text}` : text
    return found.text === after ? [] : [{ path, mode: 0o644, action: 'update', before: found.text, after }]
  })
}
