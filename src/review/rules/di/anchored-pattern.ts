import type { DockerfileView, IgnoreRule, ReviewedProject } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import type { IgnoreFile } from '../../model/ignore-file.ts'
import { filesIn } from '../../model/manifest.ts'

const anywhere =
  /^(__pycache__|\*\.py\[?[cod]\S*|\.pytest_cache|\.mypy_cache|\.ruff_cache|node_modules|\.next|\.venv|venv|\.env(\.\S+|\*)?|\*\.env|\*\.(pem|key|log|sqlite3?|egg-info)|\.DS_Store|\.npmrc|\.idea|\.vscode|coverage)\/?$/
/** Made beside a manifest: where all of those lie at the top, so do these. */
const besideManifest: readonly { what: RegExp; manifest: RegExp }[] = [
  { what: /^(node_modules|\.next)\/?$/, manifest: /\/package\.json$/ },
  { what: /^(\.?venv|\*\.egg-info)\/?$/, manifest: /\/(pyproject\.toml|setup\.(py|cfg)|requirements[\w.-]*\.txt|Pipfile)$/ },
]
const secret = /^(\.env|\*\.env|\*\.(pem|key)|\.npmrc)/

export const anchoredPattern: IgnoreRule = {
  id: 'di/anchored-pattern',
  severity: 'improvement',
  reads: 'ignore',
  title: 'A pattern that only counts at the top',
  why: 'Unlike git, docker starts every pattern at the root of the context: .env leaves out ./.env, and lets api/.env into the image.',
  fix: '**/ in front.',
  sources: [],
  *find({ ignore, project, shapes }) {
    const contexts = shapes.flatMap((one) => one.context ?? [])
    const files = [...new Set(contexts)].flatMap((context) => filesIn(project.files, context))
    if (!files.some((file) => file.includes('/'))) return
    for (const { text, keeps, line, from, to } of ignore.patterns) {
      if (keeps || !anywhere.test(text)) continue
      const twin = ignore.patterns.some((one) => !one.keeps && one.text.replace(/\/$/, '') === `**/${text.replace(/\/$/, '')}`)
      if (twin) continue
      const open = files.find((file) => file.includes('/') && !ignore.ignores(file) && matchesName(text, file))
      if (!open && isOfTheTop(text, files, ignore, workspaceOf(project, contexts))) continue
      const message = open ? `${open} goes into the image: ${text} counts at the top alone.` : `${text} counts at the top alone, not in the folders below.`
      yield {
        line,
        severity: secret.test(text) && open ? 'critical' : 'improvement',
        message,
        edits: sparesCode(text, files, ignore, shapes) ? [{ from, to, text: `**/${text}` }] : [],
      }
    }
  },
  *good({ ignore, shapes }) {
    const first = ignore.patterns.find((one) => /^\*\*\/\.env/.test(one.text))
    if (first && shapes.length > 0) yield { line: first.line, message: '.env stays out, in every folder' }
  },
  goodUnless: ['di/no-secrets'],
  examples: {
    bad: [
      { text: 'node_modules\n', line: 1, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'package.json': '{}', 'apps/web/package.json': '{}' } },
      { text: '.git\n.env\n', line: 2, beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'api/.env': 'A=1\n' } },
      { text: '__pycache__/\n*.pyc\n', line: 1, beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nCOPY . .\n', 'app/main.py': '' } },
    ],
    good: [
      {
        text: '.venv\n**/.env\nnode_modules\nweb/node_modules\n',
        beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'app/main.py': '', 'web/package.json': '{}' },
      },
      { text: '.git\n**/.env\n**/__pycache__\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'api/.env': 'A=1\n' } },
      { text: '.env\n', beside: { Dockerfile: 'FROM node:24-trixie-slim\nCOPY . .\n', 'server.js': '' } },
    ],
  },
}

/** No folder below has a manifest, or those that have are spoken of by themselves; a uv workspace has one environment. */
function isOfTheTop(pattern: string, files: readonly string[], ignore: IgnoreFile, workspace: boolean): boolean {
  const kind = besideManifest.find((one) => one.what.test(pattern))
  if (!kind) return false
  if (workspace && /^\.?venv/.test(pattern)) return true
  const folders = files.filter((file) => kind.manifest.test(file)).map((file) => file.slice(0, file.lastIndexOf('/')))
  const name = pattern.replace(/\/$/, '').replace('*', 'x')
  return folders.every((folder) => ignore.ignores(`${folder}/${name}`))
}

function workspaceOf(project: ReviewedProject, contexts: readonly string[]): boolean {
  return contexts.some((context) => /^\[tool\.uv\.workspace\]/m.test(project.read(context === '' ? 'pyproject.toml' : `${context}/pyproject.toml`) ?? ''))
}

/** The pattern, were it to count in every folder. */
function matchesName(pattern: string, file: string): boolean {
  const name = pattern
    .replace(/\/$/, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
  return new RegExp(`(^|/)${name}(/|$)`).test(file)
}

/** What only tools make, wherever it lies. */
const made = /^(__pycache__|\*\.py|\.pytest_cache|\.mypy_cache|\.ruff_cache|node_modules|\.next|\.venv|\*\.egg-info|\.DS_Store|\.idea|\.vscode)/

/** What the wider pattern leaves out as well is what tools made, or an .env that no COPY names: nothing that a build reads. */
function sparesCode(pattern: string, files: readonly string[], ignore: IgnoreFile, shapes: readonly DockerfileView[]): boolean {
  const named = shapes.flatMap((view) => view.file.instructions.flatMap(sourcesOf)).filter((one) => one.path.includes('/'))
  if (named.some((one) => matchesName(pattern, one.path))) return false
  if (made.test(pattern)) return true
  const newly = files.filter((file) => file.includes('/') && !ignore.ignores(file) && matchesName(pattern, file))
  const buildsPages = files.some((file) => /(^|\/)(vite|next|nuxt|astro)\.config\.\w+$/.test(file))
  return newly.every((file) => /(^|\/)\.env(\.(local|development|production|test))?$/.test(file) && !buildsPages)
}
