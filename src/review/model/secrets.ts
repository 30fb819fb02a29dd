/** Names that hold what nobody else may read. */
const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|APIKEY|CREDENTIALS?)(S?$|_(KEY|VALUE)$)|(^|_)(API|ACCESS|PRIVATE|SECRET|AUTH|ENCRYPTION|SIGNING|MASTER)_?KEY$|(^|_)(SECRET|PRIVATE)_|_(PASS|PW)$|^PASS$/i
/** What only looks like one: a file's path, a switch, a public half. */
const harmlessName =
  /(_FILE|_CMD|_COMMAND|_PATH|_URL|_URI|_DIR|_NAME|_LENGTH|_TTL|_EXPIR\w*|_TYPE|_ENABLED|_MINUTES|_SECONDS|_ID|_HEADER|_ALGORITHM)$|^(NEXT_)?PUBLIC_|PUBLIC_KEY|SITE_KEY|^PWD$|MAX_TOKENS?$|ALLOW_EMPTY_PASSWORD/i

export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name)
}

/** A value that is itself the secret: neither empty, nor a variable, a file or a switch. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim()
  if (text === '' || /^(true|false|yes|no|on|off|null|none|\d{1,3})$/i.test(text)) return false
  // A place for one, which something fills in.
  if (/^(\{.*\}|<.*>|\*+)$/.test(text)) return false
  return !text.startsWith('$') && !/^\/(run|etc|var|secrets?|app|tmp)\//.test(text) && !/\$\{[^}]*\}|\$\w/.test(text)
}

/** `scheme://user:password@host` with a password that is written out. */
export function passwordInUrl(value: string): string | null {
  const found = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@${}]*:([^\s@/${}]+)@[^\s@]/i.exec(value)?.[1]
  return found && !/^(\*+|x+|<.*>)$/i.test(found) ? found : null
}
