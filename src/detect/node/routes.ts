import type { UnitFacts } from '../facts.ts'
import { lineAt, type Script } from './sources.ts'

type Route = UnitFacts['routes'][number]

const called = /\b\w+\s*\.\s*(get|post|put|delete|patch|all)\s*\(\s*['"`](\/[^'"`\s]*)['"`]/g
const controller = /@Controller\(\s*(?:['"`]([^'"`]*)['"`])?\s*\)/
const handler = /@(Get|Post|Put|Delete|Patch)\(\s*(?:['"`]([^'"`]*)['"`])?\s*\)/g

/** Routes that stand in the source: methods of an app or router, Nest's decorators, Next's files. */
export function nodeRoutes(scripts: readonly Script[], isNext: boolean): Route[] {
  return scripts.flatMap((script) => (isNext ? nextRoutes(script) : [...methodRoutes(script), ...nestRoutes(script)]))
}

function methodRoutes({ text, file }: Script): Route[] {
  return [...text.matchAll(called)].map((match) => ({ method: (match[1] ?? '').toUpperCase(), path: match[2] ?? '', file, line: lineAt(text, match.index) }))
}

function nestRoutes({ text, file }: Script): Route[] {
  const prefix = controller.exec(text)
  if (!prefix) return []
  return [...text.matchAll(handler)].map((match) => ({
    method: (match[1] ?? '').toUpperCase(),
    path: `/${[prefix[1] ?? '', match[2] ?? '']
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`,
    file,
    line: lineAt(text, match.index),
  }))
}

/** `app/api/health/route.ts` with a GET, `pages/api/health.ts`. Folders in brackets of either kind are no part of a plain path. */
function nextRoutes({ path, file, text }: Script): Route[] {
  const app = /^(?:src\/)?app\/(.*?)\/?route\.(?:m|c)?[jt]sx?$/.exec(path)?.[1]
  const pages = /^(?:src\/)?pages\/(api\/.*?)(?:\/index)?\.(?:m|c)?[jt]sx?$/.exec(path)?.[1]
  const found = app ?? pages
  if (found === undefined || found.includes('[')) return []
  const segments = found.split('/').filter((part) => !/^\(.*\)$/.test(part))
  const get = /export\s+(?:async\s+)?(?:function|const)\s+GET\b/.exec(text)
  if (app !== undefined && !get) return []
  return [{ method: 'GET', path: `/${segments.join('/')}`, file, line: get ? lineAt(text, get.index) : 1 }]
}
