import type { ComposeRule, ComposeView } from '../../review/contract.ts'
import { isRoot, runsAs } from '../../review/model/users.ts'
import { everywhere, isForDevelopment, placeIn, stageOf } from '../../review/model/service.ts'

export const hardening: ComposeRule = {
  id: 'dc/hardening',
  severity: 'improvement',
  reads: 'compose',
  title: 'A program keeps rights of root that it does not use',
  why: 'Docker leaves fourteen of root’s rights to every container. A program with a user of its own needs none of them; whoever takes it over might.',
  fix: 'cap_drop: [ALL] for what runs as its own user.',
  sources: ['OWASP 3'],
  *find(view) {
    const open = withRights(view)
    if (open[0]) yield { ...placeIn(view, open[0]), message: `${open.join(', ')}: with all the rights that docker gives by default.` }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    build: .\n',
        line: 2,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 app\nUSER 10001\nCMD ["python", "app.py"]\n' },
      },
      {
        text: 'services:\n  db:\n    image: postgres:18\n  web:\n    build: .\n    security_opt: ["no-new-privileges:true"]\n',
        line: 4,
        beside: { Dockerfile: 'FROM node:24-trixie-slim\nUSER node\nCMD ["node", "app.js"]\n' },
      },
    ],
    good: [
      { text: 'services:\n  web:\n    build: .\n', beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n' } },
      {
        text: 'services:\n  web:\n    build: .\n    cap_drop: [ALL]\n',
        beside: { Dockerfile: 'FROM node:24-trixie-slim\nUSER node\nCMD ["node", "app.js"]\n' },
      },
    ],
  },
}

/** Services that are built here, run as a user of their own, and keep what only root has a use for. */
export function withRights(view: ComposeView): readonly string[] {
  if (view.compose.base || isForDevelopment(view.path)) return []
  return view.compose.services.flatMap(({ name }) => {
    const built = stageOf(view, name)
    const user = built && runsAs(built.view.file, built.stage)?.user
    const isSaid = everywhere(view.compose, name).some((one) => ['cap_drop', 'cap_add', 'privileged', 'user'].some((key) => one[key] !== undefined))
    return user && !isRoot(user) && user !== 'self' && !isSaid ? [name] : []
  })
}
