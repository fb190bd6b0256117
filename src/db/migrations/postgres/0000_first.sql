CREATE TABLE "alert" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"rule_version" integer NOT NULL,
	"limits_version" integer NOT NULL,
	"concern" text NOT NULL,
	"state" text NOT NULL,
	"severity" text NOT NULL,
	"confirmed" boolean NOT NULL,
	"because" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"started_at" bigint NOT NULL,
	"fired_at" bigint,
	"last_at" bigint NOT NULL,
	"pending_until" bigint,
	"ended_at" bigint,
	"end_reason" text,
	"raised_at" bigint,
	"item_id" text,
	"previous_alert_id" text
);
--> statement-breakpoint
CREATE TABLE "alert_review" (
	"id" text PRIMARY KEY NOT NULL,
	"alert_id" text NOT NULL,
	"item_id" text NOT NULL,
	"patient_id" text NOT NULL,
	"verdict" text NOT NULL,
	"action" text NOT NULL,
	"severity" text NOT NULL,
	"accepted_until" bigint,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" text PRIMARY KEY NOT NULL,
	"device_id" text NOT NULL,
	"kind" text NOT NULL,
	"slot" text,
	"patient_id" text NOT NULL,
	"per_week" double precision NOT NULL,
	"from_at" bigint,
	"until_at" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"patient_id" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "daily_rollup" (
	"patient_id" text NOT NULL,
	"kind" text NOT NULL,
	"day" integer NOT NULL,
	"readings" integer NOT NULL,
	"mean" double precision,
	"min" double precision,
	"max" double precision,
	"diastolic_mean" double precision,
	"pulse_mean" double precision,
	"out_of_range" integer NOT NULL,
	CONSTRAINT "daily_rollup_patient_id_kind_day_pk" PRIMARY KEY("patient_id","kind","day")
);
--> statement-breakpoint
CREATE TABLE "device" (
	"id" text PRIMARY KEY NOT NULL,
	"battery_percent" double precision,
	"status" jsonb,
	"status_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "due" (
	"patient_id" text PRIMARY KEY NOT NULL,
	"due_at" bigint,
	"generation" bigint NOT NULL,
	"judged_generation" bigint NOT NULL,
	"earliest_at" bigint,
	"timers" jsonb NOT NULL,
	"setbacks" jsonb NOT NULL,
	"failures" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"patient_id" text NOT NULL,
	"item_id" text
);
--> statement-breakpoint
CREATE TABLE "patient" (
	"id" text PRIMARY KEY NOT NULL,
	"site_id" text NOT NULL,
	"family" text NOT NULL,
	"given" text NOT NULL,
	"birth_date" text NOT NULL,
	"sex" text NOT NULL,
	"time_zone" text NOT NULL,
	"program_id" text NOT NULL,
	"enrolled_at" bigint NOT NULL,
	"phone" text,
	"language" text,
	"caregiver" text,
	"caregiver_phone" text,
	"caregiver_consent" boolean,
	"emergency_contact" text,
	"emergency_phone" text,
	"address" text,
	"provider" text,
	"dry_weight_kg" double precision,
	"site" text,
	"tags" jsonb NOT NULL,
	"search" text NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "program" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"limits" jsonb NOT NULL,
	"limits_version" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reading" (
	"patient_id" text NOT NULL,
	"kind" text NOT NULL,
	"measured_at" bigint NOT NULL,
	"id" text NOT NULL,
	"received_at" bigint NOT NULL,
	"arrival" bigint NOT NULL,
	"mode" text NOT NULL,
	"device_id" text NOT NULL,
	"slot" text,
	"systolic_mm_hg" double precision,
	"diastolic_mm_hg" double precision,
	"pulse_per_min" double precision,
	"glucose_mg_dl" double precision,
	"out_of_range" text,
	"meal" text,
	"weight_kg" double precision,
	"suspect" text,
	"flags" jsonb NOT NULL,
	"sent_unit" text,
	"sent_values" jsonb NOT NULL,
	CONSTRAINT "reading_patient_id_kind_measured_at_id_pk" PRIMARY KEY("patient_id","kind","measured_at","id")
);
--> statement-breakpoint
CREATE TABLE "rejected_message" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"topic" text NOT NULL,
	"reason" text NOT NULL,
	"field" text,
	"remedy" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"size_bytes" integer NOT NULL,
	"truncated" boolean NOT NULL,
	"hash" text NOT NULL,
	"times" integer NOT NULL,
	"first_received_at" bigint NOT NULL,
	"last_received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unowned_candidate" (
	"patient_id" text NOT NULL,
	"measured_at" bigint NOT NULL,
	"reading_id" text NOT NULL,
	"arrival" bigint NOT NULL,
	CONSTRAINT "unowned_candidate_patient_id_measured_at_reading_id_pk" PRIMARY KEY("patient_id","measured_at","reading_id")
);
--> statement-breakpoint
CREATE TABLE "unowned_reading" (
	"kind" text NOT NULL,
	"measured_at" bigint NOT NULL,
	"id" text NOT NULL,
	"received_at" bigint NOT NULL,
	"arrival" bigint NOT NULL,
	"mode" text NOT NULL,
	"device_id" text NOT NULL,
	"slot" text,
	"systolic_mm_hg" double precision,
	"diastolic_mm_hg" double precision,
	"pulse_per_min" double precision,
	"glucose_mg_dl" double precision,
	"out_of_range" text,
	"meal" text,
	"weight_kg" double precision,
	"suspect" text,
	"flags" jsonb NOT NULL,
	"sent_unit" text,
	"sent_values" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	CONSTRAINT "unowned_reading_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "worklist_item" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"program_id" text NOT NULL,
	"state" text NOT NULL,
	"lane" text NOT NULL,
	"severity" integer NOT NULL,
	"confirmed" boolean NOT NULL,
	"resolved" boolean NOT NULL,
	"sla_due_at" bigint NOT NULL,
	"opened_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" integer NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" bigint,
	"acknowledged_severity" integer,
	"closed_by" text,
	"closed_at" bigint,
	"last_actor" text,
	"last_acted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "worklist_note" (
	"id" text PRIMARY KEY NOT NULL,
	"item_id" text NOT NULL,
	"patient_id" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alert_standing" ON "alert" USING btree ("patient_id","rule_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "alert_patient_started" ON "alert" USING btree ("patient_id","started_at");--> statement-breakpoint
CREATE INDEX "alert_patient_ended" ON "alert" USING btree ("patient_id","ended_at");--> statement-breakpoint
CREATE INDEX "alert_patient_rule" ON "alert" USING btree ("patient_id","rule_id","started_at");--> statement-breakpoint
CREATE INDEX "alert_item" ON "alert" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "alert_started" ON "alert" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "alert_review_alert" ON "alert_review" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "alert_review_item" ON "alert_review" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "assignment_device" ON "assignment" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "assignment_patient" ON "assignment" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "due_at" ON "due" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_site_id" ON "patient" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "patient_name" ON "patient" USING btree ("family","given");--> statement-breakpoint
CREATE UNIQUE INDEX "reading_without_device_time" ON "reading" USING btree ("id") WHERE flags <> '[]';--> statement-breakpoint
CREATE UNIQUE INDEX "rejected_message_hash" ON "rejected_message" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "rejected_message_last" ON "rejected_message" USING btree ("last_received_at");--> statement-breakpoint
CREATE INDEX "unowned_reading_received" ON "unowned_reading" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "worklist_item_open" ON "worklist_item" USING btree ("patient_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "worklist_item_patient" ON "worklist_item" USING btree ("patient_id","opened_at");--> statement-breakpoint
CREATE INDEX "worklist_item_rank" ON "worklist_item" USING btree ("state","severity","sla_due_at");--> statement-breakpoint
CREATE INDEX "worklist_note_item" ON "worklist_note" USING btree ("item_id");