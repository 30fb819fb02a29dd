/** A file as we would write it. */
export interface RenderedFile {
  /** Relative to the project, with `/`. */
  path: string
  text: string
  /** Permission bits of a new file. */
  mode: number
  /** Permission bits of its folder, where that is made with it. */
  folderMode?: number
  /**
   * whole: all of it is ours. lines: a person's file that must hold these lines, each appended where it is missing
   * (`.gitignore`, the include in a Makefile). once: written only where there is none, never compared (`.env`).
   * names: a person's environment file, which gains the names that it lacks at its end (`.env` after `add`).
   * updates: as whole, but a person's own (`dependabot.yml`) gains the entries that it lacks.
   * record: our own book-keeping, replaced whenever it differs (`last-render.json`).
   */
  kind: 'whole' | 'lines' | 'names' | 'once' | 'updates' | 'record'
}
