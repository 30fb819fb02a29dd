import { parseArgs } from 'node:util'
import { commands, type Command } from '../commands.ts'
import { UserError } from '../errors.ts'
import { flags, type Flag } from '../flags.ts'
import { nearest } from './nearest.ts'

/** A command line that holds nothing but known options with values of the right form. */
export interface CommandLine {
  command: Command
  positionals: readonly string[]
  /** By name: `true`/`false` for switches, text, or the values of a list in the order given. */
  values: ReadonlyMap<string, string | boolean | readonly string[]>
}

/**
 * Reads the arguments by the option table.
 *
 * @throws UserError (exit 2) for an option, a value or a command that is not there, with what was probably meant.
 */
export async function parseCommandLine(argv: readonly string[]): Promise<CommandLine> {
  // `pnpm create dockerize -- --yes` hands the dashes on; they say nothing to us.
  const args = argv.filter((arg) => arg !== '--')
  const { tokens } = parseArgs({ args, options: parserOptions(), strict: false, allowPositionals: true, tokens: true })
  const positionals: string[] = []
  const values = new Map<string, string | boolean | string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind === 'option') await take(token, values)
  }
  const named = commands.find((one) => one.name !== '' && one.name === positionals[0])
  if (named) positionals.shift()
  const command = named ?? commands.find((one) => one.name === '')!
  refuseForeign(command, values)
  return { command, positionals, values }
}

type ParserOption = { type: 'string' | 'boolean'; short?: string }

function parserOptions(): Record<string, ParserOption> {
  const options: Record<string, ParserOption> = {}
  for (const flag of flags) {
    options[flag.name] = { type: takesValue(flag) ? 'string' : 'boolean', ...(flag.short ? { short: flag.short } : {}) }
    if (flag.value === 'onOff') options[`no-${flag.name}`] = { type: 'boolean' }
  }
  return options
}

type OptionToken = { name: string; rawName: string; value?: string | undefined; inlineValue?: boolean | undefined }

async function take(token: OptionToken, values: Map<string, string | boolean | string[]>): Promise<void> {
  const flag = flags.find((one) => one.name === token.name)
  const turnedOff = flags.find((one) => one.value === 'onOff' && `no-${one.name}` === token.name)
  const row = flag ?? turnedOff
  if (!row) throw unknownOption(token.rawName)
  if (!takesValue(row)) {
    if (token.value !== undefined) throw wrong(`${token.rawName} takes no value`, row)
    values.set(row.name, turnedOff === undefined)
    return
  }
  const { value } = token
  if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-'))) {
    throw wrong(`${token.rawName} needs a value: ${token.rawName} <${row.placeholder}>`, row)
  }
  if (row.value === 'text') {
    await checkValue(row, value)
    values.set(row.name, value)
    return
  }
  const several =
    row.value === 'list'
      ? value
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean)
      : [value]
  for (const one of several) await checkValue(row, one)
  values.set(row.name, [...((values.get(row.name) as string[] | undefined) ?? []), ...several])
}

/**
 * The same check for a flag, a `--set` pair and an answer in a file.
 *
 * @throws UserError (exit 2) naming the option, the value, what was probably meant and what is allowed.
 */
export async function checkValue(flag: Flag, value: string, asTyped = `--${flag.name}`): Promise<void> {
  const refused = flag.refused?.[value]
  if (refused) throw new UserError(`${asTyped}: ${value} is not possible: ${refused.why}`, { exitCode: 2, todo: [`try: ${refused.instead}`] })
  const reason = flag.refuse?.(value)
  if (reason) throw wrong(`${asTyped}: ${reason}`, flag)
  const allowed = await flag.oneOf?.()
  // A service may be followed by its version: `redis:8`.
  const word = flag.value === 'list' ? value.split(':')[0]! : value
  if (!allowed || allowed.includes(word)) return
  const aliases = (await flag.aliases?.()) ?? []
  if (aliases.includes(word)) return
  const meant = nearest(word, [...allowed, ...aliases])
  throw new UserError(`${asTyped}: there is no ${nounOf(flag)} ${word}${meant ? `; did you mean ${meant}?` : ''}`, {
    exitCode: 2,
    todo: [`one of: ${allowed.join(', ')}`],
  })
}

function unknownOption(rawName: string): UserError {
  const names = flags.flatMap((flag) => (flag.value === 'onOff' ? [flag.name, `no-${flag.name}`] : [flag.name])).map((name) => `--${name}`)
  const meant = nearest(rawName, names)
  return new UserError(`there is no option ${rawName}${meant ? `; did you mean ${meant}?` : ''}`, {
    exitCode: 2,
    todo: ['create-dockerize --help lists them all'],
  })
}

function refuseForeign(command: Command, values: CommandLine['values']): void {
  for (const name of values.keys()) {
    if (command.takes(flags.find((one) => one.name === name)!)) continue
    const taken = flags.filter((flag) => command.takes(flag)).map((flag) => `--${flag.name}`)
    throw new UserError(`${command.name} does not take --${name}`, { exitCode: 2, todo: [`it takes: ${taken.join(', ')}`] })
  }
}

function wrong(what: string, flag: Flag): UserError {
  return new UserError(what, { exitCode: 2, todo: [`--${flag.name}: ${flag.help}`] })
}

function takesValue(flag: Flag): boolean {
  return flag.value === 'text' || flag.value === 'list' || flag.value === 'pairs'
}

function nounOf(flag: Flag): string {
  const nouns: Record<string, string> = {
    with: 'service',
    without: 'service',
    managed: 'service',
    files: 'file',
    'package-manager': 'package manager',
    'on-conflict': 'way',
    accept: 'change',
  }
  return nouns[flag.name] ?? flag.name
}
