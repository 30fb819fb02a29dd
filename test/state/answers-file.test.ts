import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { bases, outputs, targets, type Answers } from '../../src/ask/answers.ts'
import type { Facts } from '../../src/detect/facts.ts'
import { UserError } from '../../src/errors.ts'
import { answersFile, readAnswersFile } from '../../src/state/answers-file.ts'

const answers: Answers = {
  project: 'shop',
  units: [
    {
      name: 'api',
      dir: '.',
      stack: 'fastapi',
      packageManager: 'uv',
      entrypoint: 'shop.main:app',
      port: 8000,
      runtime: '3.10',
      base: 'slim',
      healthPath: null,
      dependencies: null,
      accelerator: 'cpu',
      symbols: 'kept',
    },
  ],
  services: [
    { kind: 'postgres', version: '17', managed: false },
    { kind: 'redis', managed: true },
  ],
  targets: ['runtime', 'development'],
  files: ['dockerfile', 'compose'],
  imagePrefix: 'ghcr.io/acme',
  branch: 'main',
  baseRegistry: null,
  requirements: true,
  withoutUnits: [],
}
const path = '.dockerize/answers.yaml'
const reading = (text: string) => readAnswersFile(text, path)
const refused = async (text: string): Promise<UserError> => {
  const error: unknown = await reading(text).then(
    () => null,
    (one: unknown) => one,
  )
  if (!(error instanceof UserError)) throw new Error(`not refused: ${text}`)
  expect(error.exitCode).toBe(1)
  return error
}

describe('the file', () => {
  it('is for people', () => {
    expect(answersFile(answers).text).toMatchInlineSnapshot(`
      "# What create-dockerize was told. Change it here and run it again; a flag wins over this file.
      schema: 1
      project: shop
      units:
        api:
          stack: fastapi
          package-manager: uv
          entrypoint: shop.main:app
          port: 8000
          python: "3.10"
          base: slim
          health-path: none
      with: ["postgres:17"]
      managed: [redis]
      target: [runtime, development]
      files: [dockerfile, compose]
      image-prefix: ghcr.io/acme
      "
    `)
  })

  it('names what was seen and left out, so that it stays out', () => {
    const facts = { units: [], services: [{ kind: 'redis', usedBy: [], evidence: [] }] } as unknown as Facts
    const { text } = answersFile({ ...answers, services: [] }, facts)
    expect(parse(text)).toMatchObject({ without: ['redis'] })
  })

  it('comes back as it was written', async () => {
    expect(await reading(answersFile(answers).text)).toEqual({
      unit: {},
      units: {
        api: { stack: 'fastapi', 'package-manager': 'uv', entrypoint: 'shop.main:app', port: '8000', python: '3.10', base: 'slim', 'health-path': 'none' },
      },
      project: 'shop',
      with: ['postgres:17'],
      without: [],
      managed: ['redis'],
      targets: ['runtime', 'development'],
      files: ['dockerfile', 'compose'],
      imagePrefix: 'ghcr.io/acme',
    })
  })

  it('is YAML with any name in it', () => {
    const unit = fc.record({
      name: fc.string({ minLength: 1, unit: 'grapheme' }),
      dir: fc.string({ minLength: 1 }),
      stack: fc.constant('fastapi'),
      packageManager: fc.constant('uv'),
      entrypoint: fc.string({ unit: 'grapheme' }),
      port: fc.integer({ min: 1, max: 65535 }),
      runtime: fc.constantFrom('3.10', '3.13'),
      base: fc.constantFrom(...bases),
      healthPath: fc.option(fc.string()),
      dependencies: fc.option(fc.string({ minLength: 1 })),
      accelerator: fc.constantFrom('cpu' as const, 'gpu' as const),
      symbols: fc.constantFrom('kept' as const, 'cut' as const),
    })
    fc.assert(
      fc.property(unit, fc.subarray([...targets]), fc.subarray([...outputs]), (one, some, files) => {
        const value = parse(answersFile({ ...answers, units: [one], targets: some, files }).text) as { units: Record<string, Record<string, unknown>> }
        expect(Object.keys(value.units)).toEqual([one.name])
        expect(value.units[one.name]).toMatchObject({ port: one.port, python: one.runtime })
        // What the build decides by itself is no answer.
        expect(value.units[one.name]?.['entrypoint']).toBe(one.entrypoint === '' ? undefined : one.entrypoint)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a person may write', () => {
  it('a version without quotes is no number', async () => {
    expect(await reading('units:\n  api:\n    python: 3.10\n    port: 0x1F90\n').catch((error: UserError) => error.message)).toMatch(/:4: port: /)
    expect((await reading('units:\n  api:\n    python: 3.10\n')).units).toEqual({ api: { python: '3.10' } })
  })

  it("keys that are a person's own say nothing", async () => {
    expect(await reading('owner-team: payments\nx-note: {a: 1}\nunits:\n  api:\n    port: 9000\n    reviewed-by: kim\n')).toEqual({
      ...{ unit: {}, with: [], without: [], managed: [] },
      units: { api: { port: '9000' } },
    })
  })

  it('an alias of a service, one without a list, and nothing', async () => {
    expect(await reading('with: pg:17\nmanaged:\nunits:\n  api:\n')).toMatchObject({ with: ['postgres:17'], managed: [], units: {} })
    expect(await reading('')).toEqual({ unit: {}, units: {}, with: [], without: [], managed: [] })
    expect(await reading('# nothing\n')).toMatchObject({ with: [] })
  })
})

describe('what is refused, with file and line', () => {
  it.each([
    ['units:\n  api:\n    stack: fastpi\n', `${path}:3: stack: there is no stack fastpi; did you mean fastapi? Nothing was written.`],
    ['units:\n  api:\n    prot: 1\n', `${path}:3: there is no key prot; did you mean port? Nothing was written.`],
    ['\nproyect: x\n', `${path}:2: there is no key proyect; did you mean project? Nothing was written.`],
    ['units:\n  api:\n    port: 99999\n', /answers\.yaml:3: port: 99999 is not a port/],
    ['units:\n  api:\n    port: [1]\n', `${path}:3: port: one value is expected here. Nothing was written.`],
    ['units: [api]\n', /answers\.yaml:1: units: /],
    ['schema: 2\n', `${path}:1: schema: this version knows 1 alone. Nothing was written.`],
    ['project: My Shop\n', /answers\.yaml:1: project: "My Shop" is no name/],
    ['with:\n  - postgres\n  - redsi\n', /answers\.yaml:3: with: there is no .* redsi; did you mean redis/],
    ['with: ["redis:a b"]\n', /answers\.yaml:1: with: "a b" is no version of an image/],
    ['files: [makefil]\n', /answers\.yaml:1: files: there is no .*makefile/],
    ['a: [\n', /answers\.yaml:\d: /],
    ['project: a\nproject: b\n', /answers\.yaml:2: /],
    ['units:\n\tapi:\n', /answers\.yaml:2: /],
    ['just text\n', `${path}:1: this should be \`key: value\` lines. Nothing was written.`],
  ])('%j', async (text, message) => {
    const error = await refused(text)
    if (typeof message === 'string') expect(error.message).toBe(message)
    else expect(error.message).toMatch(message)
    expect(error.message).toMatch(/Nothing was written\.$/)
    expect(error.message).not.toContain('\n')
  })
})
