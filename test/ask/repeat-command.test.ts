import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parseCommandLine } from '../../src/command-line/parse.ts'
import { givenOf } from '../../src/command-line/given.ts'
import { decide } from '../../src/ask/decide.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import { repeatCommand } from '../../src/ask/repeat-command.ts'
import type { Given } from '../../src/ask/answers.ts'
import type { Facts } from '../../src/detect/facts.ts'
import { anUndecidedProject, aProject, aUnit } from './a-project.ts'

const said = (changes: Partial<Given>): Given => ({ ...nothingGiven(), ...changes })

test('is as short as the run was usual', () => {
  expect(repeatCommand(aProject(), decide(aProject(), nothingGiven()).answers)).toBe('npm create dockerize@latest -- --yes')
})

const monorepo = aProject({ layout: 'monorepo', units: [aUnit(), aUnit({ name: 'admin', dir: 'admin' })] })

const runs: [string, Facts, Given, string][] = [
  ['an answer', aProject(), said({ unit: { port: '9000' } }), '--yes --port 9000'],
  ['no health route', aProject(), said({ unit: { 'health-path': 'none' } }), '--yes --health-path none'],
  ['a missing answer', anUndecidedProject(), said({ unit: { entrypoint: 'shop.admin:app' } }), '--yes --entrypoint shop.admin:app'],
  ['one unit of two', monorepo, said({ units: { admin: { base: 'alpine' } } }), '--yes --set admin.base=alpine'],
  ['services', aProject(), said({ with: ['redis:7'], managed: ['postgres'] }), '--yes --with redis:7 --managed postgres'],
  ['a service left out', aProject(), said({ without: ['redis'] }), '--yes --without redis'],
  ['targets', aProject(), said({ targets: ['runtime'] }), '--yes --target runtime'],
  ['few files', aProject(), said({ files: ['dockerfile'] }), '--yes --files dockerfile'],
  ['all files but one', aProject(), said({ withoutFiles: ['makefile'] }), '--yes --no-makefile'],
  [
    'registries',
    aProject(),
    said({ imagePrefix: 'ghcr.io/acme', baseRegistry: 'mirror.example.com/hub' }),
    '--yes --image-prefix ghcr.io/acme --base-registry mirror.example.com/hub',
  ],
]

describe.each(runs)('%s', (_, facts, given, flags) => {
  const { answers } = decide(facts, given)
  const command = repeatCommand(facts, answers)

  test('is a flag', () => expect(command).toBe(`npm create dockerize@latest -- ${flags}`))

  test('leads to the same answers again', async () => {
    // A real shell takes the quoting apart.
    const argv = execFileSync('sh', ['-c', `set -- ${command}; for word in "$@"; do printf '%s\\n' "$word"; done`], { encoding: 'utf8' })
      .split('\n')
      .slice(4, -1)
    const again = await givenOf(await parseCommandLine(argv), '.')
    expect(decide(facts, again).answers).toEqual(answers)
  })
})

test('quotes what a shell would read', () => {
  const command = repeatCommand(aProject(), decide(aProject(), nothingGiven()).answers, "it's $HOME; rm -rf")
  const [, , , , word] = execFileSync('sh', ['-c', `set -- ${command}; for word in "$@"; do printf '%s\\n' "$word"; done`], { encoding: 'utf8' }).split('\n')
  expect(word).toBe("it's $HOME; rm -rf")
})
