import { readRequirement } from '../detect/readers/requirement.ts'
import type { Pins } from './pin.ts'

/** One requirement of the file, with why it is in it where its name does not say so. */
export interface Entry {
  /** `flask`, `psycopg[binary]`, `requests>=2`. */
  requirement: string
  about: string | null
}

/** The file begins with it, which tells later runs that it is not a stranger's. */
export const firstLine = '# What the code needs'

/** A requirements file as a person would keep it: what the code asks for, then what that brings along. @param pins null: no versions. */
export function requirementsText(entries: readonly Entry[], pins: Pins | null): string {
  const sorted = [...entries].sort((a, b) => (a.requirement < b.requirement ? -1 : 1))
  const names = new Set(sorted.map((one) => readRequirement(one.requirement)?.name))
  const brought = [...(pins ?? [])].filter(([name]) => !names.has(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    `${firstLine}${pins ? ', at the versions of the day this was written. It is yours: change it as you like.' : '. It is yours: change it as you like, and add versions.'}`,
    ...sorted.map(({ requirement, about }) => `${pins ? pinned(requirement, pins) : requirement}${about ? `  # ${about}` : ''}`),
    ...(brought.length > 0 ? ['', '# What these bring along.', ...brought.map(([name, version]) => `${name}==${version}`)] : []),
    '',
  ].join('\n')
}

/** Extras stay, the range gives way. A package that only sources exist of has no version before it is built. */
function pinned(requirement: string, pins: Pins): string {
  const read = readRequirement(requirement)
  const version = read && pins.get(read.name)
  if (!read || !version) return requirement
  return `${read.name}${read.extras.length > 0 ? `[${read.extras.join(',')}]` : ''}==${version}`
}
