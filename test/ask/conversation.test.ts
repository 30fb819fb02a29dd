import { describe, expect, test } from 'vitest'
import type { Given } from '../../src/ask/answers.ts'
import { converse } from '../../src/ask/conversation.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import type { Prompts } from '../../src/ask/prompts.ts'
import { Cancelled, UserError } from '../../src/errors.ts'
import { flags } from '../../src/flags.ts'
import { anUndecidedProject, aProject, aUnit } from './a-project.ts'

type Reply = string | string[] | ((choices: readonly { value: string; name: string }[]) => string | string[])

/** Answers from a list, and remembers what was asked. */
function scripted(...replies: Reply[]) {
  const asked: { flag: string; text: string }[] = []
  const said: string[] = []
  const next = (flag: string, text: string, choices: readonly { value: string; name: string }[]) => {
    asked.push({ flag, text })
    const reply = replies.shift()
    if (reply === undefined) throw new Error(`nobody answers: ${text}`)
    return Promise.resolve(typeof reply === 'function' ? reply(choices) : reply)
  }
  const prompts: Prompts = {
    say: (text) => void said.push(text),
    one: async ({ flag, text, choices }) => (await next(flag, text, choices)) as string,
    some: async ({ flag, text, choices }) => (await next(flag, text, choices)) as string[],
    text: async ({ flag, text, refuse }) => {
      const value = (await next(flag, text, [])) as string
      const reason = await refuse(value)
      if (reason) throw new Error(reason)
      return value
    },
  }
  return { asked, said, prompts }
}

const screens = { summary: () => 'summary', file: ({ path }: { path: string }) => `text of ${path}` }
const preview = () => Promise.resolve([{ path: 'Dockerfile', text: 'FROM x\n' }])
/** The entry of the list of answers with that flag. */
const entry =
  (flag: string): Reply =>
  (choices) =>
    choices.find((choice) => choice.name.startsWith(`--${flag} `))!.value

async function talk(script: ReturnType<typeof scripted>, facts = aProject(), given: Given = nothingGiven(), look = preview) {
  return converse(facts, given, look, script.prompts, screens, true)
}

test('where Dagster’s runs execute is asked once for all of its code locations', async () => {
  const unknown = [{ key: 'launcher', flag: '--set sales.launcher=docker', why: 'Dagster runs as three services', required: false }]
  const location = { stack: 'dagster', entrypoint: 'shop.definitions' }
  const facts = aProject({ units: [aUnit({ ...location, name: 'sales', dir: 'sales', unknown }), aUnit({ ...location, name: 'stock', dir: 'stock' })] })
  const script = scripted('docker', 'yes')
  expect((await talk(script, facts)).units.map((one) => one.launcher)).toEqual(['docker', 'docker'])
  expect(script.asked.map((one) => one.text)).toEqual(['sales: Where do runs execute?', 'Set it up like this?'])
})

test('yes takes what was detected', async () => {
  const script = scripted('yes')
  expect((await talk(script)).units[0]?.port).toBe(8000)
  expect(script.asked).toEqual([{ flag: 'yes', text: 'Set it up like this?' }])
})

test('no is a cancelling', async () => {
  await expect(talk(scripted('no'))).rejects.toBeInstanceOf(Cancelled)
})

