import type { Base } from '../ask/answers.ts'
import { UserError } from '../errors.ts'

/** Where the image's Python comes from. */
export interface PythonBase {
  /** Image of the `base` stage; build arguments as `${NAME}`. */
  image: string
  /** Image of the runtime stage where it is another one. */
  runtimeImage: string | null
  arguments: readonly { name: string; value: string }[]
  /** apt packages that bring Python itself. */
  python: readonly string[]
  user: { uid: number; name: string; home: string }
}

const suite = 'trixie'
const alpineRelease = 'alpine3.23'
/** What gcr.io/distroless/python3-debian13 holds: Debian 13's Python under /usr/bin. */
const distrolessPython = '3.13'
const ownUser = { uid: 10001, name: 'app', home: '/home/app' }

/**
 * @param version of Python, `3.13`.
 * @param registry a mirror in front of every image, or null.
 * @throws UserError where the base cannot have that version.
 */
export function pythonBase(base: Base, version: string, registry: string | null): PythonBase {
  switch (base) {
    case 'slim':
      return {
        image: through(registry, `python:\${PYTHON_VERSION}-slim-${suiteOf(version)}`),
        runtimeImage: null,
        arguments: [{ name: 'PYTHON_VERSION', value: version }],
        python: [],
        user: ownUser,
      }
    case 'alpine':
      return {
        image: through(registry, `python:\${PYTHON_VERSION}-${alpineRelease}`),
        runtimeImage: null,
        arguments: [{ name: 'PYTHON_VERSION', value: version }],
        python: [],
        user: ownUser,
      }
    case 'distroless':
      if (version !== distrolessPython) {
        throw new UserError(
          `--base distroless: its Python is ${distrolessPython}, this project's is ${version}; a virtual environment runs only on the version it was made with`,
          {
            todo: ['--base slim', `--base distroless --python ${distrolessPython}`],
            exitCode: 2,
          },
        )
      }
      return {
        // The same interpreter at the same path as in distroless, so that the virtual environment runs there.
        image: through(registry, `debian:${suite}-slim`),
        runtimeImage: through(registry, 'gcr.io/distroless/python3-debian13:nonroot'),
        arguments: [],
        python: ['ca-certificates', 'python3', 'python3-venv', 'python3-pip'],
        user: { uid: 65532, name: 'nonroot', home: '/home/nonroot' },
      }
  }
}

/**
 * For a manager that brings its own interpreter, and needs no more than Debian below it.
 * @param title of that manager.
 * @throws UserError for bases that are chosen for their own Python or their own C library.
 */
export function plainBase(base: Base, registry: string | null, title: string): PythonBase {
  if (base !== 'slim') {
    const why =
      base === 'alpine'
        ? `packages of ${title} are built for glibc, Alpine has musl`
        : `${title} brings its own Python and libraries, so that there would be two of them and nothing smaller`
    throw new UserError(`--base ${base}: ${why}`, { todo: ['--base slim'], exitCode: 2 })
  }
  return { image: through(registry, `debian:${suite}-slim`), runtimeImage: null, arguments: [], python: [], user: ownUser }
}

/** `mirror.example.com/hub` in front of an image name; Docker Hub's own images get their `library/`. */
export function through(registry: string | null, image: string): string {
  if (registry === null) return image
  const host = image.split('/')[0] ?? ''
  const named = image.includes('/') && /[.:]/.test(host) ? image.slice(host.length + 1) : image.includes('/') ? image : `library/${image}`
  return `${registry.replace(/\/+$/, '')}/${named}`
}

/** Images of a version end with the version: Python 3.8 never saw Debian 13. */
function suiteOf(version: string): string {
  return Number(version.split('.')[1]) < 9 ? 'bookworm' : suite
}
