CREATE TABLE "model_calibration" (
	"id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"model_version" text NOT NULL,
	"program_id" text,
	"slope" double precision NOT NULL,
	"intercept" double precision NOT NULL,
	"events" integer NOT NULL,
	"n" integer NOT NULL,
	"reliability" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_score_history" (
	"patient_id" text NOT NULL,
	"score_id" text NOT NULL,
	"at" bigint NOT NULL,
	"score_version" integer NOT NULL,
	"model_version" text,
	"value" double precision,
	"why" text,
	"parts" jsonb NOT NULL,
	"tier" text,
	CONSTRAINT "risk_score_history_patient_id_score_id_at_pk" PRIMARY KEY("patient_id","score_id","at")
);
--> statement-breakpoint
ALTER TABLE "cohort" ADD COLUMN "told_at" bigint;--> statement-breakpoint
ALTER TABLE "encounter" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "risk_settings" jsonb;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "risk_settings_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "program" ADD COLUMN "risk_scored_at" bigint;--> statement-breakpoint
ALTER TABLE "risk_rank" ADD COLUMN "percentile" double precision;--> statement-breakpoint
ALTER TABLE "risk_rank" ADD COLUMN "rise" double precision;--> statement-breakpoint
ALTER TABLE "risk_rank" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "risk_score" ADD COLUMN "model_version" text;--> statement-breakpoint
CREATE INDEX "model_calibration_model" ON "model_calibration" USING btree ("model_id","model_version","at");--> statement-breakpoint
CREATE INDEX "risk_score_history_at" ON "risk_score_history" USING btree ("at");--> statement-breakpoint
CREATE INDEX "encounter_created" ON "encounter" USING btree ("created_at");--> statement-breakpoint
UPDATE "cohort" SET "told_at" = "entered_at";
