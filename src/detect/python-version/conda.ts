/** Lines of a conda environment that say which Python it has: `- python=3.11`, `- conda-forge::python >=3.10,<3.12`. */
export function condaPython(text: string): { spec: string; line: number }[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const spec = /^\s*-\s*["']?(?:[\w.-]+::)?python\s*([=<>!~ ][^"'#]*)/.exec(raw)?.[1]?.trim()
    return spec ? [{ spec, line: index + 1 }] : []
  })
}
