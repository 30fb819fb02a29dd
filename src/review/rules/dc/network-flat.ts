import type { ComposeRule, ComposeView } from '../../contract.ts'
import type { Service } from '../../model/compose.ts'
import { expand } from '../../model/expand.ts'
import { networksOf } from '../../model/networks.ts'
import { everywhere, imageOf, isEdge, isForDevelopment, isOnDemand, isStore, neededBy, placeIn, portsOf, stageOf } from '../../model/service.ts'

/** Stores with an interface for browsers and programs outside: a proxy may well stand in front of them. */
const speaksHttp = /(^|\/)(minio|localstack|elasticsearch|opensearch|clickhouse|influxdb|couchdb|neo4j|qdrant|weaviate|nats)/
/** What may hold the address of a store where the file does not show it. */
const mayName = /DATABASE|DB|SQL|PG|POSTGRES|MARIA|MONGO|REDIS|VALKEY|CACHE|BROKER|QUEUE|RABBIT|AMQP|KAFKA|CELERY|DSN|SESSION/i

export const networkFlat: ComposeRule = {
  id: 'dc/network-flat',
  severity: 'improvement',
  reads: 'compose',
  title: 'Nothing separates the data from what is reached from outside',
  why: 'Who gets into a proxy or a front end can try the passwords and the holes of every database on its network, which it never asks itself.',
  fix: 'Two networks: the store and what asks it on one, what is reached from outside and what that asks on the other.',
  sources: ['OWASP 5', 'CIS 5.30'],
  *find(view) {
    const { base, overlays } = view.compose
    if (isForDevelopment(view.path)) return
    const viewOf = (path: string): ComposeView | undefined => view.project.composes.find((one) => one.path === path)
    const pairsOf = (path: string): Map<string, Pair> => new Map((viewOf(path) ? flatIn(viewOf(path)!) : []).map((one) => [one.key, one]))
    const known = base ? pairsOf(base.path) : null
    const parted = overlays.map((one) => pairsOf(one.path))
    const said = new Set<string>()
    for (const { key, store, edge } of flatIn(view)) {
      if (known?.has(key) || parted.some((one) => !one.has(key)) || said.has(store)) continue
      said.add(store)
      const place = placeIn(view, view.compose.service(store) ? store : edge)
      yield { ...place, message: `${edge} is reached from outside, never asks ${store}, and is on its network.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n  web:\n    image: web:1\n    depends_on: [db]\n  db:\n    image: postgres:18\n',
        line: 8,
      },
      {
        text: 'services:\n  front:\n    build: front\n    ports: ["3000:3000"]\n    environment:\n      API_URL: http://api:8000\n    networks: [all]\n  api:\n    build: api\n    environment:\n      CACHE_URL: redis://cache:6379/0\n    networks: [all]\n  cache:\n    image: redis:8\n    networks: [all]\nnetworks:\n  all:\n',
        line: 13,
      },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    restart: always\n  edge:\n    image: traefik:3.5\n    ports: ["443:443"]\n',
        line: 4,
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n  db:\n    image: postgres:18\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n    networks: [front]\n  web:\n    image: web:1\n    networks: [front, back]\n  db:\n    image: postgres:18\n    networks: [back]\nnetworks:\n  front:\n  back:\n    internal: true\n',
      },
      { text: 'services:\n  web:\n    build: .\n    ports: ["8000:8000"]\n    environment:\n      DATABASE_HOST: db\n  db:\n    image: postgres:18\n' },
      { text: 'services:\n  web:\n    build: .\n    ports: ["8000:8000"]\n    env_file: .env\n  db:\n    image: postgres:18\n' },
      { text: 'services:\n  edge:\n    image: traefik:3.5\n    ports: ["127.0.0.1:8080:80"]\n  db:\n    image: postgres:18\n' },
      {
        text: 'services:\n  edge:\n    image: traefik:3.5\n    ports: ["80:80"]\n  db:\n    image: postgres:18\n',
        beside: {
          'compose.prod.yaml':
            'services:\n  edge:\n    networks: [front]\n  db:\n    networks: [back]\n  web:\n    image: web:1\n    networks: [front, back]\nnetworks:\n  front:\n  back:\n',
        },
      },
    ],
  },
}

interface Pair {
  key: string
  store: string
  edge: string
}

/** Stores with what is on a network of theirs, is reached from outside and asks them nothing. */
function flatIn(view: ComposeView): Pair[] {
  const { base, services } = view.compose
  const all = [...services, ...(base?.services.filter((one) => !view.compose.service(one.name)) ?? [])]
  const stores = all.filter(({ merged }) => isClosedStore(merged))
  const open = all.filter((one) => stores.length > 0 && isReached(one))
  return stores.flatMap((store) => {
    const networks = new Set(networksOf(store.merged))
    return open
      .filter((edge) => networksOf(edge.merged).some((one) => networks.has(one)) && isNoUser(view, edge, store, all))
      .map((edge) => ({ key: `${store.name} ${edge.name}`, store: store.name, edge: edge.name }))
  })
}

/** A database that nothing hands on to the outside; one that is open itself is another finding. */
function isClosedStore(values: Service['merged']): boolean {
  const image = imageOf(values)
  if (hasOpenPort(values)) return false
  return image !== null && isStore(image) && !speaksHttp.test(image.name) && !/traefik|caddy|VIRTUAL_HOST/.test(textOf(values, 'labels', 'environment'))
}

function isReached(service: Service): boolean {
  const image = imageOf(service.merged)
  return !isOnDemand(service) && !(image && isStore(image)) && hasOpenPort(service.merged)
}

function hasOpenPort(values: Service['merged']): boolean {
  return portsOf(values).some(({ host }) => host === null || !/^(127\.|localhost$|\[?::1\]?$)/.test(expand(host, () => null) ?? '127.'))
}

/** Certain for a web server; of a program only where another one stands between, and nothing here could hold the store's address. */
function isNoUser(view: ComposeView, edge: Service, store: Service, all: readonly Service[]): boolean {
  if (asks(view, edge.name, store)) return false
  const image = imageOf(edge.merged)
  if (image) return isEdge(image)
  const base = stageOf(view, edge.name)?.stage.base
  if (base && isEdge(base)) return true
  const values = everywhere(view.compose, edge.name)
  const mayHold = values.some((one) => one.env_file !== undefined || one.secrets !== undefined || mayName.test(textOf(one, 'environment')))
  return !mayHold && all.some((between) => between !== edge && between !== store && asks(view, edge.name, between) && asks(view, between.name, store))
}

/** Waits for the other, or has one of its names in what it is told. */
function asks(view: ComposeView, name: string, other: Service): boolean {
  const names = [other.name, other.merged.hostname, other.merged.container_name].filter((one) => typeof one === 'string')
  const named = new RegExp(`(^|[^\\w-])(${names.map((one) => one.replace(/[^\w-]/g, '\\$&')).join('|')})($|[^\\w-])`)
  return everywhere(view.compose, name).some(
    (values) =>
      neededBy(values).some((need) => need.name === other.name) ||
      named.test(textOf(values, 'environment', 'command', 'entrypoint', 'links', 'labels', 'build')),
  )
}

function textOf(values: Service['merged'], ...keys: readonly string[]): string {
  return keys.map((key) => JSON.stringify(values[key] ?? '')).join('\n')
}
