import { isMap, isScalar, isSeq, type Document, type YAMLMap } from 'yaml'
import { textLines } from './text-lines.ts'
import { readSource, type Source } from './yaml/source.ts'
import { canonical } from './yaml/tree.ts'

/** Loaded where a file of Dependabot's is there that is not, or no longer, as we wrote it. */

/**
 * Our `dependabot.yml`, and what we wrote last, without what a person's own entries look after and what they took out: Dependabot refuses
 * a file in which two entries of one ecosystem have a folder in common.
 * @param base as last written by us; entries that are its very own are not the person's. Null: never.
 * @returns null where theirs is nothing that entries could be added to.
 */
export function withoutCovered(ours: string, mine: string, base: string | null): { base: string | null; theirs: string } | null {
  const [own, next] = [readSource(textLines(mine).lines), readSource(textLines(ours).lines)]
  const before = base === null ? null : readSource(textLines(base).lines)
  if (!own || !next || !isMap(own.document.contents) || String(own.document.get('version')) !== '2') return null
  const [known, there] = [before ? idsOf(before) : new Set<string>(), idsOf(own)]
  const theirs = entriesOf(own.document).filter((one) => !known.has(canonical(one, own)))
  const left = new Set(entriesOf(own.document).map(ecosystemOf))
  const out = new Set(
    before
      ? entriesOf(before.document)
          .map(ecosystemOf)
          .filter((one) => !left.has(one))
      : [],
  )
  return {
    base: before && withoutFolders(before, (entry) => (there.has(canonical(entry, before)) ? foldersOf(entry) : [])),
    theirs: withoutFolders(next, (entry) =>
      foldersOf(entry).filter((folder) => !out.has(ecosystemOf(entry)) && !theirs.some((one) => covers(one, entry, folder))),
    ),
  }
}

function idsOf(source: Source): ReadonlySet<string> {
  return new Set(entriesOf(source.document).map((one) => canonical(one, source)))
}

/** @param open the folders of an entry that stay; an entry without any goes. */
function withoutFolders({ document: read, text }: Source, open: (entry: YAMLMap) => readonly string[]): string {
  // Whoever reads the same text again gets the same document.
  const document = read.clone()
  const updates = document.get('updates', true)
  if (!isSeq(updates)) return text
  const left = entriesOf(document).map((entry) => ({ entry, folders: open(entry) }))
  if (left.every(({ entry, folders }) => foldersOf(entry).length === folders.length)) return text
  updates.items = left.flatMap(({ entry, folders }) => {
    const list = entry.get('directories', true)
    if (isSeq(list)) list.items = list.items.filter((one) => isScalar(one) && folders.includes(String(one.value)))
    return folders.length > 0 ? [entry] : []
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function ecosystemOf(entry: YAMLMap): string {
  const name = entry.get('package-ecosystem')
  return typeof name === 'string' ? name : ''
}

function entriesOf(document: Document): YAMLMap[] {
  const updates = document.get('updates', true)
  return isSeq(updates) ? updates.items.filter((one) => isMap(one)) : []
}

function foldersOf(entry: YAMLMap): string[] {
  const list = entry.get('directories', true)
  const one = entry.get('directory')
  return isSeq(list) ? list.items.flatMap((item) => (isScalar(item) ? [String(item.value)] : [])) : [typeof one === 'string' ? one : '/']
}

function covers(theirs: YAMLMap, ours: YAMLMap, folder: string): boolean {
  const ecosystem = ecosystemOf(ours)
  return ecosystemOf(theirs) === ecosystem && foldersOf(theirs).some((pattern) => fits(pattern, folder, ecosystem))
}

/** A folder, or a pattern of folders, with or without slashes around it. Workflows are found from the root and by their own folder. */
function fits(pattern: string, folder: string, ecosystem: string): boolean {
  const bare = (path: string): string => path.replace(/^\/+|\/+$/g, '')
  if (ecosystem === 'github-actions' && bare(pattern) === '.github/workflows') return true
  const source = bare(pattern)
    .replace(/[.+^$(){}|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'))
    .replace(/\.\*\/\[\^\/\]\*/g, '.*')
  return new RegExp(`^${source}$`).test(bare(folder))
}
