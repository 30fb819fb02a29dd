import type { ComposeRule } from '../../contract.ts'
import { placeIn, volumesOf } from '../../model/service.ts'

export const dockerSocket: ComposeRule = {
  id: 'dc/docker-socket',
  severity: 'critical',
  reads: 'compose',
  title: "Docker's socket is in the container",
  why: 'Whoever can write to it starts a container with all of the disk in it; read-only mounts change nothing, since the socket is spoken to.',
  fix: 'A proxy that lets through only what is needed (for example reads of containers), or do without.',
  sources: ['OWASP 1', 'CIS 5.32'],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      // A proxy in front of the socket is what others should use in its place.
      if (/socket-?proxy/.test(`${typeof own.image === 'string' ? own.image : ''} ${name}`)) continue
      const mount = volumesOf(own).find((one) => /(^|\/)(docker|podman)\.sock$/.test(one.source ?? ''))
      if (mount) yield { ...placeIn(view, name, 'volumes', mount.index), message: `${name} can start containers of its own: it is root of this machine.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  proxy:\n    image: traefik:3.5\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n', line: 5 },
      {
        text: 'services:\n  ui:\n    image: ui:1\n    volumes:\n      - data:/data\n      - type: bind\n        source: /run/docker.sock\n        target: /run/docker.sock\n',
        line: 6,
      },
    ],
    good: [
      { text: 'services:\n  socket-proxy:\n    image: tecnativa/docker-socket-proxy:0.3\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]\n' },
      { text: 'services:\n  ui:\n    image: ui:1\n    volumes: ["sock:/var/run"]\n' },
    ],
  },
}
