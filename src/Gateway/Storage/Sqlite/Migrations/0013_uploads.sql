-- Images that teams have handed in. A row is written before its file, and goes after it.
CREATE TABLE uploads (
    id           TEXT PRIMARY KEY,
    team         TEXT NOT NULL,
    key_id       TEXT NOT NULL,
    place        TEXT NOT NULL, -- the kind of store
    name         TEXT NOT NULL, -- in that store
    content_type TEXT NOT NULL,
    length       INTEGER NOT NULL,
    created_at   INTEGER NOT NULL, -- Unix milliseconds, as all times here
    until        INTEGER NOT NULL, -- from then on it stays only while a live task refers to it
    stored_at    INTEGER, -- null while its file is being written
    due_at       INTEGER NOT NULL -- when it is to be looked at whether it may go
) WITHOUT ROWID;

CREATE INDEX uploads_due ON uploads (due_at);
