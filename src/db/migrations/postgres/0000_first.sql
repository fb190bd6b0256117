CREATE TABLE "access_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"action" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"request_id" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_seal" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"process" text COLLATE "C" NOT NULL,
	"first_id" bigint NOT NULL,
	"last_id" bigint NOT NULL,
	"entries" integer NOT NULL,
	"previous_hash" text COLLATE "C",
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"username" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"name_folded" text COLLATE "C" NOT NULL,
	"roles" jsonb NOT NULL,
	"programs" jsonb,
	"password_hash" text COLLATE "C",
	"oidc_subject" text COLLATE "C",
	"must_change_password" boolean NOT NULL,
	"failures" integer NOT NULL,
	"locked_until" bigint,
	"disabled_at" bigint,
	"last_sign_in_at" bigint,
	"preferences" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"rule_id" text COLLATE "C" NOT NULL,
	"rule_version" integer NOT NULL,
	"limits_version" integer NOT NULL,
	"concern" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"severity" text COLLATE "C" NOT NULL,
	"confirmed" boolean NOT NULL,
	"because" text COLLATE "C" NOT NULL,
	"evidence" jsonb NOT NULL,
	"started_at" bigint NOT NULL,
	"fired_at" bigint,
	"last_at" bigint NOT NULL,
	"pending_until" bigint,
	"ended_at" bigint,
	"end_reason" text COLLATE "C",
	"raised_at" bigint,
	"item_id" text COLLATE "C",
	"previous_alert_id" text COLLATE "C",
	"quiet_by" text COLLATE "C",
	"quiet_until" bigint,
	"quiet_for" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "alert_review" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"alert_id" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"action" text COLLATE "C" NOT NULL,
	"severity" text COLLATE "C" NOT NULL,
	"accepted_until" bigint,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"scopes" jsonb NOT NULL,
	"programs" jsonb,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"last_used_at" bigint,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"device_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"slot" text COLLATE "C",
	"patient_id" text COLLATE "C" NOT NULL,
	"per_week" double precision NOT NULL,
	"from_at" bigint,
	"until_at" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"action" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C",
	"detail" jsonb NOT NULL,
	"previous_hash" text COLLATE "C",
	"hash" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "backtest" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"proposed" jsonb NOT NULL,
	"days" integer NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"progress" double precision NOT NULL,
	"result" jsonb,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "care_task" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"because" text COLLATE "C" NOT NULL,
	"encounter_id" text COLLATE "C",
	"due_at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"outcome" text COLLATE "C",
	"done_by" text COLLATE "C",
	"done_at" bigint,
	"alert_id" text COLLATE "C",
	"version" integer NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"duty" text COLLATE "C" PRIMARY KEY NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"entered_at" bigint NOT NULL,
	"entered_rank" integer NOT NULL,
	"left_at" bigint,
	"told_at" bigint
);
--> statement-breakpoint
CREATE TABLE "condition" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"system" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"onset" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"ended_at" bigint,
	"ended_by" text COLLATE "C",
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C",
	"attempt" integer NOT NULL,
	"who" text COLLATE "C" NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"reached" boolean NOT NULL,
	"incoming" boolean DEFAULT false NOT NULL,
	"note" text COLLATE "C",
	"next_try_at" bigint,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"program_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"plan" jsonb NOT NULL,
	"version" integer NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "daily_rollup" (
	"patient_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
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
CREATE TABLE "deed" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"item_id" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"verb" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"version" integer NOT NULL,
	"before" jsonb NOT NULL,
	"made" jsonb NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "device" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"battery_percent" double precision,
	"status" jsonb,
	"status_at" bigint,
	"gateway" text COLLATE "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "due" (
	"patient_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"due_at" bigint,
	"generation" bigint NOT NULL,
	"judged_generation" bigint NOT NULL,
	"earliest_at" bigint,
	"timers" jsonb NOT NULL,
	"setbacks" jsonb NOT NULL,
	"failures" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "encounter" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"class" text COLLATE "C" NOT NULL,
	"admitted_at" bigint NOT NULL,
	"discharged_at" bigint,
	"emergent" boolean NOT NULL,
	"facts" jsonb,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handoff" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"from" text COLLATE "C" NOT NULL,
	"to" text COLLATE "C" NOT NULL,
	"item_ids" jsonb NOT NULL,
	"note" text COLLATE "C",
	"at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"accepted_at" bigint,
	"declined_at" bigint,
	"escalated_at" bigint
);
--> statement-breakpoint
CREATE TABLE "history_queue" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"reading_id" text COLLATE "C" NOT NULL,
	"op" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"lease" text COLLATE "C",
	"lease_until" bigint
);
--> statement-breakpoint
CREATE TABLE "history_refused" (
	"patient_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"reading_id" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "history_refused_patient_id_kind_measured_at_reading_id_pk" PRIMARY KEY("patient_id","kind","measured_at","reading_id")
);
--> statement-breakpoint
CREATE TABLE "history_state" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"because" text COLLATE "C" NOT NULL,
	"detail" jsonb NOT NULL,
	"acknowledged_by" text COLLATE "C",
	"acknowledged_at" bigint,
	"closed_by" text COLLATE "C",
	"closed_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_override" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"value" jsonb NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"why" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "medication" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"dose" text COLLATE "C",
	"since" text COLLATE "C",
	"until" text COLLATE "C",
	"note" text COLLATE "C",
	"version" integer NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minutes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C",
	"activity" text COLLATE "C" NOT NULL,
	"interactive" boolean NOT NULL,
	"started_at" bigint NOT NULL,
	"seconds" integer NOT NULL,
	"ended_at" bigint,
	"state" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_calibration" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"model_id" text COLLATE "C" NOT NULL,
	"model_version" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C",
	"slope" double precision NOT NULL,
	"intercept" double precision NOT NULL,
	"events" integer NOT NULL,
	"n" integer NOT NULL,
	"reliability" jsonb NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"source" jsonb
);
--> statement-breakpoint
CREATE TABLE "monitoring" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"from_at" bigint NOT NULL,
	"resumes_at" bigint,
	"review_at" bigint,
	"reason" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C",
	"item_id" text COLLATE "C",
	"subject_id" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "page" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C",
	"incident_id" text COLLATE "C",
	"handoff_id" text COLLATE "C",
	"patient_id" text COLLATE "C",
	"severity" text COLLATE "C",
	"step" integer NOT NULL,
	"to" text COLLATE "C",
	"responder_id" text COLLATE "C",
	"delivery_id" bigint,
	"at" bigint NOT NULL,
	"answered_at" bigint,
	"answered_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "patient" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"site_id" text COLLATE "C" NOT NULL,
	"family" text COLLATE "C" NOT NULL,
	"given" text COLLATE "C" NOT NULL,
	"birth_date" text COLLATE "C" NOT NULL,
	"sex" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"enrolled_at" bigint NOT NULL,
	"phone" text COLLATE "C",
	"language" text COLLATE "C",
	"caregiver" text COLLATE "C",
	"caregiver_phone" text COLLATE "C",
	"caregiver_consent" boolean,
	"emergency_contact" text COLLATE "C",
	"emergency_phone" text COLLATE "C",
	"address" text COLLATE "C",
	"provider" text COLLATE "C",
	"dry_weight_kg" double precision,
	"site" text COLLATE "C",
	"tags" jsonb NOT NULL,
	"flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"search" text COLLATE "C" NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "program" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"limits" jsonb NOT NULL,
	"limits_version" integer NOT NULL,
	"rank_by" text COLLATE "C" DEFAULT 'admissions' NOT NULL,
	"risk_settings" jsonb,
	"risk_settings_version" integer DEFAULT 0 NOT NULL,
	"risk_scored_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_request" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"asked" text COLLATE "C" NOT NULL,
	"asked_by" text COLLATE "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"provider" text COLLATE "C",
	"decision" text COLLATE "C",
	"answer" text COLLATE "C",
	"answered_by" text COLLATE "C",
	"answered_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reading" (
	"patient_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"received_at" bigint NOT NULL,
	"arrival" bigint NOT NULL,
	"mode" text COLLATE "C" NOT NULL,
	"device_id" text COLLATE "C" NOT NULL,
	"slot" text COLLATE "C",
	"systolic_mm_hg" double precision,
	"diastolic_mm_hg" double precision,
	"pulse_per_min" double precision,
	"glucose_mg_dl" double precision,
	"out_of_range" text COLLATE "C",
	"meal" text COLLATE "C",
	"weight_kg" double precision,
	"suspect" text COLLATE "C",
	"flags" jsonb NOT NULL,
	"sent_unit" text COLLATE "C",
	"sent_values" jsonb NOT NULL,
	CONSTRAINT "reading_patient_id_kind_measured_at_id_pk" PRIMARY KEY("patient_id","kind","measured_at","id")
);
--> statement-breakpoint
CREATE TABLE "reading_resolution" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"reading_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"device_id" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"decision" text COLLATE "C" NOT NULL,
	"from_patient_id" text COLLATE "C",
	"to_patient_id" text COLLATE "C",
	"before" jsonb NOT NULL,
	"after" jsonb,
	"note" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rejected_message" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"topic" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"field" text COLLATE "C",
	"remedy" text COLLATE "C" NOT NULL,
	"raw" "bytea" NOT NULL,
	"size_bytes" integer NOT NULL,
	"truncated" boolean NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"times" integer NOT NULL,
	"first_received_at" bigint NOT NULL,
	"last_received_at" bigint NOT NULL,
	"device_id" text COLLATE "C",
	"channel" text COLLATE "C",
	"state" text COLLATE "C" DEFAULT 'waiting' NOT NULL,
	"resolved_by" text COLLATE "C",
	"resolved_at" bigint,
	"mode" text COLLATE "C" DEFAULT 'live' NOT NULL,
	"resolved_why" text COLLATE "C",
	"replay_outcome" text COLLATE "C",
	"reading_id" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "responder" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C",
	"webhook_id" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "retraction" (
	"patient_id" text COLLATE "C" NOT NULL,
	"arrival" bigint NOT NULL,
	"kind" text COLLATE "C",
	"measured_at" bigint NOT NULL,
	"taken" jsonb,
	"at" bigint NOT NULL,
	CONSTRAINT "retraction_patient_id_arrival_pk" PRIMARY KEY("patient_id","arrival")
);
--> statement-breakpoint
CREATE TABLE "risk_rank" (
	"patient_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"score_id" text COLLATE "C" NOT NULL,
	"value" double precision NOT NULL,
	"percentile" double precision,
	"rise" double precision,
	"parts" jsonb,
	"rank" integer NOT NULL,
	"out_of" integer NOT NULL,
	"tier" text COLLATE "C" NOT NULL,
	"ranked_at" bigint NOT NULL,
	"stale" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "risk_score" (
	"patient_id" text COLLATE "C" NOT NULL,
	"score_id" text COLLATE "C" NOT NULL,
	"score_version" integer NOT NULL,
	"model_version" text COLLATE "C",
	"value" double precision,
	"why" text COLLATE "C",
	"parts" jsonb NOT NULL,
	"scored_at" bigint NOT NULL,
	"fingerprint" text COLLATE "C",
	CONSTRAINT "risk_score_patient_id_score_id_pk" PRIMARY KEY("patient_id","score_id")
);
--> statement-breakpoint
CREATE TABLE "risk_score_history" (
	"patient_id" text COLLATE "C" NOT NULL,
	"score_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"score_version" integer NOT NULL,
	"model_version" text COLLATE "C",
	"value" double precision,
	"why" text COLLATE "C",
	"parts" jsonb NOT NULL,
	"tier" text COLLATE "C",
	CONSTRAINT "risk_score_history_patient_id_score_id_at_pk" PRIMARY KEY("patient_id","score_id","at")
);
--> statement-breakpoint
CREATE TABLE "risk_score_use" (
	"score_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"score_version" integer NOT NULL,
	"model_version" text COLLATE "C",
	"unavailable" text COLLATE "C",
	CONSTRAINT "risk_score_use_score_id_at_pk" PRIMARY KEY("score_id","at")
);
--> statement-breakpoint
CREATE TABLE "roster_change" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_set" (
	"program_id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"limits" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"locked" jsonb NOT NULL,
	"from_at" bigint NOT NULL,
	"backtest_id" text COLLATE "C",
	"waiver" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "rule_set_program_id_version_pk" PRIMARY KEY("program_id","version")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"shared" boolean NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"account_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"active_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_done" (
	"item_id" text COLLATE "C" NOT NULL,
	"rule_id" text COLLATE "C" NOT NULL,
	"step" integer NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "step_done_item_id_rule_id_step_pk" PRIMARY KEY("item_id","rule_id","step")
);
--> statement-breakpoint
CREATE TABLE "symptom_report" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"item_id" text COLLATE "C",
	"answers" jsonb NOT NULL,
	"severity" text COLLATE "C",
	"said_by" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"withdrawn_by" text COLLATE "C",
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "unowned_candidate" (
	"patient_id" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"reading_id" text COLLATE "C" NOT NULL,
	"arrival" bigint NOT NULL,
	CONSTRAINT "unowned_candidate_patient_id_measured_at_reading_id_pk" PRIMARY KEY("patient_id","measured_at","reading_id")
);
--> statement-breakpoint
CREATE TABLE "unowned_reading" (
	"kind" text COLLATE "C" NOT NULL,
	"measured_at" bigint NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"received_at" bigint NOT NULL,
	"arrival" bigint NOT NULL,
	"mode" text COLLATE "C" NOT NULL,
	"device_id" text COLLATE "C" NOT NULL,
	"slot" text COLLATE "C",
	"systolic_mm_hg" double precision,
	"diastolic_mm_hg" double precision,
	"pulse_per_min" double precision,
	"glucose_mg_dl" double precision,
	"out_of_range" text COLLATE "C",
	"meal" text COLLATE "C",
	"weight_kg" double precision,
	"suspect" text COLLATE "C",
	"flags" jsonb NOT NULL,
	"sent_unit" text COLLATE "C",
	"sent_values" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	CONSTRAINT "unowned_reading_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"secret" text COLLATE "C" NOT NULL,
	"kinds" jsonb NOT NULL,
	"queued_to" bigint NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"webhook_id" text COLLATE "C" NOT NULL,
	"event_id" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint,
	"last_status" integer,
	"last_error" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"delivered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "worklist_item" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"lane" text COLLATE "C" NOT NULL,
	"severity" integer NOT NULL,
	"confirmed" boolean NOT NULL,
	"resolved" boolean NOT NULL,
	"sla_due_at" bigint NOT NULL,
	"opened_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" integer NOT NULL,
	"acknowledged_by" text COLLATE "C",
	"acknowledged_at" bigint,
	"acknowledged_severity" integer,
	"closed_by" text COLLATE "C",
	"closed_at" bigint,
	"last_actor" text COLLATE "C",
	"last_acted_at" bigint,
	"owner" text COLLATE "C",
	"snoozed_until" bigint,
	"snoozed_by" text COLLATE "C",
	"escalated_to" text COLLATE "C",
	"escalated_at" bigint,
	"escalated_by" text COLLATE "C",
	"awaiting_provider_since" bigint,
	"awaiting_provider_for" text COLLATE "C",
	"next_try_at" bigint,
	"risk" double precision,
	"page_step" integer DEFAULT 0 NOT NULL,
	"next_page_at" bigint
);
--> statement-breakpoint
CREATE TABLE "worklist_note" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"item_id" text COLLATE "C" NOT NULL,
	"patient_id" text COLLATE "C" NOT NULL,
	"text" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_log_patient" ON "access_log" USING btree ("patient_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_username" ON "account" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "account_name" ON "account" USING btree ("name_folded");--> statement-breakpoint
