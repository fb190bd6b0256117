CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"name_folded" text NOT NULL,
	"roles" jsonb NOT NULL,
	"programs" jsonb,
	"password_hash" text,
	"oidc_subject" text,
	"must_change_password" boolean NOT NULL,
	"failures" integer NOT NULL,
	"locked_until" bigint,
	"disabled_at" bigint,
	"last_sign_in_at" bigint,
	"preferences" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"programs" jsonb,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"last_used_at" bigint,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "care_task" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"because" text NOT NULL,
	"encounter_id" text,
	"due_at" bigint NOT NULL,
	"state" text NOT NULL,
	"outcome" text,
	"done_by" text,
	"done_at" bigint,
	"alert_id" text,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "medication" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"name" text NOT NULL,
	"dose" text,
	"since" text,
	"until" text,
	"note" text,
	"version" integer NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minutes" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"item_id" text,
	"activity" text NOT NULL,
	"interactive" boolean NOT NULL,
	"started_at" bigint NOT NULL,
	"seconds" integer NOT NULL,
	"state" text NOT NULL,
	"note" text,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_request" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"program_id" text NOT NULL,
	"item_id" text NOT NULL,
	"kind" text NOT NULL,
	"asked" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"provider" text,
	"decision" text,
	"answer" text,
	"answered_by" text,
	"answered_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" text PRIMARY KEY NOT NULL,
	"by" text NOT NULL,
	"name" text NOT NULL,
	"shared" boolean NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"active_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_done" (
	"item_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"step" integer NOT NULL,
	"patient_id" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "step_done_item_id_rule_id_step_pk" PRIMARY KEY("item_id","rule_id","step")
);
--> statement-breakpoint
CREATE TABLE "symptom_report" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"item_id" text,
	"answers" jsonb NOT NULL,
	"severity" text,
	"said_by" text NOT NULL,
	"note" text,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "account_username" ON "account" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "account_name" ON "account" USING btree ("name_folded");--> statement-breakpoint
CREATE UNIQUE INDEX "account_oidc" ON "account" USING btree ("oidc_subject");--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_hash" ON "api_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "care_task_patient" ON "care_task" USING btree ("patient_id","due_at");--> statement-breakpoint
CREATE INDEX "care_task_due" ON "care_task" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "medication_patient" ON "medication" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "minutes_patient" ON "minutes" USING btree ("patient_id","started_at");--> statement-breakpoint
CREATE INDEX "minutes_by" ON "minutes" USING btree ("by","state");--> statement-breakpoint
CREATE INDEX "provider_request_item" ON "provider_request" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "provider_request_open" ON "provider_request" USING btree ("answered_at","due_at");--> statement-breakpoint
CREATE INDEX "provider_request_patient" ON "provider_request" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("by","name");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_ends" ON "session" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "symptom_report_patient" ON "symptom_report" USING btree ("patient_id","at");