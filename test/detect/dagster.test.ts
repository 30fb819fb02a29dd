import { describe, expect, it } from 'vitest'
import { factsFrom, pyproject, unitFrom } from './project-from.ts'

const defs = 'import dagster as dg\n\ndefs = dg.Definitions()\n'
const requirements = { 'requirements.txt': 'dagster==1.12.3\n' }
const dg = (more = '') => pyproject(['dagster'], `\n[tool.dg.project]\nroot_module = "shop"\n${more}`)

describe('a code location', () => {
  it('is what dg says, or what it has by default', async () => {
    const files = { 'src/shop/__init__.py': '', 'src/shop/definitions.py': defs, 'src/shop/other.py': defs }
    expect(await unitFrom({ ...files, 'pyproject.toml': dg() })).toMatchObject({
      stack: 'dagster',
      entrypoint: 'shop.definitions',
      details: { location: 'shop' },
    })
    expect(await unitFrom({ ...files, 'pyproject.toml': dg('code_location_target_module = "shop.other"\ncode_location_name = "till"\n') })).toMatchObject({
      entrypoint: 'shop.other',
      details: { location: 'till' },
    })
  })

  it('is everything below a module, where dg is to find it', async () => {
    const unit = await unitFrom({ 'pyproject.toml': dg('autoload_defs = true\n'), 'src/shop/__init__.py': '', 'src/shop/defs/__init__.py': '' })
    expect(unit).toMatchObject({ entrypoint: 'shop.defs', details: { load: 'autoload' } })
  })

  it('keeps its history in PostgreSQL, with the line that brings Dagster', async () => {
    const unit = await unitFrom({ ...requirements, 'repo.py': defs })
    expect(unit).toMatchObject({ uses: ['postgres'], needs: ['postgres'], port: 4000 })
    expect(unit.evidence).toContainEqual({ key: 'uses.postgres', value: 'dagster', file: 'requirements.txt', line: 1, confidence: 'likely' })
  })

  it('does not need a second one where the code talks to one already', async () => {
    const unit = await unitFrom({ 'requirements.txt': 'dagster==1.12.3\npsycopg2-binary\n', 'repo.py': defs })
    expect(unit.uses).toEqual(['postgres'])
    expect(unit.needs).toBeUndefined()
  })

  it('is loaded with dagster’s settings beside the code where these are looked for', async () => {
    const code = 'from dagster import load_from_defs_folder, definitions\n\n@definitions\ndef defs():\n    return load_from_defs_folder()\n'
    const files = { 'pyproject.toml': dg(), 'src/shop/__init__.py': '' }
    expect((await unitFrom({ ...files, 'src/shop/definitions.py': code })).files).toEqual(['pyproject.toml'])
    expect((await unitFrom({ ...files, 'src/shop/definitions.py': defs })).files).toEqual([])
  })

  it('is a question where several could be it, and where none can be seen', async () => {
    const several = await unitFrom({ ...requirements, 'north/__init__.py': '', 'north/jobs.py': defs, 'south/__init__.py': '', 'south/jobs.py': defs })
    expect(several.unknown.filter((one) => one.required)).toMatchObject([
      { key: 'entrypoint', required: true, choices: [{ value: 'north.jobs' }, { value: 'south.jobs' }] },
    ])
    const none = await unitFrom({ ...requirements, 'shop.py': 'import dagster\n' })
    expect(none).toMatchObject({ stack: 'dagster', entrypoint: null })
    expect(none.unknown.filter((one) => one.required)).toMatchObject([
      { key: 'entrypoint', required: true, flag: '--entrypoint <module>', why: expect.stringContaining('no module with definitions') as string },
    ])
    expect(none.unknown[0]).not.toHaveProperty('placeholder')
  })

  it('is none in tests and examples, nor what a library defines', async () => {
    const stand = { 'tests/test_it.py': defs, 'examples/repo.py': defs }
    expect((await unitFrom({ ...requirements, ...stand, 'repo.py': defs })).entrypoint).toBe('repo')
    const library = pyproject(['dagster'], '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n')
    expect((await factsFrom({ 'pyproject.toml': library, 'src/shop/__init__.py': 'from dagster import ConfigurableResource\n' })).units).toEqual([])
  })

  it('of a module with several definitions is the one that merges them', async () => {
    const code = 'import dagster as dg\n\na = dg.Definitions()\nb = dg.Definitions()\nall_of_it = dg.Definitions.merge(a, b)\n'
    expect((await unitFrom({ ...requirements, 'repo.py': code })).entrypoint).toBe('repo:all_of_it')
  })
})

describe('where runs execute', () => {
  it('is a question of the first location, for all of them', async () => {
    const { units } = await factsFrom({
      ...requirements,
      'workspace.yaml': 'load_from:\n  - python_module: a\n  - python_module: b\n',
      'a.py': defs,
      'b.py': defs,
    })
    expect(units.map((one) => one.unknown.map(({ key, flag, required }) => ({ key, flag, required })))).toEqual([
      [{ key: 'launcher', flag: '--launcher docker', required: false }],
      [],
    ])
  })
})

