import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../command-line/nearest.ts'
import { UserError } from '../errors.ts'
import { bundles, services } from '../services/index.ts'

/** What a person wants more or less of. */
export interface Words {
  /** Kinds of services, a version behind: `postgres:17`. */
  services: readonly string[]
  /** Parts of the project: a role, a name, or a folder without `./`. */
  units: readonly string[]
}

/** What units are called when they are spoken of. */
const roles = ['web', 'worker', 'beat', 'scheduler', 'api', 'app']

/**
 * Tells services from parts of the project. @param names of units that are known already.
 * @throws UserError (exit 2) for a word that is neither, with what was probably meant.
 */
export function readWords(words: readonly string[], root: string, names: readonly string[]): Words {
  const found: { services: string[]; units: string[] } = { services: [], units: [] }
  for (const word of new Set(words.flatMap((one) => bundles.get(one) ?? [one]))) {
    const [kind = '', ...rest] = word.split(':')
    const service = services.find((one) => one.id === kind || one.aliases.includes(kind) || one.standsFor?.includes(kind))
    if (service) found.services.push(versioned(service.id, rest.join(':'), word))
    else if (isFolder(word, root)) found.units.push(word.replace(/^\.\//, '').replace(/\/+$/, ''))
    else if (names.includes(word) || roles.includes(word)) found.units.push(word)
    else throw unknown(word, names)
  }
  return found
}

function versioned(id: string, version: string, word: string): string {
  if (version === '') return id
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(version)) throw new UserError(`${word}: ${version} is no version of an image`, { exitCode: 2, todo: [`like: ${id}:8`] })
  return `${id}:${version}`
}

function isFolder(word: string, root: string): boolean {
  return word.startsWith('./') || word.includes('/') || existsSync(join(root, word))
}

function unknown(word: string, names: readonly string[]): UserError {
  const kind = word.split(':')[0] ?? ''
  const meant = nearest(kind, [...services.flatMap((one) => [one.id, ...one.aliases]), ...bundles.keys(), ...roles, ...names])
  return new UserError(`there is no ${word} to add or remove${meant ? `; did you mean ${meant}?` : ''}`, {
    exitCode: 2,
    todo: [
      `services: ${[...services.map((one) => one.id), ...bundles.keys()].join(', ')}`,
      `or a part of the project: ${[...new Set([...names, 'worker', './folder'])].join(', ')}`,
    ],
  })
}
