CREATE TABLE `model_calibration` (
	`id` text PRIMARY KEY NOT NULL,
	`model_id` text NOT NULL,
	`model_version` text NOT NULL,
	`program_id` text,
	`slope` real NOT NULL,
	`intercept` real NOT NULL,
	`events` integer NOT NULL,
	`n` integer NOT NULL,
	`reliability` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_calibration_model` ON `model_calibration` (`model_id`,`model_version`,`at`);--> statement-breakpoint
CREATE TABLE `risk_score_history` (
	`patient_id` text NOT NULL,
	`score_id` text NOT NULL,
	`at` integer NOT NULL,
	`score_version` integer NOT NULL,
	`model_version` text,
	`value` real,
	`why` text,
	`parts` text NOT NULL,
	`tier` text,
	PRIMARY KEY(`patient_id`, `score_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `risk_score_history_at` ON `risk_score_history` (`at`);--> statement-breakpoint
ALTER TABLE `cohort` ADD `told_at` integer;--> statement-breakpoint
ALTER TABLE `encounter` ADD `facts` text;--> statement-breakpoint
CREATE INDEX `encounter_created` ON `encounter` (`created_at`);--> statement-breakpoint
ALTER TABLE `program` ADD `risk_settings` text;--> statement-breakpoint
ALTER TABLE `program` ADD `risk_settings_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `program` ADD `risk_scored_at` integer;--> statement-breakpoint
ALTER TABLE `risk_rank` ADD `percentile` real;--> statement-breakpoint
ALTER TABLE `risk_rank` ADD `rise` real;--> statement-breakpoint
ALTER TABLE `risk_rank` ADD `parts` text;--> statement-breakpoint
ALTER TABLE `risk_score` ADD `model_version` text;--> statement-breakpoint
UPDATE `cohort` SET `told_at` = `entered_at`;
