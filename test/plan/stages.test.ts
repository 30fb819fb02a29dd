import { expect, test } from 'vitest'
import type { Target } from '../../src/ask/answers.ts'
import { stagesOf } from '../../src/plan/stages.ts'

const tested = { testCommand: ['pytest'] }

const cases: [leaf: string, asked: Target[], build: { testCommand: string[] } | null, stages: Target[]][] = [
  ['production alone', ['runtime'], tested, ['runtime']],
  ['CI', ['testing'], tested, ['runtime', 'testing']],
  ['CI, without tests in the project', ['testing'], { testCommand: [] }, ['runtime']],
  ['this machine', ['development'], tested, ['runtime', 'development']],
  ['this machine, without tests in the project', ['development'], { testCommand: [] }, ['runtime', 'development']],
  ['all of it, in the order of the file', ['testing', 'development', 'runtime'], tested, ['runtime', 'development', 'testing']],
  ["an image of its makers'", ['runtime', 'development', 'testing'], null, ['runtime']],
]
test.each(cases)('%s', (_, asked, build, stages) => expect(stagesOf(asked, build)).toEqual(stages))
