import { readRequirement } from '../detect/readers/requirement.ts'

/** What the value of `--dependencies` asks for; among names, `imports` stands for all that the code imports. */
export type Wanted = { kind: 'file'; path: string } | { kind: 'names'; names: readonly string[] }

/** Reads a value that `refuseDependencies` let pass: `imports`, `requirements.in`, `flask,requests>=2,<3`. */
export function wantedIn(value: string): Wanted {
  return isFile(value) ? { kind: 'file', path: value.replace(/^\.\//, '') } : { kind: 'names', names: namesIn(value) }
}

/** Why a value says nothing, as the end of a sentence; nothing where it does. */
export function refuseDependencies(value: string): string | undefined {
  if (isFile(value)) return /^(?!\/)(?!.*\.\.)[\w./ -]+$/.test(value) ? undefined : `${JSON.stringify(value)} is no file of the project`
  const names = namesIn(value)
  const wrong = names.find((name) => !isName(name))
  return wrong === undefined && names.length > 0
    ? undefined
    : `${JSON.stringify(wrong ?? value)} is no package; like flask,requests, a requirements file, or imports`
}

/** A path, or a name that requirements files have. */
function isFile(value: string): boolean {
  return !value.includes(',') && (/\.(txt|in|pip|lock)$/i.test(value) || (value.includes('/') && !value.includes('@')))
}

/** Commas part names, and the clauses of one name's version, and its extras. */
function namesIn(value: string): string[] {
  const names: string[] = []
  let open = false
  for (const part of value.split(',')) {
    if (open || /^\s*[<>=!~]/.test(part)) names.push(`${names.pop() ?? ''},${part.trim()}`)
    else if (part.trim() !== '') names.push(part.trim())
    open = /\[[^\]]*$/.test(names.at(-1) ?? '')
  }
  return names
}

/** Of the standard form, without markers and addresses: what can be written on a command line and in a file alike. */
function isName(text: string): boolean {
  return /^[\w.,[\]<>=!~* +-]+$/.test(text) && readRequirement(text) !== null
}
