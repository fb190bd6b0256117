CREATE TABLE `request_once` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`answer` text
);
--> statement-breakpoint
CREATE INDEX `request_once_at` ON `request_once` (`at`);