import type { DockerfileView, IgnoreRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import { putBelow } from '../../model/edits.ts'
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
    const edits = putBelow({ text }, ['**/.env', '**/.env.*', ...templatesIn(project.files).map((name) => `!**/${name}`)])
    // Without any sign of such a file there is nothing to lose yet.
    const expected = there.length > 0 || project.files.some((file) => /(^|\/)\.env(\.|$)/.test(file)) || /\.env/.test(project.read('.gitignore') ?? '')
    yield {
      severity: expected ? 'critical' : 'improvement',
      line: ignore.patterns[0]?.line ?? 1,
      message: `${said} into the image with COPY . of ${first.path}.`,
      edits: files.every((file) => /\.env/.test(file)) && !isRead(all, filesIn(project.files, first.context), project.read('package.json')) ? edits : [],
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

/** Lists of what `.env` may hold, which belong to the source. */
function templatesIn(files: readonly string[]): string[] {
  const names = files.flatMap((path) => /(?:^|\/)(\.env\.(?:sample|template|dist|defaults|schema))$/.exec(path)?.[1] ?? [])
  return ['.env.example', ...new Set(names)]
}

/** The build itself wants such a file: a COPY names it, or a front end's build writes its values into what it makes. */
function isRead(all: readonly DockerfileView[], files: readonly string[], manifest: string | null): boolean {
  if (all.some((view) => view.file.instructions.flatMap(sourcesOf).some((one) => /(^|\/)\.env/.test(one.path)))) return true
  return (
    files.some((path) => /(^|\/)\.env(\.(production|local|build)\S*)?$/.test(path)) &&
    /"(vite|next|react-scripts|nuxt|astro|@angular\/cli|@vue\/cli-service|gatsby)"\s*:/.test(manifest ?? '')
  )
}
