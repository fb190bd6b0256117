CREATE TABLE `risk_score_use` (
	`score_id` text NOT NULL,
	`at` integer NOT NULL,
	`score_version` integer NOT NULL,
	`model_version` text,
	`unavailable` text,
	PRIMARY KEY(`score_id`, `at`)
);
--> statement-breakpoint
ALTER TABLE `model_calibration` ADD `source` text;--> statement-breakpoint
ALTER TABLE `risk_rank` ADD `stale` text;--> statement-breakpoint
ALTER TABLE `risk_score` ADD `fingerprint` text;