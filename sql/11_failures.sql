-- SPDX-License-Identifier: GPL-2.0-or-later
-- Remember which deposits could not enter because of what their files hold, so that a sync reads them again
-- only when they change (the files themselves are remembered in zenodo_file) or when it is asked to.

CREATE TABLE zenodo_failure (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    concept_id INTEGER NOT NULL UNIQUE,
    -- what was said of it
    problem TEXT NOT NULL,
    -- the plugin's version and the atlas's script at that time: another may judge otherwise
    judged_by TEXT NOT NULL
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('zenodo_failure', 'attributes', 'zenodo_failure', 'Deposits whose files could not enter this atlas');
