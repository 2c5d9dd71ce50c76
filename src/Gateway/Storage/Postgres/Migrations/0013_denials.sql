-- Whether the commit of this number was found not to have been made, so that it never can be.
ALTER TABLE commits ADD COLUMN denied boolean NOT NULL DEFAULT FALSE;
