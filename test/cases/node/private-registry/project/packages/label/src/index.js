export const label = (name) => `<${name}>`
