import { expect, test } from 'vitest'
import type { Given } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import { plan } from '../../src/plan/index.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { factsFrom } from '../detect/project-from.ts'

const broker = 'import os\n\nfrom celery import Celery\n\napp = Celery("shop", broker=os.environ["CELERY_BROKER_URL"])\n\n\n@app.task\ndef send():\n    pass\n'
const web = 'from flask import Flask\n\napp = Flask(__name__)\n'

async function planOf(files: Readonly<Record<string, string>>, given: Partial<Given> = {}): Promise<Plan> {
  const facts = await factsFrom(files)
  return plan(facts, decide(facts, { units: {}, unit: {}, with: [], without: [], managed: [], ...given }).answers, new Set())
}

const brief = (made: Plan) => made.services.map((one) => `${one.name} [${one.profiles.join()}] ${one.dependsOn.map((other) => other.service).join()}`)

test('a page runs the image of its folder, waits for the broker alone, and comes when it is asked for', async () => {
  const requirements = 'flask\ngunicorn\ncelery[redis]\nflower\npsycopg2-binary\n'
  const made = await planOf({
    'requirements.txt': requirements,
    'web.py': `import os\nimport psycopg2\n${web}db = psycopg2.connect(os.environ["DATABASE_URL"])\n`,
    'jobs.py': broker,
  })
  expect(brief(made)).toEqual([
    'web [full] postgres,redis',
    'worker [full] postgres,redis',
    'postgres [full,infra] ',
    'redis [full,infra,tools] ',
    'flower [tools] redis',
  ])
  const flower = made.services.at(-1)
  expect(flower).toMatchObject({ from: { unit: 'web', target: 'runtime' }, restart: 'unless-stopped', ends: false, scalable: false })
  // It has its login from a file in production, as all secrets.
  expect(made.secrets.map((one) => one.variable)).toContain('FLOWER_PASSWORD')
})

test('without a broker of its own a project has no profiles but that of the page', async () => {
  const files = { 'requirements.txt': 'celery[redis]\nflower\n', 'jobs.py': broker }
  expect(brief(await planOf(files, { managed: ['redis'] }))).toEqual(['worker [] ', 'flower [tools] '])
})

test('two pages are told apart by their folders', async () => {
  const unit = (name: string) => ({ [`${name}/requirements.txt`]: 'celery[redis]\nflower\n', [`${name}/jobs.py`]: broker })
  const made = await planOf({ ...unit('mails'), ...unit('flower') })
  const pages = made.services.filter((one) => one.role === 'page')
  expect(pages.map((one) => `${one.name} ${one.ports[0]?.variable} ${one.ports[0]?.host}`)).toEqual([
    'flower-flower FLOWER_FLOWER_PORT 5555',
    'mails-flower MAILS_FLOWER_PORT 5556',
  ])
  expect(made.variables.map((one) => one.name)).toEqual(expect.arrayContaining(['FLOWER_FLOWER_PASSWORD', 'MAILS_FLOWER_PASSWORD']))
  expect(new Set(made.services.map((one) => one.name)).size).toBe(made.services.length)
})

test('a name of the project is not taken from it', async () => {
  const made = await planOf({
    'requirements.txt': 'celery[redis]\nflower\n',
    'jobs.py': broker,
    'flower/requirements.txt': 'flask\ngunicorn\n',
    'flower/web.py': web,
  })
  expect(made.services.map((one) => one.name).sort()).toEqual(['flower', 'redis', 'worker', 'worker-flower'])
})

test('what is started and named nowhere is added to the image, but not to what conda makes', async () => {
  const started = { 'jobs.py': broker, Procfile: 'flower: celery -A jobs flower\n' }
  const pip = await planOf({ ...started, 'requirements.txt': 'celery[redis]\n' })
  expect(pip.images[0]?.build?.adds).toEqual(['flower==2.2.0'])
  expect(pip.services.map((one) => one.role)).toContain('page')
  expect(pip.advice.find((one) => one.title === 'Flower')).toMatchObject({
    at: { file: 'Procfile', line: 1 },
    text: expect.stringContaining('adds flower==2.2.0') as string,
  })
  const conda = await planOf({ ...started, 'environment.yml': 'name: shop\ndependencies:\n  - python=3.13\n  - celery\n  - redis-py\n' })
  expect(conda.images[0]?.build?.adds).toEqual([])
  expect(conda.services.map((one) => one.role)).not.toContain('page')
  expect(conda.advice.find((one) => one.title === 'Flower')?.text).toContain('brings it')
})
