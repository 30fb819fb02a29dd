import { describe, expect, test } from 'vitest'
import { pythonReader } from '../../../../src/detect/readers/python/index.ts'
import { environmentText, literalOf } from '../../../../src/detect/readers/python/literal.ts'

const read = async (text: string, name = 'shop.web.main', isPackage = false) => (await pythonReader())({ file: 'main.py', name, isPackage }, text)

const imports: [statement: string, expected: Record<string, string>][] = [
  ['import os', { os: 'os' }],
  ['import os.path as p, sys', { p: 'os.path', sys: 'sys' }],
  ['import a.b.c', { a: 'a' }],
  ['from fastapi import FastAPI as F, APIRouter', { F: 'fastapi.FastAPI', APIRouter: 'fastapi.APIRouter' }],
  ['from a import (\n  b as c,  # why\n  d,\n)', { c: 'a.b', d: 'a.d' }],
  ['from a import b, \\\n  c', { b: 'a.b', c: 'a.c' }],
  ['from . import db', { db: 'shop.web.db' }],
  ['from .db import x', { x: 'shop.web.db.x' }],
  ['from ..core.db import x', { x: 'shop.core.db.x' }],
  ['if True:\n  def f():\n    from a import b', { b: 'a.b' }],
]
test.each(imports)('%s', async (statement, expected) => expect(Object.fromEntries((await read(statement)).imports)).toEqual(expected))

test('relative imports of a package start in itself', async () => {
  expect((await read('from .db import x', 'shop', true)).imports.get('x')).toBe('shop.db.x')
})

describe('assignments', () => {
  test('at any depth, annotated, with calls and their arguments', async () => {
    const { assignments } = await read(
      'from fastapi import FastAPI\nif 1:\n    try:\n        with a as b:\n            app: FastAPI = FastAPI("t", debug=True, *x, **y, port=-1)\ndef f():\n    inner = 1\n',
    )
    expect(assignments.map(({ name, scope, line, literal }) => [name, scope, line, literal])).toEqual([
      ['app', null, 5, undefined],
      ['inner', 'f', 7, 1],
    ])
    expect(assignments[0]?.call).toMatchObject({
      callee: 'fastapi.FastAPI',
      arguments: [
        { name: null, literal: 't' },
        { name: 'debug', literal: true },
        { name: 'port', literal: -1 },
      ],
    })
  })
})

test('functions: parameters, results, decorators, and which return stands in an except', async () => {
  const text =
    '@app.get("/x", status_code=201)\nasync def f(a, *, b=1, c, **k) -> "FastAPI":\n    try:\n        return app\n    except ValueError:\n        return {"a": 1}\n    finally:\n        pass\n'
  const [made] = (await read(`from fastapi import FastAPI\n${text}`)).functions
  expect(made).toMatchObject({ name: 'f', requiredParameters: 2, returnType: 'fastapi.FastAPI', line: 3 })
  expect(made?.returns.map(({ name, line, inExcept }) => [name, line, inExcept])).toEqual([
    ['app', 5, false],
    [null, 7, true],
  ])
  expect(made?.decorators).toMatchObject([{ callee: 'app.get', line: 2, arguments: [{ literal: '/x' }, { name: 'status_code' }] }])
})

test('classes: bases, keywords, fields', async () => {
  const [made] = (
    await read('class S(B, M, env_prefix="X_"):\n    """Text."""\n    a: int = Field(3, alias="A")\n    b: str\n    c = 1\n    def m(self): ...\n')
  ).classes
  expect(made).toMatchObject({ name: 'S', bases: ['B', 'M'], keywords: 'env_prefix="X_"' })
  expect(made?.fields.map(({ name, annotation, value }) => [name, annotation, value])).toEqual([
    ['a', 'int', 'Field(3, alias="A")'],
    ['b', 'str', null],
    ['c', null, '1'],
  ])
})

test('subscripts that are read, and URLs outside of docstrings', async () => {
  const module = await read(
    '"""redis://doc"""\nimport os\nx = os.environ["A"]\nos.environ["B"] = "1"\ndel os.environ["C"]\nu = f"redis://{x}"\nscheme = "postgresql+asyncpg"\n',
  )
  expect(module.subscripts.map((one) => one.key)).toEqual(['A'])
  expect(module.urls.map((one) => one.line)).toEqual([6, 7])
})

const literals: [text: string, value: unknown][] = [
  ['1_000', 1000],
  ['-1.5', -1.5],
  ['True', true],
  ['None', null],
  ['"a" \'b\'', 'ab'],
  ['(\n  "a"\n  "b"\n)', 'ab'],
  ['r"\\d"', '\\d'],
  ['"\\n"', '\n'],
  ['f"{x}"', undefined],
  ['x', undefined],
  ['"a" + b', undefined],
]
test.each(literals)('literal %s', (text, value) => expect(literalOf(text)).toEqual(value))

const environment: [text: string, value: string | undefined][] = [
  ['True', 'true'],
  ['3', '3'],
  ["['*', 'x']", '["*","x"]'],
  ['("a", "b",)', '["a","b"]'],
  ['{"a": True}', '{"a":true}'],
  ['[]', '[]'],
  ['None', undefined],
  ['[x]', undefined],
]
test.each(environment)('environment %s', (text, value) => expect(environmentText(text)).toBe(value))
