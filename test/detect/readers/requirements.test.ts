import { expect, test } from 'vitest'
import { chooseRequirements, requirementFiles } from '../../../src/detect/requirement-files.ts'
import { readRequirement } from '../../../src/detect/readers/requirement.ts'
import { readRequirements } from '../../../src/detect/readers/requirements.ts'
import { unitFolder } from '../../../src/detect/unit-folder.ts'
import { projectFrom } from '../project-from.ts'

const read = async (files: Record<string, string | Buffer>, path = 'requirements.txt') => readRequirements(unitFolder(await projectFrom(files), '.'), path)

const requirements: [text: string, expected: unknown][] = [
  ['FastAPI', { name: 'fastapi', extras: [], spec: '' }],
  ['zope.interface_x >=1,<2', { name: 'zope-interface-x', extras: [], spec: '>=1,<2' }],
  ['dramatiq[redis, Watch]==1.0', { name: 'dramatiq', extras: ['redis', 'watch'], spec: '==1.0' }],
  ['x (>=1.0)', { name: 'x', extras: [], spec: '>=1.0' }],
  ['x; python_version < "3.12"', { name: 'x', extras: [], spec: '' }],
  ['x @ git+https://host/x.git@v1;y ; python_version>"3"', { name: 'x', extras: [], spec: '@ git+https://host/x.git@v1;y' }],
  ['./local', null],
  ['-e .', null],
  ['https://host/x.whl', null],
]
test.each(requirements)('%s', (text, expected) => expect(readRequirement(text)).toEqual(expected))

test('comments, continuations, markers, options and their lines', async () => {
  const text =
    '# head\n--index-url https://host/simple\n\nfastapi[standard]==0.1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nuvicorn==1 # server\r\nx @ https://host/x.whl#sha256=1\n'
  const found = await read({ 'requirements.txt': text })
  expect(found.dependencies.map((one) => [one.name, one.extras, one.line])).toEqual([
    ['fastapi', ['standard'], 4],
    ['uvicorn', [], 7],
    ['x', [], 8],
  ])
  expect([found.locked, found.hashed]).toEqual([true, false])
})

test('hashed: every line carries one', async () => {
  expect((await read({ 'requirements.txt': 'a==1 --hash=sha256:x\nb==2 \\\n  --hash=sha256:y\n' })).hashed).toBe(true)
})

test('includes and constraints, once each, beside the file that names them', async () => {
  const files = {
    'requirements/dev.txt': '-r base.txt\npytest\n',
    'requirements/base.txt': '-r base.txt\n-c ../limits.txt\nfastapi\n',
    'limits.txt': 'fastapi==1\n',
  }
  const found = await read(files, 'requirements/dev.txt')
  expect(found.files).toEqual(['requirements/dev.txt', 'requirements/base.txt', 'limits.txt'])
  expect(found.dependencies.map((one) => [one.name, one.file])).toEqual([
    ['fastapi', 'requirements/base.txt'],
    ['pytest', 'requirements/dev.txt'],
  ])
  expect(found.pinned).toEqual(['fastapi'])
})

test('git, editable and local projects', async () => {
  const found = await read({ 'requirements.txt': '-e .\n-e git+https://host/kit.git#egg=Kit_X\n./libs/shared\ngit+ssh://git@host/y.git#egg=y\n' })
  expect(found.git).toBe(true)
  expect(found.local.map((one) => one.path)).toEqual(['.', 'libs/shared'])
  expect(found.dependencies.map((one) => one.name)).toEqual(['kit-x', 'y'])
})

test('UTF-16 as PowerShell writes it', async () => {
  const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('fastapi==1\r\nuvicorn==2\r\n', 'utf16le')])
  expect((await read({ 'requirements.txt': text })).dependencies.map((one) => one.name)).toEqual(['fastapi', 'uvicorn'])
})

const names: [files: string[], main: string | null, development: string | null][] = [
  [['requirements.txt', 'requirements-dev.txt'], 'requirements.txt', 'requirements-dev.txt'],
  [['requirements/base.txt', 'requirements/dev.txt', 'requirements/prod.txt'], 'requirements/prod.txt', 'requirements/dev.txt'],
  [['requirements/base.txt', 'requirements/test.txt'], 'requirements/base.txt', 'requirements/test.txt'],
  [['dev-requirements.txt', 'requirements.txt'], 'requirements.txt', 'dev-requirements.txt'],
  [['requirements-dev.txt'], null, 'requirements-dev.txt'],
  [['docs/requirements.txt'], null, null],
  [['requirements.txt', 'requirements.prod.txt'], 'requirements.prod.txt', null],
  [['requirements.in', 'requirements.txt', 'dev-requirements.in', 'dev-requirements.txt'], 'requirements.txt', 'dev-requirements.txt'],
  [['requirements.in'], 'requirements.in', null],
  [['requirements.lock', 'requirements-dev.lock'], 'requirements.lock', 'requirements-dev.lock'],
]
test('a file that brings development tools is for development; what it brings beside them is for production', async () => {
  const chosen = async (files: Record<string, string>) => {
    const { main, development } = chooseRequirements(unitFolder(await projectFrom(files), '.'))
    return [main?.files[0], development?.files[0]]
  }
  const files = {
    'requirements.txt': '-r requirements-dev.txt\n-r requirements-web.txt\n-r requirements-docs.txt\n',
    'requirements-dev.txt': 'pytest\n',
    'requirements-web.txt': 'fastapi\nuvicorn\n',
    'requirements-docs.txt': 'mkdocs\n',
  }
  expect(await chosen(files)).toEqual(['requirements-web.txt', 'requirements-dev.txt'])
  expect(await chosen({ 'requirements.txt': '-r requirements-dev.txt\nfastapi\n', 'requirements-dev.txt': 'pytest\n' })).toEqual([
    'requirements.txt',
    'requirements-dev.txt',
  ])
})

test.each(names)('%s', (files, main, development) => expect(requirementFiles(files)).toEqual({ main, development }))
