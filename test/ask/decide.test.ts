import { describe, expect, it, test } from 'vitest'
import { nothingGiven, mergeGiven } from '../../src/ask/given.ts'
import { decide } from '../../src/ask/decide.ts'
import { followNames } from '../../src/ask/follow-names.ts'
import { UserError } from '../../src/errors.ts'
import { anUndecidedProject, aProject, aUnit } from './a-project.ts'

const given = (changes: object) => ({ ...nothingGiven(), ...changes })

describe('what is taken', () => {
  test('facts and defaults where nothing was said', () => {
    const { answers, missing } = decide(aProject(), nothingGiven())
    expect(missing).toEqual([])
    expect(answers).toEqual({
      project: 'shop',
      units: [
        {
          name: 'api',
          dir: '.',
          stack: 'fastapi',
          packageManager: 'uv',
          entrypoint: 'shop.main:app',
          port: 8000,
          runtime: '3.13',
          base: 'slim',
          healthPath: '/health',
          dependencies: null,
          accelerator: 'cpu',
          symbols: 'kept',
        },
      ],
      services: [
        { kind: 'postgres', managed: false },
        { kind: 'redis', managed: false },
      ],
      targets: ['runtime', 'development', 'testing'],
      files: ['dockerfile', 'compose', 'dockerignore', 'makefile', 'devcontainer', 'ci', 'bake', 'docs', 'env'],
      imagePrefix: 'ghcr.io/owner',
      branch: 'main',
      baseRegistry: null,
      requirements: true,
      withoutUnits: [],
    })
  })

  test('the owner of the repository in the image prefix', () => {
    expect(decide(aProject({ owner: 'acme' }), nothingGiven()).answers.imagePrefix).toBe('ghcr.io/acme')
  })

  test('a word of the person over the fact, by either way of naming the unit', () => {
    const one = decide(aProject(), given({ unit: { port: '9000', 'health-path': 'none' } })).answers.units[0]
    const other = decide(aProject(), given({ units: { api: { port: '9000', 'health-path': 'none' } } })).answers.units[0]
    expect(one).toMatchObject({ port: 9000, healthPath: null })
    expect(other).toEqual(one)
  })

  test('services: left out, added, run elsewhere, in a version', () => {
    expect(decide(aProject(), given({ without: ['redis'] })).answers.services).toEqual([{ kind: 'postgres', managed: false }])
    expect(decide(aProject({ services: [] }), given({ with: ['redis:7'] })).answers.services).toEqual([{ kind: 'redis', version: '7', managed: false }])
    expect(decide(aProject(), given({ managed: ['postgres'] })).answers.services).toContainEqual({ kind: 'postgres', managed: true })
  })

  test('services: what is named takes the place of what was seen and speaks the same', () => {
    const kinds = (said: object, changes = {}) => decide(aProject(changes), given(said)).answers.services.map((one) => one.kind)
    expect(kinds({ with: ['valkey', 'pgvector:17'] })).toEqual(['pgvector', 'valkey'])
    expect(kinds({ managed: ['mariadb'] })).toEqual(['postgres', 'mariadb', 'redis'])
    const storage = { services: [{ kind: 'minio', usedBy: ['api'], evidence: [] }] }
    expect(kinds({}, storage)).toEqual(['seaweedfs'])
    expect(kinds({ without: ['seaweedfs'] }, storage)).toEqual([])
  })

  test('services: what one cannot do without comes along', () => {
    const alone = aProject({ services: [] })
    expect(decide(alone, given({ with: ['opensearch-dashboards'] })).answers.services).toEqual([
      { kind: 'opensearch', managed: false },
      { kind: 'opensearch-dashboards', managed: false },
    ])
    expect(decide(alone, given({ with: ['opensearch-dashboards', 'opensearch:2.19.6'] })).answers.services[0]).toEqual({
      kind: 'opensearch',
      version: '2.19.6',
      managed: false,
    })
  })

  test('runtime is a target whatever was asked; files less those left out', () => {
    const { targets, files } = decide(aProject(), given({ targets: ['testing'], files: ['dockerfile', 'env'], withoutFiles: ['env'] })).answers
    expect(targets).toEqual(['runtime', 'testing'])
    expect(files).toEqual(['dockerfile'])
  })
})

