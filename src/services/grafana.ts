import type { Service } from './contract.ts'

// Docker Hub, grafana/grafana: Alpine, as user 472, which owns /var/lib/grafana.
const version = '13.2.3'

const dashboards = '/etc/grafana/provisioning/dashboards'

export const grafana: Service = {
  id: 'grafana',
  title: 'Grafana',
  aliases: [],
  protocol: 'grafana',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 3000,
  volume: { name: 'grafana-data', path: () => '/var/lib/grafana' },
  environment: [
    { name: 'GF_SECURITY_ADMIN_USER', value: '${GRAFANA_USER:-admin}', secret: false },
    { name: 'GF_SECURITY_ADMIN_PASSWORD', value: '${GRAFANA_PASSWORD:?run: make env}', secret: true },
    { name: 'GF_USERS_ALLOW_SIGN_UP', value: 'false', secret: false },
    { name: 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH', value: `${dashboards}/app.json`, secret: false },
    // It asks nobody outside: neither for news and versions nor for plugins, which it would fetch while it starts.
    { name: 'GF_ANALYTICS_REPORTING_ENABLED', value: 'false', secret: false },
    { name: 'GF_ANALYTICS_CHECK_FOR_UPDATES', value: 'false', secret: false },
    { name: 'GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES', value: 'false', secret: false },
    { name: 'GF_PLUGINS_PREINSTALL_DISABLED', value: 'true', secret: false },
  ],
  variables: [
    { name: 'GRAFANA_USER', example: () => 'admin', comment: "Who may see Grafana's page.", fresh: 'example', required: false, urlSafe: false },
    {
      name: 'GRAFANA_PASSWORD',
      example: () => '',
      comment: 'The password to it. The volume keeps the one it was made with.',
      fresh: 'random',
      required: true,
      urlSafe: false,
    },
  ],
  secretFiles: { GF_SECURITY_ADMIN_PASSWORD: 'GF_SECURITY_ADMIN_PASSWORD__FILE' },
  command: null,
  health: { test: ['CMD-SHELL', 'wget -q -O - http://127.0.0.1:3000/api/health | grep -q \'"database": *"ok"\''], startPeriodSeconds: 60 },
  limits: { memory: '512M', cpus: '0.5', pids: 200 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  needs: ['prometheus'],
  aside: true,
  profile: 'monitoring',
  published: true,
  reads: [
    {
      source: 'monitoring/grafana/datasources',
      path: '/etc/grafana/provisioning/datasources',
      ours: ['monitoring/grafana/datasources/prometheus.yaml'],
    },
    {
      source: 'monitoring/grafana/dashboards',
      path: dashboards,
      ours: ['monitoring/grafana/dashboards/folder.yaml', 'monitoring/grafana/dashboards/app.json'],
    },
  ],
}

function imageFor(tag: string): string {
  return `grafana/grafana:${tag}`
}
