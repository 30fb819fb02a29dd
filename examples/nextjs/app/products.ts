export const products = [
  { name: 'Lamp', cents: 1990 },
  { name: 'Shade', cents: 890 },
]
