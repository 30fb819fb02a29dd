import { styleText } from 'node:util'

/** Signs of colour on a terminal that wants them; the same words in plain anywhere else. */
export interface Paint {
  strong(text: string): string
  quiet(text: string): string
  good(text: string): string
  bad(text: string): string
}

/** For one stream: output may be a file while errors still go to a terminal. `NO_COLOR` and `FORCE_COLOR` are honoured. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) => styleText(format, text, { stream, validateStream: true })
  return { strong: style('bold'), quiet: style('dim'), good: style('green'), bad: style('red') }
}

export const plain: Paint = { strong: same, quiet: same, good: same, bad: same }

function same(text: string): string {
  return text
}
