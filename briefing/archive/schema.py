"""The tables of the archive: how a new file becomes one, and an earlier one of today's."""

from __future__ import annotations

# "Brfg": tells our file from any other program's SQLite file (https://www.sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x42726667

# Migration n takes the archive from user_version n to n + 1. Never change one that was released: append.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        """
        CREATE TABLE article (
            digest TEXT NOT NULL PRIMARY KEY,
            id TEXT NOT NULL,
            published TEXT,
            outlet TEXT,
            title TEXT,
            origin TEXT NOT NULL,
            payload BLOB NOT NULL
        ) STRICT
        """,
        # The order in which a briefing numbers its sources; an unknown outlet or title sorts as an empty one.
        "CREATE INDEX article_order ON article (published, coalesce(outlet, ''), coalesce(title, ''), id, digest)",
        "CREATE INDEX article_id ON article (id)",
        """
        CREATE TABLE analysis (
            digest TEXT NOT NULL REFERENCES article ON DELETE CASCADE,
            version TEXT NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (digest, version)
        ) STRICT
        """,
        "CREATE TABLE briefing (slug TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, payload BLOB NOT NULL) STRICT",
        "CREATE TABLE rejection (origin TEXT NOT NULL PRIMARY KEY, reason TEXT NOT NULL) STRICT",
    ),
    (
        # What is asked of all weeks at once stands beside the analysis it comes from, row by row.
        """
        CREATE TABLE actor (
            digest TEXT NOT NULL REFERENCES article ON DELETE CASCADE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            org TEXT,
            title TEXT
        ) STRICT
        """,
        "CREATE INDEX actor_digest ON actor (digest)",
        "CREATE INDEX actor_name ON actor (name)",
        "CREATE INDEX actor_post ON actor (org, title) WHERE title IS NOT NULL",
        "CREATE TABLE plan (digest TEXT NOT NULL REFERENCES article ON DELETE CASCADE, due TEXT NOT NULL) STRICT",
        "CREATE INDEX plan_digest ON plan (digest)",
        "CREATE INDEX plan_due ON plan (due)",
        "CREATE TABLE tally (slug TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL, payload BLOB NOT NULL) STRICT",
        # Analyses are made again with the rows they lack.
        "DELETE FROM analysis",
    ),
    (
        # What names the version of a file at an address (RFC 9110), so that it is asked for only when it changed.
        "CREATE TABLE validator (url TEXT NOT NULL PRIMARY KEY, etag TEXT, modified TEXT) STRICT",
    ),
    (
        # Who spoke where.
        "CREATE TABLE speaker (digest TEXT NOT NULL REFERENCES article ON DELETE CASCADE, name TEXT NOT NULL) STRICT",
        "CREATE INDEX speaker_digest ON speaker (digest)",
        "CREATE INDEX speaker_name ON speaker (name)",
        # From when on the archive has had an article; not part of the article, which is the same whenever it is read.
        """
        CREATE TABLE reading (
            digest TEXT NOT NULL PRIMARY KEY REFERENCES article ON DELETE CASCADE,
            moment TEXT NOT NULL
        ) STRICT
        """,
        # The index of words keeps no copy of title and body: it reads them from the article.
        """
        CREATE TABLE term (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE REFERENCES article ON DELETE CASCADE,
            terms TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE VIEW searchable AS
        SELECT term.id AS rowid, digest, title, json_extract(CAST(payload AS TEXT), '$.body') AS body, terms
        FROM term JOIN article USING (digest)
        """,
        "CREATE VIRTUAL TABLE search USING fts5(title, body, terms, content = 'searchable')",
        # Analyses are made again with the rows they lack.
        "DELETE FROM analysis",
        "DELETE FROM actor",
        "DELETE FROM plan",
    ),
    (
        # A briefing has revisions, and every step a receipt.
        """
        CREATE TABLE revision (
            slug TEXT NOT NULL,
            number INTEGER NOT NULL,
            hash TEXT NOT NULL,
            inputs TEXT NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (slug, number)
        ) STRICT
        """,
        "INSERT INTO revision SELECT slug, 1, hash, '', payload FROM briefing",
        "DROP TABLE briefing",
        """
        CREATE TABLE receipt (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL,
            number INTEGER NOT NULL,
            hash TEXT NOT NULL,
            step TEXT NOT NULL,
            moment TEXT NOT NULL,
            place TEXT NOT NULL,
            by TEXT
        ) STRICT
        """,
        "CREATE INDEX receipt_slug ON receipt (slug, number)",
        # Articles that an analysis could not read, so that it does not try them again.
        """
        CREATE TABLE failure (
            digest TEXT NOT NULL REFERENCES article ON DELETE CASCADE,
            version TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (digest, version)
        ) STRICT
        """,
        # What the site keeps of each published revision; see archive/editions.py.
        """
        CREATE TABLE edition (
            slug TEXT NOT NULL,
            number INTEGER NOT NULL,
            state TEXT NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (slug, number)
        ) STRICT
        """,
        # The words of an edition, by the version of the search that found them.
        """
        CREATE TABLE edition_words (
            slug TEXT NOT NULL,
            number INTEGER NOT NULL,
            version TEXT NOT NULL,
            words BLOB NOT NULL,
            PRIMARY KEY (slug, number),
            FOREIGN KEY (slug, number) REFERENCES edition ON DELETE CASCADE
        ) STRICT
        """,
        # One row a message; see archive/outbox.py.
        """
        CREATE TABLE outbox (
            slug TEXT NOT NULL,
            number INTEGER NOT NULL,
            hash TEXT NOT NULL,
            recipient TEXT NOT NULL,
            state TEXT NOT NULL,
            moment TEXT,
            detail TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (slug, number, recipient)
        ) STRICT
        """,
    ),
    (
        # The day of an article stands beside who acts in it, in both orders that are asked for: one index answers, and
        # no article is looked up. Of a million articles the roles of 500 people take 0.2 s instead of 4. A date that
        # comes later drops the analysis, and with it what stands here without that date.
        "ALTER TABLE actor ADD COLUMN published TEXT",
        "UPDATE actor SET published = (SELECT published FROM article WHERE article.digest = actor.digest)",
        "DROP INDEX actor_name",
        "DROP INDEX actor_post",
        "CREATE INDEX actor_name ON actor (name, kind, org, title, published)",
        "CREATE INDEX actor_post ON actor (org, title, name, kind, published) WHERE title IS NOT NULL",
        # The article behind a row of the index of words, and its day: narrow, and in the order of that index. A word of
        # 100,000 articles takes 0.3 s; looking for each of them all over the file took more than 1.
        """
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY REFERENCES term ON DELETE CASCADE,
            digest TEXT NOT NULL,
            published TEXT
        ) STRICT
        """,
        "INSERT INTO entry SELECT term.id, digest, published FROM term JOIN article USING (digest)",
    ),
)
