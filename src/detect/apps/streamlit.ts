import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { streamlitConfig } from './streamlit-config.ts'

/**
 * The script that Streamlit runs: one that calls it, that no other imports, and that is no page of another. Where the project
 * names none, Streamlit's own choice (`streamlit_app.py`) or the one beside `pages/` comes first.
 */
export function recogniseStreamlit(source: UnitSource): readonly Sighting[] {
  const modules = source.modules.filter(draws)
  if (modules.length === 0) return []
  const paths = new Map(modules.map((module) => [module, inUnit(source, module.file)]))
  const imported = new Set(source.modules.flatMap((module) => importedBy(module, source.modules)))
  const pages = new Set(source.modules.flatMap((module) => namedPages(module, inUnit(source, module.file))))
  const scripts = modules.filter((module) => {
    const path = paths.get(module) ?? ''
    return !imported.has(module) && !pages.has(path) && !/(^|\/)pages\/|__init__\.py$/.test(path)
  })
  const { basePath, files } = streamlitConfig(source)
  const details = { page: `${basePath}/`, ...(readsSecrets(source) ? { secrets: '.streamlit/secrets.toml' } : {}) }
  return scripts.map((module) => {
    const path = paths.get(module) ?? ''
    const call = module.calls.find((one) => one.callee.startsWith('streamlit.'))
    const folder = path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/` : ''
    const preferred = path === 'streamlit_app.py' || source.files.some((file) => file.startsWith(`${folder}pages/`) && file.endsWith('.py'))
    return {
      entrypoint: path,
      factory: false,
      ...(preferred ? { preferred } : {}),
      healthPath: `${basePath}/_stcore/health`,
      files,
      details,
      file: module.file,
      line: call?.line ?? 1,
      confidence: 'likely' as const,
      why: preferred ? 'Streamlit would take it' : 'it calls Streamlit, and nothing imports it',
    }
  })
}

function inUnit({ dir }: UnitSource, file: string): string {
  return dir === '.' ? file : file.slice(dir.length + 1)
}

function draws(module: PythonModule): boolean {
  return module.calls.some((call) => call.callee.startsWith('streamlit.'))
}

/** Modules of the project that one of them imports or calls into. */
function importedBy(module: PythonModule, all: readonly PythonModule[]): PythonModule[] {
  const names = [...module.imports.values(), ...module.starImports, ...module.calls.map((call) => call.callee)]
  return all.filter((other) => other !== module && names.some((name) => name === other.name || name.startsWith(`${other.name}.`)))
}

/** `st.Page("views/home.py")`, `st.page_link("report.py")`: paths are meant from the script's folder. */
function namedPages(module: PythonModule, path: string): string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
  return module.calls
    .filter((call) => /^streamlit\.(Page|page_link|switch_page)$/.test(call.callee))
    .flatMap((call) => call.arguments.map((one) => one.literal))
    .flatMap((literal) => (typeof literal === 'string' && literal.endsWith('.py') ? [folder + literal.replace(/^\.\//, '')] : []))
    .filter((page) => page !== path)
}

/** `st.secrets`, and what is built on it: connections by name, the login. */
function readsSecrets(source: UnitSource): boolean {
  return source.modules.some(
    (module) =>
      [...module.calls.map((call) => call.callee), ...module.subscripts.map((one) => one.object)].some((name) =>
        /^streamlit\.(secrets\b|connection$|experimental_connection$|login$)/.test(name),
      ) || /\bst\.secrets\b/.test(source.read(inUnit(source, module.file))),
  )
}
