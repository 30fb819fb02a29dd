import type { UnitInput } from './images.ts'
import type { ServicePlan, VariablePlan } from './plan.ts'

/** Names by which pages are told where their API is: `VITE_API_URL`, `NEXT_PUBLIC_BACKEND_HOST`. */
const ofApi = /(^|_)(API|BACKEND|SERVER|GRAPHQL)(_?(BASE|ROOT))?_?(URL|URI|ENDPOINT|ORIGIN|ADDRESS|HOST|BASE)$/

/**
 * Fills what pages ask for that is told nowhere with the address of the one API beside them, as the browser reaches it: the name of
 * its service means nothing there. Several APIs are for a person to tell apart.
 */
export function withPublicAddress(variables: readonly VariablePlan[], units: readonly UnitInput[], services: readonly ServicePlan[]): VariablePlan[] {
  const asked = new Set(units.flatMap(({ facts }) => facts.variables.filter((one) => one.public && ofApi.test(one.name)).map((one) => one.name)))
  const pages = new Set(units.filter(({ facts }) => facts.variables.some((one) => one.public)).map(({ answers }) => answers.name))
  const apis = units.flatMap(({ answers }) => (pages.has(answers.name) ? [] : services.filter((one) => one.name === answers.name && one.ports.length > 0)))
  const [api] = apis
  const port = api?.ports[0]
  if (apis.length !== 1 || !api || !port) return [...variables]
  return variables.map((one) =>
    one.optional && asked.has(one.name)
      ? { ...one, example: `http://localhost:${port.host}`, optional: false, comment: `${one.comment}; ${api.name} as the browser reaches it` }
      : one,
  )
}
