import type { ComposeRule } from '../../contract.ts'
import { besides } from '../../model/compose.ts'
import { commandText, environmentOf, placeIn, volumesOf } from '../../model/service.ts'

/** `compose.prod.yaml`, `docker-compose.production.yml`, `prod/compose.yaml`: said by the name alone. */
const production = /(^|[./_-])prod(uction)?([./_-]|$)/i

const isCode = /\.(py|[cm]?[jt]sx?|rb|go|php|vue|svelte)$/

/** Servers that look at files, and the ways in which frameworks start theirs for development. */
const develops =
  /--reload\b|--watch\b|\bnodemon\b|\bmanage\.py runserver\b|\bflask (--app \S+ )?run\b.*--debug|\b(npm|pnpm|yarn|bun) (run )?dev\b|\b(next|vite|fastapi) dev\b/

export const developmentInProduction: ComposeRule = {
  id: 'dc/dev-in-prod',
  severity: 'improvement',
  reads: 'compose',
  title: 'Development in a file for production',
  why: 'A mounted folder replaces the code that was tested in the image, a server that reloads uses twice the memory and restarts on each change of a file, and debug pages show source and settings to whoever makes an error.',
  fix: 'Mounts, --reload and DEBUG belong into compose.override.yaml or compose.dev.yaml; production runs the image as it was built.',
  sources: [],
  *find(view) {
    if (!production.test(view.compose.path)) return
    for (const { name, own } of view.compose.services) {
      for (const { source, isBind, index } of volumesOf(own)) {
        if (!isBind || !source || !/^\.{1,2}(\/|$)/.test(source)) continue
        const folder = besides((view.compose.base ?? view.compose).path, source)
        if (view.project.files.some((file) => (folder === '' || file.startsWith(`${folder}/`)) && isCode.test(file)))
          yield { ...placeIn(view, name, 'volumes', index), message: `${name} has ${source} mounted: what lies on the machine runs, not what is in the image.` }
      }
      const command = own.command === undefined ? '' : commandText(own.command)
      const [how] = develops.exec(command) ?? []
      if (how !== undefined) yield { ...placeIn(view, name, 'command'), message: `${name} is started for development: ${how}.` }
      for (const { name: variable, value, keys } of environmentOf(own)) {
        const debugs = /^(DEBUG|FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG)$/.test(variable) && /^(1|true|yes|on)$/i.test(value ?? '')
        if (debugs || (/^(NODE_ENV|FLASK_ENV)$/.test(variable) && value === 'development'))
          yield { ...placeIn(view, name, ...keys), message: `${name} has ${variable}=${value}.` }
      }
    }
  },
  examples: {
    bad: [
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  api:\n    volumes:\n      - ./src:/app/src\n',
        line: 4,
        beside: { 'compose.yaml': 'services:\n  api:\n    build: .\n', 'src/main.py': '' },
      },
      { path: 'docker-compose.production.yml', text: 'services:\n  api:\n    build: .\n    command: uvicorn main:app --host 0.0.0.0 --reload\n', line: 4 },
      { path: 'compose.prod.yaml', text: 'services:\n  api:\n    build: .\n    environment:\n      DEBUG: "True"\n', line: 5 },
    ],
    good: [
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./proxy:/etc/nginx/conf.d:ro\n    environment:\n      DEBUG: "false"\n',
        beside: { 'proxy/site.conf': '' },
      },
      { text: 'services:\n  api:\n    build: .\n    command: uvicorn main:app --reload\n    environment:\n      DEBUG: "true"\n' },
    ],
  },
}
