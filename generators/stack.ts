import type { PlopGeneratorConfig } from 'plop'
import { camelCase, indexLine, isId } from './contribute.ts'

/** For contributors: a new framework as a file to fill in, its line in the index and its first case. */
export const stack: PlopGeneratorConfig = {
  description: 'a new framework: src/stacks/<id>.ts, its index line and a first case',
  prompts: [
    { type: 'input', name: 'id', message: 'Its id, as people type it (--stack <id>)', validate: isId },
    { type: 'input', name: 'title', message: 'Its name, as its makers write it' },
    { type: 'list', name: 'language', message: 'Its language', choices: ['python', 'node'] },
  ],
  actions: (answers) => {
    const { id = '', language = 'python' } = answers as { id?: string; language?: string }
    const name = camelCase(id)
    const data = { name, dependency: id, port: language === 'node' ? 3000 : 8000 }
    return [
      { type: 'add', path: 'src/stacks/{{id}}.ts', templateFile: 'templates/contribute/stack.ts.hbs', data },
      indexLine('src/stacks/index.ts', 'stacks')(id, name),
      {
        type: 'add',
        path: `test/cases/{{id}}/first/project/${language === 'node' ? 'package.json' : 'pyproject.toml'}`,
        templateFile: `templates/contribute/${language}-manifest.hbs`,
        data,
      },
      { type: 'add', path: 'test/cases/{{id}}/first/README.md', templateFile: 'templates/contribute/case.md.hbs', data },
      () => `next: fill in src/stacks/${id}.ts, add a project to test/cases/${id}/first/project, then npm run golden`,
    ]
  },
}
