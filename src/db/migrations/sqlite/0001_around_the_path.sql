CREATE TABLE `access_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`patient_id` text NOT NULL,
	`request_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `access_log_patient` ON `access_log` (`patient_id`,`id`);--> statement-breakpoint
CREATE TABLE `access_seal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`process` text NOT NULL,
	`first_id` integer NOT NULL,
	`last_id` integer NOT NULL,
	`entries` integer NOT NULL,
	`previous_hash` text,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cohort` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`program_id` text NOT NULL,
	`entered_at` integer NOT NULL,
	`entered_rank` integer NOT NULL,
	`left_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cohort_member` ON `cohort` (`patient_id`) WHERE left_at is null;--> statement-breakpoint
CREATE INDEX `cohort_program` ON `cohort` (`program_id`);--> statement-breakpoint
CREATE TABLE `condition` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`system` text NOT NULL,
	`code` text NOT NULL,
	`onset` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `condition_code` ON `condition` (`patient_id`,`system`,`code`);--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`item_id` text,
	`attempt` integer NOT NULL,
	`who` text NOT NULL,
	`channel` text NOT NULL,
	`reached` integer NOT NULL,
	`note` text,
	`next_try_at` integer,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contact_patient` ON `contact` (`patient_id`,`at`);--> statement-breakpoint
CREATE INDEX `contact_item` ON `contact` (`item_id`);--> statement-breakpoint
CREATE TABLE `deed` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`patient_id` text NOT NULL,
	`verb` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`version` integer NOT NULL,
	`before` text NOT NULL,
	`made` text NOT NULL,
	`undone_at` integer
);
--> statement-breakpoint
CREATE INDEX `deed_item` ON `deed` (`item_id`,`at`);--> statement-breakpoint
CREATE INDEX `deed_patient` ON `deed` (`patient_id`,`at`);--> statement-breakpoint
CREATE TABLE `encounter` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`class` text NOT NULL,
	`admitted_at` integer NOT NULL,
	`discharged_at` integer,
	`emergent` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `encounter_stay` ON `encounter` (`patient_id`,`class`,`admitted_at`);--> statement-breakpoint
CREATE TABLE `monitoring` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`status` text NOT NULL,
	`from_at` integer NOT NULL,
	`resumes_at` integer,
	`review_at` integer,
	`reason` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `monitoring_patient` ON `monitoring` (`patient_id`,`from_at`);--> statement-breakpoint
CREATE TABLE `reading_resolution` (
	`id` text PRIMARY KEY NOT NULL,
	`reading_id` text NOT NULL,
	`kind` text NOT NULL,
	`device_id` text NOT NULL,
	`measured_at` integer NOT NULL,
	`decision` text NOT NULL,
	`from_patient_id` text,
	`to_patient_id` text,
	`before` text NOT NULL,
	`after` text,
	`note` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reading_resolution_reading` ON `reading_resolution` (`reading_id`);--> statement-breakpoint
CREATE INDEX `reading_resolution_from` ON `reading_resolution` (`from_patient_id`,`at`);--> statement-breakpoint
CREATE INDEX `reading_resolution_to` ON `reading_resolution` (`to_patient_id`,`at`);--> statement-breakpoint
CREATE TABLE `retraction` (
	`patient_id` text NOT NULL,
	`arrival` integer NOT NULL,
	`kind` text,
	`measured_at` integer NOT NULL,
	`taken` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`patient_id`, `arrival`)
);
--> statement-breakpoint
CREATE TABLE `risk_rank` (
	`patient_id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`score_id` text NOT NULL,
	`value` real NOT NULL,
	`rank` integer NOT NULL,
	`out_of` integer NOT NULL,
	`tier` text NOT NULL,
	`ranked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `risk_rank_program` ON `risk_rank` (`program_id`,`rank`);--> statement-breakpoint
CREATE TABLE `risk_score` (
	`patient_id` text NOT NULL,
	`score_id` text NOT NULL,
	`score_version` integer NOT NULL,
	`value` real,
	`why` text,
	`parts` text NOT NULL,
	`scored_at` integer NOT NULL,
	PRIMARY KEY(`patient_id`, `score_id`)
);
--> statement-breakpoint
CREATE TABLE `webhook` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`secret` text NOT NULL,
	`kinds` text NOT NULL,
	`queued_to` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_delivery` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`webhook_id` text NOT NULL,
	`event_id` integer NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`last_status` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`delivered_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_delivery_event` ON `webhook_delivery` (`webhook_id`,`event_id`);--> statement-breakpoint
CREATE INDEX `webhook_delivery_next` ON `webhook_delivery` (`state`,`next_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`patient_id` text,
	`item_id` text,
	`subject_id` text
);
--> statement-breakpoint
INSERT INTO `__new_outbox`("id", "at", "kind", "patient_id", "item_id") SELECT "id", "at", "kind", "patient_id", "item_id" FROM `outbox`;--> statement-breakpoint
DELETE FROM sqlite_sequence WHERE name = '__new_outbox';--> statement-breakpoint
INSERT INTO sqlite_sequence(name, seq) SELECT '__new_outbox', seq FROM sqlite_sequence WHERE name = 'outbox';--> statement-breakpoint
DROP TABLE `outbox`;--> statement-breakpoint
ALTER TABLE `__new_outbox` RENAME TO `outbox`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `previous_hash` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `audit_log_patient` ON `audit_log` (`patient_id`,`id`);--> statement-breakpoint
ALTER TABLE `program` ADD `rank_by` text DEFAULT 'admissions' NOT NULL;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `device_id` text;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `channel` text;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `state` text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `resolved_by` text;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `resolved_at` integer;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `mode` text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `resolved_why` text;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `replay_outcome` text;--> statement-breakpoint
ALTER TABLE `rejected_message` ADD `reading_id` text;--> statement-breakpoint
CREATE INDEX `rejected_message_state` ON `rejected_message` (`state`,`last_received_at`);--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `owner` text;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `snoozed_by` text;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `escalated_to` text;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `escalated_at` integer;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `escalated_by` text;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `awaiting_provider_since` integer;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `awaiting_provider_for` text;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `next_try_at` integer;--> statement-breakpoint
ALTER TABLE `worklist_item` ADD `risk` real;--> statement-breakpoint
CREATE INDEX `reading_suspect` ON `reading` (`received_at`) WHERE suspect is not null;