export function priceOf(fruit: string): number {
  return fruit.length * 10
}
