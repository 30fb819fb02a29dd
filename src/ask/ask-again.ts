import type { Prompts } from './prompts.ts'

/** What is known of a project that is set up, before anything is asked. */
export interface SetUpBefore {
  project: string
  /** The version that wrote the files last. */
  version: string
  /** Files of ours that a person changed since. */
  edited: readonly string[]
  /** Files that would be another text with today's templates and answers. */
  differ: readonly string[]
  /** Services that run in it, and those that could; each by its kind with a title. */
  here: readonly ServiceChoice[]
  others: readonly ServiceChoice[]
}

export interface ServiceChoice {
  kind: string
  title: string
}

export type Wish = { do: 'add' | 'remove'; services: readonly string[] } | { do: 'change' | 'update' | 'review' | 'refine' | 'nothing' }

/** What a person wants of a project that is set up already. */
export async function askAgain(before: SetUpBefore, prompts: Prompts): Promise<Wish> {
  const { project, version, edited, differ, here, others } = before
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`
  const changed = edited.length === 0 ? '' : ` ${files(edited.length)} changed by you.`
  prompts.say(`  ${project} is set up here (create-dockerize ${version}).${changed}\n`)
  const titles = here.map((one) => one.title).join(', ')
  const wish = await prompts.one({
    flag: 'yes',
    text: 'What now?',
    choices: [
      ...(others.length === 0
        ? []
        : [{ value: 'add', name: 'Add a service', ...(titles ? { about: `${titles} ${here.length === 1 ? 'is' : 'are'} there` } : {}) }]),
      { value: 'change', name: 'Change an answer' },
      { value: 'update', name: 'Bring the files up to date', about: differ.length === 0 ? 'all are' : `${files(differ.length)} differ: ${differ.join(', ')}` },
      ...(here.length === 0 ? [] : [{ value: 'remove', name: 'Remove a service', about: titles }]),
      { value: 'review', name: 'Review the Docker files', about: 'writes nothing' },
      { value: 'refine', name: 'Refine them: smaller, faster, security, ci, production', about: 'shows the edits, writes nothing' },
      { value: 'nothing', name: 'Nothing' },
    ],
    initial: differ.length === 0 ? 'add' : 'update',
  })
  if (wish === 'add') return { do: 'add', services: await chosen('with', 'Which services?', others, prompts) }
  if (wish === 'remove') return { do: 'remove', services: await chosen('without', 'Which services go?', here, prompts) }
  return { do: wish as 'change' | 'update' | 'review' | 'refine' | 'nothing' }
}

function chosen(flag: string, text: string, services: readonly ServiceChoice[], prompts: Prompts): Promise<string[]> {
  return prompts.some({ flag, text, choices: services.map(({ kind, title }) => ({ value: kind, name: title })) })
}
