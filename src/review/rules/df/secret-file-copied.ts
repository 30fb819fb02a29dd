import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'

export const secretFileCopied: DockerfileRule = {
  id: 'df/secret-file-copied',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A file with secrets is copied into the image',
  why: 'It stays in its layer, also where a later step deletes it, and goes wherever the image goes.',
  fix: 'RUN --mount=type=secret,id=…,target=… for the one step that needs it; env_file or secrets in compose for what runs.',
  sources: ['DS-0031', 'OWASP 12'],
  *find(view) {
    for (const source of view.file.instructions.flatMap(sourcesOf)) {
      const name = source.path.split('/').at(-1)!
      if (isPlainSetting(view, source.path, name)) continue
      if (isSecretFile(name) || /(^|\/)\.(aws|ssh|docker|kube|gnupg)(\/|$)/.test(source.path))
        yield { ...at(view, source.word), message: `${source.path} goes into a layer of the image.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json .npmrc ./\nRUN npm ci\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nCOPY .npmrc ./\nRUN npm ci\n', line: 2, beside: { '.npmrc': '//npm.example.com/:_authToken=abcdef0123\n' } },
      { text: 'FROM python:3.13-slim-trixie\nCOPY ./config/.env.production \\\n     /app/.env\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nADD --chmod=600 deploy/id_rsa /root/.ssh/id_rsa\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n' },
      {
        text: 'FROM node:24-trixie-slim\nCOPY package.json .npmrc ./\n',
        beside: { '.npmrc': '//npm.example.com/:_authToken=${NPM_TOKEN}\nsave-exact=true\n' },
      },
      { text: 'FROM python:3.13-slim-trixie\nCOPY .env.example certs/ca.pem /app/\n' },
    ],
  },
}

function isSecretFile(name: string): boolean {
  if (/example|sample|template|dist$|defaults?$/i.test(name)) return false
  if (/\.(pem|key|p12|pfx|jks|keystore)$/i.test(name)) return !/(^|[._-])(ca|cert|certs|certificate|chain|fullchain|bundle|pub|public)([._-]|$)/i.test(name)
  return /^\.env(\.|$)|^(id_(rsa|dsa|ecdsa|ed25519)|\.npmrc|\.netrc|\.pypirc|\.pgpass|\.git-credentials|\.htpasswd|kubeconfig)$|^(gcp|google|service[-_]?account|client[-_]secret)[\w-]*(key|credentials|secret)[\w-]*\.json$/i.test(
    name,
  )
}

/** npm's settings lie in git where they hold no password, or only the name of the variable that does. */
function isPlainSetting({ context, project }: DockerfileView, path: string, name: string): boolean {
  if (name !== '.npmrc' || context === null) return false
  const text = project.read(context === '' ? path : `${context}/${path}`)
  return text !== null && !/^[^#;]*(_auth|_authToken|_password)\s*=\s*["']?(?!\$\{)[^\s"']/m.test(text)
}
