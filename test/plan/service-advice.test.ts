import { expect, test } from 'vitest'
import type { Answers } from '../../src/ask/answers.ts'
import { serviceAdvice } from '../../src/plan/service-advice.ts'
import { unitFrom } from '../detect/project-from.ts'

const titles = async (requirements: string, code: string, managed = false) => {
  const facts = await unitFrom({
    'requirements.txt': `fastapi\n${requirements}`,
    'main.py': `import os\nfrom fastapi import FastAPI\napp = FastAPI()\n${code}`,
  })
  const advice = serviceAdvice({ facts, answers: {} as never }, { services: [{ kind: 'postgres', managed }] } as unknown as Answers, [])
  return advice.map((one) => `${one.title} ${one.at?.file}:${one.at?.line}`)
}

test('PostgreSQL of the plain image has no PostGIS', async () => {
  const url = 'url = os.environ["DATABASE_URL"]\n'
  expect(await titles('geoalchemy2\npsycopg2-binary\n', url)).toEqual(['PostGIS requirements.txt:3'])
  expect(await titles('psycopg2-binary\n', url)).toEqual([])
  expect(await titles('geoalchemy2\npsycopg2-binary\n', url, true)).toEqual([])
  const django = `${url}DATABASES = {"default": {"ENGINE": "django.contrib.gis.db.backends.postgis"}}\n`
  expect(await titles('psycopg2-binary\n', django)).toEqual(['PostGIS main.py:5'])
})
