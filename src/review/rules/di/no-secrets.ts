import type { IgnoreRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import { filesIn } from '../../model/manifest.ts'

export const ignoreNoSecrets: IgnoreRule = {
  id: 'di/no-secrets',
  severity: 'critical',
  reads: 'ignore',
  title: 'Files with secrets are not left out',
  why: 'COPY . takes them into a layer of the image, where everyone who has the image reads them.',
  fix: '**/.env, **/.env.* and !**/.env.example; keys and certificates too where there are any.',
  sources: ['OWASP 12'],
  *find({ ignore, shapes, project, text }) {
    const all = shapes.filter((view) => view.file.instructions.some((one) => sourcesOf(one).some((source) => source.path === '')))
    const [first] = all
    if (!first || first.context === null) return
    // A file that git ignores is not in every check-out: .env is looked for in any case.
    const files = ['.env', ...filesIn(project.files, first.context).filter(isSecret)].filter(
      (file, index, list) => list.indexOf(file) === index && !ignore.ignores(file),
    )
    if (files.length === 0) return
    const there = files.filter((file) => project.files.some((one) => one === file || one.endsWith(`/${file}`)))
    const said = there.length > 0 ? `${there.slice(0, 3).join(', ')} go${there.length === 1 ? 'es' : ''}` : 'Where there is a .env, it goes'
    const edit = { from: text.length, to: text.length, text: `${text === '' || text.endsWith('\n') ? '' : '\n'}**/.env\n**/.env.*\n!**/.env.example\n` }
    // Without any sign of such a file there is nothing to lose yet.
    const expected = there.length > 0 || project.files.some((file) => /(^|\/)\.env(\.|$)/.test(file)) || /\.env/.test(project.read('.gitignore') ?? '')
    yield {
      severity: expected ? 'critical' : 'improvement',
      line: ignore.patterns[0]?.line ?? 1,
      message: `${said} into the image with COPY . of ${first.path}.`,
      edits: files.every((file) => /\.env/.test(file)) ? [edit] : [],
    }
  },
  examples: {
    bad: [
      { text: '# what stays out\nnode_modules\n.git\n', line: 2, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n' } },
      { text: '.env\n', line: 1, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . /app\n', 'certs/server.key': '' } },
    ],
    good: [
      { text: '**/.env*\n!**/.env.example\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', '.env.example': '' } },
      { text: 'node_modules\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY src ./src\n' } },
    ],
  },
}

function isSecret(path: string): boolean {
  const name = path.split('/').at(-1)!
  if (/example|sample|template|dist$|test|fixture/i.test(path)) return false
  return /^\.env(\.|$)|^(id_(rsa|ed25519|ecdsa)|\.netrc|\.pypirc)$|\.key$|\.p12$|\.pfx$/.test(name)
}
