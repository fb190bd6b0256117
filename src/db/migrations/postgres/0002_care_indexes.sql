DROP INDEX "care_task_patient";--> statement-breakpoint
DROP INDEX "minutes_by";--> statement-breakpoint
ALTER TABLE "limit_override" ADD COLUMN "ended_why" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "cohort_patient" ON "cohort" USING btree ("patient_id","entered_at");--> statement-breakpoint
CREATE INDEX "worklist_item_opened" ON "worklist_item" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "worklist_item_closed" ON "worklist_item" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "worklist_note_patient" ON "worklist_note" USING btree ("patient_id","at");--> statement-breakpoint
CREATE INDEX "care_task_patient" ON "care_task" USING btree ("patient_id","state","due_at");--> statement-breakpoint
CREATE INDEX "minutes_by" ON "minutes" USING btree ("by","state","started_at");