-- What replicas take over from each other without deciding about it.

-- Goes up with every change, so that those who hold all of it in memory see by one number whether it is still the same.
CREATE TABLE revisions (
    subject text COLLATE "C" PRIMARY KEY,
    number  bigint NOT NULL
) WITH (fillfactor = 50);

INSERT INTO revisions (subject, number) VALUES ('keys', 1);

-- How often operators have switched the key, from 1.
ALTER TABLE pool_keys ADD COLUMN switches bigint NOT NULL DEFAULT 1;

-- What upstreams made of pool keys. Few rows: one takes the place of another about the same.
CREATE TABLE pool_marks (
    upstream    text COLLATE "C" NOT NULL,
    pool_key    text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL, -- of the secret that was used
    kind        text COLLATE "C" NOT NULL, -- cooling, exhausted or refused
    model       text COLLATE "C" NOT NULL, -- empty when every model is meant
    switches    bigint NOT NULL, -- of the key when the mark was made; a later switch ends it
    until       bigint NOT NULL,
    PRIMARY KEY (upstream, pool_key, fingerprint, kind, model)
) WITH (fillfactor = 50);
