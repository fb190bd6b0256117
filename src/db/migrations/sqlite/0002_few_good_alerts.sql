CREATE TABLE `backtest` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`proposed` text NOT NULL,
	`days` integer NOT NULL,
	`state` text NOT NULL,
	`progress` real NOT NULL,
	`result` text,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `backtest_program` ON `backtest` (`program_id`,`at`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`program_id` text PRIMARY KEY NOT NULL,
	`plan` text NOT NULL,
	`version` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `handoff` (
	`id` text PRIMARY KEY NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`item_ids` text NOT NULL,
	`note` text,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`accepted_at` integer,
	`declined_at` integer,
	`escalated_at` integer
);
--> statement-breakpoint
CREATE INDEX `handoff_to` ON `handoff` (`to`,`at`);--> statement-breakpoint
CREATE INDEX `handoff_due` ON `handoff` (`due_at`);--> statement-breakpoint
CREATE TABLE `incident` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`because` text NOT NULL,
	`detail` text NOT NULL,
	`acknowledged_by` text,
	`acknowledged_at` integer,
	`closed_by` text,
	`closed_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incident_going_on` ON `incident` (`kind`,`subject_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `incident_state` ON `incident` (`state`,`started_at`);--> statement-breakpoint
CREATE TABLE `limit_override` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`why` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `limit_override_patient` ON `limit_override` (`patient_id`,`from_at`);--> statement-breakpoint
CREATE TABLE `page` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`item_id` text,
	`incident_id` text,
	`handoff_id` text,
	`patient_id` text,
	`severity` text,
	`step` integer NOT NULL,
	`to` text,
	`responder_id` text,
	`delivery_id` integer,
	`at` integer NOT NULL,
	`answered_at` integer,
	`answered_by` text
);
--> statement-breakpoint
CREATE INDEX `page_item` ON `page` (`item_id`,`at`);--> statement-breakpoint
CREATE INDEX `page_at` ON `page` (`at`);--> statement-breakpoint
CREATE INDEX `page_delivery` ON `page` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `responder` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text,
	`webhook_id` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `responder_name` ON `responder` (`name`) WHERE removed_at is null;--> statement-breakpoint
CREATE TABLE `rule_set` (
	`program_id` text NOT NULL,
	`version` integer NOT NULL,
	`limits` text NOT NULL,
	`rules` text NOT NULL,
	`locked` text NOT NULL,
	`from_at` integer NOT NULL,
	`backtest_id` text,
	`waiver` text,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`program_id`, `version`)
);
--> statement-breakpoint
ALTER TABLE `alert` ADD `quiet_by` text;--> statement-breakpoint
ALTER TABLE `alert` ADD `quiet_until` integer;--> statement-breakpoint
ALTER TABLE `alert` ADD `quiet_for` text;--> statement-breakpoint
ALTER TABLE `device` ADD `gateway` text;--> statement-breakpoint
ALTER TABLE `patient` ADD `flags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `page_step` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `next_page_at` integer;--> statement-breakpoint
CREATE INDEX `worklist_item_next_page` ON `worklist_item` (`next_page_at`) WHERE next_page_at is not null;--> statement-breakpoint
INSERT INTO `rule_set` (`program_id`, `version`, `limits`, `rules`, `locked`, `from_at`, `waiver`, `by`, `at`)
  SELECT `id`, `limits_version`, `limits`, '{}', '[]', `created_at`, 'in force before versions were kept', 'system', `created_at` FROM `program`;
