DROP INDEX `care_task_patient`;--> statement-breakpoint
CREATE INDEX `care_task_patient` ON `care_task` (`patient_id`,`state`,`due_at`);--> statement-breakpoint
DROP INDEX `minutes_by`;--> statement-breakpoint
CREATE INDEX `minutes_by` ON `minutes` (`by`,`state`,`started_at`);--> statement-breakpoint
ALTER TABLE `limit_override` ADD `ended_why` text;--> statement-breakpoint
CREATE INDEX `cohort_patient` ON `cohort` (`patient_id`,`entered_at`);--> statement-breakpoint
CREATE INDEX `worklist_item_opened` ON `worklist_item` (`opened_at`);--> statement-breakpoint
CREATE INDEX `worklist_item_closed` ON `worklist_item` (`closed_at`) WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX `worklist_note_patient` ON `worklist_note` (`patient_id`,`at`);