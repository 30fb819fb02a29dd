/** A path of a build context as one of the project. */
export function inContext(context: string, path: string): string {
  return context === '' ? path : `${context}/${path}`
}

/** Files of the project that lie in a context, as paths from there. */
export function filesIn(files: readonly string[], context: string): string[] {
  return context === '' ? [...files] : files.flatMap((file) => (file.startsWith(`${context}/`) ? [file.slice(context.length + 1)] : []))
}
