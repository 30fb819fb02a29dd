import type { Change } from './changes.ts'
import type { Disk } from './disk.ts'
import { isSameText } from './text-lines.ts'

/** Files of a unit that is gone: an image, what it leaves out, an editor's container. Others are kept where they are not written this time. */
const ofUnits = /(^|\/)(Dockerfile[^/]*|[^/]*\.dockerignore)$|^\.devcontainer\//

/**
 * What an earlier run wrote and nothing needs any more. A person's changes make a file theirs.
 * @param lastRender texts of the earlier run. @param rendered paths of this one; where it writes no file of a kind, those that are there stay.
 */
export function staleChanges(lastRender: ReadonlyMap<string, string>, rendered: ReadonlySet<string>, disk: Disk): readonly Change[] {
  return [...lastRender].flatMap(([path, base]): Change[] => {
    if (rendered.has(path) || !ofUnits.test(path) || ![...rendered].some((other) => kindOf(other) === kindOf(path))) return []
    const found = disk.look(path)
    if (found.kind !== 'text') return []
    return isSameText(found.text, base)
      ? [{ path, mode: 0o644, action: 'delete', before: found.text }]
      : [{ path, mode: 0o644, action: 'kept', why: 'changed by you; nothing needs it any more' }]
  })
}

function kindOf(path: string): string {
  if (path.startsWith('.devcontainer/')) return 'devcontainer'
  return path.endsWith('.dockerignore') ? 'dockerignore' : /(^|\/)Dockerfile[^/]*$/.test(path) ? 'dockerfile' : path
}