describe('every answer can be changed', () => {
  test.each([
    ['entrypoint', ['shop.admin:app'], { units: [{ entrypoint: 'shop.admin:app' }] }],
    ['port', ['9000'], { units: [{ port: 9000 }] }],
    ['python', ['3.14'], { units: [{ runtime: '3.14' }] }],
    ['package-manager', ['pip'], { units: [{ packageManager: 'pip' }] }],
    ['base', ['distroless'], { units: [{ base: 'distroless' }] }],
    ['health-path', ['none'], { units: [{ healthPath: null }] }],
    ['with', [['redis'], []], { services: [{ kind: 'redis', managed: false }] }],
    [
      'with',
      [['postgres', 'redis'], ['postgres']],
      {
        services: [
          { kind: 'postgres', managed: true },
          { kind: 'redis', managed: false },
        ],
      },
    ],
    ['target', [['runtime']], { targets: ['runtime'] }],
    ['files', [['dockerfile', 'compose']], { files: ['dockerfile', 'compose'] }],
    ['image-prefix', ['ghcr.io/acme'], { imagePrefix: 'ghcr.io/acme' }],
  ] as [string, Reply[], object][])('%s: %j', async (flag, replies, expected) => {
    const script = scripted('change', entry(flag), ...replies, 'yes')
    expect(await talk(script)).toMatchObject(expected)
    // There is no question that a flag does not answer.
    const names = flags.map((one) => one.name)
    for (const question of script.asked) expect(names).toContain(question.flag)
    expect(script.asked.map((one) => one.flag)).toContain(flag)
  })

  test('what has a question has its row in the list', async () => {
    let list: readonly string[] = []
    const script = scripted('change', (choices) => ((list = choices.map((choice) => choice.name.split(' ')[0]!)), 'back'), 'yes')
    await talk(script)
    const asked = flags.filter((flag) => flag.question && !flag.question.when && flag.name !== 'managed').map((flag) => `--${flag.name}`)
    expect(list.filter((name) => name.startsWith('--')).sort()).toEqual(asked.sort())
  })
})

test('an answer that cannot be is told and taken back', async () => {
  const script = scripted('change', entry('base'), 'alpine', 'yes')
  const look = (answers: { units: { base: string }[] }) =>
    answers.units[0]!.base === 'alpine' ? Promise.reject(new UserError('no wheels for alpine', { todo: ['try: slim'] })) : preview()
  const answers = await converse(aProject(), nothingGiven(), look, script.prompts, screens, true)
  expect(answers.units[0]?.base).toBe('slim')
  expect(script.said.join('\n')).toContain('no wheels for alpine')
})

test('what is missing is asked before anything else, and once', async () => {
  const script = scripted('shop.admin:app', 'yes')
  expect((await talk(script, anUndecidedProject())).units[0]?.entrypoint).toBe('shop.admin:app')
  expect(script.asked.map((one) => one.flag)).toEqual(['entrypoint', 'yes'])
})

test('files can be looked at one after another', async () => {
  const script = scripted('show', 'Dockerfile', '\0back', 'yes')
  await talk(script)
  expect(script.said).toContain('text of Dockerfile')
})

test('of several units each question names its own', async () => {
  const facts = aProject({ units: [aUnit(), aUnit({ name: 'admin', dir: 'admin' })] })
  const script = scripted('change', entry('set admin.port'), '9000', 'yes')
  const { units } = await talk(script, facts)
  expect(units.map((unit) => unit.port)).toEqual([8000, 9000])
  expect(script.asked[2]?.text).toBe('admin: Which port does it listen on?')
})

test('a service keeps the version that it was given', async () => {
  const script = scripted('change', entry('with'), ['redis'], [], 'yes')
  expect((await talk(script, aProject(), { ...nothingGiven(), with: ['redis:7'] })).services).toEqual([{ kind: 'redis', version: '7', managed: false }])
})

describe('what no project can say', () => {
  const unknown = [{ key: 'accelerator', flag: '--accelerator gpu', why: 'torch computes on either', required: false }]
  const fact = { library: 'torch', file: 'requirements.txt', line: 3, index: false, stated: null }
  const facts = aProject({ units: [aUnit({ unknown, python: { ...aUnit().python!, accelerator: fact } })] })

  test('is asked once, with the default first', async () => {
    const script = scripted('gpu', 'yes')
    expect((await talk(script, facts)).units[0]?.accelerator).toBe('gpu')
    expect(script.asked.map((one) => one.flag)).toEqual(['accelerator', 'yes'])
  })

  test('is not asked of whoever said it', async () => {
    const script = scripted('yes')
    expect((await talk(script, facts, { ...nothingGiven(), unit: { accelerator: 'cpu' } })).units[0]?.accelerator).toBe('cpu')
  })

  test('can be changed, where there is something to choose', async () => {
    const script = scripted('cpu', 'change', entry('accelerator'), 'gpu', 'yes')
    expect((await talk(script, facts)).units[0]?.accelerator).toBe('gpu')
  })
})
