-- Bundles whose records are looked for by their headers, because the places in their offers do not hold in the topic.
CREATE TABLE searches (
  id         INTEGER PRIMARY KEY,
  sender     BLOB NOT NULL,                 -- fingerprint
  transfer   BLOB NOT NULL,                 -- of the bundle
  cluster_id TEXT NOT NULL,                 -- where it is looked for: in a topic made anew all is looked for again
  topic_id   BLOB NOT NULL,
  revision   INTEGER NOT NULL,              -- of the offer when it began
  ranges     TEXT NOT NULL,                 -- JSON: partition -> [next offset to read, end]
  later      INTEGER NOT NULL DEFAULT 0,    -- the ranges reach to the end of the topic, not only of the bundle's time
  short      INTEGER NOT NULL DEFAULT 0,    -- a fetch missed records of it: all ranges are read to their ends
  asks       INTEGER NOT NULL DEFAULT 0,    -- bytes in all that a yes allows
  agreed     INTEGER NOT NULL DEFAULT 0,    -- bytes in all that may be read
  records    INTEGER NOT NULL DEFAULT 0,    -- that were read
  size       INTEGER NOT NULL DEFAULT 0,    -- bytes that were read
  chunks     INTEGER NOT NULL DEFAULT 0,    -- different numbers of chunks in `found`
  UNIQUE (sender, transfer)
) STRICT;

-- Records that say they belong to it. What they are worth, their digest in a signed page or offer says.
CREATE TABLE found (
  search    INTEGER NOT NULL,
  kind      INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  digest    BLOB NOT NULL,                  -- of header and value
  partition INTEGER NOT NULL,
  offset    INTEGER NOT NULL,
  PRIMARY KEY (search, kind, seq, digest)
) STRICT, WITHOUT ROWID;
