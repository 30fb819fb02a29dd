import { expect, test } from 'vitest'
import type { Answers } from '../../src/ask/answers.ts'
import { poolingAdvice } from '../../src/plan/pooling.ts'
import { unitFrom } from '../detect/project-from.ts'

const said = async (engine: string, managed = false) => {
  const facts = await unitFrom({
    'requirements.txt': 'fastapi\nsqlalchemy\npsycopg2-binary\n',
    'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
    'db.py': `from sqlalchemy import create_engine, NullPool, pool\nfrom sqlalchemy.ext.asyncio import create_async_engine\nengine = ${engine}\n`,
  })
  const advice = poolingAdvice({ facts, answers: {} as never }, { services: [{ kind: 'postgres', managed }] } as unknown as Answers)
  return advice.map((one) => `${one.at?.file}:${one.at?.line} ${/^pool_pre_ping|^Where the provider/.exec(one.text)?.[0]}`)
}

test('a ping of connections that no pool keeps, at its own line', async () => {
  expect(await said('create_engine("x", poolclass=NullPool, pool_pre_ping=True)')).toEqual(['db.py:3 pool_pre_ping'])
  expect(await said('create_async_engine(\n    "x",\n    poolclass=pool.NullPool,\n    pool_pre_ping=True,\n)')).toEqual(['db.py:6 pool_pre_ping'])
})

test('a ping of a pool, and no ping, are right', async () => {
  expect(await said('create_engine("x", pool_pre_ping=True)')).toEqual([])
  expect(await said('create_engine("x", poolclass=pool.QueuePool, pool_pre_ping=True)')).toEqual([])
  expect(await said('create_engine("x", poolclass=NullPool)')).toEqual([])
  expect(await said('create_engine("x", poolclass=NullPool, pool_pre_ping=False)')).toEqual([])
})

test('a provider that pools: a pool is one too many, a ping without one in vain', async () => {
  expect(await said('create_engine("x", pool_pre_ping=True)', true)).toEqual(['db.py:3 Where the provider'])
  expect(await said('create_engine("x", poolclass=NullPool, pool_pre_ping=True)', true)).toEqual(['db.py:3 pool_pre_ping'])
})
