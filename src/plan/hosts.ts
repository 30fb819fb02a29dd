import type { Load } from './load-test.ts'
import type { Scrape } from './scrapes.ts'
import type { ServicePlan } from './service-plan.ts'

/** Programs that answer only to names they were told are told those by which Prometheus and the load test ask them. */
export function withHosts(services: readonly ServicePlan[], scrapes: readonly Scrape[], load: Load | null): ServicePlan[] {
  const proxy = services.find((one) => one.role === 'proxy')?.name
  const throughProxy = proxy !== undefined && load?.services.includes(proxy)
  return services.map((service) => {
    if (service.role !== 'app') return service
    const asked = scrapes.some((one) => one.host === service.name) || load?.services.includes(service.name)
    const names = [...(asked ? [service.name] : []), ...(throughProxy ? [proxy] : [])]
    if (names.length === 0) return service
    // The name of its own check stands there already; a list that takes all has none.
    const told = service.environment.map((one) =>
      /(^|_)ALLOWED_HOSTS$/.test(one.name) && one.value.endsWith(',127.0.0.1') ? { ...one, value: [one.value, ...names].join(',') } : one,
    )
    return { ...service, environment: told }
  })
}
