/**
 * Draws docs/first-run.svg from a real run: the built command line in a pseudo-terminal, on a copy of the example, up to
 * the question whether to write. `npm run picture`, after a build.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from '@lydell/node-pty'
import headless from '@xterm/headless'
import { copyExample } from './example-project.ts'

const columns = 80
const rows = 26
const glyph = { width: 8.4, height: 18 }
const palette = [
  '#24292f',
  '#ff7b72',
  '#3fb950',
  '#d29922',
  '#58a6ff',
  '#bc8cff',
  '#39c5cf',
  '#b1bac4',
  '#6e7681',
  '#ffa198',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#56d4dd',
  '#f0f6fc',
]

const home = mkdtempSync(join(tmpdir(), 'dockerize-picture-'))
try {
  const project = join(home, 'shop')
  copyExample('fastapi', project)
  writeFileSync(fileURLToPath(new URL('../docs/first-run.svg', import.meta.url)), drawing(await screenOf(project)))
} finally {
  rmSync(home, { recursive: true, force: true })
}

async function screenOf(project: string): Promise<headless.Terminal> {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true })
  const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
  const env = { ...process.env, HOME: home, TERM: 'xterm-256color', CI: '', FORCE_COLOR: '1' }
  const child = spawn(process.execPath, [cli], { name: 'xterm-256color', cols: columns, rows, cwd: project, env })
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no question after 20 s:\n${text(terminal)}`)), 20_000)
    child.onData((data) =>
      terminal.write(data, () => {
        if (!/Set it up like this/.test(text(terminal)) || !/No\b/.test(text(terminal))) return
        clearTimeout(late)
        resolve()
      }),
    )
  })
  child.kill()
  return terminal
}

function text(terminal: headless.Terminal): string {
  const lines = Array.from({ length: rows }, (_, at) => terminal.buffer.active.getLine(at)?.translateToString(true) ?? '')
  return lines.join('\n')
}

/** One `<text>` a line, one `<tspan>` a run of cells that look the same. */
function drawing(terminal: headless.Terminal): string {
  const used = text(terminal).trimEnd().split('\n').length
  const lines = Array.from({ length: used }, (_, at) => `<text x="16" y="${52 + at * glyph.height}" xml:space="preserve">${spans(terminal, at)}</text>`)
  const [width, height] = [Math.round(columns * glyph.width) + 32, Math.round(used * glyph.height) + 56]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="create-dockerize asks whether to write what it saw">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g>${['#ff5f56', '#ffbd2e', '#27c93f'].map((colour, at) => `<circle cx="${20 + at * 20}" cy="18" r="6" fill="${colour}"/>`).join('')}</g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${lines.join('\n')}
</g>
</svg>
`
}

function spans(terminal: headless.Terminal, at: number): string {
  const line = terminal.buffer.active.getLine(at)
  const runs: { style: string; text: string }[] = []
  for (let column = 0; column < columns; column++) {
    const cell = line?.getCell(column)
    const style = [
      cell?.isFgPalette() ? `fill="${palette[cell.getFgColor()] ?? '#e6edf3'}"` : '',
      cell?.isBold() ? 'font-weight="bold"' : '',
      cell?.isDim() ? 'opacity="0.6"' : '',
    ].join(' ')
    const last = runs.at(-1)
    const char = cell?.getChars() || ' '
    if (last?.style === style) last.text += char
    else runs.push({ style, text: char })
  }
  return runs
    .map(({ style, text }) => `<tspan ${style.trim()}>${text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)}</tspan>`)
    .join('')
    .replace(/\s+<\/tspan>$/, '</tspan>')
}
