import type { ComposeRule } from '../../contract.ts'
import { environmentOf, imageOf, placeIn } from '../../model/service.ts'

/** Databases that do not start without, and what they read instead. */
const demanded: readonly { image: RegExp; variable: string; instead: RegExp }[] = [
  { image: /(^|\/)(postgres|postgis|pgvector|timescaledb(-ha)?)$/, variable: 'POSTGRES_PASSWORD', instead: /^POSTGRES_(PASSWORD_FILE|HOST_AUTH_METHOD)$/ },
  { image: /(^|\/)mysql$/, variable: 'MYSQL_ROOT_PASSWORD', instead: /^MYSQL_(ROOT_PASSWORD_FILE|ALLOW_EMPTY_PASSWORD|RANDOM_ROOT_PASSWORD)$/ },
  {
    image: /(^|\/)mariadb$/,
    variable: 'MARIADB_ROOT_PASSWORD',
    instead: /^(MARIADB|MYSQL)_(ROOT_PASSWORD_(FILE|HASH)|ALLOW_EMPTY_(ROOT_)?PASSWORD|RANDOM_ROOT_PASSWORD)$/,
  },
]

export const envRequired: ComposeRule = {
  id: 'dc/env-required',
  severity: 'improvement',
  reads: 'compose',
  title: 'A password that may be empty',
  why: 'Where nobody sets the variable, compose warns and goes on with an empty text: the database refuses to start, and its log is the only place that says why.',
  fix: '${NAME:?say where to set it}: compose stops, with that sentence.',
  sources: [],
  *find(view) {
    const settings = view.project.read('.env') ?? ''
    for (const { name, own, merged } of view.compose.services) {
      const image = imageOf(merged)
      const needs = image && demanded.find((one) => one.image.test(image.name))
      if (!needs || environmentOf(merged).some((one) => needs.instead.test(one.name))) continue
      const variable = environmentOf(own).find((one) => one.name === needs.variable)
      const from = /^\$(?:(\w+)|\{(\w+)(?::?-)?\})$/
        .exec(variable?.value?.trim() ?? '')
        ?.slice(1)
        .find(Boolean)
      if (!variable || !from || new RegExp(`^\\s*(export\\s+)?${from}=\\S`, 'm').test(settings)) continue
      yield { ...placeIn(view, name, ...variable.keys), message: `${name} does not start where nobody sets ${from}.`, fix: `\${${from}:?set ${from} in .env}` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n', line: 5 },
      {
        text: 'services:\n  db:\n    image: mysql:9.4\n    environment:\n      - MYSQL_DATABASE=shop\n      - MYSQL_ROOT_PASSWORD=$ROOT\n',
        line: 6,
        beside: { '.env': 'OTHER=1\n' },
      },
    ],
    good: [
      { text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?set it in .env}\n' },
      { text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n', beside: { '.env': 'DB_PASSWORD=x\n' } },
    ],
  },
}
