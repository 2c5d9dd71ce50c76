-- Finished videos that are kept, or are still to be copied. A row is written with the change that completes its task, and goes with its file.
CREATE TABLE kept_files (
    task_id      text COLLATE "C" PRIMARY KEY,
    place        text COLLATE "C" NOT NULL, -- the kind of store
    name         text COLLATE "C" NOT NULL, -- in that store
    source       text NOT NULL, -- the upstream's link
    source_until bigint NOT NULL, -- Unix milliseconds, as all times here
    until        bigint NOT NULL, -- when it is deleted
    stored_at    bigint, -- null while there is no copy
    length       bigint,
    sha256       text COLLATE "C",
    tries        bigint NOT NULL, -- to copy it, that failed
    claim        bigint NOT NULL, -- counts who has taken it
    due_at       bigint NOT NULL -- when it is to be copied or deleted; while somebody is at it, when that one has surely died
);

CREATE INDEX kept_files_due ON kept_files (due_at);
