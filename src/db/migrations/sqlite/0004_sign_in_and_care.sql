CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`roles` text NOT NULL,
	`programs` text,
	`password_hash` text,
	`oidc_subject` text,
	`must_change_password` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until` integer,
	`disabled_at` integer,
	`last_sign_in_at` integer,
	`preferences` text NOT NULL,
	`version` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_username` ON `account` (`username`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_name` ON `account` (`name_folded`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_oidc` ON `account` (`oidc_subject`);--> statement-breakpoint
CREATE TABLE `api_token` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`programs` text,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_token_hash` ON `api_token` (`hash`);--> statement-breakpoint
CREATE TABLE `care_task` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`because` text NOT NULL,
	`encounter_id` text,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`done_by` text,
	`done_at` integer,
	`alert_id` text,
	`version` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `care_task_patient` ON `care_task` (`patient_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `care_task_due` ON `care_task` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `medication` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`name` text NOT NULL,
	`dose` text,
	`since` text,
	`until` text,
	`note` text,
	`version` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `medication_patient` ON `medication` (`patient_id`);--> statement-breakpoint
CREATE TABLE `minutes` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`item_id` text,
	`activity` text NOT NULL,
	`interactive` integer NOT NULL,
	`started_at` integer NOT NULL,
	`seconds` integer NOT NULL,
	`state` text NOT NULL,
	`note` text,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `minutes_patient` ON `minutes` (`patient_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `minutes_by` ON `minutes` (`by`,`state`);--> statement-breakpoint
CREATE TABLE `provider_request` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`program_id` text NOT NULL,
	`item_id` text NOT NULL,
	`kind` text NOT NULL,
	`asked` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`provider` text,
	`decision` text,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `provider_request_item` ON `provider_request` (`item_id`);--> statement-breakpoint
CREATE INDEX `provider_request_open` ON `provider_request` (`answered_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `provider_request_patient` ON `provider_request` (`patient_id`);--> statement-breakpoint
CREATE TABLE `saved_view` (
	`id` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`name` text NOT NULL,
	`shared` integer NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_view_name` ON `saved_view` (`by`,`name`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`active_at` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `session_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE INDEX `session_ends` ON `session` (`ends_at`);--> statement-breakpoint
CREATE TABLE `step_done` (
	`item_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`step` integer NOT NULL,
	`patient_id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`item_id`, `rule_id`, `step`)
);
--> statement-breakpoint
CREATE TABLE `symptom_report` (
	`id` text PRIMARY KEY NOT NULL,
	`patient_id` text NOT NULL,
	`item_id` text,
	`answers` text NOT NULL,
	`severity` text,
	`said_by` text NOT NULL,
	`note` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `symptom_report_patient` ON `symptom_report` (`patient_id`,`at`);