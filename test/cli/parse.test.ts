import { describe, expect, test } from 'vitest'
import { givenOf } from '../../src/command-line/given.ts'
import { parseCommandLine } from '../../src/command-line/parse.ts'
import { services } from '../../src/services/index.ts'
import type { UserError } from '../../src/errors.ts'

async function refused(...argv: string[]): Promise<{ message: string; todo: string; exitCode: number }> {
  try {
    await givenOf(await parseCommandLine(argv), '.')
  } catch (error) {
    const { message, help, exitCode } = error as UserError
    return { message, todo: (help.todo ?? []).join('\n'), exitCode }
  }
  throw new Error(`${argv.join(' ')} was not refused`)
}

test.each([
  [['--versoin'], 'there is no option --versoin; did you mean --version?'],
  [['--healthpath', '/x'], 'there is no option --healthpath; did you mean --health-path?'],
  [['-p', '80'], 'there is no option -p'],
  [['--stack', 'fastpi'], '--stack: there is no stack fastpi; did you mean fastapi?'],
  [['--base', 'alpin'], '--base: there is no base alpin; did you mean alpine?'],
  [['--base', 'scratch'], '--base: scratch is not possible: no stack here is a static binary, and nothing else runs in an empty image'],
  [['--with', 'postgres,redi'], '--with: there is no service redi; did you mean redis?'],
  [['--files', 'dockerfile,readme'], '--files: there is no file readme'],
  [['--target', 'prod'], '--target: there is no target prod'],
  [['--on-conflict', 'mine'], '--on-conflict: there is no way mine'],
  [['--port', '0'], '--port: 0 is not a port; a number from 1 to 65535'],
  [['--port', '65536'], '--port: 65536 is not a port; a number from 1 to 65535'],
  [['--port', '80a'], '--port: 80a is not a port; a number from 1 to 65535'],
  [['--python', 'latest'], '--python: latest is not a Python version as images name it; write it like 3.13'],
  [['--entrypoint', '../main.py'], "--entrypoint: ../main.py is nothing that can be started; write it like shop.main:app, run.py or a script's name"],
  [['--entrypoint', 'shop:main:app'], "--entrypoint: shop:main:app is nothing that can be started; write it like shop.main:app, run.py or a script's name"],
  [['--health-path', 'health'], '--health-path: health is not a path of the app; write it like /health, or none'],
  [['--health-path', '/a b'], '--health-path: "/a b" is not a path of the app; write it like /health, or none'],
  [['--image-prefix', 'ghcr.io/a b'], '--image-prefix: "ghcr.io/a b" cannot stand in front of an image\'s name; write it like ghcr.io/acme'],
  [['--set', 'port=1'], '--set port=1: not of the form <unit>.<key>=<value>'],
  [['--set', 'api.prot=1'], '--set api.prot=1: there is no key prot; did you mean port?'],
  [['--set', 'api.port=x'], '--set api.port: x is not a port; a number from 1 to 65535'],
  [['--set', 'api.base=scratch'], '--set api.base: scratch is not possible: no stack here is a static binary, and nothing else runs in an empty image'],
  [['--with', 'redis', '--without', 'redis'], 'redis is both wanted and left out (--without)'],
  [['--port'], '--port needs a value: --port <number>'],
  [['--port', '--yes'], '--port needs a value: --port <number>'],
  [['--yes=true'], '--yes takes no value'],
  [['--answers', 'nothing-here.yaml'], '--answers: there is no file nothing-here.yaml'],
  [['detect', '--port', '1'], 'detect does not take --port'],
])('%j ends with 2', async (argv, message) => {
  expect(await refused(...argv)).toMatchObject({ exitCode: 2, message })
})

test('what is allowed stands below', async () => {
  expect((await refused('--base', 'big')).todo).toBe('one of: slim, alpine, distroless')
  expect((await refused('--base', 'scratch')).todo).toContain('--base distroless')
  const unknown = await refused('--with', 'loki')
  expect(unknown).toMatchObject({ exitCode: 2, message: '--with: there is no service loki' })
  expect(unknown.todo).toBe(`one of: ${services.map((one) => one.id).join(', ')}`)
  expect((await refused('--with', 'mogno')).message).toContain('did you mean mongo?')
})

describe('what is taken', () => {
  const given = async (...argv: string[]) => givenOf(await parseCommandLine(argv), '.')

  test('a stray -- says nothing', async () => {
    const line = await parseCommandLine(['--', 'shop', '--', '--yes'])
    expect(line.positionals).toEqual(['shop'])
    expect(line.values.get('yes')).toBe(true)
  })

  test('lists with commas or again and again', async () => {
    expect(await given('--with', 'postgres, redis')).toMatchObject({ with: ['postgres', 'redis'] })
    expect(await given('--with', 'pg:17', '--with=redis')).toMatchObject({ with: ['postgres:17', 'redis'] })
  })

  test('pairs for a unit, each value checked as its flag', async () => {
    expect((await given('--set', 'api.port=9000', '--set', 'api.entrypoint=a.b:c', '--set', 'web.port=1')).units).toEqual({
      api: { port: '9000', entrypoint: 'a.b:c' },
      web: { port: '1' },
    })
  })

  test('files left out one by one', async () => {
    expect((await given('--no-makefile', '--no-docs')).withoutFiles).toEqual(['makefile', 'docs'])
  })

  test('a command, and a folder named like one', async () => {
    expect((await parseCommandLine(['detect', 'shop'])).command.name).toBe('detect')
    const folder = await parseCommandLine(['./detect'])
    expect([folder.command.name, folder.positionals]).toEqual(['', ['./detect']])
  })

  test('validate on, off and unsaid', async () => {
    const value = async (...argv: string[]) => (await parseCommandLine(argv)).values.get('validate')
    expect([await value(), await value('--validate'), await value('--no-validate')]).toEqual([undefined, true, false])
  })
})
