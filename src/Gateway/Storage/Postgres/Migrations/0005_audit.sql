-- What operators have changed. Nothing is taken out of it.
CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         bigint NOT NULL,
    operator   text NOT NULL,
    action     text COLLATE "C" NOT NULL,
    target     text NOT NULL,
    source     text, -- the address that the call came from
    request_id text COLLATE "C" NOT NULL,
    before     text, -- JSON without secrets
    after      text
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
