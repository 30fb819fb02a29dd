import { UserError } from '../errors.ts'
import { flags, type Flag } from '../flags.ts'

/**
 * Names of npm's own configuration that are ours too. Anyone's `.npmrc` may set them, so their variables say nothing
 * about this run. (`python`, once npm's, is told apart by its value: a path there, a version here.)
 */
const ownedByNpm = new Set(['yes', 'json', 'quiet', 'help', 'version', 'dry-run'])

export interface Swallowed {
  /** `npm create dockerize --dry-run`: meant for us, kept by npm. Writing files then would be the opposite of what was asked. */
  dryRun: boolean
}

/**
 * npm takes options that stand before `--` for itself: they never reach the arguments, only variables named
 * `npm_config_…`. Everything that can be told from those is used or refused here.
 *
 * @throws UserError (exit 2) where an option of ours was kept, with the command as it works in each package manager.
 */
export async function swallowedByNpm(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Swallowed> {
  if (env['npm_command'] !== 'init' && env['npm_command'] !== 'exec') return { dryRun: false }
  const dryRun = env['npm_config_dry_run'] === 'true'
  const words = [...argv]
  const kept: { typed: string; option: string }[] = []
  for (const flag of flags) {
    if (ownedByNpm.has(flag.name) || given(flag, argv)) continue
    const found = await keptValue(flag, env, words)
    if (found !== undefined) kept.push(found)
  }
  if (kept.length === 0) return { dryRun }
  const command = [
    ...words.filter((word) => word !== '--'),
    ...kept.map((one) => one.typed),
    ...(dryRun && !argv.includes('--dry-run') ? ['--dry-run'] : []),
  ].join(' ')
  throw new UserError(`npm kept ${kept.map((one) => one.option).join(' and ')} for itself. Nothing was written.`, {
    exitCode: 2,
    todo: [
      `try: npm create dockerize@latest -- ${command}`,
      `     pnpm create dockerize ${command}`,
      `     yarn create dockerize ${command}`,
      `     bun create dockerize ${command}`,
    ],
  })
}

/** The option as it was typed; its value is taken out of `words`, where npm leaves it as if it were a folder. */
async function keptValue(flag: Flag, env: NodeJS.ProcessEnv, words: string[]): Promise<{ typed: string; option: string } | undefined> {
  const off = flag.name.startsWith('no-') ? flag.name.slice(3) : flag.value === 'onOff' ? flag.name : undefined
  // npm writes a switch that was turned off as an empty variable.
  if (off !== undefined && env[variable(off)] === '') return { typed: `--no-${off}`, option: `--no-${off}` }
  const value = env[variable(flag.name)]
  const option = `--${flag.name}`
  if (flag.value === 'switch' || flag.value === 'onOff') return value === 'true' ? { typed: option, option } : undefined
  if (value === 'true') {
    const index = await indexOf(words, (word) => !word.startsWith('-') && accepts(flag, word))
    const [word] = index < 0 ? [] : words.splice(index, 1)
    return { typed: `${option} ${word ?? `<${flag.placeholder}>`}`, option }
  }
  return value !== undefined && value !== '' && (await accepts(flag, value)) ? { typed: `${option} ${value}`, option } : undefined
}

async function accepts(flag: Flag, value: string): Promise<boolean> {
  if (flag.refused?.[value]) return true
  if (flag.value === 'pairs') return /^[^.=]+\.[^=]+=/.test(value)
  const allowed = flag.oneOf && [...(await flag.oneOf()), ...((await flag.aliases?.()) ?? [])]
  if (allowed) return (flag.value === 'list' ? value.split(',') : [value]).every((one) => allowed.includes(flag.value === 'list' ? one.split(':')[0]! : one))
  if (flag.refuse) return flag.refuse(value) === undefined
  // Free text: a variable of that name with any value can be nothing but ours.
  return true
}

function given(flag: Flag, argv: readonly string[]): boolean {
  return argv.some((arg) => arg === `--${flag.name}` || arg.startsWith(`--${flag.name}=`))
}

function variable(name: string): string {
  return `npm_config_${name.replaceAll('-', '_')}`
}

async function indexOf(words: readonly string[], matches: (word: string) => Promise<boolean> | boolean): Promise<number> {
  for (const [index, word] of words.entries()) if (await matches(word)) return index
  return -1
}
