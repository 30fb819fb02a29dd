import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { until } from './shell.ts'

/** A browser's connection to a Streamlit app, as far as its protocol matters here. */
export interface Visit {
  /** The answer to the request for a WebSocket. */
  protocol: string | undefined
  /** All that the app has sent, once it satisfies; texts stand in it as they are. @throws Error after `seconds`. */
  shows(right: (text: string) => boolean, seconds: number): Promise<string>
  /** Once the app has sent nothing for a second: only after a run's end does it look at the files that were imported in it. @throws Error after `seconds`. */
  settles(seconds: number): Promise<void>
  close(): void
}

/** Streamlit's `BackMsg` with an empty `rerun_script` (field 11): what a browser sends when it opens the page. */
const firstRun = Buffer.from([0x5a, 0x00])

/** Opens the page as a browser does: a WebSocket with Streamlit's own subprotocol, and the request to run the script. */
export async function openVisit(url: string): Promise<Visit> {
  const { socket, protocol } = await upgrade(url)
  let received = Buffer.alloc(0)
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part])
    // A browser takes leave when it is asked to; a server may wait for that.
    if (hasClose(received)) socket.end(masked(opcodes.close, Buffer.alloc(0)))
  })
  socket.on('error', () => undefined)
  socket.write(masked(opcodes.binary, firstRun))
  return {
    protocol,
    shows: async (right, seconds) => {
      const text = () => received.toString('utf8')
      await until(
        () => Promise.resolve({ bytes: received.length, satisfied: isAnswered(text()) && right(text()) }),
        ({ satisfied }) => satisfied,
        seconds,
      )
      return text()
    },
    settles: async (seconds) => {
      await until(
        async () => {
          const before = received.length
          await setTimeout(1000)
          return received.length - before
        },
        (bytes) => bytes === 0,
        seconds,
      )
    },
    close: () => socket.destroy(),
  }
}

/** The title is among the first things that a run of the script sends. */
function isAnswered(text: string): boolean {
  return text.includes('streamlit_app') && /h1|Orders/.test(text)
}

function upgrade(url: string): Promise<{ socket: Duplex; protocol: string | undefined }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request({
      host: hostname,
      port,
      path: '/_stcore/stream',
      timeout: 5000,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        Origin: url,
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        'Sec-WebSocket-Protocol': 'streamlit',
      },
    })
    asked.on('upgrade', ({ headers }, socket) => resolve({ socket, protocol: headers['sec-websocket-protocol'] }))
    asked.on('response', ({ statusCode }) => reject(new Error(`no WebSocket but ${statusCode}`)))
    asked.on('error', reject)
    asked.end()
  })
}

const opcodes = { binary: 2, close: 8 }

/** One frame of less than 126 bytes, masked as a client has to. */
function masked(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))])
}

/** Whether one of the server's frames says goodbye. */
function hasClose(frames: Buffer): boolean {
  for (let at = 0; at + 2 <= frames.length;) {
    if ((frames.readUInt8(at) & 15) === opcodes.close) return true
    const short = frames.readUInt8(at + 1) & 127
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0
    if (at + 2 + wide > frames.length) return false
    at += 2 + wide + (wide === 2 ? frames.readUInt16BE(at + 2) : wide === 8 ? Number(frames.readBigUInt64BE(at + 2)) : short)
  }
  return false
}
