import Fastify from 'fastify'

export const listen = (port) => Fastify().listen({ port })
