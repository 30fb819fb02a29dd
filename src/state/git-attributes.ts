import type { RenderedFile } from '../render/files.ts'

/** Reviews fold the last render away: it repeats what the other files say. */
export function gitAttributesFile(): RenderedFile {
  return { path: '.dockerize/.gitattributes', text: 'last-render.json linguist-generated\n', mode: 0o644, kind: 'whole' }
}
