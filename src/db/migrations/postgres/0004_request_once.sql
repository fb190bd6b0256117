CREATE TABLE "request_once" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"answer" text COLLATE "C"
);
--> statement-breakpoint
CREATE INDEX "request_once_at" ON "request_once" USING btree ("at");