/** Calls that come back only when the program is told to stop. */
const forever =
  /\.(serve_forever|run_forever|start_polling|run_polling|infinity_polling|start_consuming|run_until_disconnected|wait_for_termination|loop_forever|listen_forever|wait_closed)\(|\bBlockingScheduler\(|\bsignal\.pause\(|\basyncio\.Event\(\)\.wait\(|\bawait\s+asyncio\.Future\(\)|\.pubsub\(|\basync\s+for\s+\w+\s+in\s+\w*(consumer|pubsub|subscription|stream|queue_iter|websocket)\w*\b/i

/** A loop without a condition, or on one that somebody else sets. */
const loop = /^([ \t]*)while[ \t]+(True|1|not[ \t]+[\w.]*(?:stop|shut|exit|quit|kill|terminat)\w*(?:\.is_set\(\))?|[\w.]*(?:running|alive|active)\w*)[ \t]*:/gim

/** What a loop of a program that runs on does each time round: it waits, for a while or for work. */
const waits = /\b(sleep|wait|poll|recv\w*|accept|get|get_nowait|blpop|brpop|bzpopmin|xread\w*|receive\w*|run_pending|read\w*|fetch\w*|consume\w*|listen\w*)\(/

/** Whether a program runs on until it is stopped, as far as its texts show; what they do not show ends by itself. */
export function endures(texts: readonly string[]): boolean {
  return texts.some((text) => forever.test(text) || [...text.matchAll(loop)].some((match) => isEndless(blockAt(text, match.index, match[1] ?? ''))))
}

/** The indented lines below a statement. */
function blockAt(text: string, at: number, indent: string): string[] {
  const lines = text.slice(at).split('\n').slice(1)
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(`${indent} `) && !line.startsWith(`${indent}\t`))
  return end < 0 ? lines : lines.slice(0, end)
}

/** Left only by an exception: a loop that tries something again, or turns pages, leaves by itself. */
function isEndless(block: readonly string[]): boolean {
  if (!block.some((line) => waits.test(line))) return false
  return block.every((line, index) => !/^\s*(break|return)\b/.test(line) || /^\s*(except|finally)\b/.test(above(block, index)))
}

/** The line that opens the block which a line stands in. */
function above(block: readonly string[], index: number): string {
  const width = (line: string) => /^\s*/.exec(line)?.[0].length ?? 0
  const own = width(block[index] ?? '')
  for (let at = index - 1; at >= 0; at--) {
    const line = block[at] ?? ''
    if (line.trim() !== '' && width(line) < own) return line
  }
  return ''
}
