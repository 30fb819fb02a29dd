import type { ComposeRule } from '../../contract.ts'
import { postgresMajor } from '../../model/postgres.ts'
import { imageOf, placeIn, volumesOf } from '../../model/service.ts'

export const pgOldParentVolume: ComposeRule = {
  id: 'dc/pg-old-parent-volume',
  severity: 'critical',
  reads: 'compose',
  title: 'The volume lies above the data, and holds none of it',
  why: 'Up to PostgreSQL 17 the image declares a volume on /var/lib/postgresql/data of its own: the data goes into that one, which has no name and is lost with the container.',
  fix: 'Mount the volume on /var/lib/postgresql/data.',
  sources: [],
  *find(view) {
    for (const { name, merged, own } of view.compose.services) {
      const image = imageOf(merged)
      const major = image && postgresMajor(image)
      const volume = volumesOf(own).find((one) => /^\/var\/lib\/postgresql\/?$/.test(one.target))
      if (volume && major && major < 18)
        yield { ...placeIn(view, name, 'volumes', volume.index), message: `${image.label} keeps its data in /var/lib/postgresql/data, outside of this volume.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:17\n    volumes:\n      - pgdata:/var/lib/postgresql\n', line: 5 },
      { text: 'services:\n  db:\n    image: postgis/postgis:16-3.5\n    volumes: ["pgdata:/var/lib/postgresql/"]\n', line: 4 },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:17\n    volumes:\n      - pgdata:/var/lib/postgresql/data\n' },
      { text: 'services:\n  db:\n    image: postgres:18\n    volumes:\n      - pgdata:/var/lib/postgresql\n' },
    ],
  },
}
