import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core'

export const bookings = pgTable('bookings', {
  id: serial().primaryKey(),
  passenger: text().notNull(),
  seats: integer().notNull(),
  cents: integer(),
})
