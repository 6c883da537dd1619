-- Identities that others gave me to keep, sealed as they came.
CREATE TABLE backups (
  fingerprint BLOB NOT NULL,                -- whose it is
  cluster     TEXT NOT NULL,
  at          REAL NOT NULL,                -- broker time
  number      INTEGER NOT NULL,
  body        BLOB NOT NULL,                -- the record without its signature, which was checked
  PRIMARY KEY (fingerprint, cluster)
) STRICT;

-- To whose administrators my own identity goes, through each cluster.
CREATE TABLE backup_wishes (
  cluster  TEXT PRIMARY KEY,
  team     TEXT NOT NULL,
  mark     BLOB NOT NULL DEFAULT x'',       -- tells of what and to whom the last one was
  number   INTEGER NOT NULL DEFAULT 0,      -- of the last one
  answered REAL NOT NULL DEFAULT 0          -- when the cluster had the newest one; 0: not yet
) STRICT;
