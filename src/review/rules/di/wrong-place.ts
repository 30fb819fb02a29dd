import type { IgnoreRule } from '../../contract.ts'

export const ignoreWrongPlace: IgnoreRule = {
  id: 'di/wrong-place',
  severity: 'critical',
  reads: 'ignore',
  title: 'An ignore file that docker does not read',
  why: 'Docker reads .dockerignore in the folder that is built from, or <Dockerfile>.dockerignore beside the Dockerfile. Anywhere else it has no effect: what it names goes into the image.',
  fix: 'Move it to the folder of the build context.',
  sources: [],
  *find({ ignore, shapes, project, path }) {
    if (shapes.length > 0 || project.dockerfiles.length === 0 || ignore.patterns.length === 0) return
    const slash = path.lastIndexOf('/')
    const folder = slash < 0 ? '' : path.slice(0, slash)
    const name = path.slice(slash + 1)
    if (name !== '.dockerignore') {
      const dockerfile = path.replace(/\.dockerignore$/i, '')
      if (!project.has(dockerfile))
        yield { line: 1, message: `There is no ${dockerfile} that it could belong to.`, fix: 'Name it after the Dockerfile: <Dockerfile>.dockerignore.' }
      return
    }
    // Where nothing tells what a Dockerfile is built from, it may be this folder.
    if (project.dockerfiles.some((one) => one.context === null || one.context === folder)) return
    const contexts = [...new Set(project.dockerfiles.map((one) => one.context ?? ''))].map((one) => one || '.')
    yield { line: 1, message: `Nothing is built from ${folder || '.'}; builds are from ${contexts.join(', ')}, which do not see this file.` }
  },
  examples: {
    bad: [
      {
        text: '.env\nnode_modules\n',
        line: 1,
        beside: {
          'backend/Dockerfile': 'FROM node:24-trixie-slim\nCOPY . .\n',
          'backend/server.js': '',
          'compose.yaml': 'services:\n  api:\n    build: ./backend\n',
        },
      },
      { path: 'docker/web.dockerignore', text: '.env\n', line: 1, beside: { 'docker/web.Dockerfile': 'FROM node:24-trixie-slim\n' } },
    ],
    good: [
      { text: '.env\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n' } },
      {
        path: 'docker/Dockerfile.dockerignore',
        text: '.env\n',
        beside: {
          'docker/Dockerfile': 'FROM node:24-trixie-slim\nCOPY . .\n',
          'compose.yaml': 'services:\n  api:\n    build: {context: ., dockerfile: docker/Dockerfile}\n',
        },
      },
    ],
  },
}
