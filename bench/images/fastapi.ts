import type { ImageBench } from './contract.ts'
import { dockerInit, fullStackTemplate, onAnyPort, uvDocumented, type Started } from './python-peers.ts'
import { addTabulate } from './uv-tool.ts'

const started: Started = { command: ['uvicorn', 'shop.main:app', '--host', '0.0.0.0', '--port', '8000'], pythonPath: '/app/src' }

export const fastapi: ImageBench = {
  project: 'examples/fastapi',
  source: 'src/shop/main.py',
  http: '8000/health',
  changeDependency: addTabulate,
  prepare: onAnyPort,
  peers: [uvDocumented(started), dockerInit(started), fullStackTemplate(started)],
  cut: true,
}
