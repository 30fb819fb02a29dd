CREATE TABLE "bookings" (
	"id" serial PRIMARY KEY NOT NULL,
	"passenger" text NOT NULL,
	"seats" integer NOT NULL,
	"cents" integer
);
