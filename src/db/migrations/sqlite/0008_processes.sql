CREATE TABLE `claim` (
	`duty` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `roster_change` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`patient_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `roster_change_at` ON `roster_change` (`at`);