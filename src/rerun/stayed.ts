import type { Step } from '../report/next.ts'
import type { Project } from '../detect/project.ts'
import { textsAfter } from '../draft.ts'
import { formatPlace } from '../errors.ts'
import type { Made } from '../pipeline.ts'
import { composeFile } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'

/** With what is left to do after services were taken out: of one that is there all the same that, else of its data. Others are left as they are. */
export async function afterRemoval(made: Made, project: Project): Promise<Made> {
  if (made.goes === undefined) return made
  const { services, toDo } = made.goes
  const here = await stayed(services, made, project)
  return { ...made, toDo: [...here.values(), ...toDo.filter((step) => !here.has(step.kind)), ...made.toDo] }
}

/** What was to go and is there all the same, each with its line: something of the person's speaks of it. */
async function stayed(services: readonly string[], made: Made, project: Project): Promise<ReadonlyMap<string, Step>> {
  const path = made.plan.files.compose
  const text = textsAfter(made, project).get(path)
  const file = text === undefined ? null : composeFile(path, text, await parseYaml(text))
  const kinds = services.filter((kind) => file && kind in file.services)
  return new Map(
    kinds.map((kind) => {
      const at = formatPlace({ file: path, line: file!.lineOf('services', kind) })
      return [kind, { text: `${kind} stays (${at}): you changed it, or a service of yours speaks of it. Take that out, then it, by hand.` }]
    }),
  )
}
