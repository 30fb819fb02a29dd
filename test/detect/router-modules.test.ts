import { describe, expect, test } from 'vitest'
import { isTellingRouter, routersIn } from '../../src/detect/router-modules.ts'
import { unitFrom } from './project-from.ts'

const requirements = { 'requirements.txt': 'fastapi\n' }
const main = 'from fastapi import FastAPI\nfrom shop import orders\n\napp = FastAPI()\n'
const orders = (path: string, name = 'one') =>
  `from fastapi import APIRouter\n\nrouter = APIRouter(prefix="/orders")\n\n\n@router.get("${path}")\ndef ${name}():\n    return {}\n`

async function health(files: Readonly<Record<string, string>>): Promise<string | null> {
  return (await unitFrom({ ...requirements, 'shop/__init__.py': '', ...files })).healthPath
}

describe('routers that hold no check', () => {
  test('are known without being read as code', () => {
    expect(isTellingRouter({ path: 'shop/orders.py', text: orders('/{number}') })).toBe(false)
    const module = routersIn('shop/orders.py', 'shop.orders', `\n${orders('/')}`)
    expect(module.assignments.map((one) => [one.name, one.call?.callee, one.line])).toEqual([['router', 'fastapi.APIRouter', 4]])
  })

  test('do not hide the check of another, nor let one through that nobody includes', async () => {
    const files = { 'shop/orders.py': orders('/{number}'), 'shop/extra.py': orders('/ping') }
    expect(await health({ ...files, 'main.py': `${main}app.include_router(orders.router)\n` })).toBe(null)
    const both = `${main}from shop import extra\napp.include_router(orders.router)\napp.include_router(extra.router, prefix="/v1")\n`
    expect(await health({ ...files, 'main.py': both })).toBe('/v1/orders/ping')
  })
})

test('plain paths of routers are known, where their prefix is', async () => {
  const routes = async (router: string) => {
    const files = { 'main.py': `${main}app.include_router(orders.router, prefix="/v1")\n`, 'shop/__init__.py': '', 'shop/orders.py': router }
    return (await unitFrom({ ...requirements, ...files })).routes.map((one) => `${one.method} ${one.path} ${one.file}:${one.line}`)
  }
  expect(await routes(orders('/open'))).toEqual(['GET /v1/orders/open shop/orders.py:6'])
  expect(await routes(orders('/{number}'))).toEqual(['GET /v1/orders/{number} shop/orders.py:6'])
  expect(await routes(orders('/open').replace('"/orders"', 'settings.prefix'))).toEqual([])
})

describe('routers that may hold one', () => {
  const included = (more = '') => `${main}app.include_router(orders.router${more})\n`

  test('by a path, by a name', async () => {
    expect(await health({ 'main.py': included(), 'shop/orders.py': orders('/status') })).toBe('/orders/status')
    expect(isTellingRouter({ path: 'shop/orders.py', text: orders('/x', 'health_check') })).toBe(true)
    expect(isTellingRouter({ path: 'shop/health.py', text: orders('/') })).toBe(true)
  })

  test('by the prefix under which another includes it', async () => {
    const bare = orders('').replace('prefix="/orders"', '')
    expect(await health({ 'main.py': included(', prefix="/health"'), 'shop/orders.py': bare })).toBe('/health')
  })

  test('one without routes gives its prefix to those that others add', async () => {
    const shared = 'from fastapi import APIRouter\n\nrouter = APIRouter(prefix="/api")\n'
    const adds = 'from shop.orders import router\n\n\n@router.get("/health")\ndef health():\n    return {}\n'
    expect(await health({ 'main.py': `${included()}from shop import adds\n`, 'shop/orders.py': shared, 'shop/adds.py': adds })).toBe('/api/health')
  })
})
