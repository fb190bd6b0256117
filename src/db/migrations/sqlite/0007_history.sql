CREATE TABLE `history_queue` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`patient_id` text NOT NULL,
	`kind` text NOT NULL,
	`measured_at` integer NOT NULL,
	`reading_id` text NOT NULL,
	`op` text NOT NULL,
	`at` integer NOT NULL,
	`lease` text,
	`lease_until` integer
);
--> statement-breakpoint
CREATE INDEX `history_queue_patient` ON `history_queue` (`patient_id`);--> statement-breakpoint
CREATE TABLE `history_refused` (
	`patient_id` text NOT NULL,
	`kind` text NOT NULL,
	`measured_at` integer NOT NULL,
	`reading_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`patient_id`, `kind`, `measured_at`, `reading_id`)
);
--> statement-breakpoint
CREATE TABLE `history_state` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
