import type { PlopGeneratorConfig } from 'plop'
import { camelCase, indexLine, isId } from './contribute.ts'

/** For contributors: a new backing service as a file to fill in and its line in the index. */
export const service: PlopGeneratorConfig = {
  description: 'a new backing service: src/services/<id>.ts and its index line',
  prompts: [
    { type: 'input', name: 'id', message: 'Its id, as people type it (--with <id>)', validate: isId },
    { type: 'input', name: 'title', message: 'Its name, as its makers write it' },
    { type: 'input', name: 'image', message: 'Its image, without tag' },
    { type: 'input', name: 'version', message: 'The tag to start with, exact enough to bring no surprise' },
    { type: 'input', name: 'port', message: 'Its port', validate: (value: string) => /^\d+$/.test(value) || 'a number' },
  ],
  actions: (answers) => {
    const { id = '' } = answers as { id?: string }
    const name = camelCase(id)
    return [
      { type: 'add', path: 'src/services/{{id}}.ts', templateFile: 'templates/contribute/service.ts.hbs', data: { name } },
      indexLine('src/services/index.ts', 'services')(id, name),
      () => `next: fill in src/services/${id}.ts and add a case that detects it, then npm run golden`,
    ]
  },
}
