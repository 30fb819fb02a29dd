import { exampleValues } from '../variables/example-files.ts'
import { withSecretFiles } from '../variables/secret-files.ts'
import { looksSecret } from '../variables/kinds.ts'
import type { VariableFact } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { lineAt, type Script } from './sources.ts'

/** What a bundler writes into the code that the browser gets: settled when the image is built, and seen by everybody. */
const publicVariable = /^(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|PUBLIC|GATSBY|EXPO_PUBLIC)_/

/** Set by Node, the shell, the bundler or whoever builds; nobody's to configure. */
const ofTheSystem =
  /^(NODE_ENV|CI|HOME|PATH|PWD|USER|SHELL|TZ|TMPDIR|HOSTNAME|DEV|PROD|MODE|SSR|BASE_URL|VERCEL.*|NETLIFY.*|GITHUB_.*|npm_.*|ANALYZE|NEXT_RUNTIME|NEXT_PHASE|VITEST.*|JEST_.*|DEBUG|FORCE_COLOR|NO_COLOR|PORT|HOST)$/

const read =
  /\b(?:process\.env|import\.meta\.env|Bun\.env)(?:\.([A-Za-z_]\w*)|\[\s*['"]([A-Za-z_]\w*)['"]\s*\])(!)?(?:\s*(?:\?\?|\|\|)\s*(?:['"]([^'"\n]*)['"]|(\d+)))?/g

/** Every environment variable that the code reads, once each, in the order of the alphabet. */
export function nodeVariables(scripts: readonly Script[], folder: UnitFolder): VariableFact[] {
  const found = new Map<string, VariableFact>()
  for (const { text, file } of scripts) {
    for (const match of text.matchAll(read)) {
      const name = match[1] ?? match[2] ?? ''
      if (ofTheSystem.test(name) || found.get(name)?.default !== undefined) continue
      const usual = match[4] ?? match[5]
      const number = match[5] !== undefined
      found.set(name, {
        name,
        ...(usual === undefined ? {} : { default: usual }),
        // `!` tells the type checker that it is there.
        required: usual === undefined && match[3] !== undefined,
        type: number ? 'integer' : 'string',
        secret: !publicVariable.test(name) && looksSecret(name),
        ...(publicVariable.test(name) ? { public: true as const } : {}),
        file,
        line: lineAt(text, match.index),
      })
    }
  }
  const examples = found.size > 0 ? exampleValues(folder) : new Map<string, string>()
  const withExamples = [...found.values()].map((one) => {
    const example = examples.get(one.name)
    return example === undefined || one.secret ? one : { ...one, example }
  })
  return withSecretFiles(withExamples).sort((a, b) => (a.name < b.name ? -1 : 1))
}
