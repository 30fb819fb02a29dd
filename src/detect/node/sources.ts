import type { Project } from '../project.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** A file of JavaScript or TypeScript, without its comments. */
export interface Script {
  /** Relative to the unit, and from the project's root. */
  path: string
  file: string
  text: string
}

const script = /\.(m|c)?[jt]sx?$|\.(vue|svelte|astro)$/
const aside =
  /(^|\/)(__tests__|tests?|e2e|cypress|playwright|stories|\.storybook|examples?|docs?|scripts?|benchmarks?|public|static|vendor)\/|\.(test|spec|stories|d)\.(m|c)?[jt]sx?$|\.min\.js$/

/** The program's own code: what tests, examples and tools do is not the program's. */
export function scriptsOf(folder: UnitFolder): Script[] {
  return folder.files
    .filter((path) => script.test(path) && !aside.test(path))
    .slice(0, 2000)
    .flatMap((path) => {
      try {
        return [{ path, file: folder.fromRoot(path), text: textOf(folder, path) }]
      } catch {
        // Too large or no text: data with a name of code.
        return []
      }
    })
}

const known = new WeakMap<Project, Map<string, string>>()

/** Each unit of a workspace looks at the packages that it needs: they are cleaned once. */
function textOf(folder: UnitFolder, path: string): string {
  const all = known.get(folder.project) ?? new Map<string, string>()
  known.set(folder.project, all)
  const file = folder.fromRoot(path)
  const text = all.get(file) ?? withoutComments(folder.read(path))
  all.set(file, text)
  return text
}

/** Comments become spaces, so that lines stay where they are. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(^|[\s;{}(,])\/\/[^\n]*/g,
    (whole, string: string | undefined, before?: string) => string ?? `${before ?? ''}${whole.slice((before ?? '').length).replace(/[^\n]/g, ' ')}`,
  )
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
