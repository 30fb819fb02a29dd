import { at, type DockerfileRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import { filesIn } from '../../model/manifest.ts'

export const ignoreMissing: DockerfileRule = {
  id: 'di/missing',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'All of the folder is copied, and nothing is left out',
  why: 'Without a .dockerignore the history in .git, .env with its passwords, virtual environments and node_modules go into the image, and every change of any of them builds it anew.',
  fix: 'A .dockerignore in the folder that is built from: .git, **/.env*, **/node_modules, **/.venv, **/__pycache__.',
  sources: [],
  *find(view) {
    const { context, ignore, file, project } = view
    if (context === null || ignore) return
    const copy = file.instructions.find((one) => sourcesOf(one).some((source) => source.path === ''))
    if (!copy) return
    const there = filesIn(project.files, context).find((path) => /(^|\/)\.env(\.|$)/.test(path) && !/example|sample|template|dist$/.test(path))
    yield {
      ...at(view, copy),
      message: `${there ? `${there} goes into the image with everything else` : 'Everything goes into the image'}: there is no ${context === '' ? '' : `${context}/`}.dockerignore.`,
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY . .\n', line: 3 },
      {
        path: 'api/Dockerfile',
        text: 'FROM node:24-trixie-slim\nADD --chown=node:node ./ /app/\n',
        line: 2,
        beside: { '.dockerignore': '.git\n', 'compose.yaml': 'services:\n  api:\n    build: ./api\n' },
      },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCOPY . .\n', beside: { '.dockerignore': '.git\n' } },
      {
        path: 'docker/api.Dockerfile',
        text: 'FROM node:24-trixie-slim\nCOPY . .\n',
        beside: {
          'docker/api.Dockerfile.dockerignore': '.git\n',
          'compose.yaml': 'services:\n  api:\n    build: {context: ., dockerfile: docker/api.Dockerfile}\n',
        },
      },
      { text: 'FROM node:24-trixie-slim\nCOPY src ./src\n' },
    ],
  },
}
