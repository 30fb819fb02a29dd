import type { UnitInput } from './images.ts'

/** What a unit is to those who send it requests: a site of its own, pages on data, an app with pages and an API, an API alone. */
export type Face = 'site' | 'dashboard' | 'mixed' | 'api'

/** Servers of Node's that make pages, as their makers write them. */
const nodeSites = new Set(['Nuxt', 'TanStack Start', 'SolidStart', 'SvelteKit', 'React Router', 'Remix', 'Astro'])

const dashboards = new Set(['streamlit', 'dash', 'gradio', 'nicegui', 'panel', 'airflow', 'dagster'])

/** Told by the framework alone: what a program answers cannot be seen in it for sure. */
export function faceOf({ facts, answers }: UnitInput): Face {
  if (answers.stack === 'nextjs' || answers.stack === 'vite' || nodeSites.has(facts.framework ?? '')) return 'site'
  if (dashboards.has(answers.stack) || dashboards.has(facts.framework ?? '')) return 'dashboard'
  if (answers.stack === 'django' || (answers.stack === 'flask' && facts.files.some((path) => /(^|\/)templates$/.test(path)))) return 'mixed'
  return 'api'
}
