import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageBench } from './contract.ts'
import { fly } from './fly.ts'
import { addNodeDependency } from './node-dependency.ts'

/** The form that Next.js documents: dependencies, a build, its standalone server as a user of its own. On Debian, as ours. */
const documented = `FROM node:24-trixie-slim AS base

FROM base AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci

FROM base AS builder
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY . .
RUN npm run build

FROM base AS runner
WORKDIR /app
ENV NODE_ENV=production
RUN groupadd --system --gid 1001 nodejs && useradd --system --uid 1001 --gid nodejs nextjs
COPY --from=builder /app/public ./public
RUN mkdir .next && chown nextjs:nodejs .next
COPY --from=builder --chown=nextjs:nodejs /app/.next/standalone ./
COPY --from=builder --chown=nextjs:nodejs /app/.next/static ./.next/static
USER nextjs
EXPOSE 3000
ENV PORT=3000 HOSTNAME=0.0.0.0
CMD ["node", "server.js"]
`

export const nextjs: ImageBench = {
  project: 'examples/nextjs',
  source: 'app/products.ts',
  http: '3000/api/health',
  changeDependency: addNodeDependency('clsx'),
  // Each is started by `docker run`: what differs is the image alone.
  prepare: (ours) => rmSync(join(ours, 'compose.yaml')),
  peers: [
    {
      name: 'next-documented',
      lay: (folder) => {
        writeFileSync(join(folder, 'Dockerfile'), documented)
        writeFileSync(join(folder, '.dockerignore'), 'Dockerfile\n.dockerignore\nnode_modules\nnpm-debug.log\nREADME.md\n.next\n.git\n')
      },
    },
    fly,
  ],
}
