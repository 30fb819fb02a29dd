import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, lastOf } from '../../model/dockerfile.ts'
import type { Command } from '../../model/shell.ts'

export const reloadInProduction: DockerfileRule = {
  id: 'df/reload-in-prod',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A server for development runs in production',
  why: 'It watches files, handles one request after the other or shows its insides to whoever causes an error.',
  fix: 'The server for production: uvicorn or gunicorn without --reload, node on what was built.',
  sources: [],
  *find(view) {
    const { final } = view
    if (!final || /dev|test|debug|local/i.test(`${final.name?.text ?? ''} ${view.path}`)) return
    for (const name of ['ENTRYPOINT', 'CMD']) {
      const instruction = lastOf(final, name)
      const what = instruction
        ? commandsIn(instruction)
            .map(forDevelopment)
            .find((one) => one !== null)
        : null
      if (instruction && what) yield { ...at(view, instruction), message: `${what} is for development.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app:app", "--reload"]\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nCMD python manage.py runserver 0.0.0.0:8000\n', line: 2 },
      { text: 'FROM node:24-slim\nENTRYPOINT ["npm", "run", "dev"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app:app"]\n' },
      { text: 'FROM python:3.13-slim-trixie AS development\nCMD ["flask", "run", "--debug"]\nFROM python:3.13-slim-trixie\nCMD ["gunicorn", "app:app"]\n' },
    ],
  },
}

function forDevelopment({ name, words }: Command): string | null {
  const said = words.map((word) => word.text)
  if (said.includes('--reload')) return `${name} --reload`
  if (name === 'flask' && said.includes('run')) return 'flask run'
  if (said.includes('runserver')) return 'manage.py runserver'
  if (/^(npm|pnpm|yarn|bun)$/.test(name) && /^(dev|develop|serve:dev|start:dev)$/.test(said.at(-1)!)) return said.join(' ')
  if (/^(next|vite|nuxt|astro)$/.test(name) && (said[1] === 'dev' || (name === 'vite' && said.length === 1))) return said.slice(0, 2).join(' ')
  return /^(nodemon|ts-node-dev)$/.test(name) ? name : null
}
