import { kindOfImage } from '../detect/compose-images.ts'
import type { Project } from '../detect/project.ts'
import { composeFile, type ComposeFile } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'

/** A backing service in a compose file. */
export interface Running {
  kind: string
  name: string
  image: string
  file: string
  line: number
}

/** @throws UserError where the file cannot be read. */
export async function readCompose(project: Project, path: string): Promise<ComposeFile | null> {
  const text = project.read(path)
  return composeFile(path, text, await parseYaml(text))
}

/** The services of a compose file that we know by their image. */
export function runningIn({ services, path, lineOf }: ComposeFile): readonly Running[] {
  return Object.entries(services).flatMap(([name, { image }]) => {
    const kind = typeof image === 'string' ? kindOfImage(image) : undefined
    return kind === undefined ? [] : [{ kind, name, image: image as string, file: path, line: lineOf('services', name) }]
  })
}
