import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A compose file of 300 lines as a person writes one: comments, blank lines, both syntaxes, four columns a level. No redis in it. */
export function writeOwnCompose(folder: string): number {
  mkdirSync(folder, { recursive: true })
  const names = ['web', 'api', 'mail', 'search', 'media', 'orders', 'stock', 'prices', 'users', 'billing', 'reports', 'events', 'admin']
  const services = names.map(
    (name, at) => `
    # ${name} belongs to team ${at % 4}
    ${name}:
        image: registry.example.com/shop/${name}:\${TAG:-latest}
        restart: unless-stopped
        ports:
            - "${8000 + at}:8000" # behind the proxy
        environment:
            - LOG_LEVEL=info
            - DATABASE_URL=postgres://shop:\${DB_PASSWORD}@db:5432/${name}
        volumes:
            - ${name}-data:/data
            - type: bind
              source: ./conf/${name}
              target: /etc/shop
              read_only: true
        depends_on:
            db:
                condition: service_healthy
        # profiles: [debug]
        networks: [inner]
`,
  )
  const text = `version: "3.8"

services:
${services.join('')}
    db:
        image: postgres:16
        healthcheck:
            test: ["CMD", "pg_isready"]
        volumes: ["db-data:/var/lib/postgresql/data"]
        networks: [inner]

networks:
    inner:

volumes:
    db-data:
${names.map((name) => `    ${name}-data:\n`).join('')}`
  writeFileSync(join(folder, 'docker-compose.yml'), text)
  return text.split('\n').length - 1
}
