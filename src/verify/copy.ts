import { cp, mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import type { RenderedFile } from '../render/files.ts'

/** What no build needs and takes long to copy; and a person's own secrets, which nothing here may use. */
const leftOut =
  /^(\.git|\.hg|\.svn|node_modules|\.venv|venv|__pycache__|\.tox|\.mypy_cache|\.pytest_cache|\.ruff_cache|\.next|\.turbo|\.env|app\.env|\.secrets)$/

/** What `make backup` wrote: as large as the data, and nobody else's business. */
const dumped = /^[a-z]+-(.+-)?\d{8}T\d{6}Z\.[a-z.]+$/

/**
 * A copy of the project in a folder of its own, with secrets of its own: it is changed, built and started without touching a file of the person's.
 * @returns the folder's path.
 */
export async function copyOf(root: string, secrets: readonly RenderedFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dockerize-verify-'))
  const inside = (path: string): boolean =>
    !relative(root, path)
      .split(/[\\/]/)
      .some((part) => leftOut.test(part) || dumped.test(part))
  await cp(root, folder, { recursive: true, verbatimSymlinks: true, filter: inside })
  for (const { path, text, mode } of secrets) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text, { mode })
  }
  return folder
}

/** Gone, with all in it. @param folder made by `copyOf`. */
export async function removeCopy(folder: string): Promise<void> {
  if (basename(folder).startsWith('dockerize-verify-')) await rm(folder, { recursive: true, force: true })
}

/** @param path relative to the copy. */
export async function writeInCopy(folder: string, path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), text)
}
