import type { Dependency } from '../facts.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { tableAt } from '../readers/toml.ts'

/** Groups and extras of a manifest, by name. */
export interface Parts {
  groups: readonly string[]
  extras: readonly string[]
}

const nothing: Parts = { groups: [], extras: [] }

/** Programs that serve: a project that keeps one in a part of its own means that part for production. */
const servers = /^(uvicorn|gunicorn|hypercorn|granian|daphne|waitress|uwsgi|gevent)$/
const forDevelopment = /^(dev|develop|development|tests?|testing|lint|linting|typing|types|mypy|docs?|local|all)$/i
/** What the packaging standards allow, and a shell takes as it is. */
const plain = /^[A-Za-z0-9][\w.-]*$/
const forProduction = /^(prod|production|deploy|deployment)$/i

/**
 * The groups and extras that production needs beside the main dependencies: those that say so by their name, and where the
 * main dependencies bring no server, the first other part that does.
 */
export function productionParts(pyproject: Pyproject | null): Parts {
  if (!pyproject) return nothing
  const extras = extrasOf(pyproject)
  const names = [...new Set(pyproject.dependencies.map((one) => one.group))].filter((name) => name !== 'main')
  const serves = (group: string) => pyproject.dependencies.some((one) => one.group === group && servers.test(one.name))
  const named = names.filter((name) => forProduction.test(name) && plain.test(name))
  const serving = [...named, 'main'].some(serves) ? [] : names.filter((name) => serves(name) && !forDevelopment.test(name) && plain.test(name)).slice(0, 1)
  const chosen = [...named, ...serving]
  return { groups: chosen.filter((name) => !extras.includes(name)), extras: chosen.filter((name) => extras.includes(name)) }
}

/** Dependencies of pyproject, those of production's parts as main ones: what matters is whether production installs them. */
export function withProduction(pyproject: Pyproject | null): Dependency[] {
  const { groups, extras } = productionParts(pyproject)
  return (pyproject?.dependencies ?? []).map((one) => (groups.includes(one.group) || extras.includes(one.group) ? { ...one, group: 'main' } : one))
}

/** Groups that the manager installs in development only when they are named, and extras, that hold what tests or development need. */
export function developmentParts(pyproject: Pyproject | null, manager: string, production: Parts): Parts {
  if (!pyproject) return nothing
  const forTests = (name: string) =>
    /^(dev|develop|development|tests?|testing|lint|linting|typing|types|mypy)$/i.test(name) ||
    pyproject.dependencies.some((one) => one.group === name && one.name === 'pytest')
  const wanted = (names: readonly string[], taken: readonly string[]) => names.filter((name) => plain.test(name) && forTests(name) && !taken.includes(name))
  return { groups: wanted(unasked(pyproject, manager), production.groups), extras: wanted(extrasOf(pyproject), production.extras) }
}

/** uv takes `dev` by itself, Poetry every group that is not optional, PDM every one. */
function unasked(pyproject: Pyproject, manager: string): string[] {
  const standard = Object.keys(tableAt(pyproject.root, 'dependency-groups') ?? {})
  if (manager === 'pdm') return []
  if (manager !== 'poetry') return standard.filter((name) => name !== 'dev')
  const own = tableAt(pyproject.root, 'tool.poetry.group') ?? {}
  return Object.keys(own).filter((name) => tableAt(own, name)?.['optional'] === true)
}

export function extrasOf(pyproject: Pyproject): string[] {
  return [
    ...new Set([
      ...Object.keys(tableAt(pyproject.root, 'project.optional-dependencies') ?? {}),
      ...Object.keys(tableAt(pyproject.root, 'tool.poetry.extras') ?? {}),
    ]),
  ]
}
