import ms from 'ms'

export const greeting = (name: string): string => `${name} every ${ms(60_000)}`
