-- SPDX-License-Identifier: GPL-2.0-or-later
-- Store predictions one row a frame and one column a class, in a third of the room; multilabel_prediction stays
-- as a view with the columns that it had, and can be written to.

-- The tables of scores, the view in its full form and its triggers follow from multilabel_class, so the plugin
-- derives them after every script (core/atlas/score_tables.py). What is made here is whole without that.
ALTER TABLE multilabel_prediction RENAME TO multilabel_score_other;

CREATE VIEW multilabel_prediction AS
SELECT id, score, version_doi, frame_id, ml_class_id FROM multilabel_score_other;

UPDATE gpkg_contents SET description = 'Scores of the models, a row a score: a view of multilabel_score_…'
WHERE table_name = 'multilabel_prediction';

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('multilabel_score_other', 'attributes', 'multilabel_score_other',
'Scores that do not count: of older versions, of unknown classes, doubled ones');
