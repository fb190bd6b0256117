CREATE TABLE `alert` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`rule_version` integer NOT NULL,
	`limits_version` integer NOT NULL,
	`concern` text NOT NULL,
	`state` text NOT NULL,
	`severity` text NOT NULL,
	`confirmed` integer NOT NULL,
	`because` text NOT NULL,
	`evidence` text NOT NULL,
	`started_at` integer NOT NULL,
	`fired_at` integer,
	`last_at` integer NOT NULL,
	`pending_until` integer,
	`ended_at` integer,
	`end_reason` text,
	`raised_at` integer,
	`item_id` text,
	`previous_alert_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_standing` ON `alert` (`patient_id`,`rule_id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `alert_patient_started` ON `alert` (`patient_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `alert_patient_ended` ON `alert` (`patient_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `alert_patient_rule` ON `alert` (`patient_id`,`rule_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `alert_item` ON `alert` (`item_id`);--> statement-breakpoint
CREATE INDEX `alert_started` ON `alert` (`started_at`,`id`);--> statement-breakpoint
CREATE TABLE `alert_review` (
	`id` text PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`item_id` text NOT NULL,
	`patient_id` text NOT NULL,
	`verdict` text NOT NULL,
	`action` text NOT NULL,
	`severity` text NOT NULL,
	`accepted_until` integer,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_review_alert` ON `alert_review` (`alert_id`);--> statement-breakpoint
CREATE INDEX `alert_review_item` ON `alert_review` (`item_id`);--> statement-breakpoint
CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`kind` text NOT NULL,
	`slot` text,
	`patient_id` text NOT NULL,
	`per_week` real NOT NULL,
	`from_at` integer,
	`until_at` integer
);
--> statement-breakpoint
CREATE INDEX `assignment_device` ON `assignment` (`device_id`);--> statement-breakpoint
CREATE INDEX `assignment_patient` ON `assignment` (`patient_id`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`patient_id` text,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject_type`,`subject_id`);--> statement-breakpoint
CREATE TABLE `daily_rollup` (
	`patient_id` text NOT NULL,
	`kind` text NOT NULL,
	`day` integer NOT NULL,
	`readings` integer NOT NULL,
	`mean` real,
	`min` real,
	`max` real,
	`diastolic_mean` real,
	`pulse_mean` real,
	`out_of_range` integer NOT NULL,
	PRIMARY KEY(`patient_id`, `kind`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `device` (
	`id` text PRIMARY KEY NOT NULL,
	`battery_percent` real,
	`status` text,
	`status_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `due` (
	`patient_id` text PRIMARY KEY NOT NULL,
	`due_at` integer,
	`generation` integer NOT NULL,
	`judged_generation` integer NOT NULL,
	`earliest_at` integer,
	`timers` text NOT NULL,
	`setbacks` text NOT NULL,
	`failures` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `due_at` ON `due` (`due_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`patient_id` text NOT NULL,
	`item_id` text
);
--> statement-breakpoint
CREATE TABLE `patient` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`family` text NOT NULL,
	`given` text NOT NULL,
	`birth_date` text NOT NULL,
	`sex` text NOT NULL,
	`time_zone` text NOT NULL,
	`program_id` text NOT NULL,
	`enrolled_at` integer NOT NULL,
	`phone` text,
	`language` text,
	`caregiver` text,
	`caregiver_phone` text,
	`caregiver_consent` integer,
	`emergency_contact` text,
	`emergency_phone` text,
	`address` text,
	`provider` text,
	`dry_weight_kg` real,
	`site` text,
	`tags` text NOT NULL,
	`search` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `patient_site_id` ON `patient` (`site_id`);--> statement-breakpoint
CREATE INDEX `patient_name` ON `patient` (`family`,`given`);--> statement-breakpoint
CREATE TABLE `program` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`limits` text NOT NULL,
	`limits_version` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reading` (
	`patient_id` text NOT NULL,
	`kind` text NOT NULL,
	`measured_at` integer NOT NULL,
	`id` text NOT NULL,
	`received_at` integer NOT NULL,
	`arrival` integer NOT NULL,
	`mode` text NOT NULL,
	`device_id` text NOT NULL,
	`slot` text,
	`systolic_mm_hg` real,
	`diastolic_mm_hg` real,
	`pulse_per_min` real,
	`glucose_mg_dl` real,
	`out_of_range` text,
	`meal` text,
	`weight_kg` real,
	`suspect` text,
	`flags` text NOT NULL,
	`sent_unit` text,
	`sent_values` text NOT NULL,
	PRIMARY KEY(`patient_id`, `kind`, `measured_at`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `reading_without_device_time` ON `reading` (`id`) WHERE flags <> '[]';--> statement-breakpoint
CREATE TABLE `rejected_message` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`topic` text NOT NULL,
	`reason` text NOT NULL,
	`field` text,
	`remedy` text NOT NULL,
	`raw` blob NOT NULL,
	`size_bytes` integer NOT NULL,
	`truncated` integer NOT NULL,
	`hash` text NOT NULL,
	`times` integer NOT NULL,
	`first_received_at` integer NOT NULL,
	`last_received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rejected_message_hash` ON `rejected_message` (`hash`);--> statement-breakpoint
CREATE INDEX `rejected_message_last` ON `rejected_message` (`last_received_at`);--> statement-breakpoint
CREATE TABLE `unowned_candidate` (
	`patient_id` text NOT NULL,
	`measured_at` integer NOT NULL,
	`reading_id` text NOT NULL,
	`arrival` integer NOT NULL,
	PRIMARY KEY(`patient_id`, `measured_at`, `reading_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `unowned_reading` (
	`kind` text NOT NULL,
	`measured_at` integer NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`received_at` integer NOT NULL,
	`arrival` integer NOT NULL,
	`mode` text NOT NULL,
	`device_id` text NOT NULL,
	`slot` text,
	`systolic_mm_hg` real,
	`diastolic_mm_hg` real,
	`pulse_per_min` real,
	`glucose_mg_dl` real,
	`out_of_range` text,
	`meal` text,
	`weight_kg` real,
	`suspect` text,
	`flags` text NOT NULL,
	`sent_unit` text,
	`sent_values` text NOT NULL,
	`candidates` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unowned_reading_received` ON `unowned_reading` (`received_at`);--> statement-breakpoint
CREATE TABLE `worklist_item` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`program_id` text NOT NULL,
	`state` text NOT NULL,
	`lane` text NOT NULL,
	`severity` integer NOT NULL,
	`confirmed` integer NOT NULL,
	`resolved` integer NOT NULL,
	`sla_due_at` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`version` integer NOT NULL,
	`acknowledged_by` text,
	`acknowledged_at` integer,
	`acknowledged_severity` integer,
	`closed_by` text,
	`closed_at` integer,
	`last_actor` text,
	`last_acted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `worklist_item_open` ON `worklist_item` (`patient_id`) WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX `worklist_item_patient` ON `worklist_item` (`patient_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `worklist_item_rank` ON `worklist_item` (`state`,`severity`,`sla_due_at`);--> statement-breakpoint
CREATE TABLE `worklist_note` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`patient_id` text NOT NULL,
	`text` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `worklist_note_item` ON `worklist_note` (`item_id`);