describe('what is missing', () => {
  test('a required unknown, until it is given', () => {
    const facts = anUndecidedProject()
    expect(decide(facts, nothingGiven()).missing).toMatchObject([{ unit: 'api', key: 'entrypoint', flag: '--entrypoint <module:app>' }])
    expect(decide(facts, given({ unit: { entrypoint: 'shop.admin:app' } })).missing).toEqual([])
  })

  test('not what has a usable default', () => {
    const facts = aProject({ units: [aUnit({ unknown: [{ key: 'port', flag: '--port <port>', why: 'no port in the source', required: false }] })] })
    expect(decide(facts, nothingGiven()).missing).toEqual([])
  })
})

describe('words about what is not there end with 2', () => {
  const refused = (facts: Parameters<typeof decide>[0], said: object) => {
    try {
      decide(facts, given(said))
    } catch (error) {
      return error as UserError
    }
    throw new Error('not refused')
  }

  test.each([
    [{ units: { web: { port: '1' } } }, aProject(), 'nothing here is called web'],
    [{ unit: { port: '1' } }, aProject({ units: [aUnit(), aUnit({ name: 'admin', dir: 'admin' })] }), 'which one of api, admin?'],
    [{ unit: { node: '24' } }, aProject(), 'api does not run on Node'],
    [{ with: ['redis', 'valkey'] }, aProject(), 'redis and valkey serve the same code, and one of them is enough'],
    [{ with: ['postgres'], managed: ['pgvector'] }, aProject(), 'postgres and pgvector serve the same code, and one of them is enough'],
    [{ with: ['opensearch-dashboards'], managed: ['opensearch'] }, aProject(), 'opensearch-dashboards needs opensearch in the project'],
  ])('%j', (said, facts, words) => {
    const error = refused(facts, said)
    expect(error).toBeInstanceOf(UserError)
    expect(error.exitCode).toBe(2)
    expect(error.message).toContain(words)
  })
})

describe('two sources as one', () => {
  test('the flag for the one unit wins over the file that names it', () => {
    const merged = mergeGiven(given({ units: { api: { port: '1', base: 'alpine' } } }), given({ unit: { port: '2' } }))
    expect(decide(aProject(), merged).answers.units[0]).toMatchObject({ port: 2, base: 'alpine' })
  })

  test('a service that is wanted again is no longer left out', () => {
    const merged = mergeGiven(given({ without: ['redis'], managed: ['postgres'] }), given({ with: ['redis:8'] }))
    expect(decide(aProject(), merged).answers.services).toEqual([
      { kind: 'postgres', managed: true },
      { kind: 'redis', version: '8', managed: false },
    ])
  })
})

describe('a unit that the answers call otherwise', () => {
  const facts = aProject()
  const [unit] = facts.units
  const said = (name: string, entrypoint: string) => ({ ...nothingGiven(), units: { [name]: { entrypoint } } })

  it('keeps the name of the person, for the services too', () => {
    const named = followNames({ ...facts, services: [{ kind: 'redis', usedBy: [unit!.name], evidence: [] }] }, said('web', unit!.entrypoint!))
    expect(named.units.map((one) => one.name)).toEqual(['web'])
    expect(named.services.map((one) => one.usedBy)).toEqual([['web']])
  })

  it('is no other one that starts something else, nor one that has a name in the answers', () => {
    expect(followNames(facts, said('web', 'other:app'))).toBe(facts)
    const both = { ...nothingGiven(), units: { web: { entrypoint: unit!.entrypoint! }, [unit!.name]: {} } }
    expect(followNames(facts, both)).toBe(facts)
  })
})
