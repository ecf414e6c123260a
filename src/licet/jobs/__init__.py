"""Background work: publishing the log, rescreening, reminders."""
