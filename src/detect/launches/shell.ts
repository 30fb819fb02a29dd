/** One simple command of a shell text: what stands between `&&`, `|`, `;` and line ends. */
export interface ShellCommand {
  /** Quotes taken away, variables left as written: `uvicorn`, `--port`, `${PORT:-8000}`. */
  words: readonly string[]
  /** Line of its first word, from 0. */
  line: number
  /** The branch of a `case` that it stands in: `worker` in `worker) exec celery …;;`. */
  branch: string | null
}

/**
 * Splits a shell text into simple commands the way a shell does: quotes, escapes, comments, operators, redirections and here
 * documents. Nothing is expanded. What is no valid shell gives what could be read of it.
 */
export function shellCommands(text: string): ShellCommand[] {
  return new Splitter(text).split()
}

const keywords = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', 'case', 'esac', 'time', '!', '{', '}', 'function'])

class Splitter {
  private readonly text: string
  private readonly found: ShellCommand[] = []
  private at = 0
  private line = 0
  private words: string[] = []
  private word: string | null = null
  /** Line of the command's first word. */
  private start = 0
  private branch: string | null = null
  private parentheses = 0
  private readonly heredocs: string[] = []

  constructor(text: string) {
    this.text = text
  }

  split(): ShellCommand[] {
    for (; this.at < this.text.length; this.at++) this.step(this.text[this.at] ?? '')
    this.closeCommand()
    return this.found
  }

  private step(letter: string): void {
    if (letter === '\\') return this.escape()
    if (letter === "'" || letter === '"') return this.quote(letter)
    if (letter === '$' || letter === '`') return this.expansion()
    if (letter === '#' && this.word === null) return this.comment()
    if (letter === '\n') return this.lineEnd()
    if (letter === '<' || letter === '>') return this.redirection()
    if (letter === '(' || letter === ')') return this.parenthesis(letter)
    if (letter === ';' || letter === '|' || letter === '&') {
      this.closeCommand()
      if (letter === ';' && this.text[this.at + 1] === ';') this.branch = null
    } else if (/\s/.test(letter)) this.closeWord()
    else this.add(letter)
  }

  private add(letters: string): void {
    if (this.words.length === 0 && this.word === null) this.start = this.line
    this.word = (this.word ?? '') + letters
    this.line += newlines(letters)
  }

  private closeWord(): void {
    if (this.word !== null && (this.words.length > 0 || !keywords.has(this.word))) this.words.push(this.word)
    this.word = null
  }

  private closeCommand(): void {
    this.closeWord()
    if (this.words.length > 0) this.found.push({ words: this.words, line: this.start, branch: this.branch })
    this.words = []
  }

  /** A line end behind a backslash is none. */
  private escape(): void {
    this.at++
    if (this.text.startsWith('\r\n', this.at)) this.at++
    const letter = this.text[this.at] ?? ''
    if (letter === '\n') this.line++
    else this.add(letter)
  }

  private quote(mark: string): void {
    const from = this.at + 1
    for (this.at = from; this.at < this.text.length && this.text[this.at] !== mark; this.at++) {
      if (mark === '"' && this.text[this.at] === '\\') this.at++
    }
    const inside = this.text.slice(from, this.at)
    this.add(mark === "'" ? inside : inside.replace(/\\(["\\$`])/g, '$1').replaceAll('\\\n', ''))
  }

  /** `$X`, `${X:-a b}`, `$(cmd)` and `` `cmd` `` are one word with what they hold. */
  private expansion(): void {
    const end = endOfExpansion(this.text, this.at)
    this.add(this.text.slice(this.at, end))
    this.at = end - 1
  }

  private comment(): void {
    while (this.at + 1 < this.text.length && this.text[this.at + 1] !== '\n') this.at++
  }

  private lineEnd(): void {
    this.closeCommand()
    this.line++
    for (const word of this.heredocs.splice(0)) {
      const body = this.text.slice(this.at + 1)
      const end = new RegExp(`^\\t*${word}$`, 'm').exec(body)
      const length = end ? end.index + end[0].length : body.length
      this.line += newlines(body.slice(0, length))
      this.at += length
    }
  }

  private redirection(): void {
    if (this.word !== null && /^\d$/.test(this.word)) this.word = null
    this.closeWord()
    const match = /^(?:<<(-?)\s*(["']?)([A-Za-z_]\w*)\2|(?:<<<|[<>]+[&|]?)\s*[^\s;&|<>()]*)/.exec(this.text.slice(this.at))
    if (match?.[3]) this.heredocs.push(match[3])
    this.at += (match?.[0].length ?? 1) - 1
  }

  /** One that nothing opened ends the pattern of a `case`. */
  private parenthesis(letter: string): void {
    this.closeWord()
    if (letter === ')' && this.parentheses === 0 && this.words.length > 0) {
      this.branch = this.words.at(-1) ?? null
      this.words = []
    }
    this.parentheses = Math.max(0, this.parentheses + (letter === '(' ? 1 : -1))
    this.closeCommand()
  }
}

function endOfExpansion(text: string, at: number): number {
  if (text[at] === '`') return text.indexOf('`', at + 1) + 1 || text.length
  const open = text[at + 1]
  if (open !== '{' && open !== '(') return at + 1
  const close = open === '{' ? '}' : ')'
  let depth = 0
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === open) depth++
    if (text[end] === close && --depth === 0) return end + 1
  }
  return text.length
}

function newlines(text: string): number {
  return text.split('\n').length - 1
}
