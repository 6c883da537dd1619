-- What is to become of the originals of a send. Sends whose originals are simply kept have no row.
CREATE TABLE originals (
  send     BLOB PRIMARY KEY REFERENCES sends (id),
  way      TEXT NOT NULL,                   -- delete | move
  folder   TEXT NOT NULL DEFAULT '',        -- where to
  tidy     INTEGER NOT NULL,                -- folders that are empty afterwards go too
  state    INTEGER NOT NULL DEFAULT 0,      -- 0 proof is due, 1 proven, 2 over, 3 they stay, 4 a person said so
  checked  INTEGER NOT NULL DEFAULT 0,      -- chunks below it were read back
  alone    INTEGER NOT NULL DEFAULT 0,      -- 1: reading back proves nothing here, only receipts do
  next_n   INTEGER NOT NULL DEFAULT 0,      -- entries below it were put away or stay
  gone     INTEGER NOT NULL DEFAULT 0,
  stay     INTEGER NOT NULL DEFAULT 0,
  asked    REAL NOT NULL DEFAULT 0         -- since when a person is asked whether the folder is the right one; 0: not
) STRICT;
CREATE INDEX originals_due ON originals (send) WHERE state < 2;

-- Where the volume of each folder that originals move to was mounted when the folder was chosen.
CREATE TABLE original_folders (
  folder   TEXT PRIMARY KEY,
  mount    TEXT NOT NULL
) STRICT;
