// Identities: one B-tree descent from (type, value) to the customer. A customer's identities stand in its own row too,
// which every call reads anyway: an index by customer would be one more page to write for every new identity.
// Ids fill 64 bits: they enter as text, which INTEGER columns convert, and leave through CAST(… AS TEXT).

/** The schema, step by step; `user_version` counts the steps that a file has had. A released step never changes. */
export const schemaSteps: readonly string[] = [
  `
  CREATE TABLE customers (
    id     INTEGER PRIMARY KEY,           -- carries the time of creation
    fields TEXT NOT NULL                  -- JSON of CustomerFields
  ) STRICT;

  CREATE TABLE former_customers (         -- merged (survivor set) or deleted (survivor null)
    id         INTEGER PRIMARY KEY,
    survivor   INTEGER,
    departed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX former_customers_by_survivor ON former_customers (survivor) WHERE survivor IS NOT NULL;

  CREATE TABLE identity_types (
    number INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE identities (
    type     INTEGER NOT NULL,
    value    TEXT NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (type, value)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_by_customer ON identities (customer);

  CREATE TABLE merges (
    sequence INTEGER PRIMARY KEY,
    loser    INTEGER NOT NULL,
    survivor INTEGER NOT NULL,
    merged_at INTEGER NOT NULL,
    moved_identities TEXT NOT NULL,       -- JSON list of {type, value}
    loser_fields     TEXT NOT NULL        -- JSON of CustomerFields before the merge
  ) STRICT;

  CREATE TABLE groups (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    description TEXT NOT NULL
  ) STRICT;

  CREATE TABLE group_members (
    group_id INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (group_id, customer)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX group_members_by_customer ON group_members (customer);

  CREATE TABLE tokens (
    digest     TEXT PRIMARY KEY,          -- SHA-256 of the token
    app_key    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE customers ADD COLUMN identities TEXT NOT NULL DEFAULT '[]';  -- JSON list of [type, value]
  UPDATE customers SET identities =
    (SELECT json_group_array(json_array(type, value)) FROM identities WHERE customer = customers.id);
  DROP INDEX identities_by_customer;

  ALTER TABLE former_customers ADD COLUMN fields TEXT;      -- of a deleted customer until the purge
  ALTER TABLE identity_types ADD COLUMN definition TEXT;    -- JSON of an IdentityType that the options lack

  CREATE TABLE extended_attributes (      -- declared beside those of the options
    key        TEXT PRIMARY KEY,
    definition TEXT NOT NULL              -- JSON of an ExtendedAttributeDefinition
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tombstones (               -- identities of deleted customers, without their values
    type     INTEGER NOT NULL,
    digest   BLOB NOT NULL,               -- HMAC-SHA256 of the value under the database's own key
    customer INTEGER NOT NULL,            -- who held it last
    PRIMARY KEY (type, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tombstones_by_customer ON tombstones (customer);
  CREATE TABLE tombstone_key (key BLOB NOT NULL) STRICT;
  INSERT INTO tombstone_key VALUES (randomblob(32));

  ALTER TABLE merges ADD COLUMN request_id TEXT;
  ALTER TABLE merges ADD COLUMN undo TEXT;                  -- JSON of UndoRecord; null: cannot be undone
  ALTER TABLE merges ADD COLUMN undone_at INTEGER;
  CREATE INDEX merges_by_survivor ON merges (survivor);
  CREATE INDEX merges_by_loser ON merges (loser);

  ALTER TABLE groups ADD COLUMN smart INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE groups ADD COLUMN computing INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE groups ADD COLUMN folder INTEGER;
  CREATE INDEX groups_by_folder ON groups (folder) WHERE folder IS NOT NULL;

  CREATE TABLE folders (
    id     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    parent INTEGER
  ) STRICT;
  CREATE INDEX folders_by_parent ON folders (parent) WHERE parent IS NOT NULL;

  -- The rows of a snapshot stand in tables snapshot_<id>_<table>.
  CREATE TABLE snapshots (
    id       INTEGER PRIMARY KEY,
    taken_at INTEGER NOT NULL,
    state    TEXT NOT NULL                -- JSON of what the database does not hold
  ) STRICT;
  `,
];

/** What a snapshot holds and a reset empties: everything but tokens, snapshots and the key of the tombstones. */
export const dataTables = [
  'customers',
  'former_customers',
  'identity_types',
  'extended_attributes',
  'identities',
  'tombstones',
  'merges',
  'folders',
  'groups',
  'group_members',
] as const;
