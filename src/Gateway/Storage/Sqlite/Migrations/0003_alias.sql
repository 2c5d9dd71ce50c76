-- The job's other id, when the answer to its create had two.
ALTER TABLE tasks ADD COLUMN upstream_alias_id TEXT;
