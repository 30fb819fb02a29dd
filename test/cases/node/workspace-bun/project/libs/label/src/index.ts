import { open } from '@depot/words'

export const label = (name: string): string => `${open}${name}>`
