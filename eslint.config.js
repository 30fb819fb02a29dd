import js from '@eslint/js'
import tseslint from 'typescript-eslint'

// The borders between the steps, as rules: which part may know which. Each says what to do instead.

const prompts = {
  group: ['@inquirer/*', 'inquirer'],
  message: 'Only src/ask/terminal*.ts knows the terminal; ask through Asker.',
}
const writingFiles = {
  group: ['fs', 'node:fs', 'fs/promises', 'node:fs/promises', 'fs-extra'],
  importNamePattern:
    '^(append|chmod|chown|copy|cp|create(?!Read)|emptyDir|ensure|fchmod|ftruncate|lchown|link|mkd|mkdtemp|mkstemp|move|outputFile|outputJson|remove|rename|rm|symlink|truncate|unlink|utimes|write)',
  message: 'Only src/apply/commit.ts writes: return a RenderedFile or a Change instead.',
}
const wholeFs = {
  group: ['fs-extra', 'graceful-fs'],
  message: 'fs-extra is for src/apply/commit.ts; read with node:fs.',
}
const anyFs = {
  group: ['fs', 'node:fs', 'fs/promises', 'node:fs/promises', 'fs-extra'],
  message: 'plan and render are pure: what they need of the disk is handed to them.',
}
const laterSteps = {
  regex: '(^|/)(ask/terminal|apply/(?!changes))',
  message: 'detect, plan and render come before asking in a terminal and before writing; they know neither.',
}
const oneRegistry = (own, others, base = 'contract') => ({
  regex: `(^\\./(?!contract|system-contract|index|${base})|/(${others.join('|')})/)`,
  message: `Entries of ${own} know only their contract: an id joins them, the plan brings them together.`,
})

const borders = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
// A dynamic import is an import too.
const dynamicBorder = (source, message) => ({ selector: `ImportExpression[source.value=/${source}/]`, message })
const noPromptsLater = dynamicBorder('^(@inquirer\\/|inquirer$)', prompts.message)
const noFsExtraLater = dynamicBorder('^fs-extra$', wholeFs.message)
const noFsLater = dynamicBorder('^(node:)?fs(\\/promises)?$|^fs-extra$', anyFs.message)
const noExit = {
  selector: "CallExpression[callee.object.name='process'][callee.property.name=/^(exit|reallyExit|abort)$/]",
  message: 'Only src/cli.ts ends the process: throw UserError or Cancelled.',
}
// `import fs from` would let every writing function in unseen; `import * as fs` is caught above.
const noWholeFs = {
  selector: 'ImportDeclaration[source.value=/^(node:)?fs(\\/promises)?$/] > ImportDefaultSpecifier',
  message: 'Import the functions of fs by name, so that a writing one is seen.',
}
const syntax = (...selectors) => ({ 'no-restricted-syntax': ['error', noExit, noWholeFs, ...selectors] })

export default tseslint.config(
  { ignores: ['dist/', '.generated/', '.test-results/', 'node_modules/', 'examples/', 'test/cases/', 'test/rerun/', 'src/render/templates/compiled*'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'vitest' }] },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
    },
  },
  // Test helpers are plain objects of functions, taken apart at will.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  // What tools load by its default export.
  { files: ['*.config.ts', 'plopfile.ts', 'test/e2e/global-setup.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', SharedArrayBuffer: 'readonly', Atomics: 'readonly' } },
  },

  { files: ['src/**/*.ts', 'generators/**/*.ts'], rules: { ...borders(prompts, writingFiles, wholeFs), ...syntax(noPromptsLater, noFsExtraLater) } },
  { files: ['src/detect/**/*.ts'], rules: borders(prompts, writingFiles, wholeFs, laterSteps) },
  { files: ['src/plan/**/*.ts', 'src/render/**/*.ts'], rules: { ...borders(prompts, anyFs, laterSteps), ...syntax(noPromptsLater, noFsLater) } },
  // The one place of rendering that may read: templates from the disk while developing.
  {
    files: ['src/render/templates*.ts', 'src/render/templates/**/*.ts'],
    rules: { ...borders(prompts, writingFiles, wholeFs, laterSteps), ...syntax(noPromptsLater, noFsExtraLater) },
  },
  { files: ['src/stacks/*.ts'], ignores: ['src/stacks/index.ts'], rules: borders(prompts, anyFs, oneRegistry('stacks', ['services', 'package-managers'])) },
  { files: ['src/services/*.ts'], ignores: ['src/services/index.ts'], rules: borders(prompts, anyFs, oneRegistry('services', ['stacks', 'package-managers'])) },
  // A service that is another one with something more is made from it.
  {
    files: ['src/services/pgvector.ts', 'src/services/valkey.ts'],
    rules: borders(prompts, anyFs, oneRegistry('services', ['stacks', 'package-managers'], 'postgres|redis')),
  },
  {
    files: ['src/package-managers/*.ts'],
    ignores: ['src/package-managers/index.ts'],
    rules: borders(prompts, anyFs, oneRegistry('package-managers', ['stacks', 'services'])),
  },
  { files: ['src/exporters/*.ts'], rules: borders(prompts, anyFs, laterSteps) },
  { files: ['src/ask/terminal*.ts', 'src/ask/terminal/**/*.ts'], rules: { ...borders(writingFiles, wholeFs), ...syntax(noFsExtraLater) } },
  // disk-calls.ts names the calls that are handed in: their types alone.
  { files: ['src/apply/commit.ts', 'src/apply/disk-calls.ts'], rules: { ...borders(prompts), 'no-restricted-syntax': ['error', noExit, noPromptsLater] } },
  // A copy of the project, which is built, changed and started in its place.
  { files: ['src/verify/copy.ts'], rules: borders(prompts, wholeFs) },
  // The one text that is written outside the project: a person's editor wants a file.
  { files: ['src/ask/open-editor.ts'], rules: borders(prompts, wholeFs) },
  { files: ['src/cli.ts'], rules: { 'no-restricted-syntax': ['error', noWholeFs, noPromptsLater, noFsExtraLater] } },
)
