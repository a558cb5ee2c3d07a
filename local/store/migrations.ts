/** The schema, step by step; `user_version` counts the steps that a file has had. A released step never changes. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE queue (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- A message of a standard queue is a group of its own, so both kinds of queue hand out groups.
  -- busy_until 0: the group waits for a receiver. Otherwise messages of it are in flight until then.
  CREATE TABLE message_group (
    id INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL,
    name TEXT,
    head INTEGER NOT NULL,
    busy_until INTEGER NOT NULL DEFAULT 0,
    in_flight INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- A receive reads the beginning of these two and never walks over a group that it may not take.
  CREATE INDEX message_group_waiting ON message_group (queue, head) WHERE busy_until = 0;
  CREATE INDEX message_group_busy ON message_group (queue, busy_until, in_flight) WHERE busy_until > 0;

  CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue INTEGER NOT NULL,
    message_group INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    deduplication_id TEXT,
    sent_at INTEGER NOT NULL,
    first_received_at INTEGER,
    receives INTEGER NOT NULL DEFAULT 0,
    visible_at INTEGER NOT NULL DEFAULT 0,
    source_queue INTEGER
  ) STRICT;
  CREATE INDEX message_of_group ON message (queue, message_group);

  -- Apart from the message, so that a receive rewrites a hundred bytes and not the whole body.
  CREATE TABLE message_content (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, attributes TEXT) STRICT;

  -- Append only, and no index over names or keys, which are digests: one would write a page for every message. They are
  -- looked up in memory.
  CREATE TABLE deduplication (seq INTEGER PRIMARY KEY, key BLOB NOT NULL, until INTEGER NOT NULL) STRICT;

  CREATE TABLE ledger (key TEXT PRIMARY KEY, v INTEGER NOT NULL, expires INTEGER NOT NULL, state TEXT NOT NULL)
    STRICT, WITHOUT ROWID;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    connection TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT,
    received_time TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    report TEXT
  ) STRICT;
  `,
];
