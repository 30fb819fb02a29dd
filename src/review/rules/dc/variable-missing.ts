import type { UnitFacts, VariableFact } from '../../../detect/facts.ts'
import type { Build, ComposeRule, ComposeView } from '../../contract.ts'
import type { Service, Values } from '../../model/compose.ts'
import { variablesAt } from '../../model/dockerfile.ts'
import { environmentOf, placeIn, stageOf } from '../../model/service.ts'

const manifest = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\ndependencies = ["fastapi", "uvicorn"]\n'
const app = 'import os\n\nfrom fastapi import FastAPI\n\nKEY = os.environ["PAYMENT_KEY"]\napp = FastAPI()\n'
const Dockerfile = 'FROM python:3.13-slim-trixie\nCOPY . .\nRUN pip install .\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0"]\n'
const beside = { 'pyproject.toml': manifest, 'main.py': app, Dockerfile }

export const variableMissing: ComposeRule = {
  id: 'dc/variable-missing',
  severity: 'improvement',
  reads: 'compose',
  facts: true,
  title: 'The program reads a variable that nobody gives',
  why: 'Without a default in the code the program ends at the first line that reads it, with KeyError or a validation error, in every place where the shell does not happen to have it. A .env beside compose.yaml fills in the file and reaches no container.',
  fix: 'environment: with the variable, or env_file: with the file that has it.',
  sources: [],
  *find(view) {
    if (view.compose.base !== null) return
    for (const build of view.project.builds.filter((one) => one.compose === view.compose)) {
      const service = view.compose.service(build.service)
      const unit = onlyUnit(view, build)
      // Jobs that share the image read less of the code.
      if (!service || !unit || service.merged.ports === undefined || service.merged.entrypoint !== undefined) continue
      const missing = unit.variables.filter((one) => one.required && !one.public && !isGiven(one, service, build, view))
      const [first] = missing
      if (!first) continue
      yield {
        ...placeIn(view, service.name, 'build'),
        message: `${missing.map((one) => one.name).join(', ')}: read at ${first.file}:${first.line} without a default, and ${service.name} is given none.`,
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n', line: 3, beside },
      {
        text: 'services:\n  api:\n    ports: ["127.0.0.1:8000:8000"]\n    environment:\n      LOG_LEVEL: info\n    build:\n      context: .\n',
        line: 6,
        beside,
      },
    ],
    good: [
      { text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n    environment: [PAYMENT_KEY]\n', beside },
      { text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n    env_file: app.env\n', beside },
      {
        text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n',
        beside: { ...beside, 'main.py': app.replace('os.environ["PAYMENT_KEY"]', 'os.environ.get("PAYMENT_KEY", "")') },
      },
      // The program itself reads that file.
      { text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n', beside: { ...beside, '.env': 'PAYMENT_KEY=x\n' } },
      {
        text: 'services:\n  api:\n    build: .\n    ports: ["127.0.0.1:8000:8000"]\n',
        beside: { ...beside, 'compose.override.yaml': 'services:\n  api:\n    environment:\n      PAYMENT_KEY: test\n' },
      },
    ],
  },
}

/** The program of the folder; null: there are several, and each reads variables of its own. */
function onlyUnit({ project: { facts } }: ComposeView, build: Build): UnitFacts | null {
  const [unit, ...others] = (facts?.units ?? []).filter((one) => one.dir === (build.context === '' ? '.' : build.context))
  // Which of a Django project's settings modules runs is another question, and each reads its own.
  return unit && others.length === 0 && unit.stack !== 'django' ? unit : null
}

function isGiven({ name }: VariableFact, service: Service, build: Build, view: ComposeView): boolean {
  const layers: Values[] = [service.merged, ...view.compose.overlays.flatMap((one): Values[] => [one.service(service.name)?.own ?? {}])]
  if (layers.some((one) => givesUnseen(one) || environmentOf(one).some((variable) => variable.name === name || variable.name === `${name}_FILE`))) return true
  const built = stageOf(view, service.name)
  if (!built || variablesAt(built.view.file, built.stage).has(name)) return true
  // A program may read such a file by itself, from the image or from a mount.
  const folder = build.context === '' ? '' : `${build.context}/`
  return view.project.files.some((file) => file.startsWith(folder) && /(^|\/)\.env[^/]*$/.test(file) && !/example|sample|template|dist$/.test(file))
}

/** Brings variables, or files with values, that are not named here. */
function givesUnseen(values: Values): boolean {
  return values.env_file !== undefined || values.secrets !== undefined || values.configs !== undefined
}
