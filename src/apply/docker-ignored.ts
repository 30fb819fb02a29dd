import { ignoredBy } from '../detect/readers/dockerignore.ts'

/**
 * Whether a `.dockerignore` settles already what becomes of an entry of its own folder: it leaves it out by whichever pattern, or a person
 * let it in by name.
 * @param wanted the entries in question, a line each.
 */
export async function dockerIgnored(text: string, wanted: string): Promise<(lines: readonly string[], entry: string) => boolean> {
  const exceptions = text.split(/\r?\n/).filter((line) => line.startsWith('!'))
  const [isOut, isLetIn] = [await ignoredBy(text), await ignoredBy(exceptions.map((line) => line.slice(1)).join('\n'))]
  const entries = wanted.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const settled = new Set(entries.filter((entry) => [isOut, isLetIn].some((is) => is(entry) || is(`${entry}/any`))))
  return (_, entry) => settled.has(entry)
}
