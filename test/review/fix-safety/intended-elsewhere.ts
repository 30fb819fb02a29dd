import { createRequire } from 'node:module'
import { parse } from 'yaml'

const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as () => { add(patterns: string): { ignores(path: string): boolean } }

type Change = (keys: string, before: unknown, after: unknown) => boolean

const dollars = (text: unknown): string => String(text).replaceAll('$$', '$')

const changes: Readonly<Record<string, Change>> = {
  'dc/version-key': (keys, _before, after) => keys === 'version' && after === undefined,
  'dc/healthcheck-interpolated': (keys, before, after) => /^services\.\w+\.healthcheck\.test(\.\d)?$/.test(keys) && dollars(before) === dollars(after),
  'dc/pg-isready-socket': (keys, before, after) =>
    /^services\.\w+\.healthcheck\.test(\.\d)?$/.test(keys) && String(after).replace('pg_isready -h 127.0.0.1', 'pg_isready') === before,
  'dc/init-restart': (keys, _before, after) => keys === 'services.migrate.restart' && after === 'no',
  'dc/port-all-interfaces': (keys, before, after) => /^services\.db\.ports\.\d$/.test(keys) && after === `127.0.0.1:${String(before)}`,
}

/** What a fix of a compose file may change: the value at one place, once all anchors and merge keys are resolved. */
export function isIntendedInCompose(id: string, before: string, after: string): boolean {
  const [old, now] = [before, after].map((text) => parse(text, { merge: true }) as unknown)
  const differing = differences(old, now, '')
  return differing.length === 1 && changes[id]!(...differing[0]!)
}

function differences(old: unknown, now: unknown, keys: string): [string, unknown, unknown][] {
  if (typeof old !== 'object' || typeof now !== 'object' || old === null || now === null) return Object.is(old, now) ? [] : [[keys, old, now]]
  const [a, b] = [old, now] as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], keys === '' ? key : `${keys}.${key}`))
}

const template = /(^|\/)\.env\.(example|sample)$/
const leftOut: Readonly<Record<string, RegExp>> = {
  'di/no-git': /(^|\/)(\.git|node_modules|\.venv)(\/|$)/,
  'di/no-secrets': /(^|\/)\.env(\.|$)/,
  'di/anchored-pattern': /(^|\/)(\.env|__pycache__|node_modules|\.venv)(\.|\/|$)|\.pyc$/,
}
const broughtBack: Readonly<Record<string, RegExp>> = { 'di/readme-excluded': /^README\.md$/, 'di/no-secrets': template }

/** What a fix of an ignore file may leave out and bring back, as another implementation of docker's rules decides it. */
export function isIntendedInIgnore(id: string, before: string, after: string, files: readonly string[], dockerfile: string): boolean {
  const [old, now] = [before, after].map((text) => dockerignore().add(text)) as [
    ReturnType<ReturnType<typeof dockerignore>['add']>,
    ReturnType<ReturnType<typeof dockerignore>['add']>,
  ]
  const copied = [...dockerfile.matchAll(/^COPY (\S+)/gm)].map(([, path]) => path!)
  return [...files, '.git/HEAD', 'node_modules/a.js', '.venv/x'].every((path) => {
    if (old.ignores(path) === now.ignores(path)) return true
    if (!now.ignores(path)) return broughtBack[id]?.test(path) === true
    return leftOut[id]?.test(path) === true && !template.test(path) && !copied.includes(path)
  })
}
