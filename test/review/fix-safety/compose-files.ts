import fc from 'fast-check'

/** Texts of a health check: for a shell, or as a list, filled in by compose, by the container, or by nobody. */
const test = fc.constantFrom(
  'pg_isready -U app',
  '"pg_isready -U ${DB_USER} -d $DB_NAME"',
  "'pg_isready -h 127.0.0.1'",
  '["CMD-SHELL", "pg_isready -U $${DB_USER} || exit 1"]',
  '["CMD", "pg_isready", "-U", "${DB_USER}"]',
  '[CMD-SHELL, "redis-cli -a ${DB_NAME} ping # ${DB_USER:-x}"]',
  '&check pg_isready -U $DB_USER',
  '>-\n        pg_isready\n        -U ${DB_USER}',
)
const ports = fc.constantFrom(
  '["5432:5432"]',
  '[5432:5432, 127.0.0.1:1:1]',
  "\n      - '${PORT:-5432}:5432' # ours",
  '\n      - &p 5432:5432',
  '\n      - >-\n        5432:5432',
  '\n      - target: 5432\n        published: 5432',
  '["[::1]:5432:5432"]',
  '[5432]',
)
const restart = fc.constantFrom('always', 'on-failure', '"unless-stopped" # odd', '&r always', 'no', 'on-failure:3')
const environment = fc.constantFrom(
  '',
  'environment: {DB_USER: app, DB_NAME: "${DB_NAME}"}',
  'environment:\n      - DB_USER=app',
  'env_file: .env',
  'env_file: [{path: db.env, required: false}]',
)

const database = fc
  .tuple(fc.constantFrom('postgres:18', 'redis:8', 'mariadb:11'), test, ports, environment, fc.constantFrom('', 'restart: *r', '<<: *shared', '&db'))
  .map(([image, check, published, given, extra]) =>
    [
      extra === '&db' ? '  db: &db' : '  db:',
      `    image: ${image}`,
      ...(extra === '' || extra === '&db' ? [] : [`    ${extra}`]),
      ...(given === '' ? [] : [`    ${given}`]),
      '    # how it is seen to be ready',
      `    healthcheck:\n      test: ${check}\n      interval: 5s`,
      `    ports: ${published}`,
    ].join('\n'),
  )

const job = fc
  .tuple(restart, fc.constantFrom('', '&job '), fc.constantFrom('', '  again:\n    <<: *job\n'))
  .map(([how, anchor, again]) =>
    ['  migrate: ' + anchor, '    image: web:1', `    restart: ${how}`, ...(anchor !== '' && again !== '' ? [again.trimEnd()] : [])]
      .join('\n')
      .replace(': \n', ':\n'),
  )

const version = fc.constantFrom('', 'version: "3.9"', "version: '3' # old", 'version: 3.8', '"version": "3"', 'version: &v "3"', 'version: >-\n  3')

/** Compose files with anchors, merge keys, aliases, quotes of all kinds, texts over several lines, comments, flow and block. */
export const composeText: fc.Arbitrary<string> = fc
  .tuple(version, database, job, restart, fc.constantFrom('\n', '\n', '\r\n'), fc.boolean(), fc.constantFrom('', '# ours, Zoë\n'))
  .map(([top, db, migrate, how, newline, last, head]) => {
    const shared = `x-shared: &shared\n  restart: ${how.replace('&r ', '')}\n  healthcheck: {test: "pg_isready -U ${'${DB_USER}'}"}\nx-r: &r always`
    const web = '  web:\n    image: web:1\n    depends_on:\n      migrate: {condition: service_completed_successfully}\n      db: {condition: service_healthy}'
    const services = `services:\n${web}\n${db}\n${migrate.replace('&r ', '')}`
    const parts = last ? [shared, services, top] : [top, shared, services]
    return (head + parts.filter((one) => one !== '').join('\n') + '\n').replaceAll('\n', newline)
  })
