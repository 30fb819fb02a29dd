import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { beforeAll, describe, expect, it } from 'vitest'

// Each border between the steps is crossed once, on a file that is not there, and the linter has to say so.

let eslint: ESLint

beforeAll(() => {
  // Rules with types need files of the project; the borders do not.
  eslint = new ESLint({
    overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { projectService: false } } }] as never,
  })
})

async function borderRules(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).filter((message) => message.fatal || message.ruleId?.startsWith('no-restricted-')).map((message) => message.ruleId)
}

const crossing = [
  ['prompts in detection', 'src/detect/x.ts', "import { select } from '@inquirer/select'\nvoid select"],
  ['prompts loaded late', 'src/pipeline-x.ts', "export const x = () => import('@inquirer/select')"],
  ['prompts in the unattended twin', 'src/ask/unattended.ts', "import { input } from '@inquirer/input'\nvoid input"],
  ['writing a file in a report', 'src/report/x.ts', "import { writeFileSync } from 'node:fs'\nvoid writeFileSync"],
  ['writing a file with promises', 'src/state/x.ts', "import { rm } from 'node:fs/promises'\nvoid rm"],
  ['fs as a whole', 'src/detect/x.ts', "import * as fs from 'node:fs'\nvoid fs"],
  ['fs by its default', 'src/detect/x.ts', "import fs from 'node:fs'\nvoid fs"],
  ['fs-extra', 'src/validate/x.ts', "import { readJson } from 'fs-extra'\nvoid readJson"],
  ['fs-extra loaded late', 'src/validate/x.ts', "export const x = () => import('fs-extra')"],
  ['reading in plan', 'src/plan/x.ts', "import { readFileSync } from 'node:fs'\nvoid readFileSync"],
  ['reading in render', 'src/render/x.ts', "import { readFile } from 'node:fs/promises'\nvoid readFile"],
  ['reading late in plan', 'src/plan/x.ts', "export const x = () => import('node:fs')"],
  ['the terminal in plan', 'src/plan/x.ts', "import { terminalAsker } from '../ask/terminal.ts'\nvoid terminalAsker"],
  ['writing in render', 'src/render/x.ts', "import { commit } from '../apply/commit.ts'\nvoid commit"],
  ['writing in detect', 'src/detect/readers/x.ts', "import { changes } from '../../apply/index.ts'\nvoid changes"],
  ['the end of the process', 'src/pipeline-x.ts', 'process.exit(1)'],
  ['a stack that knows another', 'src/stacks/x.ts', "import { fastapi } from './fastapi.ts'\nvoid fastapi"],
  ['a stack that knows a service', 'src/stacks/x.ts', "import { postgres } from '../services/postgres.ts'\nvoid postgres"],
  ['a service that knows a manager', 'src/services/x.ts', "import { uv } from '../package-managers/uv.ts'\nvoid uv"],
  ['a manager that knows a stack', 'src/package-managers/x.ts', "import { stackOf } from '../stacks/index.ts'\nvoid stackOf"],
] as const

const allowed = [
  ['prompts in the terminal', 'src/ask/terminal-x.ts', "import { select } from '@inquirer/select'\nvoid select"],
  ['writing in commit', 'src/apply/commit.ts', "import { writeFile } from 'node:fs/promises'\nvoid writeFile"],
  ['reading in detection', 'src/detect/x.ts', "import { readFileSync, existsSync } from 'node:fs'\nvoid [readFileSync, existsSync]"],
  ['the end of the process in the command line', 'src/cli.ts', 'process.exit(1)'],
  ['the contract', 'src/stacks/x.ts', "import type { Stack } from './contract.ts'\nexport type X = Stack"],
  ['the list of its kind', 'src/services/index.ts', "import { postgres } from './postgres.ts'\nvoid postgres"],
] as const

describe('the linter refuses', () => {
  it.each(crossing)('%s', async (_what, file, code) => {
    expect(await borderRules(file, code)).toEqual([expect.stringMatching(/^no-restricted-/)])
  })
})

describe('the linter allows', () => {
  it.each(allowed)('%s', async (_what, file, code) => {
    expect(await borderRules(file, code)).toEqual([])
  })
})
