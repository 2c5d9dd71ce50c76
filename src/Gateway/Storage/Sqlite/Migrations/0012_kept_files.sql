-- Finished videos that are kept, or are still to be copied. A row is written with the change that completes its task, and goes with its file.
CREATE TABLE kept_files (
    task_id      TEXT PRIMARY KEY,
    place        TEXT NOT NULL, -- the kind of store
    name         TEXT NOT NULL, -- in that store
    source       TEXT NOT NULL, -- the upstream's link
    source_until INTEGER NOT NULL, -- Unix milliseconds, as all times here
    until        INTEGER NOT NULL, -- when it is deleted
    stored_at    INTEGER, -- null while there is no copy
    length       INTEGER,
    sha256       TEXT,
    tries        INTEGER NOT NULL, -- to copy it, that failed
    claim        INTEGER NOT NULL, -- counts who has taken it
    due_at       INTEGER NOT NULL -- when it is to be copied or deleted; while somebody is at it, when that one has surely died
) WITHOUT ROWID;

CREATE INDEX kept_files_due ON kept_files (due_at);
