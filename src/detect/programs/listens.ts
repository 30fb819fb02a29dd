/** How a program that is no web app takes requests, and on which port; undefined: its texts do not say. */
export interface Listens {
  kind: 'http' | 'tcp' | 'grpc' | 'grpc-health'
  port: number | undefined
}

/** Web servers that code starts without a framework's app of the project. */
const web =
  /\buvicorn\.(?:run|Server)\(|\bhypercorn\.(?:asyncio|trio)\b|\bwaitress\.serve\(|\bweb\.run_app\(|\brun_simple\(|\bmake_server\(|\bgranian\.Granian\(/

/** An argument of a call, with calls in it: `int(os.environ.get("PORT", 8000))`. */
const argument = String.raw`((?:[^,()]|\((?:[^()]|\([^()]*\))*\))+)`

const servers: readonly (readonly [kind: Listens['kind'], pattern: RegExp])[] = [
  ['http', new RegExp(String.raw`\b(?:Threading)?HTTPServer\(\s*\(\s*${argument}?,\s*${argument}`)],
  ['tcp', new RegExp(String.raw`\bwebsockets\.(?:\w+\.)*serve\(\s*[\w.]+\s*,\s*${argument},\s*${argument}`)],
  ['tcp', new RegExp(String.raw`\bserve\(\s*[\w.]+\s*,\s*(["'][^"']*["'])\s*,\s*${argument}`)],
  ['tcp', new RegExp(String.raw`\b(?:socketserver\.)?(?:Threading|Forking)?TCPServer\(\s*\(\s*${argument}?,\s*${argument}`)],
  ['tcp', new RegExp(String.raw`\b(?:asyncio\.)?start_server\(\s*[\w.]+\s*,\s*${argument},\s*${argument}`)],
  ['grpc', /\.add_(?:in)?secure_port\(\s*f?["'][^"']*?:(\d+|\{[^}]+\})/],
]

/** The first server that the texts start; the last group of each pattern is the port. */
export function listensIn(sources: readonly string[]): Listens | null {
  const texts = sources.map((text) => text.replace(/^[ \t]*#.*$/gm, ''))
  for (const [kind, pattern] of servers) {
    for (const text of texts) {
      const match = pattern.exec(text)
      if (!match) continue
      const checked = kind === 'grpc' && texts.some((one) => /add_HealthServicer_to_server\(/.test(one))
      return { kind: checked ? 'grpc-health' : kind, port: numberIn(match.at(-1) ?? '', texts) }
    }
  }
  return texts.some((text) => web.test(text)) ? { kind: 'http', port: undefined } : null
}

/** `8000`, `PORT` with its value elsewhere, `int(os.environ.get("PORT", 8000))`. */
function numberIn(text: string, texts: readonly string[]): number | undefined {
  const plain = text
    .trim()
    .replace(/^port\s*=\s*/, '')
    .replace(/^\{|\}$/g, '')
    .trim()
  if (/^\d+$/.test(plain)) return usable(Number(plain))
  const fallback = /["'](\d{2,5})["']|,\s*(\d{2,5})\s*\)/.exec(plain)
  if (fallback) return usable(Number(fallback[1] ?? fallback[2]))
  if (!/^[A-Za-z_]\w*$/.test(plain)) return undefined
  const given = new RegExp(`^[ \\t]*${plain}(?:[ \\t]*:[^=\\n]+)?[ \\t]*=[ \\t]*(.+)$`, 'm')
  const value = texts.map((one) => given.exec(one)?.[1]).find((one) => one !== undefined && one !== plain)
  return value === undefined ? undefined : /^\d+$/.test(value.trim()) ? usable(Number(value)) : lastNumber(value)
}

function lastNumber(text: string): number | undefined {
  const found = /(\d{2,5})["']?\s*\)*\s*(?:#.*)?$/.exec(text)?.[1]
  return found === undefined ? undefined : usable(Number(found))
}

function usable(port: number): number | undefined {
  return port >= 1024 && port <= 65_535 ? port : undefined
}
