/**
 * Modules that libraries import and this program never reaches, and what the bundler puts in their place: a part of the
 * package, and time at every start.
 */
const standIns: Readonly<Record<string, string>> = {
  // The Python grammar marks its nodes for colouring, which nobody looks at here.
  '@lezer/highlight': 'export const styleTags = () => () => null; export const tags = new Proxy({}, { get: () => () => null })',
  // Handlebars falls back to plain text without it; nobody debugs a compiled partial of a project.
  'source-map': 'export default {}',
}

export const useStandIns = {
  name: 'stand-ins',
  resolveId: (id: string): string | null => (id in standIns ? `\0${id}` : null),
  load: (id: string): string | null => standIns[id.slice(1)] ?? null,
}
