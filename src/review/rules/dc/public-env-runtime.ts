import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { isBuiltIn } from '../../model/build-tools.ts'
import { environmentOf, isForDevelopment, placeIn } from '../../model/service.ts'

export const publicEnvAtRuntime: ComposeRule = {
  id: 'dc/public-env-runtime',
  severity: 'critical',
  reads: 'compose',
  title: 'A variable is given to the container that only the build reads',
  why: 'NEXT_PUBLIC_, VITE_ and REACT_APP_ variables are written into the bundle when it is built: this value changes nothing, and a browser does not know the names of services either.',
  fix: 'build.args, with the address that a browser reaches.',
  sources: [],
  *find(view) {
    // A development server reads them when it starts.
    if (isForDevelopment(view.path)) return
    for (const { name, own, merged } of view.compose.services) {
      const target = isRecord(merged.build) ? merged.build.target : undefined
      if (merged.build === undefined || /dev/.test(JSON.stringify([merged.command ?? '', target ?? '']))) continue
      for (const { name: variable, keys } of environmentOf(own))
        if (isBuiltIn(variable))
          yield { ...placeIn(view, name, ...keys), message: `${variable} is in the bundle of ${name} since its build; this value is not read.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    build: ./web\n    environment:\n      NEXT_PUBLIC_API_URL: http://backend:8000\n', line: 5 },
      { text: 'services:\n  web:\n    build: {context: web, target: runtime}\n    environment:\n      - PORT=80\n      - VITE_API=/api\n', line: 6 },
    ],
    good: [
      { text: 'services:\n  web:\n    build:\n      context: ./web\n      args:\n        NEXT_PUBLIC_API_URL: https://api.example.com\n' },
      { text: 'services:\n  web:\n    build: ./web\n    command: npm run dev\n    environment:\n      VITE_API: /api\n' },
    ],
  },
}
