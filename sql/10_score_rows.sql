-- SPDX-License-Identifier: GPL-2.0-or-later
-- Store predictions one row a frame and one column a class; the name multilabel_prediction stays as a view.
-- Tables, view and triggers follow from multilabel_class: the plugin derives them after every script, this one
-- included (core/atlas/score_tables.py). What this script makes is whole without that: every row is in the view.

ALTER TABLE multilabel_prediction RENAME TO multilabel_score_other;

CREATE VIEW multilabel_prediction AS
SELECT id, score, version_doi, frame_id, ml_class_id FROM multilabel_score_other;

UPDATE gpkg_contents SET description = 'Scores of the models, a row a score: a view of multilabel_score_…'
WHERE table_name = 'multilabel_prediction';

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
('multilabel_score_other', 'attributes', 'multilabel_score_other',
'Scores that do not count: of older versions, of unknown classes, doubled ones');
