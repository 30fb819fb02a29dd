import type { ComposeRule } from '../../contract.ts'
import { isMoving } from '../../model/image-name.ts'
import { imageOf, placeIn } from '../../model/service.ts'

export const imageLatest: ComposeRule = {
  id: 'dc/image-latest',
  severity: 'critical',
  reads: 'compose',
  title: 'The image is whatever is newest on the day it is pulled',
  why: 'Two machines run two versions, and a database that jumps to a new major version does not start on its old data.',
  fix: 'Write the version.',
  sources: ['service-image-require-explicit-tag', 'DL3007'],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      // Whether it is built may stand in the file below.
      const image = view.compose.service(name)?.merged.build === undefined ? imageOf(own) : null
      if (!image || image.name === '' || ((image.tag ?? image.digest) !== null && !isMoving(image))) continue
      yield {
        ...placeIn(view, name, 'image'),
        message: `${image.name}${image.tag === null ? ' without a tag' : `:${image.tag}`}: ${name} gets another version whenever one is out.`,
      }
    }
  },
  *good({ compose }) {
    const images = compose.services.flatMap(({ own }) => imageOf(own) ?? [])
    if (images.length > 0 && images.every((one) => (one.tag ?? one.digest) !== null && !isMoving(one)))
      yield { line: compose.yaml.place('services').line, message: 'images with a version' }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres\n', line: 3 },
      { text: 'services:\n  api:\n    image: registry.example.com/api:${VERSION:-latest}\n', line: 3 },
      { text: 'x-q: &q\n  image: rabbitmq:latest\nservices:\n  queue:\n    <<: *q\n', line: 2 },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18-trixie\n' },
      { text: 'services:\n  api:\n    build: .\n    image: shop-api\n  b:\n    image: b:${VERSION:?say which}\n' },
    ],
  },
}
