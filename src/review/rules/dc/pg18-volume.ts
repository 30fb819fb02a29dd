import type { ComposeRule } from '../../contract.ts'
import { postgresMajor } from '../../model/postgres.ts'
import { environmentOf, imageOf, placeIn, volumesOf } from '../../model/service.ts'

export const pg18Volume: ComposeRule = {
  id: 'dc/pg18-volume',
  severity: 'critical',
  reads: 'compose',
  title: 'PostgreSQL 18 does not start on the old path of its data',
  why: 'From 18 on the data is in a folder of its version below /var/lib/postgresql; where something is mounted on /var/lib/postgresql/data the image stops at once.',
  fix: 'Mount the volume on /var/lib/postgresql; data of an older version has to be moved over by dump and restore.',
  sources: [],
  *find(view) {
    for (const { name, merged, own } of view.compose.services) {
      const image = imageOf(merged)
      const major = image && postgresMajor(image)
      const volume = volumesOf(own).find((one) => /^\/var\/lib\/postgresql\/data\/?$/.test(one.target))
      if (!volume || !major || major < 18 || environmentOf(merged).some((one) => one.name === 'PGDATA')) continue
      yield { ...placeIn(view, name, 'volumes', volume.index), message: `${image.label} stops where ${volume.target} is mounted.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18-alpine\n    volumes:\n      - pgdata:/var/lib/postgresql/data\n', line: 5 },
      {
        text: 'services:\n  db:\n    image: pgvector/pgvector:pg18-trixie\n    volumes:\n      - {type: volume, source: pgdata, target: /var/lib/postgresql/data}\n',
        line: 5,
      },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18-trixie\n    volumes:\n      - pgdata:/var/lib/postgresql\n' },
      { text: 'services:\n  db:\n    image: postgres:16\n    volumes:\n      - pgdata:/var/lib/postgresql/data\n' },
    ],
  },
}
