import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { besides } from '../../model/compose.ts'
import { placeIn, volumesOf } from '../../model/service.ts'

const isFile = /\.(ya?ml|json|toml|conf|cfg|cnf|ini|xml|properties|sql|sh|py|m?js|ts|html|template|list|acl)$/

export const bindMissingSource: ComposeRule = {
  id: 'dc/bind-missing-source',
  severity: 'improvement',
  reads: 'compose',
  title: 'A file is mounted that is not there',
  why: 'Docker makes a folder of that name in its place, owned by root, and mounts that: the program cannot read it, and the file cannot be put there afterwards.',
  fix: 'Put the file into git, COPY it, or the long form with bind: {create_host_path: false}, which says what is missing.',
  sources: [],
  *find(view) {
    const ignored = view.project.read('.gitignore') ?? ''
    for (const { name, own } of view.compose.services) {
      for (const { source, target, isBind, index } of volumesOf(own)) {
        if (!isBind || !source || !/^\.{1,2}\//.test(source) || !isFile.test(source) || !isFile.test(target)) continue
        const long = Array.isArray(own.volumes) ? (own.volumes[index] as unknown) : null
        if (isRecord(long) && isRecord(long.bind) && long.bind.create_host_path === false) continue
        const path = besides((view.compose.base ?? view.compose).path, source)
        // Built, or kept out of git on purpose.
        if (path.startsWith('../') || /(^|\/)(dist|build|node_modules|coverage)\//.test(path) || ignored.includes(path.split('/').at(-1)!)) continue
        if (view.project.has(path) || view.project.hasFolder(path)) continue
        yield { ...placeIn(view, name, 'volumes', index), message: `${source} is not there: docker makes a folder of it, and ${name} gets that.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./nginx/site.conf:/etc/nginx/conf.d/default.conf:ro\n', line: 5 },
      {
        path: 'deploy/compose.yaml',
        text: 'services:\n  db:\n    image: postgres:18\n    volumes:\n      - type: bind\n        source: ../sql/init.sql\n        target: /docker-entrypoint-initdb.d/init.sql\n',
        line: 5,
        beside: { 'deploy/sql/init.sql': '' },
      },
    ],
    good: [
      {
        text: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./site.conf:/etc/nginx/conf.d/default.conf:ro\n      - ./data:/data\n',
        beside: { 'site.conf': '' },
      },
      {
        text: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - type: bind\n        source: ./local.conf\n        target: /etc/local.conf\n        bind: {create_host_path: false}\n',
      },
    ],
  },
}
