/** JSON as editors take it, made plain: comments and commas too many become spaces, so that everything stays where it stood. */
export function plainJson(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ')
  const plain = text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\t/g, (part) => (part.startsWith('"') ? part : blank(part)))
  return plain.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, (part) => (part === ',' ? ' ' : part))
}
