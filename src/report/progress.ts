/**
 * One line that moves: what is running, and for how long. Only on a terminal; anywhere else it would fill a log.
 * The empty text takes the line away.
 */
export function progressOn(stream: NodeJS.WriteStream): (what: string) => void {
  if (!stream.isTTY) return () => {}
  let current = ''
  let since = 0
  let timer: NodeJS.Timeout | undefined
  const draw = () => {
    const seconds = Math.floor((Date.now() - since) / 1000)
    const line = `  ${current}${seconds > 0 ? `  ${seconds} s` : ''}`
    stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`)
  }
  return (what) => {
    current = what
    since = Date.now()
    clearInterval(timer)
    if (what === '') {
      stream.write('\r\u001b[K')
      return
    }
    draw()
    timer = setInterval(draw, 250)
    // A line that only says how long it takes must not make it longer.
    timer.unref()
  }
}
