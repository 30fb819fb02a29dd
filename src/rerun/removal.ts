import type { Given } from '../ask/answers.ts'
import { kindOf, mergeGiven, nothingGiven } from '../ask/given.ts'
import { UserError } from '../errors.ts'
import { serviceOf } from '../services/index.ts'
import { answersPath } from '../state/answers-file.ts'
import { settle, type Settled, type World } from '../pipeline.ts'
import type { Words } from './words.ts'

/** Settles a project again, without these services and parts. @throws UserError for what is not there. */
export async function settleWithout(words: Words, earlier: Given, names: readonly string[], world: World): Promise<Settled> {
  const { given, toDo } = removal(words, earlier, names)
  return { ...(await settle(given, world)), goes: { services: words.services.map(kindOf), toDo } }
}

/** What an earlier run settled, with services and parts left out. @param names of the units that are there. */
function removal(
  { services, units }: Words,
  earlier: Given,
  names: readonly string[],
): { given: Given; toDo: readonly { kind: string; command: string; text: string }[] } {
  const here = [...earlier.with, ...earlier.managed].map(kindOf)
  const [stranger] = [...services.map(kindOf).filter((kind) => !here.includes(kind)), ...units.filter((unit) => !names.includes(unit))]
  if (stranger !== undefined)
    throw new UserError(`there is no ${stranger} here. Nothing was written.`, { todo: [`${answersPath} has ${[...here, ...names].join(', ')}`] })
  const given = mergeGiven(earlier, { ...nothingGiven(), without: services.map(kindOf) })
  const toDo = services.flatMap((service) => {
    const { volume, title, proxy, reads = [] } = serviceOf(kindOf(service))
    const files = proxy ? [proxy.file] : reads.flatMap((one) => one.ours)
    const text = proxy ? `${title}'s routes, which nothing reads any more` : `what ${title} read, and nothing does any more`
    const settings = files.length > 0 ? [{ kind: kindOf(service), command: `rm ${files.join(' ')}`, text }] : []
    if (volume === null || earlier.managed.map(kindOf).includes(kindOf(service))) return settings
    return [
      ...settings,
      {
        kind: kindOf(service),
        command: `docker volume rm ${earlier.project ?? '<project>'}_${volume.name}`,
        text: `deletes the data of ${title}, which is still there`,
      },
    ]
  })
  const left = Object.fromEntries(Object.entries(given.units).filter(([name]) => !units.includes(name)))
  return { given: { ...given, units: left, withoutUnits: [...new Set([...(earlier.withoutUnits ?? []), ...units])] }, toDo }
}
