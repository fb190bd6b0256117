CREATE TABLE "access_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"patient_id" text NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_seal" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"process" text NOT NULL,
	"first_id" bigint NOT NULL,
	"last_id" bigint NOT NULL,
	"entries" integer NOT NULL,
	"previous_hash" text,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"program_id" text NOT NULL,
	"entered_at" bigint NOT NULL,
	"entered_rank" integer NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "condition" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"system" text NOT NULL,
	"code" text NOT NULL,
	"onset" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"item_id" text,
	"attempt" integer NOT NULL,
	"who" text NOT NULL,
	"channel" text NOT NULL,
	"reached" boolean NOT NULL,
	"note" text,
	"next_try_at" bigint,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deed" (
	"id" text PRIMARY KEY NOT NULL,
	"item_id" text NOT NULL,
	"patient_id" text NOT NULL,
	"verb" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"version" integer NOT NULL,
	"before" jsonb NOT NULL,
	"made" jsonb NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "encounter" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"class" text NOT NULL,
	"admitted_at" bigint NOT NULL,
	"discharged_at" bigint,
	"emergent" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitoring" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"status" text NOT NULL,
	"from_at" bigint NOT NULL,
	"resumes_at" bigint,
	"review_at" bigint,
	"reason" text,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reading_resolution" (
	"id" text PRIMARY KEY NOT NULL,
	"reading_id" text NOT NULL,
	"kind" text NOT NULL,
	"device_id" text NOT NULL,
	"measured_at" bigint NOT NULL,
	"decision" text NOT NULL,
	"from_patient_id" text,
	"to_patient_id" text,
	"before" jsonb NOT NULL,
	"after" jsonb,
	"note" text,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retraction" (
	"patient_id" text NOT NULL,
	"arrival" bigint NOT NULL,
	"kind" text,
	"measured_at" bigint NOT NULL,
	"taken" jsonb,
	"at" bigint NOT NULL,
	CONSTRAINT "retraction_patient_id_arrival_pk" PRIMARY KEY("patient_id","arrival")
);
--> statement-breakpoint
CREATE TABLE "risk_rank" (
	"patient_id" text PRIMARY KEY NOT NULL,
	"program_id" text NOT NULL,
	"score_id" text NOT NULL,
	"value" double precision NOT NULL,
	"rank" integer NOT NULL,
	"out_of" integer NOT NULL,
	"tier" text NOT NULL,
	"ranked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_score" (
	"patient_id" text NOT NULL,
	"score_id" text NOT NULL,
	"score_version" integer NOT NULL,
	"value" double precision,
	"why" text,
	"parts" jsonb NOT NULL,
	"scored_at" bigint NOT NULL,
	CONSTRAINT "risk_score_patient_id_score_id_pk" PRIMARY KEY("patient_id","score_id")
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"queued_to" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"event_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint,
	"last_status" integer,
	"last_error" text,
	"created_at" bigint NOT NULL,
	"delivered_at" bigint
);
--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "patient_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "rank_by" text DEFAULT 'admissions' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "device_id" text;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "resolved_by" text;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "resolved_at" bigint;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "mode" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "resolved_why" text;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "replay_outcome" text;--> statement-breakpoint
ALTER TABLE "rejected_message" ADD COLUMN "reading_id" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "snoozed_until" bigint;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "snoozed_by" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "escalated_to" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "escalated_at" bigint;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "escalated_by" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "awaiting_provider_since" bigint;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "awaiting_provider_for" text;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "next_try_at" bigint;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "risk" double precision;--> statement-breakpoint
CREATE INDEX "access_log_patient" ON "access_log" USING btree ("patient_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_member" ON "cohort" USING btree ("patient_id") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "cohort_program" ON "cohort" USING btree ("program_id");--> statement-breakpoint
CREATE UNIQUE INDEX "condition_code" ON "condition" USING btree ("patient_id","system","code");--> statement-breakpoint
CREATE INDEX "contact_patient" ON "contact" USING btree ("patient_id","at");--> statement-breakpoint
CREATE INDEX "contact_item" ON "contact" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "deed_item" ON "deed" USING btree ("item_id","at");--> statement-breakpoint
CREATE INDEX "deed_patient" ON "deed" USING btree ("patient_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "encounter_stay" ON "encounter" USING btree ("patient_id","class","admitted_at");--> statement-breakpoint
CREATE INDEX "monitoring_patient" ON "monitoring" USING btree ("patient_id","from_at");--> statement-breakpoint
CREATE INDEX "reading_resolution_reading" ON "reading_resolution" USING btree ("reading_id");--> statement-breakpoint
CREATE INDEX "reading_resolution_from" ON "reading_resolution" USING btree ("from_patient_id","at");--> statement-breakpoint
CREATE INDEX "reading_resolution_to" ON "reading_resolution" USING btree ("to_patient_id","at");--> statement-breakpoint
CREATE INDEX "risk_rank_program" ON "risk_rank" USING btree ("program_id","rank");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_delivery_event" ON "webhook_delivery" USING btree ("webhook_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_next" ON "webhook_delivery" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "audit_log_patient" ON "audit_log" USING btree ("patient_id","id");--> statement-breakpoint
CREATE INDEX "reading_suspect" ON "reading" USING btree ("received_at") WHERE suspect is not null;--> statement-breakpoint
CREATE INDEX "rejected_message_state" ON "rejected_message" USING btree ("state","last_received_at");