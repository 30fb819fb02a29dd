// Several people ask each route in turn; `make load-test` runs it. LOAD_USERS and the others are variables of .env.
import http from 'k6/http'
import { check, sleep } from 'k6'

const users = Number(__ENV.LOAD_USERS || 10)
const ramp = __ENV.LOAD_RAMP || '10s'
const duration = __ENV.LOAD_DURATION || '30s'
const target = __ENV.LOAD_TARGET || 'http://api:8000'

// Routes without parameters that were seen in the code; add yours. A status of `below` or above is a failure.
const routes = [
  { path: '/health', below: 400 },
  { path: '/visits', below: 500 },
  { path: '/orders/', below: 500 },
]

export const options = {
  stages: [
    { duration: ramp, target: users },
    { duration, target: users },
    { duration: ramp, target: 0 },
  ],
  // Where one is missed, the test ends with an error.
  thresholds: {
    http_req_failed: [`rate<=${__ENV.LOAD_FAILED || 0.01}`],
    http_req_duration: [`p(95)<${__ENV.LOAD_P95_MS || 500}`],
  },
}

export default function () {
  for (const { path, below } of routes) {
    const responseCallback = http.expectedStatuses({ min: 200, max: below - 1 })
    const response = http.get(target + path, { responseCallback, tags: { name: path } })
    check(response, { [`${path} answers`]: ({ status }) => status >= 200 && status < below })
  }
  sleep(1)
}
