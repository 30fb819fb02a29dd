import { expect, test } from 'vitest'
import type { Base } from '../../src/ask/answers.ts'
import { whyNot } from '../../src/plan/refuse-base.ts'
import { unitFrom } from '../detect/project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'

const cases: [leaf: string, base: Base, requirements: string, why: string | null][] = [
  ['slim takes any wheel', 'slim', 'fastapi\ntorch\n', null],
  ['alpine, with wheels for musl', 'alpine', 'fastapi\n', null],
  ['alpine, without one', 'alpine', 'fastapi\ntorch\n', "torch has no wheel for Alpine's C library"],
  ['alpine, without several', 'alpine', 'fastapi\ntensorflow\ntorch\n', "tensorflow, torch have no wheel for Alpine's C library"],
]
test.each(cases)('%s', async (_, base, requirements, why) =>
  expect(whyNot(base, await unitFrom({ 'requirements.txt': requirements, 'main.py': app }))).toBe(why),
)
