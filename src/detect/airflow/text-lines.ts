import type { UnitSource } from '../source.ts'

/** Something that a line of a file says. */
export interface Said {
  value: string
  file: string
  line: number
}

/** What a pattern's group finds, line by line; comments of the kinds of files that people configure Airflow with say nothing. */
export function saidIn(source: UnitSource, paths: readonly string[], pattern: RegExp): Said[] {
  return paths.flatMap((path) =>
    source
      .read(path)
      .split(/\r\n|\r|\n/)
      .flatMap((text, index) => {
        const value = /^\s*[#;]/.test(text) ? undefined : pattern.exec(text)?.[1]
        return value === undefined ? [] : [{ value, file: source.fromRoot(path), line: index + 1 }]
      }),
  )
}
