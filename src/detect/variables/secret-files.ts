import type { VariableFact } from '../facts.ts'
import { looksSecret } from './kinds.ts'

/** What is a document of its own, or several secrets in one: no single value could be written into such a file. */
const documents = /(S|CREDENTIAL|PRIVATE_?KEY)$/i

/** Where containers find their secrets; another path is that of a file which the project has. */
const mounted = /^\/run\/secrets\//

/**
 * Variables that name a file with a secret (`DB_PASSWORD_FILE`) as what they stand for: the secret `DB_PASSWORD`, with how the program takes it.
 * @param variables every one that the code reads, once.
 */
export function withSecretFiles(variables: readonly VariableFact[]): VariableFact[] {
  const named = new Map(variables.flatMap((one) => (secretIn(one) === null ? [] : [[secretIn(one), one] as const])))
  return variables.flatMap((one): VariableFact[] => {
    const file = named.get(one.name)
    if (file) return [{ ...one, secret: true, inFile: { variable: file.name, alone: false } }]
    const name = secretIn(one)
    if (name === null) return [one]
    if (variables.some((other) => other.name === name)) return []
    const { default: _, example: __, ...rest } = one
    return [{ ...rest, name, type: 'string', secret: true, inFile: { variable: one.name, alone: true } }]
  })
}

/** The variable by which a program may name the file of a secret, where a library or the project's own function reads both; of what is no secret none. */
export function fileOf(name: string, file: string, line: number): VariableFact[] {
  const variable: VariableFact = { name: `${name}_FILE`, required: false, type: 'string', secret: false, file, line }
  return secretIn(variable) === null ? [] : [variable]
}

/** The secret that is in the file which the variable names; null: it names none. */
function secretIn({ name, default: usual, public: isPublic }: VariableFact): string | null {
  const secret = /^(.+)_FILE$/i.exec(name)?.[1]
  if (secret === undefined || isPublic || !looksSecret(secret) || documents.test(secret)) return null
  return usual === undefined || usual === '' || mounted.test(usual) ? secret : null
}
