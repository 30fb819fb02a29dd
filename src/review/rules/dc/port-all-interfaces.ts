import type { ComposeRule } from '../../contract.ts'
import { everywhere, imageOf, isEdge, isStore, placeIn, portsOf } from '../../model/service.ts'

/** Where they show, and let others change, what they do: the makers' own defaults. */
const adminPorts: Readonly<Record<string, string>> = { traefik: '8080', caddy: '2019', envoy: '9901', haproxy: '8404', 'nginx-proxy-manager': '81' }

export const portAllInterfaces: ComposeRule = {
  id: 'dc/port-all-interfaces',
  severity: 'improvement',
  reads: 'compose',
  title: 'A port is open to everybody on the network',
  why: "Without an address docker publishes on all of them, past the machine's own firewall rules.",
  fix: '127.0.0.1: in front; no port at all where only other services ask.',
  sources: ['no-unbound-port-interfaces', 'OWASP 5a', 'CIS 5.14'],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const image = imageOf(merged)
      const store = image !== null && isStore(image)
      const edge = image !== null && isEdge(image)
      const admin = image ? adminPorts[image.name.split('/').at(-1)!] : undefined
      const publishing = everywhere(view.compose, name).map((one) => new Set(portsOf(one).map((port) => port.published)))
      for (const { host, published, target, index, text } of portsOf(own)) {
        if ((published === null && text === '') || host !== null || (edge && target !== admin)) continue
        if (!store && /^(80|443|8443)$/.test(published ?? '')) continue
        const span = view.compose.yaml.span('services', name, 'ports', index)?.value
        const raw = span ? view.compose.yaml.text.slice(span.from, span.to) : ''
        const quote = raw === text ? '' : raw.slice(0, 1)
        const isPlain = store && raw === `${quote}${text}${quote}` && !view.compose.yaml.isShared('services', name, 'ports', index)
        // The same line in another file of the family would publish it a second time.
        const isOnly = publishing.filter((one) => one.has(published)).length === 1
        const edits =
          store && span && published !== null && text !== '' && isPlain && isOnly ? [{ ...span, text: `${quote || '"'}127.0.0.1:${text}${quote || '"'}` }] : []
        const where = published === null ? 'a free port' : published
        if (edge) {
          yield {
            ...placeIn(view, name, 'ports', index),
            message: `${name} on 0.0.0.0:${published ?? 'a free port'}: the pages that show how ${image.name} is set up.`,
          }
          continue
        }
        const message = store ? `${image.name} of ${name} on 0.0.0.0:${where}: anyone on your network.` : `${name} on 0.0.0.0:${where} (${target}).`
        yield { ...placeIn(view, name, 'ports', index), severity: store ? 'critical' : 'improvement', message, edits }
      }
    }
  },
  *good(view) {
    const published = view.compose.services.flatMap((one) => portsOf(one.own).map((port) => ({ name: one.name, port })))
    if (published[0] && published.every(({ port }) => port.host?.startsWith('127.')))
      yield { line: placeIn(view, published[0].name, 'ports').line, message: 'ports are open on this machine alone' }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18\n    ports:\n      - "5432:5432"\n', line: 5 },
      { text: 'services:\n  web:\n    build: .\n    ports:\n      - ${PORT:-8000}:8000\n', line: 5 },
      { text: 'services:\n  cache:\n    image: redis:8\n    ports:\n      - target: 6379\n        published: 6379\n', line: 5 },
      { text: 'services:\n  edge:\n    image: traefik:3.5\n    ports:\n      - "80:80"\n      - "8090:8080"\n', line: 6 },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18\n    ports:\n      - "127.0.0.1:5432:5432"\n' },
      { text: 'services:\n  edge:\n    image: traefik:3.5\n    ports: ["80:80", "443:443"]\n  web:\n    build: .\n    expose: ["8000"]\n' },
    ],
  },
}
