import type { Dependency } from '../facts.ts'
import type { Call, PythonModule } from '../source.ts'
import { readRequirement } from './requirement.ts'
import type { SetupFile } from './setup-file.ts'
import { literalOf } from './python/literal.ts'

/** What describes a package and needs none of its files. */
const descriptive =
  /^(name|version|description|long_description|long_description_content_type|(author|maintainer)(_email)?|url|download_url|project_urls|license|classifiers|keywords|platforms|packages|package_dir|install_requires|extras_require|tests_require|python_requires|entry_points|include_package_data|zip_safe)$/

/** Calls that a script makes to say these things. */
const harmless =
  /^(setuptools\.(setup|find_packages|find_namespace_packages)|distutils\.core\.setup|setup|find_packages|(io\.|codecs\.)?open|(os\.path|pathlib)\.\w+(\..*)?|Path\b.*|.*\.(read|read_text|join|dirname|abspath|close|strip))$/

/**
 * Reads the call of `setup()` without running anything: lists and names of lists that stand in the file.
 * @param file path from the project's root, for the dependencies.
 */
export function readSetupPy(module: PythonModule, text: string, file: string): SetupFile | null {
  const call = module.calls.find((one) => /^(setuptools|distutils\.core)\.setup$|^setup$/.test(one.callee))
  if (!call) return null
  const value = (name: string) => valueOf(module, call, name)
  const literal = (name: string) => {
    const read = literalOf(value(name)?.text ?? '')
    return typeof read === 'string' ? read : null
  }
  const extras = dictionary(value('extras_require'))
  return {
    name: literal('name'),
    dependencies: [...requirementsIn(value('install_requires'), 'main', file), ...extras.flatMap(({ key, list }) => requirementsIn(list, key, file))],
    extras: extras.map((one) => one.key),
    reads: [...new Set([...text.matchAll(/["']([\w./-]+\.(?:md|rst|txt))["']/g)].map(([, path = '']) => path))],
    packages: packagesIn(value('packages'), rootIn(value('package_dir'))),
    root: rootIn(value('package_dir')),
    refused: refusal(module, call, value),
  }
}

/** Source text with the line that it starts at. */
interface Text {
  text: string
  line: number
}

/** An argument's text; where it is a name, what the file's top level assigns to that name. */
function valueOf(module: PythonModule, call: Call, name: string): Text | undefined {
  const argument = call.arguments.find((one) => one.name === name)
  if (!argument || !/^[A-Za-z_]\w*$/.test(argument.text)) return argument
  return module.assignments.find((one) => one.scope === null && one.name === argument.text) ?? argument
}

/** Each string of a list that holds nothing else. */
function requirementsIn(list: Text | undefined, group: string, file: string): Dependency[] {
  if (!list || !/^\s*[[(]/.test(list.text)) return []
  return [...list.text.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].flatMap((match) => {
    const read = readRequirement(match[1] ?? match[2] ?? '')
    return read ? [{ ...read, group, file, line: list.line + list.text.slice(0, match.index).split('\n').length - 1 }] : []
  })
}

/** `{"dev": [...], "test": [...]}` */
function dictionary(value: Text | undefined): { key: string; list: Text }[] {
  return [...(value?.text ?? '').matchAll(/["']([\w.-]+)["']\s*:\s*(\[[^\]]*\])/g)].map((match) => ({
    key: match[1] ?? '',
    list: { text: match[2] ?? '', line: (value?.line ?? 1) + (value?.text ?? '').slice(0, match.index).split('\n').length - 1 },
  }))
}

/** `["shop", "shop.api"]` below the root of `package_dir={"": "src"}`. `find_packages()` names none. */
function packagesIn(list: Text | undefined, root: string): string[] {
  if (!list || !/^\s*[[(]/.test(list.text)) return []
  return [...list.text.matchAll(/["']([\w.]+)["']/g)].map(([, name = '']) => `${root === '.' ? '' : `${root}/`}${name.replaceAll('.', '/')}`)
}

function rootIn(folders: Text | undefined): string {
  return /["']{2}\s*:\s*["']([\w./-]+)["']/.exec(folders?.text ?? '')?.[1]?.replace(/\/+$/, '') ?? '.'
}

function refusal(module: PythonModule, call: Call, value: (name: string) => Text | undefined): string | null {
  const more = call.arguments.find((one) => one.name === null || !descriptive.test(one.name))
  if (more) return `setup.py says ${more.name ?? 'more'}, which may need the source`
  const version = value('version')
  if (version && literalOf(version.text) === undefined) return 'setup.py takes its version from elsewhere'
  for (const name of ['install_requires', 'extras_require', 'packages']) {
    const text = value(name)?.text
    if (text !== undefined && !/^\s*[[({]|^(setuptools\.)?find_(namespace_)?packages\(/.test(text)) return `setup.py computes its ${name}`
  }
  const other = module.calls.find((one) => !harmless.test(one.callee))
  return other ? `setup.py calls ${other.callee}` : null
}
