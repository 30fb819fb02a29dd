import type { Dependency } from '../facts.ts'
import type { Pipfile } from '../readers/pipfile.ts'
import type { Pixi } from '../readers/pixi.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import type { Setup } from '../readers/setup.ts'
import { tableAt, type TomlTable } from '../readers/toml.ts'

/** A manifest's groups and extras, by name. */
export interface Parts {
  groups: readonly string[]
  extras: readonly string[]
}

/** What is chosen from: the parts of pyproject.toml, or the categories of a Pipfile. */
export interface Divided {
  dependencies: readonly Dependency[]
  extras: readonly string[]
  root?: TomlTable
}

/** Programs that serve: a project that keeps one in a part of its own means that part for production. */
const servers = /^(uvicorn|gunicorn|hypercorn|granian|daphne|waitress|uwsgi)$/
const forDevelopment = /^(dev|dev-packages|develop|development|tests?|testing|lint|linting|typing|types|mypy|docs?|local|all)$/i
const forProduction = /^(prod|production|deploy|deployment)$/i
/** What the packaging standards allow, and a shell takes as it is. */
const plain = /^[A-Za-z0-9][\w.-]*$/

/**
 * The groups and extras that production needs beside the main dependencies: those that say so by their name, and where the
 * main dependencies bring no server, the first other part that does.
 */
export function productionParts(from: Divided): Parts {
  const { extras } = from
  const names = [...new Set(from.dependencies.map((one) => one.group))].filter((name) => name !== 'main' && plain.test(name))
  const serves = (group: string) => from.dependencies.some((one) => one.group === group && servers.test(one.name))
  const named = names.filter((name) => forProduction.test(name))
  const serving = ['main', ...named].some(serves) ? [] : names.filter((name) => serves(name) && !forDevelopment.test(name)).slice(0, 1)
  const chosen = [...named, ...serving]
  return { groups: chosen.filter((name) => !extras.includes(name)), extras: chosen.filter((name) => extras.includes(name)) }
}

/** Production's parts and development's, of one manifest. */
export function chosenParts(from: Divided, manager: string): { production: Parts; development: Parts } {
  const production = productionParts(from)
  return { production, development: developmentParts(from, manager, production) }
}

/** The dependencies, those of production's parts as main ones: what matters is whether production installs them. */
export function withProduction(from: Divided): Dependency[] {
  const { groups, extras } = productionParts(from)
  return from.dependencies.map((one) => (groups.includes(one.group) || extras.includes(one.group) ? { ...one, group: 'main' } : one))
}

/** Groups that the manager installs in development only when they are named, and extras, that hold what tests or development need. */
function developmentParts(from: Divided, manager: string, production: Parts): Parts {
  const forTests = (name: string) =>
    /^(dev|develop|development|tests?|testing|lint|linting|typing|types|mypy)$/i.test(name) ||
    from.dependencies.some((one) => one.group === name && one.name === 'pytest')
  const wanted = (names: readonly string[], taken: readonly string[]) => names.filter((name) => plain.test(name) && forTests(name) && !taken.includes(name))
  return { groups: wanted(namedOnly(from, manager), production.groups), extras: wanted(from.extras, production.extras) }
}

/** uv takes `dev` by itself, Pipenv `dev-packages`, Poetry every group that is not optional, PDM every one. */
function namedOnly(from: Divided, manager: string): string[] {
  if (manager === 'pdm') return []
  if (manager !== 'poetry') return groupsOf(from).filter((name) => name !== 'dev' && name !== 'dev-packages')
  const own = tableAt(from.root ?? {}, 'tool.poetry.group') ?? {}
  return Object.keys(own).filter((name) => tableAt(own, name)?.['optional'] === true)
}

/** Every part that is no extra. */
export function groupsOf(from: Divided): string[] {
  const { extras } = from
  const standard = Object.keys(tableAt(from.root ?? {}, 'dependency-groups') ?? {})
  const named = from.dependencies.map((one) => one.group).filter((name) => name !== 'main' && !extras.includes(name))
  return [...new Set([...standard, ...named])].filter((name) => plain.test(name))
}

/** pixi has environments, each made of features: the one named for production, and one for development or tests. */
export function pixiParts(pixi: Pixi | null): { production: Parts; development: Parts } {
  const names = [...(pixi?.environments.keys() ?? [])].filter((name) => plain.test(name))
  const pick = (pattern: RegExp): Parts => ({ groups: names.filter((name) => pattern.test(name)).slice(0, 1), extras: [] })
  return { production: pick(forProduction), development: pick(/^(dev|develop|development|tests?|testing)$/i) }
}

/** pixi's dependencies, those of production's environment as main ones. */
export function withEnvironments(pixi: Pixi | null): Dependency[] {
  const [production] = pixiParts(pixi).production.groups
  const features = new Set(production === undefined ? [] : pixi?.environments.get(production))
  return (pixi?.dependencies ?? []).map((one) => (features.has(one.group) ? { ...one, group: 'main' } : one))
}

/** A manifest as something to choose parts from. */
export function partsOf(manifest: Pyproject | Pipfile | Setup | null): Divided {
  if (!manifest) return { dependencies: [], extras: [] }
  if ('extras' in manifest) return { dependencies: manifest.dependencies, extras: manifest.extras }
  if (!('root' in manifest)) return { dependencies: manifest.dependencies, extras: [] }
  const extras = ['project.optional-dependencies', 'tool.poetry.extras'].flatMap((path) => Object.keys(tableAt(manifest.root, path) ?? {}))
  return { dependencies: manifest.dependencies, extras, root: manifest.root }
}
