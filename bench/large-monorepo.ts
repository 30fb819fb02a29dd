import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// A repository as a company has it: 40 packages in two languages, each a workspace of its own kind, with apps that need libraries that need
// libraries. Beside it lie folders of tools and of other people's code that a look at the project must not enter.

const perLanguage = 20
const apps = 6
const filesOfPackage = 124

/** Lays a repository of some 5,000 files into `dir`, with 3,000 more in `node_modules` and `.venv`. @returns how many files it has without those. */
export function writeLargeMonorepo(dir: string): number {
  const files = new Map<string, string>(Object.entries(roots))
  for (let at = 0; at < perLanguage; at += 1) {
    for (const [path, text] of Object.entries(pythonPackage(at))) files.set(path, text)
    for (const [path, text] of Object.entries(nodePackage(at))) files.set(path, text)
  }
  const count = files.size
  for (let at = 0; at < 1500; at += 1) {
    files.set(`node_modules/package-${at % 60}/lib/file-${at}.js`, `module.exports = ${at}\n`)
    files.set(`python/.venv/lib/python3.13/site-packages/package_${at % 60}/module_${at}.py`, 'from fastapi import FastAPI\n\napp = FastAPI()\n')
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return count
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const roots: Readonly<Record<string, string>> = {
  'package.json': json({ name: 'company', private: true, workspaces: ['web/apps/*', 'web/libs/*'], packageManager: 'npm@11.6.0' }),
  'package-lock.json': json({ name: 'company', lockfileVersion: 3, packages: {} }),
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["python/apps/*", "python/libs/*"]\n',
  'uv.lock': 'version = 1\nrequires-python = ">=3.13"\n',
  '.gitignore': 'node_modules/\n.venv/\n__pycache__/\n.env\n',
  'README.md': '# Company\n',
}

function pythonPackage(at: number): Record<string, string> {
  const isApp = at < apps
  const name = `${isApp ? 'service' : 'lib'}_${at}`
  const folder = `python/${isApp ? 'apps' : 'libs'}/${name}`
  const needs = isApp ? [`lib_${apps + at}`, `lib_${apps + at + 1}`] : at + 1 < perLanguage ? [`lib_${at + 1}`] : []
  const installed = [...(isApp ? ['fastapi>=0.128', 'uvicorn>=0.38'] : []), 'sqlalchemy>=2.0', 'redis>=7.1', ...needs]
  const files: Record<string, string> = {
    [`${folder}/pyproject.toml`]: `[project]
name = "${name}"
version = "1.0.0"
requires-python = ">=3.13"
dependencies = [${installed.map((one) => `"${one}"`).join(', ')}]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[tool.uv.sources]
${needs.map((one) => `${one} = { workspace = true }`).join('\n')}
`,
    [`${folder}/README.md`]: `# ${name}\n`,
    [`${folder}/src/${name}/__init__.py`]: '',
    [`${folder}/src/${name}/settings.py`]: `import os\n\nDATABASE_URL = os.environ["DATABASE_URL"]\nPAGE_SIZE = int(os.environ.get("PAGE_SIZE", "50"))\n`,
  }
  if (isApp)
    files[`${folder}/src/${name}/main.py`] = `from fastapi import FastAPI

from ${needs[0]} import part_0
from ${name}.part_1 import find_1

app = FastAPI()


@app.get("/health")
def health():
    return {"ok": True}
`
  for (let part = 0; Object.keys(files).length < filesOfPackage; part += 1) {
    files[`${folder}/src/${name}/part_${part}.py`] = pythonModule(name, part)
    if (part % 3 === 0)
      files[`${folder}/tests/test_part_${part}.py`] = `from ${name}.part_${part} import find_${part}\n\n\ndef test_find():\n    assert find_${part}\n`
    if (part % 5 === 0) files[`${folder}/src/${name}/templates/part_${part}.html`] = `<h1>{{ title }} ${part}</h1>\n`
  }
  return files
}

function pythonModule(name: string, part: number): string {
  return `"""Part ${part} of ${name}."""

import logging
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ${name}.settings import PAGE_SIZE

logger = logging.getLogger(__name__)


@dataclass
class Query${part}:
    text: str
    page: int = 0
    size: int = PAGE_SIZE


def find_${part}(session: Session, query: Query${part}) -> list[dict[str, object]]:
    rows = session.execute(select().limit(query.size).offset(query.page * query.size)).all()
    logger.info("found %d", len(rows), extra={"query": query.text})
    return [{"id": row.id, "name": row.name} for row in rows if row.name]
`
}

function nodePackage(at: number): Record<string, string> {
  const isApp = at < apps
  const name = `${isApp ? 'site' : 'kit'}-${at}`
  const folder = `web/${isApp ? 'apps' : 'libs'}/${name}`
  const needs = isApp ? [`kit-${apps + at}`, `kit-${apps + at + 1}`] : at + 1 < perLanguage ? [`kit-${at + 1}`] : []
  const own = Object.fromEntries(needs.map((one) => [`@company/${one}`, '*']))
  const files: Record<string, string> = {
    [`${folder}/package.json`]: json({
      name: `@company/${name}`,
      version: '1.0.0',
      ...(isApp ? { scripts: { start: 'node src/server.js' } } : { main: 'src/index.js' }),
      dependencies: { ...(isApp ? { express: '^5.1.0', pg: '^8.16.0' } : {}), ...own },
    }),
    [`${folder}/README.md`]: `# ${name}\n`,
    [`${folder}/src/index.js`]: "module.exports = require('./part-0')\n",
  }
  if (isApp)
    files[`${folder}/src/server.js`] = `const express = require('express')
const { find } = require('@company/${needs[0]}')

const app = express()
app.get('/health', (request, response) => response.json({ ok: true }))
app.get('/', async (request, response) => response.json(await find(process.env.DATABASE_URL)))
app.listen(process.env.PORT ?? 3000)
`
  for (let part = 0; Object.keys(files).length < filesOfPackage; part += 1) {
    files[`${folder}/src/part-${part}.js`] = nodeModule(part)
    if (part % 3 === 0)
      files[`${folder}/test/part-${part}.test.js`] = `const { find } = require('../src/part-${part}')\n\ntest('finds', () => expect(find).toBeDefined())\n`
    if (part % 5 === 0) files[`${folder}/src/styles/part-${part}.css`] = `.part-${part} { color: red }\n`
  }
  return files
}

function nodeModule(part: number): string {
  return `'use strict'

const limits = { page: ${part}, size: Number(process.env.PAGE_SIZE ?? 50) }

async function find(url, text) {
  const query = new URLSearchParams({ text, page: String(limits.page), size: String(limits.size) })
  const response = await fetch(\`\${url}/part-${part}?\${query}\`)
  if (!response.ok) throw new Error(\`part ${part}: \${response.status}\`)
  return (await response.json()).items.filter((one) => one.name)
}

module.exports = { find }
`
}
