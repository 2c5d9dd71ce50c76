-- Which transaction was the last to change sums that decisions act on. Whoever finds its own name there knows that the sums it
-- remembers still hold: docs/decisions/0048.
CREATE TABLE gate (
    one  bigint PRIMARY KEY CHECK (one = 1),
    last text COLLATE "C" NOT NULL
) WITH (fillfactor = 50);

INSERT INTO gate (one, last) VALUES (1, 'nobody');

-- For those who do not write their name: a person with a tool, and replicas of an earlier version while all are upgraded.
CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gate SET last = gen_random_uuid()::text WHERE one = 1 AND xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
END
$$;

-- Before the rows are locked, as the gateway locks them too: else two could wait for each other.
CREATE TRIGGER pass_gate BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON spending FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON pool_keys FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON turns FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();

-- Ends a transaction that is not as its decisions took it to be.
CREATE OR REPLACE FUNCTION expect_rows(changed bigint, expected bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    IF changed <> expected THEN
        RAISE EXCEPTION '% rows instead of %: something has changed since it was read', changed, expected USING ERRCODE = 'GW001';
    END IF;
    RETURN changed;
END
$$;
