import type { Step } from '../report/next.ts'
import { kindOf } from '../ask/given.ts'
import type { Project } from '../detect/project.ts'
import { textsAfter } from '../draft.ts'
import { formatPlace } from '../errors.ts'
import type { Made } from '../pipeline.ts'
import { composeFile } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'

/** What was to go and is there all the same, each with its line: something of the person's speaks of it. */
export async function stayed(services: readonly string[], made: Made, project: Project): Promise<ReadonlyMap<string, Step>> {
  const path = made.plan.files.compose
  const text = textsAfter(made, project).get(path)
  const file = text === undefined ? null : composeFile(path, text, await parseYaml(text))
  const kinds = services.map(kindOf).filter((kind) => file && kind in file.services)
  return new Map(
    kinds.map((kind) => {
      const at = formatPlace({ file: path, line: file!.lineOf('services', kind) })
      return [kind, { text: `${kind} stays (${at}): you changed it, or a service of yours speaks of it. Take that out, then it, by hand.` }]
    }),
  )
}
