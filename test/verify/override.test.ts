import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { imageName, overrideText } from '../../src/verify/override.ts'

const replaced = { tag: '!override', resolve: (value: unknown) => value, collection: 'seq' as const }

it('gives images, ports, volumes and networks names of its own', () => {
  const text = overrideText(
    {
      services: {
        api: { build: { context: '.' }, image: 'shop-api:local', ports: [{ target: 8000, published: '8000', host_ip: '127.0.0.1' }], container_name: 'api' },
        postgres: { image: 'postgres:18' },
      },
      volumes: { data: { name: 'shop_data' }, theirs: { name: 'theirs', external: true } },
      networks: { front: { name: 'shop_front' } },
    },
    'verify-1',
  )
  expect(text).toContain('ports: !override ["127.0.0.1::8000/tcp"]')
  expect(text).toContain('container_name: !reset null')
  expect(parse(text.replace('!reset null', 'null'), { customTags: [replaced] })).toMatchObject({
    services: { api: { image: 'verify-1-shop-api' }, postgres: {} },
    volumes: { data: { name: 'verify-1_data' } },
    networks: { front: { name: 'verify-1_front' } },
  })
  expect(text).not.toContain('theirs')
})

it.each([
  ['ghcr.io/owner/Shop-API:1.2.3', 'p-shop-api'],
  ['shop', 'p-shop'],
])('%s is %s', (image, own) => expect(imageName('p', image)).toBe(own))
