import { expect, test } from 'vitest'
import { commands } from '../../src/commands.ts'
import { parseCommandLine } from '../../src/command-line/parse.ts'

const cases: [leaf: string, argv: string[], command: string][] = [
  ['set the project up', [], ''],
  ['set up what lies in a folder', ['shop'], ''],
  ['a folder that is named like a command', ['./review'], ''],
  ['add', ['add', 'redis'], 'add'],
  ['remove', ['remove', 'redis'], 'remove'],
  ['update', ['update'], 'update'],
  ['check', ['check'], 'check'],
  ['verify', ['verify'], 'verify'],
  ['detect', ['detect', '--json'], 'detect'],
  ['review my Dockerfile', ['review', 'Dockerfile'], 'review'],
  ['make it smaller', ['refine', '--goal', 'smaller'], 'refine'],
]
test.each(cases)('%s', async (_, argv, command) => expect((await parseCommandLine(argv)).command.name).toBe(command))

test('every command is a leaf', () => expect(commands.map((one) => one.name).filter((name) => !cases.some(([, , command]) => command === name))).toEqual([]))
