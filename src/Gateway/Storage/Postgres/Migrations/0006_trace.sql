-- The trace of the call that made the task, as a traceparent header says it: later work on the task refers to it.
ALTER TABLE tasks ADD COLUMN trace text COLLATE "C";