describe('the version', () => {
  const version = async (files: Record<string, string>) => (await unitFrom({ 'repo.py': defs, ...files })).details['version']
  it('is that of a lock file, a pin or a constraint', async () => {
    expect(await version({ 'requirements.txt': 'dagster==1.9.1\n' })).toBe('1.9.1')
    expect(await version({ 'requirements.txt': '-c constraints.txt\ndagster\n', 'constraints.txt': 'dagster==1.8.2\n' })).toBe('1.8.2')
    const locks = {
      'uv.lock': '[[package]]\nname = "dagster-pipes"\nversion = "9"\n\n[[package]]\nname = "dagster"\nversion = "1.10.3"\n',
      'poetry.lock': '[[package]]\nname = "dagster"\nversion = "1.10.4"\n',
      'pdm.lock': '[[package]]\nname = "dagster"\nversion = "1.10.5"\n',
    }
    for (const [name, text] of Object.entries(locks)) {
      const tool = name === 'poetry.lock' ? '\n[tool.poetry]\nname = "shop"\n' : name === 'pdm.lock' ? '\n[tool.pdm]\n' : ''
      expect(await version({ 'pyproject.toml': pyproject(['dagster>=1.7'], tool), [name]: text }), name).toBe(/version = "(1[^"]+)"/.exec(text)?.[1])
    }
    const pipfile = '{"_meta": {}, "default": {"dagster": {"hashes": [], "version": "==1.11.1"}}, "develop": {}}'
    expect(await version({ Pipfile: '[packages]\ndagster = "*"\n', 'Pipfile.lock': pipfile })).toBe('1.11.1')
  })

  it('is nobody’s to say for a range', async () => {
    expect(await version({ 'requirements.txt': 'dagster>=1.7\n' })).toBeUndefined()
  })
})

describe('a variable', () => {
  it('is what Dagster’s EnvVar names', async () => {
    const code = `${defs}token = dg.EnvVar("TOKEN")\ntries = dg.EnvVar.int("TRIES")\nnote = dg.EnvVar("NOTE").get_value("none")\n`
    expect((await unitFrom({ ...requirements, 'repo.py': code })).variables).toMatchObject([
      { name: 'NOTE', required: false },
      { name: 'TOKEN', required: true, secret: true },
      { name: 'TRIES', required: true, type: 'integer' },
    ])
  })
})

describe('settings that cannot be right are refused at their line', () => {
  const refused = async (files: Record<string, string>) =>
    factsFrom({ ...requirements, ...files }).then(
      () => 'taken',
      (error: unknown) => (error as Error).message,
    )

  it('a location whose module is not there', async () => {
    expect(await refused({ 'pyproject.toml': dg(), 'src/shop/__init__.py': '' })).toBe(
      'pyproject.toml:10: a code location loads shop.definitions, and there is no src/shop/definitions.py',
    )
    expect(await refused({ 'pyproject.toml': '[tool.dagster]\nmodule_name = "gone"\n', 'repo.py': defs })).toBe(
      'pyproject.toml:2: a code location loads gone, and there is no gone.py',
    )
    expect(await refused({ 'workspace.yaml': 'load_from:\n  - python_module: repo\n  - python_module: gone.jobs\n', 'repo.py': defs })).toBe(
      'workspace.yaml:3: a code location loads gone.jobs, and there is no gone/jobs.py',
    )
    expect(await refused({ 'workspace.yaml': 'load_from:\n  - python_file: gone.py\n', 'repo.py': defs })).toBe(
      'workspace.yaml:2: a code location loads gone.py, and there is no such file',
    )
  })

  it('but not one that comes from what is installed', async () => {
    const files = { 'requirements.txt': 'dagster==1.12.3\nshared-jobs\n', 'workspace.yaml': 'load_from:\n  - python_module: shared_jobs\n', 'repo.py': defs }
    expect((await unitFrom(files)).entrypoint).toBe('repo')
  })

  it('two locations of one name', async () => {
    const workspace =
      'load_from:\n  - python_module:\n      module_name: a\n      location_name: till\n  - python_module:\n      module_name: b\n      location_name: till\n'
    expect(await refused({ 'workspace.yaml': workspace, 'a.py': defs, 'b.py': defs })).toBe(
      'workspace.yaml:5: two code locations are called till (the other: workspace.yaml:2): history is kept by that name',
    )
  })

  it('a workspace.yaml that is no YAML, and one with entries of no kind', async () => {
    expect(await refused({ 'workspace.yaml': 'load_from:\n  - python_module: repo\n bad: [\n', 'repo.py': defs })).toMatch(
      /^workspace\.yaml:\d: this is no valid YAML: /,
    )
    expect(await refused({ 'workspace.yaml': 'load_from:\n  - module: repo\n', 'repo.py': defs })).toBe(
      'workspace.yaml:2: each entry of load_from is one of python_module, python_package, python_file, autoload_defs_module, grpc_server',
    )
    expect(await refused({ 'workspace.yaml': 'load_from: repo\n', 'repo.py': defs })).toBe('workspace.yaml:1: load_from is a list of code locations')
  })

  it('but not a workspace.yaml that is somebody else’s', async () => {
    expect((await unitFrom({ ...requirements, 'workspace.yaml': 'members: [\n', 'repo.py': defs })).entrypoint).toBe('repo')
  })
})
