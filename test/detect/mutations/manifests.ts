import { withFiles, type Mutation, type Sample } from './sample.ts'

function manifest(name: string, change: (files: Sample['files'], prefix: string) => Record<string, string> | null, loses: 'uses' | null = null): Mutation {
  return {
    name: `manifest: ${name}`,
    apply: (sample) => {
      const [unit] = sample.units
      if (!unit) return null
      const made = change(sample.files, unit.dir === '.' ? '' : `${unit.dir}/`)
      const result = made && withFiles(sample, made)
      return result && loses ? { ...result, units: result.units.map((one) => ({ ...one, uses: null })) } : result
    },
  }
}

function requirements(change: (text: string) => Record<string, string>): (files: Sample['files'], prefix: string) => Record<string, string> | null {
  return (files, prefix) => {
    const text = files[`${prefix}requirements.txt`]
    if (text === undefined || /--hash|^-r/m.test(text)) return null
    return Object.fromEntries(Object.entries(change(text)).map(([path, put]) => [prefix + path, put]))
  }
}

const list = /(^dependencies = \[)([\s\S]*?)(^\])/m

/** Names as they are written on their makers' pages. */
function spelled(text: string): string {
  const names: Record<string, string> = {
    fastapi: 'FastAPI',
    flask: 'Flask',
    django: 'Django',
    celery: 'Celery',
    streamlit: 'Streamlit',
    sqlalchemy: 'SQLAlchemy',
  }
  return text.replace(
    /(^|["'\s])(fastapi|flask|django|celery|streamlit|sqlalchemy)(?=[\s[<>=~!"';]|$)/gim,
    (_, lead: string, name: string) => lead + (names[name.toLowerCase()] ?? name),
  )
}

export const manifestSwaps: readonly Mutation[] = [
  manifest('names as their makers write them', (files, prefix) => {
    const changed: Record<string, string> = {}
    for (const path of ['requirements.txt', 'pyproject.toml']) {
      const text = files[prefix + path]
      if (text === undefined) continue
      const put = path === 'pyproject.toml' ? text.replace(list, (_, a: string, b: string, c: string) => a + spelled(b) + c) : spelled(text)
      if (put !== text) changed[prefix + path] = put
    }
    return Object.keys(changed).length === 0 ? null : changed
  }),
  manifest(
    'requirements behind -r',
    requirements((text) => ({ 'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': text })),
  ),
  manifest(
    'requirements in CAPITALS',
    requirements((text) => ({ 'requirements.txt': text.replace(/^[\w.-]+/gm, (name) => name.toUpperCase().replaceAll('-', '_')) })),
  ),
  manifest(
    'requirements with comments and markers',
    requirements((text) => ({
      'requirements.txt': `# what it needs\n--no-binary :none:\n${text.replace(/^([\w.-][^\n#;]*)$/gm, '$1 ; python_version >= "3.8"  # needed')}`,
    })),
  ),
  manifest(
    'dependencies in an extra',
    (files, prefix) => {
      const text = files[`${prefix}pyproject.toml`]
      if (text === undefined || !list.test(text) || /optional-dependencies/.test(text)) return null
      const names = list.exec(text)?.[2] ?? ''
      return { [`${prefix}pyproject.toml`]: `${text.replace(list, '$1$3').trimEnd()}\n\n[project.optional-dependencies]\nserver = [${names}]\n` }
    },
    'uses',
  ),
  manifest('dependencies on one line', (files, prefix) => {
    const text = files[`${prefix}pyproject.toml`]
    if (text === undefined || !list.test(text)) return null
    return {
      [`${prefix}pyproject.toml`]: text.replace(
        list,
        (_, a: string, b: string, c: string) =>
          a +
          b
            .replace(/#[^\n]*/g, '')
            .replace(/\s*\n\s*/g, ' ')
            .trim() +
          c,
      ),
    }
  }),
  manifest('more groups', (files, prefix) => {
    const text = files[`${prefix}pyproject.toml`]
    if (text === undefined || /dependency-groups/.test(text)) return null
    return {
      [`${prefix}pyproject.toml`]: `${text.trimEnd()}\n\n[dependency-groups]\ndev = ["pytest", "Flask", "streamlit", {include-group = "docs"}]\ndocs = ["Sphinx"]\n`,
    }
  }),
]
