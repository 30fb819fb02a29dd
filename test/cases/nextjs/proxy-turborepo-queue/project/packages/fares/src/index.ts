/** The name of the queue that bookings wait in. */
export const queueName = 'bookings'

export interface Booking {
  id: number
  seats: number
}

/** In cents. */
export function fareOf({ seats }: Pick<Booking, 'seats'>): number {
  return seats * 1250
}
