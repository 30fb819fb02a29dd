import { expect, test } from 'vitest'
import { swallowedByNpm } from '../../src/command-line/npm.ts'
import type { UserError } from '../../src/errors.ts'

// What npm 11 really sets: text options given with a blank are `true` and their value a positional, `--x=y` is `y`, `--no-x` is empty.
const under = (env: Record<string, string>, ...argv: string[]) => swallowedByNpm(argv, { npm_command: 'init', ...env })

async function corrected(env: Record<string, string>, ...argv: string[]): Promise<string> {
  const error = (await under(env, ...argv).catch((one: unknown) => one)) as UserError
  expect(error.exitCode).toBe(2)
  const [npm = '', pnpm = '', yarn = '', bun = ''] = error.help.todo!
  const rest = npm.replace('try: npm create dockerize@latest -- ', '')
  expect([pnpm.trim(), yarn.trim(), bun.trim()]).toEqual([`pnpm create dockerize ${rest}`, `yarn create dockerize ${rest}`, `bun create dockerize ${rest}`])
  return rest
}

test('a dry run that npm kept is a dry run', async () => {
  expect(await under({ npm_config_dry_run: 'true' })).toEqual({ dryRun: true })
  expect(await under({ npm_config_dry_run: 'true', npm_command: 'exec' })).toEqual({ dryRun: true })
})

test("names that are npm's own say nothing", async () => {
  const env = {
    npm_config_yes: 'true',
    npm_config_json: 'true',
    npm_config_force: 'true',
    npm_config_quiet: 'true',
    npm_config_registry: 'https://npm.example.com/',
    npm_config_python: '/usr/bin/python3',
  }
  expect(await under(env)).toEqual({ dryRun: false })
})

test('outside of npm nothing is looked at', async () => {
  expect(await under({ npm_command: 'run-script', npm_config_stack: 'true', npm_config_dry_run: 'true' })).toEqual({ dryRun: false })
})

test.each([
  [{ npm_config_stack: 'true' }, ['fastapi'], '--stack fastapi'],
  [{ npm_config_stack: 'true' }, ['shop', 'fastapi'], 'shop --stack fastapi'],
  [{ npm_config_stack: 'true' }, [], '--stack <id>'],
  [{ npm_config_port: '9000' }, [], '--port 9000'],
  [{ npm_config_python: '3.13' }, [], '--python 3.13'],
  [{ npm_config_python: 'true' }, ['3.13'], '--python 3.13'],
  [{ npm_config_health_path: '/up', npm_config_dry_run: 'true' }, [], '--health-path /up --dry-run'],
  [{ npm_config_with: 'true', npm_config_target: 'true' }, ['redis', 'runtime,testing', 'shop'], 'shop --with redis --target runtime,testing'],
  [{ npm_config_set: 'true' }, ['api.port=1'], '--set api.port=1'],
  [{ npm_config_makefile: '' }, [], '--no-makefile'],
  [{ npm_config_interactive: '' }, [], '--no-interactive'],
  [{ npm_config_validate: '' }, [], '--no-validate'],
  [{ npm_config_exit_code: 'true', npm_config_dry_run: 'true' }, [], '--exit-code --dry-run'],
])('%j with %j is stopped', async (env, argv, command) => {
  expect(await corrected(env, ...argv)).toBe(command)
})

test('a variable that no flag of ours could have left is ignored', async () => {
  expect(await under({ npm_config_port: 'many', npm_config_stack: 'unheard-of' })).toEqual({ dryRun: false })
})

test('what did arrive is not asked for again', async () => {
  expect(await under({ npm_config_stack: 'true' }, '--stack', 'fastapi')).toEqual({ dryRun: false })
})
