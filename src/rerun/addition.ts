import { isSameText } from '../apply/text-lines.ts'
import type { Given } from '../ask/answers.ts'
import { kindOf, mergeGiven, nothingGiven } from '../ask/given.ts'
import type { Project } from '../detect/project.ts'
import { formatPlace, UserError } from '../errors.ts'
import { serviceOf } from '../services/index.ts'
import { answersPath } from '../state/answers-file.ts'
import { readLastRender } from '../state/last-render.ts'
import { composeFile } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'
import { readCompose, runningIn, type Running } from './by-hand.ts'
import type { Words } from './words.ts'

/** Answers with more in them, and what to tell of what was there already. */
export interface Addition {
  given: Given
  toDo: readonly { text: string }[]
}

/**
 * What an earlier run settled, with services and parts added. What is there already stays as it is.
 * @throws UserError where a service is there in another version: its data would not open in the new one.
 */
export async function addition({ services, units }: Words, earlier: Given, project: Project): Promise<Addition> {
  const byHand = await servicesByHand(project)
  const wanted: string[] = []
  const toDo: { text: string }[] = []
  for (const service of services) {
    const kind = kindOf(service)
    const theirs = byHand.find((one) => serviceOf(one.kind).protocol === serviceOf(kind).protocol)
    if (theirs) {
      const { scheme } = serviceOf(kind).connection
      const text = `${theirs.name} is a ${serviceOf(theirs.kind).title} of yours (${formatPlace(theirs)}), so none was added: code reaches it at ${scheme}://${theirs.name}:${serviceOf(kind).port}.`
      toDo.push({ text })
    } else if (!isThere(service, earlier)) wanted.push(service)
  }
  const withoutUnits = (earlier.withoutUnits ?? []).filter((name) => !units.some((unit) => unit === name || unit.split('/').at(-1) === name))
  const given = mergeGiven(earlier, { ...nothingGiven(), with: wanted })
  return { given: { ...given, ...(withoutUnits.length > 0 ? { withoutUnits } : { withoutUnits: [] }) }, toDo }
}

function isThere(service: string, { with: here, managed }: Given): boolean {
  const kind = kindOf(service)
  if (managed.some((one) => kindOf(one) === kind))
    throw new UserError(`${kind} is used and run elsewhere. Nothing was written.`, { todo: [`take it from managed in ${answersPath} to run it here`] })
  const known = here.find((one) => kindOf(one) === kind)
  if (known === undefined || service === kind || service === known) return known !== undefined
  throw new UserError(`${kind} is here already, as ${known.slice(kind.length + 1) || serviceOf(kind).image}. Nothing was written.`, {
    todo: [`its data may not open in another version: save it, then say ${service} in ${answersPath} and run create-dockerize update`],
  })
}

/** Services in our compose file that we never wrote. */
async function servicesByHand(project: Project): Promise<readonly Running[]> {
  const last = readLastRender(project)
  const all = await Promise.all(
    [...(last ?? [])].flatMap(([path, text]) => (/(^|\/)compose[\w.-]*\.ya?ml$/.test(path) && project.has(path) ? [foreignServices(project, path, text)] : [])),
  )
  return all.flat()
}

async function foreignServices(project: Project, path: string, written: string): Promise<readonly Running[]> {
  // As we wrote it, nothing in it is by hand.
  if (isSameText(project.read(path), written)) return []
  const [now, before] = [await readCompose(project, path), composeFile(path, written, await parseYaml(written))]
  return now === null ? [] : runningIn(now).filter((one) => !before || !(one.name in before.services))
}
