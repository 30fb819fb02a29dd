export const label = (fruit) => fruit.toUpperCase()
