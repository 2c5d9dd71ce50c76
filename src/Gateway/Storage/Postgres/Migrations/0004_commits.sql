-- Each group of a replica writes its number with its commit. So whoever lost the answer to a commit finds out what became of
-- it, and nobody else's change can be taken for it: docs/decisions/0021.
CREATE TABLE commits (
    replica text COLLATE "C" NOT NULL,
    number  bigint NOT NULL,
    PRIMARY KEY (replica, number)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
