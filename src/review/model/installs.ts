import type { Command } from './shell.ts'
import type { Word } from './words.ts'

export type Installer = 'apt' | 'apk' | 'dnf' | 'zypper' | 'pip' | 'uv' | 'poetry' | 'pdm' | 'pipenv' | 'npm' | 'yarn' | 'pnpm' | 'bun' | 'conda'

/** A command that puts packages in. */
export interface Install {
  by: Installer
  command: Command
  /** `install`, `add`, `sync`, `ci`. */
  verb: Word
  /** `-y`, `--no-cache`. */
  options: readonly Word[]
  /** What is neither option nor an option's value. */
  packages: readonly Word[]
  /** Whether one of these options is given: by its whole word, up to `=`, or as one of several letters. */
  says: (...options: readonly string[]) => boolean
}

const verbs: Readonly<Record<Installer, readonly string[]>> = {
  apt: ['install'],
  apk: ['add'],
  dnf: ['install', 'localinstall', 'groupinstall'],
  zypper: ['install', 'in'],
  pip: ['install'],
  uv: ['sync', 'pip'],
  poetry: ['install'],
  pdm: ['install', 'sync'],
  pipenv: ['install', 'sync'],
  npm: ['install', 'i', 'ci', 'add', 'clean-install'],
  yarn: ['install', 'add'],
  pnpm: ['install', 'i', 'add'],
  bun: ['install', 'i', 'add'],
  conda: ['install', 'env', 'create'],
}

const programs: Readonly<Record<string, Installer>> = {
  'apt-get': 'apt',
  apt: 'apt',
  aptitude: 'apt',
  apk: 'apk',
  yum: 'dnf',
  dnf: 'dnf',
  microdnf: 'dnf',
  zypper: 'zypper',
  pip: 'pip',
  pip3: 'pip',
  uv: 'uv',
  poetry: 'poetry',
  pdm: 'pdm',
  pipenv: 'pipenv',
  npm: 'npm',
  yarn: 'yarn',
  pnpm: 'pnpm',
  bun: 'bun',
  conda: 'conda',
  mamba: 'conda',
  micromamba: 'conda',
}

/** Options whose next word is their value. */
const valued = new Set(
  (
    '-t --target-release -o --option -c --constraint -r --requirement -i --index-url --extra-index-url --find-links -f --trusted-host --prefix --root --target ' +
    '--python -p --group --only-group --no-group --extra --with --without --only -E --extras -X --repository --virtual --registry --cache-dir --upgrade-strategy --platform --channel -n --name --file -e --editable'
  ).split(' '),
)

const seen = new WeakMap<Command, Install | null>()

/** What a command installs; null where it does not. Many rules ask, and the answer is the same. */
export function installOf(command: Command): Install | null {
  const known = seen.get(command)
  if (known !== undefined) return known
  const install = readInstall(command)
  seen.set(command, install)
  return install
}

function readInstall(command: Command): Install | null {
  const words = ofPython(command)
  const by = programs[words[0]?.text.split('/').at(-1) ?? ''] ?? (/^pip3\.\d+$/.test(words[0]?.text ?? '') ? 'pip' : undefined)
  if (!by) return null
  const plain = plainWords(words.slice(1), by)
  const verb = by === 'yarn' && plain.rest.length === 0 ? words[0] : plain.rest[0]
  if (!verb || (verb !== words[0] && !verbs[by].includes(verb.text))) return null
  if (by === 'uv' && verb.text === 'pip' && plain.rest[1]?.text !== 'install' && plain.rest[1]?.text !== 'sync') return null
  const packages = plain.rest.slice(by === 'uv' && verb.text === 'pip' ? 2 : 1)
  return {
    by,
    command,
    verb,
    options: plain.options,
    packages,
    says: (...names) => plain.options.some(({ text }) => names.some((name) => isOption(text, name))),
  }
}

/** `python -m pip install` is pip's. */
function ofPython({ words }: Command): readonly Word[] {
  const module = /(^|\/)python[\d.]*$/.test(words[0]?.text ?? '') ? words.findIndex((word) => word.text === '-m') : -1
  return module > 0 ? words.slice(module + 1) : words
}

function plainWords(words: readonly Word[], by: Installer): { options: Word[]; rest: Word[] } {
  const options: Word[] = []
  const rest: Word[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (/^\d?>|^<|^2>&1$/.test(word.text)) continue
    if (!word.text.startsWith('-') || word.text === '-') rest.push(word)
    else {
      options.push(word)
      if (takesWord(word.text, by)) at++
    }
  }
  return { options, rest }
}

function takesWord(option: string, by: Installer): boolean {
  if (!valued.has(option)) return false
  if (option === '-p' || option === '-f' || option === '-n' || option === '-E')
    return by === 'pip' || by === 'uv' || by === 'conda' || (by === 'poetry' && option === '-E')
  if (option === '-t' || option === '-o') return by === 'apt' || by === 'apk' || by === 'pip'
  if (option === '-i' || option === '-r' || option === '-c' || option === '-e') return by === 'pip' || by === 'uv' || by === 'conda'
  return true
}

function isOption(written: string, name: string): boolean {
  if (written === name || written.startsWith(`${name}=`)) return true
  return /^-[a-zA-Z]$/.test(name) && /^-[a-zA-Z]+$/.test(written) && written.includes(name[1]!)
}

/** Installs what a project's own files ask for, not packages named on the spot. */
export function isOfProject({ by, packages, verb, command, says }: Install): boolean {
  if (by === 'pip')
    return (
      command.words.some((word) => /^(-r|--requirement)/.test(word.text)) || packages.some((word) => /^\.(\[|$|\/)/.test(word.text)) || says('-e', '--editable')
    )
  if (by === 'uv') return verb.text === 'sync' || command.words.some((word) => /^(-r|--requirements?)/.test(word.text))
  if (['poetry', 'pdm', 'pipenv', 'npm', 'yarn', 'pnpm', 'bun'].includes(by)) return packages.length === 0 && !says('-g', '--global')
  return by === 'conda' && says('--file', '-f')
}
