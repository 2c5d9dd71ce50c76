-- Goes up with every transaction that changes what decisions act on. Who finds the number as he left it knows that the sums he
-- remembers still hold: docs/decisions/0048.
CREATE TABLE gate (
    one    bigint PRIMARY KEY CHECK (one = 1),
    passed bigint NOT NULL,
    passer xid8 NOT NULL -- the transaction that came last
) WITH (fillfactor = 50);

INSERT INTO gate (one, passed, passer) VALUES (1, 0, '0');

-- For those who do not pass the gate themselves: a person with a tool, and replicas of an earlier version while all are upgraded.
CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gate SET passed = passed + 1, passer = pg_current_xact_id() WHERE one = 1 AND passer <> pg_current_xact_id();
    RETURN NULL;
END
$$;

CREATE TRIGGER pass_gate AFTER INSERT OR UPDATE OR DELETE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate AFTER INSERT OR UPDATE OR DELETE ON spending FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate AFTER INSERT OR UPDATE OR DELETE ON pool_keys FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
CREATE TRIGGER pass_gate AFTER INSERT OR UPDATE OR DELETE ON turns FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
