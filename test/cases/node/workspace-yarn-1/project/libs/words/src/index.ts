export const open = '<'
