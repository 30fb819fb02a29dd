/**
 * What docker leaves out of a build. Loaded when first asked.
 * @param text of a `.dockerignore`. @returns tells of a path of the context.
 */
export async function ignoredBy(text: string): Promise<(path: string) => boolean> {
  const module = await import('@balena/dockerignore')
  // Its types say `export default`; it is a CommonJS module whose export is the function.
  const ignore = module.default as unknown as (typeof module.default)['default']
  const rules = ignore().add(text)
  return (path) => rules.ignores(path)
}
