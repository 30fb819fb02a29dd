import type { UnitSource } from '../source.ts'

/**
 * Flask-SocketIO's object and the way of working that it takes: the one it is told, else the first that is installed, as it
 * chooses itself. Null where the app has none.
 */
export function socketioOf(source: UnitSource): { object: string; mode: string } | null {
  for (const module of source.modules) {
    const made = module.assignments.find((one) => one.scope === null && /^flask_socketio\.SocketIO$/.test(one.call?.callee ?? ''))
    if (!made) continue
    const stated = made.call?.arguments.find((one) => one.name === 'async_mode')?.literal
    const installed = ['eventlet', 'gevent'].find((name) => source.installed.has(name)) ?? 'threading'
    const mode = typeof stated === 'string' ? stated : installed
    return { object: `${module.name}:${made.name}`, mode: mode === 'gevent' && source.installed.has('gevent-websocket') ? 'gevent-websocket' : mode }
  }
  return null
}
