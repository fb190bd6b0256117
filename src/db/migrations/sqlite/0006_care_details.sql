ALTER TABLE `condition` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `condition` ADD `ended_by` text;--> statement-breakpoint
ALTER TABLE `condition` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `contact` ADD `incoming` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `minutes` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `symptom_report` ADD `withdrawn_by` text;--> statement-breakpoint
ALTER TABLE `symptom_report` ADD `withdrawn_at` integer;--> statement-breakpoint
UPDATE `minutes` SET `ended_at` = `started_at` + `seconds` * 1000 WHERE `state` <> 'running';--> statement-breakpoint
UPDATE `contact` SET `incoming` = true WHERE `reached` AND (`note` LIKE 'Called us.%' OR `note` LIKE 'Called us; no consent is on file.%');
