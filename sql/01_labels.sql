-- SPDX-License-Identifier: GPL-2.0-or-later
-- Give the first labels and their classes their present names, and their GBIF and GCRMN codes.
-- The old names stay in use in the sessions' files; script 06 keeps them as aliases.

CREATE TEMP TABLE renamed (old_name TEXT PRIMARY KEY, label_name TEXT, class_name TEXT);

INSERT INTO renamed (old_name, label_name, class_name) VALUES
('Acanthasters', 'Thorny_starfish', 'Thorny_starfish'),
('Acropore_branched', 'Acropora_Branching', 'Acropora_Branching'),
('Acropore_digitised', 'Acropora_Digitate', 'Acropora_Digitate'),
('Acropore_sub_massive', 'Acropora_Submassive', 'Acropora_Submassive'),
('Acropore_tabular', 'Acropora_Tabular', 'Acropora_Tabular'),
('Algae_assembly', 'Algal_Assemblage', 'Algal_Assemblage'),
('Algae_drawn_up', 'Algae_Halimeda', 'Algae_Halimeda'),
('Algae_limestone', 'Algae_Coralline', 'Algae_Coralline'),
('Algae_sodding', 'Algae_Turf', 'Algae_Turf'),
('Anemone', 'Sea_anemone', 'Sea_anemone'),
('Ascidia', 'Ascidians', 'Ascidians'),
('Clam', 'Giant_clam', 'Giant_clam'),
('Gorgon', 'Gorgonian', 'Gorgonian'),
('Heterocentrus_trigonarius', 'Heterocentrotus_trigonarius', 'Heterocentrotus_trigonarius'),
('Homo_sapiens', 'Homo_Sapiens', 'Homo_Sapiens'),
('Millepore', 'Non-acropora_Millepora', 'Non-acropora_Millepora'),
('No_acropore_branched', 'Non-acropora_Branching', 'Non-acropora_Branching'),
('No_acropore_encrusting', 'Non-acropora_Encrusting', 'Non-acropora_Encrusting'),
('No_acropore_foliaceous', 'Non-acropora_Foliose', 'Non-acropora_Foliose'),
('No_acropore_massive', 'Non-acropora_Massive', 'Non-acropora_Massive'),
('No_acropore_solitary', 'Non-acropora_Coral_free', 'Non-acropora_Coral_free'),
('No_acropore_sub_massive', 'Non-acropora_Submassive', 'Non-acropora_Submassive'),
('Sea_urchins', 'Sea_urchin', 'Sea_urchin'),
('Sichopus_chloronotus', 'Stichopus_chloronotus', 'Stichopus_chloronotus'),
('Sponge', 'Sponges', 'Sponges');

UPDATE multilabel_label SET name = (SELECT label_name FROM renamed WHERE old_name = name)
WHERE name IN (SELECT old_name FROM renamed);

UPDATE multilabel_class SET name = (SELECT class_name FROM renamed WHERE old_name = name)
WHERE name IN (SELECT old_name FROM renamed);

DROP TABLE renamed;

CREATE TEMP TABLE code (label_id INTEGER PRIMARY KEY, id_gbif INTEGER, code_gcrmn TEXT);

INSERT INTO code (label_id, id_gbif, code_gcrmn) VALUES
(1, 2271207, 'AP'),
(2, 7673664, 'ACB'),
(3, 7673664, 'ACD'),
(4, 7673664, 'ACS'),
(5, 7673664, 'ACT'),
(6, 2279192, NULL),
(7, 4343105, NULL),
(8, NULL, 'AA'),
(9, NULL, 'AD'),
(10, 670, 'AC'),
(11, NULL, 'AG'),
(12, 705, 'AN'),
(13, 2330492, 'AS'),
(14, 2279143, NULL),
(15, 714, NULL),
(17, 5721580, NULL),
(18, 4372618, 'BE'),
(19, 221, NULL),
(21, 2278863, NULL),
(22, 4341563, NULL),
(24, 9197, 'GO'),
(25, 5842749, NULL),
(26, 4341565, NULL),
(29, 714, NULL),
(30, 714, 'MI'),
(31, 714, 'CB'),
(32, 714, 'CE'),
(33, 714, 'CF'),
(34, 714, 'CM'),
(35, 714, 'CL'),
(36, 714, 'CS'),
(37, 214, 'ET'),
(38, NULL, 'RO'),
(39, NULL, 'SA'),
(40, NULL, 'DEB'),
(41, 2279143, NULL),
(42, 221, 'OU'),
(43, 4343242, NULL),
(44, 43, 'CMO'),
(45, 105, 'EP'),
(46, 5721258, NULL),
(47, 2864078, NULL),
(48, 5328510, NULL),
(49, 4341617, NULL),
(51, 4341500, NULL),
(52, 11418114, NULL);

UPDATE multilabel_label SET
    id_gbif = (SELECT c.id_gbif FROM code c WHERE c.label_id = multilabel_label.id),
    code_gcrmn = (SELECT c.code_gcrmn FROM code c WHERE c.label_id = multilabel_label.id);

DROP TABLE code;
