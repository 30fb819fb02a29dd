import type { ComposeRule } from '../../contract.ts'
import { isForDevelopment, placeIn } from '../../model/service.ts'

const shared: Readonly<Record<string, string>> = {
  network_mode: 'reaches every port of the machine, also those that are bound to 127.0.0.1, and its own ports are open to all',
  pid: "sees and may stop the machine's processes, and reads their environment",
  ipc: "reads the shared memory of the machine's processes",
  uts: 'may rename the machine',
  userns_mode: 'has no user namespace of its own: root in it is root outside',
}

export const hostNamespaces: ComposeRule = {
  id: 'dc/host-ns',
  severity: 'critical',
  reads: 'compose',
  title: 'The container shares a namespace with the machine',
  why: 'What docker keeps apart is one: network, processes or memory.',
  fix: 'Publish the ports that are needed; extra_hosts: ["host.docker.internal:host-gateway"] to reach the machine.',
  sources: ['CIS 5.10', 'CIS 5.16', 'CIS 5.17', 'CIS 5.21', 'CIS 5.31'],
  *find(view) {
    for (const { name, own } of view.compose.services)
      for (const [key, what] of Object.entries(shared))
        if (own[key] === 'host')
          yield { ...placeIn(view, name, key), severity: isForDevelopment(view.path) ? 'improvement' : 'critical', message: `${name} ${what}.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    network_mode: host\n', line: 4 },
      { text: 'services:\n  agent:\n    image: agent:1\n    ipc: private\n    pid: "host"\n', line: 5 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    network_mode: service:vpn\n  vpn:\n    image: vpn:1\n' },
      { text: 'services:\n  web:\n    image: web:1\n    ports: ["127.0.0.1:80:80"]\n' },
    ],
  },
}
