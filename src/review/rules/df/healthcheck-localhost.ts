import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import { putFor } from '../../model/edits.ts'
import { localhostsIn } from '../../model/health.ts'

/** They ask every address that a name has, until one answers. */
const askAll = /^(curl|python[\d.]*|psql|pg_isready|redis-cli)$/

export const healthcheckLocalhost: DockerfileRule = {
  id: 'df/healthcheck-localhost',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The health check asks localhost',
  why: 'localhost may be ::1 first, and a server on 0.0.0.0 does not listen there: the wget of busybox asks no other address, and the check fails though the server is well.',
  fix: '127.0.0.1',
  sources: [],
  *find(view) {
    for (const check of view.file.instructions.filter((one) => one.name === 'HEALTHCHECK')) {
      const commands = commandsIn(check)
      const asksAll = (place: number): boolean => commands.some((one) => one.from <= place && place < one.to && askAll.test(one.name))
      const places = localhostsIn(check.rest.text)
        .map((index) => check.rest.offsetOf(index))
        .filter((place) => !asksAll(place))
      const [from] = places
      if (from === undefined) continue
      yield {
        ...at(view, { from }),
        message: 'localhost may mean ::1, where nothing listens.',
        edits: places.flatMap((place) => putFor(view, { text: 'localhost', from: place, to: place + 'localhost'.length }, '127.0.0.1')),
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-alpine3.23\nHEALTHCHECK --interval=10s \\\n  CMD wget -qO- http://localhost:3000/ || exit 1\n', line: 3 },
      { text: 'FROM alpine:3.23\nHEALTHCHECK CMD ["wget", "-q", "--spider", "http://localhost:8080/"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health || exit 1\n' },
      { text: 'FROM node:24-alpine3.23\nHEALTHCHECK CMD wget -qO- http://127.0.0.1:3000/ || exit 1\n' },
      { text: 'FROM node:24-alpine3.23\nHEALTHCHECK CMD ./check --host=localhost.localdomain\n' },
    ],
  },
}
