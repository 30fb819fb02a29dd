import { scriptCommand } from '../servers/script.ts'
import type { Framework } from './contract.ts'

export const gradio: Framework = {
  id: 'gradio',
  title: 'Gradio',
  distributions: ['gradio'],
  imports: ['gradio'],
  starts: /\.launch$/,
  port: 7860,
  startPeriodSeconds: 15,
  command: (unit) => scriptCommand(unit, { GRADIO_SERVER_NAME: '0.0.0.0', GRADIO_SERVER_PORT: String(unit.answers.port), GRADIO_ANALYTICS_ENABLED: 'False' }),
}
