const testFolder = /^(tests?|testing|test_?(project|app|site)|(integration|functional|acceptance|system|end_to_end)[_-]tests?|e2e|specs?|fixtures|__tests__)$/i
const asideFolder =
  /^(docs?|docs_src|documentation|examples?|samples?|demos?|scripts?|tools?|bin|hacks?|benchmarks?|bench|notebooks?|tutorials?|playground|sandbox|data|datasets?|hooks|ci|instance|[a-z]\w*_(examples|samples|demos)|(demo|example|sample)[_-]?(project|site)s?|\.[\w-]+)$/i
const asideFile = /^(setup|noxfile|fabfile|dodo|hatch_build|conanfile)\.py$/

/** Code that only tests run: its apps are stand-ins, its settings nobody's. */
export function isTest(path: string): boolean {
  const { folders, name } = split(path)
  return folders.some((folder) => testFolder.test(folder)) || /^(test_.*|.*_tests?|tests?|conftest)\.py$/.test(name)
}

/** Code beside the program: examples, documentation, helpers. It may hold whole apps, none of which is deployed. */
export function isAside(path: string): boolean {
  const { folders, name } = split(path)
  return folders.some((folder) => asideFolder.test(folder)) || (folders.length === 0 && asideFile.test(name))
}

/** `tasks.py` is where Invoke looks for its commands, and where many keep what a queue works on. */
export function isInvoke(path: string, text: string): boolean {
  return path === 'tasks.py' && /^\s*(from|import)\s+invoke\b/m.test(text)
}

export function isTestFolder(name: string): boolean {
  return testFolder.test(name)
}

export function isAsideFolder(name: string): boolean {
  return asideFolder.test(name)
}

function split(path: string): { folders: string[]; name: string } {
  const parts = path.split('/')
  return { folders: parts.slice(0, -1), name: parts.at(-1) ?? '' }
}
