import type { Answers, ServiceAnswers } from '../ask/answers.ts'
import { UserError } from '../errors.ts'
import { serviceOf } from '../services/index.ts'
import type { SystemFile } from '../stacks/system-contract.ts'
import { backingService } from './backing.ts'
import { proxyAddress } from './networks.ts'
import type { RoutePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { Routes } from './proxy-routes.ts'

/** The name by which a person finds it, in `.env` and on the command line. */
export const proxyPort = { variable: 'PROXY_PORT', host: 8080, container: 8080 }

/**
 * What stands in front of the units: it waits until each of them is healthy, and is the one way in of production.
 * @throws UserError where nothing answers requests.
 */
export function proxyService(answer: ServiceAnswers, { routes }: Routes, services: readonly ServicePlan[], answers: Answers): ServicePlan {
  const { proxy, title, runsAs, environment } = serviceOf(answer.kind)
  if (routes.length === 0) throw new UserError(`--with ${answer.kind}: nothing here answers requests`, { exitCode: 2, todo: [`--without ${answer.kind}`] })
  const behind = services.filter((one) => routes.some((route) => route.service === one.name))
  const plain = backingService(answer, ['front'], answers.baseRegistry)
  const publicPorts = (proxy?.tls ?? []).map(({ variable, host, container }) => ({ variable, host, container }))
  return {
    ...plain,
    role: 'proxy',
    title: `${title}, in front of ${behind.map((one) => one.name).join(' and ')}`,
    environment: environment.map((one) => ({ ...one })),
    dependsOn: behind.map((one) => ({ service: one.name, condition: one.health === 'none' ? 'service_started' : 'service_healthy' })),
    address: proxyAddress(answers.project),
    ...(runsAs === undefined ? {} : { user: runsAs }),
    ports: [proxyPort],
    developmentPorts: [],
    volumes: [{ kind: 'bind', source: `./${proxy?.file}`, path: proxy?.mountedAt ?? '', readOnly: true }, ...plain.volumes],
    inProduction: { ...plain.inProduction, ...(publicPorts.length > 0 ? { publicPorts, environment: [domain] } : {}) },
  }
}

const domain = { name: 'DOMAIN', value: '${DOMAIN:?set DOMAIN to the name that browsers use}', secret: false }

/** The file that tells it where requests go. */
export function proxySettings(answer: ServiceAnswers, routes: readonly RoutePlan[]): SystemFile[] {
  const { proxy, id } = serviceOf(answer.kind)
  if (!proxy) return []
  const services = [...new Map(routes.map((one) => [one.service, one])).values()].map(({ service, port }) => ({
    name: service,
    url: `http://${service}:${port}`,
  }))
  const values = {
    service: id,
    file: proxy.file,
    services,
    strips: routes.some((one) => one.strip),
    rootless: !routes.some((one) => one.path === '/'),
    routes: routes.map((one) => ({
      ...one,
      // `orders-static`: a service may have several.
      name:
        routes.filter(({ service }) => service === one.service).length === 1 ? one.service : `${one.service}${one.path.replace(/\W+/g, '-').replace(/-$/, '')}`,
      isRoot: one.path === '/',
      // Where the path is the service's own, it may be a route without anything below.
      whole: one.path !== '/' && !one.strip,
      prefix: one.path.slice(0, -1),
      variable: one.service.replaceAll('-', '_'),
    })),
  }
  return [{ path: proxy.file, template: proxy.template, values, plain: true, mounted: true }]
}
