-- Images that teams have handed in. A row is written before its file, and goes after it.
CREATE TABLE uploads (
    id           text COLLATE "C" PRIMARY KEY,
    team         text COLLATE "C" NOT NULL,
    key_id       text COLLATE "C" NOT NULL,
    place        text COLLATE "C" NOT NULL, -- the kind of store
    name         text COLLATE "C" NOT NULL, -- in that store
    content_type text COLLATE "C" NOT NULL,
    length       bigint NOT NULL,
    created_at   bigint NOT NULL, -- Unix milliseconds, as all times here
    until        bigint NOT NULL, -- from then on it stays only while a live task refers to it
    stored_at    bigint, -- null while its file is being written
    due_at       bigint NOT NULL -- when it is to be looked at whether it may go
);

CREATE INDEX uploads_due ON uploads (due_at);
