import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { normalise } from '../detect/readers/requirement.ts'
import { runProgram, type ProgramAnswer } from '../run-program.ts'
import type { PinRequest, Pins } from './pin.ts'

/** A program that can tell which versions of packages go together. */
interface Resolver {
  title: string
  ask(request: PinRequest, seconds: number): Promise<ProgramAnswer>
  /** @returns null for an answer of another form. */
  read(output: string): Pins | null
}

/**
 * The most exact and quickest first. uv resolves for any Python and system; pip judges by the Python that it runs on, so
 * another one is the last resort: it leaves out releases that it could not run itself.
 */
export const resolvers: readonly Resolver[] = [
  { title: 'uv', ask: askUv, read: readLines },
  { title: 'pip', ask: (request, seconds) => askPip(request, seconds, (version) => version === request.python), read: readReport },
  { title: 'pip in docker', ask: askDocker, read: readReport },
  { title: 'pip of another Python', ask: (request, seconds) => askPip(request, seconds, (version) => version !== request.python), read: readReport },
]

function askUv({ requirements, python, root, signal }: PinRequest, seconds: number): Promise<ProgramAnswer> {
  const args = ['pip', 'compile', '-', '--no-header', '--no-annotate', '--quiet', '--color', 'never', '--only-binary', ':all:']
  return runProgram('uv', [...args, '--python-version', python, '--python-platform', 'linux'], {
    cwd: root,
    seconds,
    env: callers({ UV_PYTHON_DOWNLOADS: 'never' }),
    input: `${requirements.join('\n')}\n`,
    signal,
  })
}

/** What wheels for Debian's C library may be tagged with; pip takes each tag alone. */
const glibc = ['manylinux1', 'manylinux2010', 'manylinux2014', ...[5, 12, 17, 24, 26, 27, 28, 31, 34, 35, 39].map((minor) => `manylinux_2_${minor}`)]

async function askPip(request: PinRequest, seconds: number, fits: (version: string) => boolean): Promise<ProgramAnswer> {
  const { requirements, python, root, signal } = request
  const call = { cwd: root, seconds, env: callers(quietPip), signal }
  for (const program of [`python${python}`, 'python3', 'python']) {
    const version = await runProgram(program, ['-c', 'import pip, sys; print("%d.%d" % sys.version_info[:2])'], { ...call, seconds: 5 })
    if (version.end !== 'ok' || !fits(version.stdout)) continue
    const target = ['--python-version', python, '--implementation', 'cp', ...glibc.flatMap((tag) => ['--platform', `${tag}_x86_64`])]
    // Nothing is written there in a dry run, but without it older ones refuse to think of another system.
    const args = [...report, '--only-binary', ':all:', ...target, '--target', join(tmpdir(), 'create-dockerize-nothing'), ...requirements]
    return runProgram(program, ['-m', 'pip', ...args], call)
  }
  return { end: 'absent', stdout: '', stderr: '' }
}

const report = ['install', '--dry-run', '--ignore-installed', '--quiet', '--report', '-']
const quietPip = { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PIP_REQUIRE_VIRTUALENV: '0' }

/** `--init`, and a limit inside: a container outlives a client that was killed. */
function askDocker({ requirements, image, root, signal }: PinRequest, seconds: number): Promise<ProgramAnswer> {
  const index = Object.keys(process.env).filter((name) => /^(PIP_(EXTRA_)?INDEX_URL|PIP_TRUSTED_HOST|(https?|no)_proxy)$/i.test(name))
  const options = ['--rm', '--init', '--workdir', '/tmp', ...index.flatMap((name) => ['--env', name])]
  const inside = ['timeout', String(Math.ceil(seconds)), 'pip', ...report, '--root-user-action', 'ignore', ...requirements]
  return runProgram('docker', ['run', ...options, image, ...inside], { cwd: root, seconds, env: callers({ DOCKER_CLI_HINTS: 'false' }), signal })
}

function callers(more: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(own), ...more }
}

/** `flask==3.1.2`, one a line. */
function readLines(output: string): Pins | null {
  const pins = [...output.matchAll(/^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([\w.+!-]+)/gm)].map((match) => [normalise(match[1] ?? ''), match[2] ?? ''] as const)
  return pins.length > 0 ? new Map(pins) : null
}

/** pip's installation report, version 1. */
function readReport(output: string): Pins | null {
  try {
    const { install } = JSON.parse(output) as { install: { metadata: { name: string; version: string } }[] }
    return new Map(install.map(({ metadata }) => [normalise(metadata.name), metadata.version]))
  } catch {
    return null
  }
}
