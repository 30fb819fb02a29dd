import type { Project } from '../detect/project.ts'
import type { Fresh } from '../draft.ts'
import type { Added } from '../render/compose-addition.ts'
import { envValue } from '../render/escape/env.ts'
import type { RenderedFile } from '../render/files.ts'
import { serviceOf } from '../services/index.ts'
import { lacksIn, secretsOf } from '../state/env-file.ts'

/** What services that come into a person's compose file want of the environment: their variables in `.env`, and named where examples are. */
export function environmentFiles(added: readonly Added[], project: Project, { random }: Fresh): readonly RenderedFile[] {
  const variables = added.flatMap(({ kind }) => serviceOf(kind).variables)
  if (variables.length === 0) return []
  const secret = secretsOf(project, random)
  const lines = (value: (one: (typeof variables)[number]) => string): string =>
    variables.map((one) => `# ${one.comment}\n${one.name}=${envValue(value(one))}\n`).join('')
  const example = (one: (typeof variables)[number]): string => one.example('app')
  return [
    { path: '.env', text: lines((one) => (one.fresh === 'random' ? secret(one.name, one.mixed) : example(one))), mode: 0o600, kind: 'names' },
    ...(project.has('.env.example') ? [{ path: '.env.example', text: lines(example), mode: 0o644, kind: 'names' as const }] : []),
    { path: '.gitignore', text: '.env\n', mode: 0o644, kind: 'lines' },
  ]
}

/** Variables that only the person can give a value to. */
export function emptyVariables(added: readonly Added[], project: Project): readonly { text: string }[] {
  const lacks = lacksIn(project)
  return added.flatMap(({ kind }) =>
    serviceOf(kind).variables.flatMap((one) =>
      one.required && one.fresh !== 'random' && one.example('app') === '' && (lacks(one.name) || !project.has('.env'))
        ? [{ text: `${one.name} in .env has no value: ${one.comment}` }]
        : [],
    ),
  )
}
