import type { VariableFact } from '../facts.ts'

const secretName =
  /PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|(^|_)(API|PRIVATE|ACCESS|SIGNING|ENCRYPTION|JWT|MASTER|APP|AUTH|FERNET)_?KEY(S|$|_)|(^|_)PWD$/i
/** Names that speak about a secret without being one: its lifetime, algorithm, file. */
const aboutSecret =
  /(EXPIRE|EXPIRES|EXPIRY|EXPIRATION|MINUTES|SECONDS|HOURS|DAYS|TTL|URL|URI|ALGORITHM|ALG|HEADER|NAME|FILE|PATH|DIR|TYPE|LIFETIME|LENGTH|SIZE|ISSUER|AUDIENCE|ENABLED|PREFIX|LIMIT)(_|$)/i

/** Whether a variable's value must not be seen, by its name. */
export function looksSecret(name: string): boolean {
  return secretName.test(name) && !aboutSecret.test(name)
}

const annotations: readonly (readonly [pattern: RegExp, type: VariableFact['type']])[] = [
  [/^(list|set|dict|tuple|frozenset|List|Set|Dict|Tuple|FrozenSet|Sequence|Mapping|Iterable|Json)\b/, 'json'],
  [/^(int|PositiveInt|NonNegativeInt|conint)\b/, 'integer'],
  [/^(float|Decimal|PositiveFloat|NonNegativeFloat)\b/, 'number'],
  [/^(bool|StrictBool)\b/, 'boolean'],
  [/^(EmailStr|NameEmail)\b/, 'email'],
  [/^\w*(Dsn|Url|URL)\b/, 'url'],
]

/** What an annotation asks of the text: `Optional[PostgresDsn]` → url, `list[str] | None` → json. */
export function typeOf(annotation: string): VariableFact['type'] {
  const plain = plainAnnotation(annotation)
  return annotations.find(([pattern]) => pattern.test(plain))?.[1] ?? 'string'
}

/** The type behind Optional, Annotated, Union with None and module prefixes. */
export function plainAnnotation(annotation: string): string {
  const text = annotation.trim().replace(/^["'](.*)["']$/, '$1')
  const inner = /^(?:[\w.]+\.)?(?:Optional|Annotated|Final)\[(.*)\]$/s.exec(text)?.[1]
  if (inner !== undefined) return plainAnnotation(firstOf(inner, ','))
  const union = /^(?:[\w.]+\.)?Union\[(.*)\]$/s.exec(text)?.[1]
  if (union !== undefined) return plainAnnotation(firstOf(union, ','))
  const parts = splitAt(text, '|').filter((part) => part !== 'None')
  return (parts[0] ?? text).replace(/^(?:[a-z_]\w*\.)+(?=\w)/, '')
}

function firstOf(text: string, separator: string): string {
  return splitAt(text, separator).find((part) => part !== 'None') ?? text
}

/** Splits where no bracket is open. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = ['']
  let open = 0
  for (const letter of text) {
    if ('[('.includes(letter)) open++
    if ('])'.includes(letter)) open--
    if (letter === separator && open === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

/** The type that a plain default gives away, for code that reads strings and converts them itself. */
export function typeOfDefault(text: string | undefined): VariableFact['type'] {
  if (text === undefined) return 'string'
  return /^\w[\w+]*:\/\//.test(text) ? 'url' : 'string'
}

const casts: readonly (readonly [pattern: RegExp, type: VariableFact['type']])[] = [
  [/^(int|timedelta|log_level|click\.INT|click\.IntRange\b.*)$/s, 'integer'],
  [/^(float|decimal|Decimal|decimal\.Decimal|click\.FLOAT)$/, 'number'],
  [/^(bool|boolean|strtobool|click\.BOOL)$/, 'boolean'],
  [/^(url|URL|db|db_url|cache|cache_url|dj_db_url|dj_cache_url|DatabaseURL)$/, 'url'],
  [/^(json|dict)$/, 'json'],
  [/^(str|list|tuple|bytes|path|unicode|date|datetime|time|uuid|enum|dj_email_url|email_url|search_url|channels_url|Secret|Path|Csv\(.*\))$/s, 'string'],
]

/** What a cast of a library asks of the text: `env.int`, `cast=bool`. Lists are words between commas there, no JSON. Undefined: not known. */
export function typeOfCast(cast: string): VariableFact['type'] | undefined {
  return casts.find(([pattern]) => pattern.test(cast))?.[1]
}

/** A default list as words between commas: `["a", "b"]` of `env.list`. */
export function listText(text: string, cast: string): string | undefined {
  if (!/^(list|tuple)$/.test(cast) || !/^[[(]/.test(text)) return undefined
  return [...text.matchAll(/["']([^"']*)["']/g)].map((match) => match[1] ?? '').join(',')
}

/** Expressions that give another value at each start, which is only good as a secret if it stays. A Fernet key has a form of its own. */
export function isGenerated(text: string | undefined): boolean {
  return text !== undefined && /\b(secrets\.token_\w+|token_(hex|urlsafe)|get_random_secret_key|get_random_string|os\.urandom)\(/.test(text)
}
