import type { PythonModule } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'

/** A line that starts the program somewhere: a Procfile, a script, an image, the code itself. */
export interface Launch {
  /** Module and object as written there: `shop.main:app`; null where only a port is said. */
  target: { module: string; object: string | null } | null
  port: number | null
  /** The program by its own name: `gunicorn`, `celery`. */
  program?: string
  argv?: readonly string[]
  /** Settings module that stands in front of the command, or is told to it. */
  settings?: string
  file: string
  line: number
  /** How much a contradiction costs: a statement for this purpose wins over a script. */
  weight: number
}

const launchFiles: readonly (readonly [pattern: RegExp, weight: number])[] = [
  [/^Procfile$/, 60],
  [/^(render|fly|app|railway)\.(ya?ml|toml|json)$/, 50],
  [/(^|\/)(Dockerfile|Containerfile)[^/]*$|\.dockerfile$/i, 50],
  [/(^|\/)(docker-)?compose[^/]*\.ya?ml$/i, 45],
  [/^(scripts\/|bin\/|docker\/)?[\w.-]+\.sh$/, 40],
  [/^(Makefile|justfile|Taskfile\.ya?ml|pyproject\.toml)$/i, 35],
]

const server = /\b(?:uvicorn|gunicorn|hypercorn|granian|fastapi\s+(?:run|dev))\b/
const target = /(?:^|\s)([A-Za-z_][\w.]*):([A-Za-z_]\w*)(?:\(\))?(?=\s|$)/
const script = /\bfastapi\s+(?:run|dev)\b.*?\s([\w./-]+\.py)\b/
const portOption = /(?:--port|-p)[\s=]+\$?\{?(?:[A-Z_]+:-)?(\d{2,5})\b|(?:--bind|-b)[\s=]+\S*?:\$?\{?(?:[A-Z_]+:-)?(\d{2,5})\b/

/** Every line of the unit's scripts and configuration that starts a server. */
export function launchesIn(folder: UnitFolder): Launch[] {
  return folder.files.flatMap((path) => {
    const weight = launchFiles.find(([pattern]) => pattern.test(path))?.[1]
    return weight === undefined || path.startsWith('.github/') ? [] : linesOf(folder, path, weight)
  })
}

function linesOf(folder: UnitFolder, path: string, weight: number): Launch[] {
  const file = folder.fromRoot(path)
  return folder
    .read(path)
    .split('\n')
    .flatMap((raw, index): Launch[] => {
      // Exec form and YAML lists separate words by quotes and commas.
      const text = raw.replace(/["',[\]]+/g, ' ').replace(/^\s*#.*$/, '')
      const statement = path === 'pyproject.toml' && folder.read(path).includes('[tool.fastapi]') ? /^\s*entrypoint\s*=\s*([\w.]+):(\w+)/.exec(text) : null
      if (statement) return [{ target: { module: statement[1] ?? '', object: statement[2] ?? null }, port: null, file, line: index + 1, weight: 100 }]
      if (!server.test(text)) return []
      const started = target.exec(text)
      const run = script.exec(text)
      const port = portOption.exec(text)
      const named = started ? { module: started[1] ?? '', object: started[2] ?? null } : run ? { module: moduleOf(run[1] ?? ''), object: null } : null
      return named || port ? [{ target: named, port: port ? Number(port[1] ?? port[2]) : null, file, line: index + 1, weight }] : []
    })
}

function moduleOf(path: string): string {
  return path.replace(/^\.\//, '').replace(/\.py$/, '').replaceAll('/', '.')
}

/** `uvicorn.run("shop.main:app", port=8000)` and `uvicorn.run(app)` in the code. */
export function launchesInCode(modules: readonly PythonModule[]): Launch[] {
  return modules.flatMap((module) =>
    module.calls
      .filter((call) => call.callee === 'uvicorn.run' || call.callee === 'uvicorn.Config')
      .flatMap((call): Launch[] => {
        const first = call.arguments.find((one) => one.name === 'app') ?? call.arguments.find((one) => one.name === null)
        const port = call.arguments.find((one) => one.name === 'port')
        const target = targetOf(module, first)
        return [
          ...(first && target ? [{ target, port: null, file: module.file, line: first.line, weight: 40 }] : []),
          ...(port ? [{ target: null, port: portIn(port.text), file: module.file, line: port.line, weight: 40 }] : []),
        ]
      }),
  )
}

function targetOf(module: PythonModule, argument: { text: string; literal: unknown } | undefined): Launch['target'] {
  if (!argument) return null
  if (typeof argument.literal === 'string') {
    const [name = '', object] = argument.literal.split(':')
    return { module: name, object: object ?? null }
  }
  return /^[A-Za-z_]\w*$/.test(argument.text) ? { module: module.name, object: argument.text } : null
}

/** `8000`, `int(os.environ.get("PORT", 8000))`, `settings.port or 8000`: the number that stands there. */
function portIn(text: string): number | null {
  const number = /^(\d{2,5})$|["']?(\d{2,5})["']?\s*\)*$/.exec(text.trim())
  return number ? Number(number[1] ?? number[2]) : null
}
