-- SPDX-License-Identifier: GPL-2.0-or-later
-- Keep account of the runs that change the atlas: scripts, harvests, publications.
-- The date 1970-01-01 and the version v0.0.0 stand for "never".

CREATE TABLE etl_runs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    last_sql_script_executed INTEGER NOT NULL,
    last_zenodo_harvest_at DATETIME NOT NULL,
    last_version_on_zenodo TEXT NOT NULL
);

INSERT INTO etl_runs (last_sql_script_executed, last_zenodo_harvest_at, last_version_on_zenodo)
VALUES (4, '1970-01-01T00:00:00Z', 'v0.0.0');
