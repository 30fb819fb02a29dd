import { describe, expect, test } from 'vitest'
import { commands } from '../../src/commands.ts'
import { flags } from '../../src/flags.ts'
import { flagsMarkdown, helpText } from '../../src/command-line/help.ts'
import { unitKeys } from '../../src/ask/answers.ts'
import { parseCommandLine } from '../../src/command-line/parse.ts'

const sample: Record<string, string> = {
  entrypoint: 'shop.main:app',
  port: '9000',
  python: '3.13',
  node: '24',
  'health-path': '/up',
  dependencies: 'imports',
  airflow: '3.1.8',
  set: 'api.port=1',
  'image-prefix': 'ghcr.io/acme',
  branch: 'trunk',
  'base-registry': 'mirror.example.com/hub',
  answers: 'answers.yaml',
  cwd: '.',
}

describe.each(flags.map((flag) => [flag.name, flag] as const))('--%s', (name, flag) => {
  const listed = !(name.startsWith('no-') && flag.group === 'answers')

  test('is in the help and in the table of the README', () => {
    const shown = flag.value === 'onOff' ? `--[no-]${name}` : `--${name}`
    expect(helpText().includes(shown)).toBe(listed)
    expect(flagsMarkdown().includes(shown)).toBe(listed)
  })

  test('is parsed', async () => {
    const value = sample[name] ?? (await flag.oneOf?.())?.[0]
    const argv = flag.value === 'switch' || flag.value === 'onOff' ? [`--${name}`] : [`--${name}`, value!]
    // One that no run without a command takes belongs to the first that does.
    const command = commands.find((one) => one.takes(flag))?.name ?? ''
    expect((await parseCommandLine([...(command === '' ? [] : [command]), ...argv])).values.has(name)).toBe(true)
  })

  test('says what stands for its value, in words that fit', () => {
    expect(flag.placeholder === undefined).toBe(flag.value === 'switch' || flag.value === 'onOff')
    expect(flag.help).toMatch(/^[a-z]/)
    expect(flag.help).not.toMatch(/\.$/)
  })
})

test('every key of --set is a flag for the one unit too', () => {
  expect(flags.filter((flag) => flag.sets).map((flag) => [flag.name, flag.sets])).toEqual(unitKeys.map((key) => [key, key]))
})

test('no name and no short form twice', () => {
  const names = flags.flatMap((flag) => [flag.name, ...(flag.short ? [flag.short] : [])])
  expect(new Set(names).size).toBe(names.length)
})

test('the help is at most 80 columns wide', () => {
  expect(
    Math.max(
      ...helpText()
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80)
})
