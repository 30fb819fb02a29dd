import type { ImageBench } from './contract.ts'
import { dockerInit, onAnyPort, uvDocumented, type Started } from './python-peers.ts'
import { addTabulate } from './uv-tool.ts'

const started: Started = { command: ['gunicorn', 'wsgi:app', '--bind', '0.0.0.0:5000'] }

export const flask: ImageBench = {
  project: 'bench/projects/flask',
  source: 'library/__init__.py',
  http: '5000/health',
  changeDependency: addTabulate,
  prepare: onAnyPort,
  peers: [uvDocumented(started), dockerInit(started)],
  cut: true,
}
