CREATE TABLE "risk_score_use" (
	"score_id" text NOT NULL,
	"at" bigint NOT NULL,
	"score_version" integer NOT NULL,
	"model_version" text,
	"unavailable" text,
	CONSTRAINT "risk_score_use_score_id_at_pk" PRIMARY KEY("score_id","at")
);
--> statement-breakpoint
ALTER TABLE "model_calibration" ADD COLUMN "source" jsonb;--> statement-breakpoint
ALTER TABLE "risk_rank" ADD COLUMN "stale" text;--> statement-breakpoint
ALTER TABLE "risk_score" ADD COLUMN "fingerprint" text;