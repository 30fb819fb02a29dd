import type { Values } from './expand.ts'
import { isSymbol, moduleOf, numberIn, portOfAddress, symbol } from './names.ts'
import { hasOption, option, positionals } from './options.ts'
import { plain, type Program, type Started } from './started.ts'

/** `uvicorn --factory --app-dir src shop:create_app --port 80` and servers that are told alike. */
export function asgi(program: Program, rest: readonly string[], port: string | null, directory: string | null): Started {
  const app = rest.find((word, at) => isSymbol(word) && rest[at - 1] !== '--host') ?? positionals(rest)[0]
  return { ...plain(program), ...appOf(app, hasOption(rest, '--factory')), port: numberIn(port), directory, config: option(rest, '--config', '-c') }
}

export function gunicorn(rest: readonly string[], environment: Values): Started {
  const all = [...(environment['GUNICORN_CMD_ARGS'] ?? '').split(/\s+/).filter(Boolean), ...rest]
  const app = all.find((word, at) => isSymbol(word) && !/^(-k|--worker-class|-b|--bind)$/.test(all[at - 1] ?? '')) ?? positionals(all)[0]
  return {
    ...plain('gunicorn'),
    ...appOf(app, false),
    port: numberIn(portOfAddress(option(all, '--bind', '-b'))),
    directory: option(all, '--chdir'),
    config: option(all, '--config', '-c'),
  }
}

export function waitress(rest: readonly string[]): Started {
  const port = option(rest, '--port') ?? portOfAddress(option(rest, '--listen'))
  return { ...plain('waitress'), ...appOf(positionals(rest)[0], hasOption(rest, '--call')), port: numberIn(port) }
}

export function uwsgi(rest: readonly string[]): Started {
  const module = option(rest, '--module', '-w')
  const file = option(rest, '--wsgi-file', '--file')
  return {
    ...plain('uwsgi'),
    ...(module === null ? { target: file === null ? null : { module: moduleOf(file), object: option(rest, '--callable') } } : appOf(module, false)),
    path: file,
    port: numberIn(portOfAddress(option(rest, '--http', '--http-socket', '--http11-socket'))),
    directory: option(rest, '--chdir'),
    config: option(rest, '--ini', '-i') ?? rest.find((word) => word.endsWith('.ini')) ?? null,
  }
}

/** Frameworks with a command line of their own: `flask --app shop run`, `fastapi run shop/main.py`. */
export function application(program: Program, rest: readonly string[], port: string | null, app: string | null): Started {
  const words = positionals(rest)
  const [verb = null, ...more] = words
  const file = more.find((word) => word.endsWith('.py')) ?? null
  return {
    ...plain(program),
    action: verb === 'db' || verb === 'database' ? words.slice(0, 2).join(' ') : verb,
    ...(file === null ? appOf(app ?? undefined, false) : { target: { module: moduleOf(file), object: option(rest, '--app') } }),
    path: file,
    port: numberIn(port),
  }
}

/** Programs that are given a file: `streamlit run app.py --server.port=8502`. */
export function ofFile(program: Program, rest: readonly string[], port: string | null): Started {
  const path = rest.find((word) => /\.(py|ipynb)$/.test(word)) ?? null
  return {
    ...plain(program),
    action: positionals(rest)[0] ?? null,
    target: path === null ? null : { module: moduleOf(path), object: null },
    path,
    port: numberIn(port),
  }
}

/** Twisted's way to say it: `-e ssl:443:…`, `--endpoint tcp:port=8000`. */
export function endpointPort(rest: readonly string[]): string | null {
  return /(?:port=|^(?:tcp|ssl):)(\d+)/.exec(option(rest, '--endpoint', '-e') ?? '')?.[1] ?? null
}

/** `shop:create_app()` is a call of a factory; hypercorn wants to hear what kind of app it is. */
function appOf(text: string | undefined, factory: boolean): Pick<Started, 'target' | 'factory'> {
  const called = /\(.*\)$/.test(text ?? '')
  return { target: symbol(text?.replace(/\(.*\)$/, '').replace(/^(asgi|wsgi|file|import):/, '')), factory: factory || called }
}