CREATE UNIQUE INDEX "account_oidc" ON "account" USING btree ("oidc_subject");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_standing" ON "alert" USING btree ("patient_id","rule_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "alert_patient_started" ON "alert" USING btree ("patient_id","started_at");--> statement-breakpoint
CREATE INDEX "alert_patient_ended" ON "alert" USING btree ("patient_id","ended_at");--> statement-breakpoint
CREATE INDEX "alert_patient_rule" ON "alert" USING btree ("patient_id","rule_id","started_at");--> statement-breakpoint
CREATE INDEX "alert_item" ON "alert" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "alert_started" ON "alert" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "alert_review_alert" ON "alert_review" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "alert_review_item" ON "alert_review" USING btree ("item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_hash" ON "api_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "assignment_device" ON "assignment" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "assignment_patient" ON "assignment" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "audit_log_patient" ON "audit_log" USING btree ("patient_id","id");--> statement-breakpoint
CREATE INDEX "backtest_program" ON "backtest" USING btree ("program_id","at");--> statement-breakpoint
CREATE INDEX "care_task_patient" ON "care_task" USING btree ("patient_id","due_at");--> statement-breakpoint
CREATE INDEX "care_task_due" ON "care_task" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_member" ON "cohort" USING btree ("patient_id") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "cohort_program" ON "cohort" USING btree ("program_id");--> statement-breakpoint
CREATE UNIQUE INDEX "condition_code" ON "condition" USING btree ("patient_id","system","code");--> statement-breakpoint
CREATE INDEX "contact_patient" ON "contact" USING btree ("patient_id","at");--> statement-breakpoint
CREATE INDEX "contact_item" ON "contact" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "deed_item" ON "deed" USING btree ("item_id","at");--> statement-breakpoint
CREATE INDEX "deed_patient" ON "deed" USING btree ("patient_id","at");--> statement-breakpoint
CREATE INDEX "due_at" ON "due" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "encounter_stay" ON "encounter" USING btree ("patient_id","class","admitted_at");--> statement-breakpoint
CREATE INDEX "encounter_created" ON "encounter" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "handoff_to" ON "handoff" USING btree ("to","at");--> statement-breakpoint
CREATE INDEX "handoff_due" ON "handoff" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "history_queue_patient" ON "history_queue" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_going_on" ON "incident" USING btree ("kind","subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "incident_state" ON "incident" USING btree ("state","started_at");--> statement-breakpoint
CREATE INDEX "limit_override_patient" ON "limit_override" USING btree ("patient_id","from_at");--> statement-breakpoint
CREATE INDEX "medication_patient" ON "medication" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "minutes_patient" ON "minutes" USING btree ("patient_id","started_at");--> statement-breakpoint
CREATE INDEX "minutes_by" ON "minutes" USING btree ("by","state");--> statement-breakpoint
CREATE INDEX "model_calibration_model" ON "model_calibration" USING btree ("model_id","model_version","at");--> statement-breakpoint
CREATE INDEX "monitoring_patient" ON "monitoring" USING btree ("patient_id","from_at");--> statement-breakpoint
CREATE INDEX "page_item" ON "page" USING btree ("item_id","at");--> statement-breakpoint
CREATE INDEX "page_at" ON "page" USING btree ("at");--> statement-breakpoint
CREATE INDEX "page_delivery" ON "page" USING btree ("delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_site_id" ON "patient" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "patient_name" ON "patient" USING btree ("family","given");--> statement-breakpoint
CREATE INDEX "provider_request_item" ON "provider_request" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "provider_request_open" ON "provider_request" USING btree ("answered_at","due_at");--> statement-breakpoint
CREATE INDEX "provider_request_patient" ON "provider_request" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reading_without_device_time" ON "reading" USING btree ("id") WHERE flags <> '[]';--> statement-breakpoint
CREATE INDEX "reading_suspect" ON "reading" USING btree ("received_at") WHERE suspect is not null;--> statement-breakpoint
CREATE INDEX "reading_resolution_reading" ON "reading_resolution" USING btree ("reading_id");--> statement-breakpoint
CREATE INDEX "reading_resolution_from" ON "reading_resolution" USING btree ("from_patient_id","at");--> statement-breakpoint
CREATE INDEX "reading_resolution_to" ON "reading_resolution" USING btree ("to_patient_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "rejected_message_hash" ON "rejected_message" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "rejected_message_last" ON "rejected_message" USING btree ("last_received_at");--> statement-breakpoint
CREATE INDEX "rejected_message_state" ON "rejected_message" USING btree ("state","last_received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "responder_name" ON "responder" USING btree ("name") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "risk_rank_program" ON "risk_rank" USING btree ("program_id","rank");--> statement-breakpoint
CREATE INDEX "risk_score_history_at" ON "risk_score_history" USING btree ("at");--> statement-breakpoint
CREATE INDEX "roster_change_at" ON "roster_change" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("by","name");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_ends" ON "session" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "symptom_report_patient" ON "symptom_report" USING btree ("patient_id","at");--> statement-breakpoint
CREATE INDEX "unowned_reading_received" ON "unowned_reading" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_delivery_event" ON "webhook_delivery" USING btree ("webhook_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_next" ON "webhook_delivery" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "worklist_item_next_page" ON "worklist_item" USING btree ("next_page_at") WHERE next_page_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "worklist_item_open" ON "worklist_item" USING btree ("patient_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "worklist_item_patient" ON "worklist_item" USING btree ("patient_id","opened_at");--> statement-breakpoint
CREATE INDEX "worklist_item_rank" ON "worklist_item" USING btree ("state","severity","sla_due_at");--> statement-breakpoint
CREATE INDEX "worklist_note_item" ON "worklist_note" USING btree ("item_id");