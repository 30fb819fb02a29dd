import { isTest, isTestFolder } from '../decoys.ts'
import type { Dependency } from '../facts.ts'
import type { Tests } from '../python-facts.ts'
import type { Manifests } from '../manifests.ts'
import type { Code } from '../modules.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** The unit's tests at its top level, what configures them and where the runner is declared; null where there are none. */
export function testsOf(folder: UnitFolder, manifests: Manifests, code: Code): Tests | null {
  const folders = [...new Set(folder.files.filter((file) => file.endsWith('.py') && file.includes('/')).map((file) => file.split('/')[0] ?? ''))].filter(
    isTestFolder,
  )
  const files = folder.files.filter((file) => !file.includes('/') && isTest(file))
  const inside = folder.files.some((file) => file.includes('/') && isTest(file) && /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(file))
  if (folders.length === 0 && !files.some((file) => file !== 'conftest.py') && !inside) return null
  const configuration = ['pytest.ini', '.pytest.ini', 'tox.ini', 'setup.cfg'].filter((file) => folder.has(file) && configuresPytest(file, folder.read(file)))
  const declared = manifests.dependencies.filter((one) => one.name === 'pytest')
  const usesPytest =
    declared.length > 0 ||
    configuration.length > 0 ||
    Boolean(manifests.pyproject?.tool('pytest.ini_options') ?? manifests.pyproject?.tool('pytest')) ||
    plainFunctions(code)
  return {
    runner: usesPytest ? 'pytest' : 'unittest',
    paths: [...folders, ...testsWithin(folder, folders), ...files, ...configuration],
    installedBy: installedBy(declared, manifests),
  }
}

/** Folders of tests inside packages, each once, and test files that lie beside the code. */
function testsWithin(folder: UnitFolder, top: readonly string[]): string[] {
  const found = folder.files
    .filter((file) => file.includes('/') && !file.startsWith('.') && !top.includes(file.split('/')[0] ?? '') && file.endsWith('.py'))
    .flatMap((file) => {
      const parts = file.split('/')
      const at = parts.slice(0, -1).findIndex(isTestFolder)
      if (at >= 0) return [parts.slice(0, at + 1).join('/')]
      return /^(test_.*|.*_test|conftest)\.py$/.test(parts.at(-1) ?? '') ? [file] : []
    })
  return [...new Set(found)]
}

function configuresPytest(file: string, text: string): boolean {
  return /pytest\.ini$/.test(file) || /^\[(tool:)?pytest\]/m.test(text)
}

/** Tests that are plain functions: unittest would not even find them. */
function plainFunctions({ files }: Code): boolean {
  return files.some((file) => isTest(file.path) && /^(import pytest|from pytest|(async )?def test_)/m.test(file.text))
}

/** Groups come before extras and files: they are there for exactly this. */
function installedBy(declared: readonly Dependency[], manifests: Manifests): Tests['installedBy'] {
  const { pyproject } = manifests
  const extras = Object.keys((pyproject?.project?.['optional-dependencies'] as object | undefined) ?? {})
  const inPyproject = declared.filter((one) => one.file === pyproject?.file && one.group !== 'main')
  const group = inPyproject.find((one) => !extras.includes(one.group)) ?? inPyproject[0]
  if (group) return { kind: extras.includes(group.group) ? 'extra' : 'group', name: group.group }
  const inFile = declared.find((one) => one.file !== pyproject?.file)
  if (!inFile) return null
  const name = manifests.development?.dependencies.some((one) => one.name === 'pytest') ? manifests.development.files[0] : manifests.main?.files[0]
  return { kind: 'requirements', name: name ?? inFile.file }
}
