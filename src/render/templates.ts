import { UserError } from '../errors.ts'

/** Fills a template by name: `Dockerfile`, `compose.yaml`. @throws UserError where an overridden partial does not fit. */
export type Fill = (name: string, view: object) => string

interface Engine {
  template(specification: object): (view: object) => string
  registerPartial(name: string, partial: (view: object) => string): void
}

/** @param overrides text by partial name, `dockerfile/user`, from the project's `.dockerize/partials/`. */
export async function loadTemplates(overrides: ReadonlyMap<string, string>): Promise<Fill> {
  const { templates, partials } = await import('../../.generated/templates.js')
  for (const name of overrides.keys()) {
    if (!(name in partials)) {
      throw new UserError('no partial has that name', {
        at: { file: `.dockerize/partials/${name}.hbs` },
        todo: [`one of: ${Object.keys(partials).join(', ')}`],
      })
    }
  }
  const engine = overrides.size === 0 ? await runtime() : await compiler(overrides)
  for (const [name, specification] of Object.entries(partials)) {
    if (!overrides.has(name)) engine.registerPartial(name, engine.template(specification))
  }
  return (name, view) => {
    const specification = templates[name]
    if (!specification) throw new Error(`no template ${name}`)
    try {
      return engine.template(specification)(view)
    } catch (error) {
      const missing = /^"(.+?)" not defined/.exec((error as Error).message)?.[1]
      if (!missing || overrides.size === 0) throw error
      throw new UserError(`a partial of yours asks for {{${missing}}}, which ${name} does not have`, { at: { file: asking(overrides, missing) } })
    }
  }
}

function asking(overrides: ReadonlyMap<string, string>, name: string): string {
  const found = [...overrides].find(([, text]) => text.includes(name)) ?? [...overrides][0]
  return `.dockerize/partials/${found?.[0] ?? ''}.hbs`
}

/** Compiled templates need only this part of handlebars. */
async function runtime(): Promise<Engine> {
  const module = (await import('handlebars/runtime.js')) as unknown as { default: { create(): Engine } }
  return module.default.create()
}

/** A person's own partials are compiled here; the whole of handlebars is loaded for them alone. */
async function compiler(overrides: ReadonlyMap<string, string>): Promise<Engine> {
  const { default: handlebars } = await import('handlebars')
  const own = handlebars.create()
  for (const [name, text] of overrides) {
    const at = { file: `.dockerize/partials/${name}.hbs` }
    try {
      handlebars.precompile(text, { noEscape: true, strict: true })
    } catch (error) {
      const line = /Parse error on line (\d+)/.exec(String(error))?.[1]
      throw new UserError('this is not a Handlebars template', {
        at: line ? { ...at, line: Number(line) } : at,
        todo: [String(error).split('\n').at(-1) ?? ''],
      })
    }
    own.registerPartial(name, own.compile(text, { noEscape: true, strict: true }))
  }
  return own
}
