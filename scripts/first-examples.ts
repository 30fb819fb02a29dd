import ts from 'typescript'

/**
 * Rules carry examples for their test and their page, of which a person who asks for one rule is shown the first wrong and the first right
 * form. The others stay out of the package: they are a third of its rules.
 */
export const firstExamples = {
  name: 'first-examples',
  transform(code: string, id: string): { code: string; map: null } | null {
    if (!/[\\/]src[\\/](review[\\/]rules[\\/]\w+|refine[\\/]additions)[\\/][\w-]+\.ts$/.test(id)) return null
    const file = ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true)
    const cuts: { from: number; to: number }[] = []
    const visit = (node: ts.Node): void => {
      const list = isFormList(node) ? node.initializer.elements : null
      const [first, second] = list ?? []
      if (list && first && second) cuts.push({ from: first.end, to: list.at(-1)!.end })
      else ts.forEachChild(node, visit)
    }
    visit(file)
    return { code: cuts.reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), code), map: null }
  },
}

/** `bad: […]` or `good: […]` of `examples: {…}`. */
function isFormList(node: ts.Node): node is ts.PropertyAssignment & { initializer: ts.ArrayLiteralExpression } {
  return (
    ts.isPropertyAssignment(node) &&
    /^(bad|good)$/.test(node.name.getText()) &&
    ts.isArrayLiteralExpression(node.initializer) &&
    ts.isPropertyAssignment(node.parent.parent) &&
    node.parent.parent.name.getText() === 'examples'
  )
}
