CREATE TABLE "backtest" (
	"id" text PRIMARY KEY NOT NULL,
	"program_id" text NOT NULL,
	"proposed" jsonb NOT NULL,
	"days" integer NOT NULL,
	"state" text NOT NULL,
	"progress" double precision NOT NULL,
	"result" jsonb,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"program_id" text PRIMARY KEY NOT NULL,
	"plan" jsonb NOT NULL,
	"version" integer NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handoff" (
	"id" text PRIMARY KEY NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"item_ids" jsonb NOT NULL,
	"note" text,
	"at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"accepted_at" bigint,
	"declined_at" bigint,
	"escalated_at" bigint
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"state" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"because" text NOT NULL,
	"detail" jsonb NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" bigint,
	"closed_by" text,
	"closed_at" bigint,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_override" (
	"id" text PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "page" (
	"id" text PRIMARY KEY NOT NULL,
	"program_id" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"item_id" text,
	"incident_id" text,
	"handoff_id" text,
	"patient_id" text,
	"severity" text,
	"step" integer NOT NULL,
	"to" text,
	"responder_id" text,
	"delivery_id" bigint,
	"at" bigint NOT NULL,
	"answered_at" bigint,
	"answered_by" text
);
--> statement-breakpoint
CREATE TABLE "responder" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"webhook_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "rule_set" (
	"program_id" text NOT NULL,
	"version" integer NOT NULL,
	"limits" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"locked" jsonb NOT NULL,
	"from_at" bigint NOT NULL,
	"backtest_id" text,
	"waiver" text,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "rule_set_program_id_version_pk" PRIMARY KEY("program_id","version")
);
--> statement-breakpoint
ALTER TABLE "alert" ADD COLUMN "quiet_by" text;--> statement-breakpoint
ALTER TABLE "alert" ADD COLUMN "quiet_until" bigint;--> statement-breakpoint
ALTER TABLE "alert" ADD COLUMN "quiet_for" text;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "gateway" text;--> statement-breakpoint
ALTER TABLE "patient" ADD COLUMN "flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "page_step" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "worklist_item" ADD COLUMN "next_page_at" bigint;--> statement-breakpoint
CREATE INDEX "backtest_program" ON "backtest" USING btree ("program_id","at");--> statement-breakpoint
CREATE INDEX "handoff_to" ON "handoff" USING btree ("to","at");--> statement-breakpoint
CREATE INDEX "handoff_due" ON "handoff" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_going_on" ON "incident" USING btree ("kind","subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "incident_state" ON "incident" USING btree ("state","started_at");--> statement-breakpoint
CREATE INDEX "limit_override_patient" ON "limit_override" USING btree ("patient_id","from_at");--> statement-breakpoint
CREATE INDEX "page_item" ON "page" USING btree ("item_id","at");--> statement-breakpoint
CREATE INDEX "page_at" ON "page" USING btree ("at");--> statement-breakpoint
CREATE INDEX "page_delivery" ON "page" USING btree ("delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "responder_name" ON "responder" USING btree ("name") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "worklist_item_next_page" ON "worklist_item" USING btree ("next_page_at") WHERE next_page_at is not null;--> statement-breakpoint
INSERT INTO "rule_set" ("program_id", "version", "limits", "rules", "locked", "from_at", "waiver", "by", "at")
  SELECT "id", "limits_version", "limits", '{}', '[]', "created_at", 'in force before versions were kept', 'system', "created_at" FROM "program";
