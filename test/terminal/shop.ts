import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A small FastAPI project of the kind that the program is for. */
const shop: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project]
name = "shop"
version = "0.1.0"
requires-python = ">=3.13"
dependencies = ["fastapi>=0.115", "uvicorn>=0.30", "asyncpg>=0.30", "redis>=5"]
`,
  'uv.lock': 'version = 1\nrequires-python = ">=3.13"\n',
  'shop/__init__.py': '',
  'shop/main.py': `import os

from fastapi import FastAPI
from redis import asyncio as redis

app = FastAPI()
cache = redis.from_url(os.environ["REDIS_URL"])
DATABASE_URL = os.environ["DATABASE_URL"]


@app.get("/health")
async def health():
    return {"ok": True}
`,
}

const second = `from fastapi import FastAPI

app = FastAPI()


@app.get("/admin")
async def admin():
    return {}
`

export interface Folder {
  path: string
  /** Of every path and byte in it. */
  hash: () => string
  remove: () => void
}

/** @param kind undecided: two modules of equal standing hold an app. */
export function aShop(kind: 'decided' | 'undecided' = 'decided'): Folder {
  const files = kind === 'decided' ? shop : { ...shop, 'shop/main.py': '', 'shop/web.py': shop['shop/main.py']!, 'shop/admin.py': second }
  const path = mkdtempSync(join(tmpdir(), 'shop-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  return { path, hash: () => hashOf(path), remove: () => rmSync(path, { recursive: true, force: true }) }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}
