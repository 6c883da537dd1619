-- What named recipients signed to have in place.
CREATE TABLE receipts (
  transfer    BLOB NOT NULL,
  reader      BLOB NOT NULL,                -- fingerprint
  at_ms       INTEGER NOT NULL,             -- by the reader's clock
  entries     BLOB NOT NULL,                -- ranges first..last, u64 BE pairs
  PRIMARY KEY (transfer, reader)
) STRICT;

-- How far my partitions of the receipts topics were read.
CREATE TABLE receipts_read (
  cluster     TEXT NOT NULL,                -- name in the settings
  partition   INTEGER NOT NULL,             -- of the receipts topic
  cluster_id  TEXT NOT NULL,
  topic_id    BLOB NOT NULL,
  next_offset INTEGER NOT NULL,
  PRIMARY KEY (cluster, partition)
) STRICT;
