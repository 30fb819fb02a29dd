import type { Evidence } from '../facts.ts'
import { expand } from '../launches/expand.ts'
import { soundsLikeDevelopment } from '../launches/statement.ts'
import { parseDockerfile } from '../readers/dockerfile.ts'
import { entriesOf, itemsOf, outlineAt, textOf, yamlOutline } from '../readers/yaml-outline.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** Ports of debuggers, which a service publishes beside its own. */
const debuggers = new Set(['5678', '5679', '5683', '9229'])

/** EXPOSE of the project's images; those for development last. */
export function exposedPorts(folder: UnitFolder): Evidence[] {
  const files = folder.files.filter((file) => /(^|\/)((Dockerfile|Containerfile)([._-][\w.-]+)?|[\w.-]+\.(dockerfile|containerfile))$/i.test(file))
  const isLater = (file: string) => Number(soundsLikeDevelopment(file.slice(file.lastIndexOf('/') + 1)))
  return [...files]
    .sort((a, b) => isLater(a) - isLater(b))
    .filter((file) => /\b(python|uvicorn|gunicorn|fastapi|flask|streamlit|pip|uv|poetry)\b/.test(folder.read(file)))
    .flatMap((file) => {
      const values: Record<string, string> = {}
      const lines = new Map<string, number>()
      const found = parseDockerfile(folder.read(file)).stages.flatMap(({ instructions }) =>
        instructions.flatMap(({ name, rest, words, line }) => {
          const [, variable = '', value = ''] = /^(\w+)[= ]["']?([^"'\s]*)/.exec(rest) ?? []
          if (name === 'ENV' || name === 'ARG') {
            values[variable] = value
            lines.set(value, line)
          }
          if (name !== 'EXPOSE') return []
          return words.flatMap((word) =>
            portEvidence(expand(word, values), folder.fromRoot(file), (word.includes('$') && lines.get(values[/\w+/.exec(word)?.[0] ?? ''] ?? '')) || line),
          )
        }),
      )
      // The last stage is what runs.
      return found.reverse()
    })
}

/** What compose files publish of services that are built here; one port alone, since of several nobody says which. */
export function publishedPorts(folder: UnitFolder): Evidence[] {
  const files = folder.files.filter((file) => /^(docker-)?compose([._-][\w.-]+)?\.ya?ml$/i.test(file))
  return files.flatMap((file) => {
    const services = entriesOf(outlineAt(yamlOutline(folder.read(file)), 'services'))
    return services.flatMap(([, service]) => {
      if (!outlineAt(service, 'build')) return []
      const ports = itemsOf(outlineAt(service, 'ports')).flatMap((one) => {
        const text = textOf(one) ?? textOf(outlineAt(one, 'target'))
        const container = text?.split('/')[0]?.split(':').at(-1) ?? ''
        return debuggers.has(container) ? [] : portEvidence(container, folder.fromRoot(file), one.line)
      })
      return ports.length === 1 ? ports : []
    })
  })
}

function portEvidence(text: string, file: string, line: number): Evidence[] {
  const port = /^(\d{2,5})(\/tcp)?$/.exec(text)?.[1]
  return port ? [{ key: 'port', value: port, file, line, confidence: 'likely' }] : []
}
