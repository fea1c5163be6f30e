-- SPDX-License-Identifier: GPL-2.0-or-later
-- The tables of the atlas as they were first published, with the first labels, model and classes.
-- Script 06 gives these tables their present form; names and columns are a public interface.

CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name)
);

CREATE TABLE deposit (
    doi TEXT NOT NULL PRIMARY KEY,
    session_name TEXT NOT NULL,
    footprint POLYGON,
    have_processed_data INTEGER NOT NULL,
    have_raw_data INTEGER NOT NULL,
    session_date TEXT GENERATED ALWAYS AS (
        substr(session_name, 1, 4) || '-' || substr(session_name, 5, 2) || '-' || substr(session_name, 7, 2)
    ) VIRTUAL,
    alpha3_country_code TEXT GENERATED ALWAYS AS (substr(session_name, 10, 3)) VIRTUAL,
    location TEXT GENERATED ALWAYS AS (
        upper(substr(session_name, 14, instr(substr(session_name, 14), '_') - 1))
    ) VIRTUAL,
    platform_type TEXT GENERATED ALWAYS AS (
        upper(substr(
            substr(session_name, 14 + instr(substr(session_name, 14), '_')),
            1,
            min(
                instr(substr(session_name, 14 + instr(substr(session_name, 14), '_')) || '-', '-'),
                instr(substr(session_name, 14 + instr(substr(session_name, 14), '_')) || '_', '_')
            ) - 1
        ))
    ) VIRTUAL
);

CREATE TABLE deposit_linestring (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    deposit_doi TEXT NOT NULL,
    footprint_linestring LINESTRING,
    CONSTRAINT fk_deposit_deposit_linestring FOREIGN KEY (deposit_doi) REFERENCES deposit (doi)
);

CREATE TABLE version (
    doi TEXT NOT NULL PRIMARY KEY,
    deposit_doi TEXT NOT NULL,
    CONSTRAINT fk_deposit_version FOREIGN KEY (deposit_doi) REFERENCES deposit (doi)
);

CREATE TABLE frame (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version_doi TEXT NOT NULL,
    OriginalFileName TEXT NOT NULL,
    filename TEXT NOT NULL,
    relative_file_path TEXT,
    GPSPosition POINT,
    GPSAltitude REAL,
    GPSPitch REAL,
    GPSRoll REAL,
    GPSTrack REAL,
    GPSDatetime DATETIME,
    GPSFix INTEGER,
    CONSTRAINT fk_frame_version FOREIGN KEY (version_doi) REFERENCES version (doi)
);

CREATE TABLE multilabel_label (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    creation_date DATETIME NOT NULL,
    description TEXT,
    id_gbif INTEGER,
    code_gcrmn TEXT
);

CREATE TABLE multilabel_model (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    link TEXT NOT NULL,
    doi TEXT,
    creation_date DATETIME NOT NULL
);

CREATE TABLE multilabel_class (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    threshold REAL NOT NULL,
    ml_label_id INTEGER NOT NULL,
    ml_model_id INTEGER NOT NULL,
    CONSTRAINT fk_ml_class_ml_label FOREIGN KEY (ml_label_id) REFERENCES multilabel_label (id),
    CONSTRAINT fk_ml_class_ml_model FOREIGN KEY (ml_model_id) REFERENCES multilabel_model (id)
);

CREATE TABLE multilabel_prediction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    score REAL NOT NULL,
    version_doi TEXT NOT NULL,
    frame_id INTEGER NOT NULL,
    ml_class_id INTEGER NOT NULL,
    CONSTRAINT fk_ml_prediction_version FOREIGN KEY (version_doi) REFERENCES version(doi),
    CONSTRAINT fk_ml_prediction_frame FOREIGN KEY (frame_id) REFERENCES frame(id),
    CONSTRAINT fk_ml_prediction_ml_class FOREIGN KEY (ml_class_id) REFERENCES multilabel_class(id)
);

CREATE TABLE multilabel_annotation_session (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    annotation_date DATETIME NOT NULL,
    dataset_name TEXT NOT NULL,
    author_name TEXT NOT NULL
);

CREATE TABLE multilabel_annotation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    value TINYINT NOT NULL,
    frame_id INTEGER NOT NULL,
    ml_label_id INTEGER NOT NULL,
    ml_annotation_session_id INTEGER NOT NULL,
    CONSTRAINT fk_ml_annotation_frame FOREIGN KEY (frame_id) REFERENCES frame(id),
    CONSTRAINT fk_ml_annotation_ml_label FOREIGN KEY (ml_label_id) REFERENCES multilabel_label(id),
    CONSTRAINT fk_ml_annotation_ml_anno_session FOREIGN KEY (ml_annotation_session_id) REFERENCES multilabel_annotation_session(id)
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES
('deposit', 'features', 'deposit', 4326),
('deposit_linestring', 'features', 'deposit_linestring', 4326),
('frame', 'features', 'frame', 4326);

INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES
('deposit', 'footprint', 'POLYGON', 4326, 0, 0),
('deposit_linestring', 'footprint_linestring', 'LINESTRING', 4326, 0, 0),
('frame', 'GPSPosition', 'POINT', 4326, 0, 0);

INSERT INTO multilabel_label (id, name, creation_date, description) VALUES
(1, 'Acanthasters', '2024-04-03', 'Crown-of-thorns starfish, Acanthaster, which feeds on living coral.'),
(2, 'Acropore_branched', '2024-04-03', 'Acropora colonies growing as open branches.'),
(3, 'Acropore_digitised', '2024-04-03', 'Acropora colonies with short, upright, finger-shaped branches.'),
(4, 'Acropore_sub_massive', '2024-04-03', 'Acropora colonies with thick, stubby lobes.'),
(5, 'Acropore_tabular', '2024-04-03', 'Acropora colonies spreading as a flat table or plate on a stalk.'),
(6, 'Actinopyga_echinites', '2024-04-03', 'Holothurian with a firm, wrinkled brown body, common on reef flats.'),
(7, 'Actinopyga_mauritiana', '2024-04-03', 'Holothurian of the surf zone, brown above and pale below.'),
(8, 'Algae_assembly', '2024-04-03', 'Mixed cover of several algae that cannot be told apart in the image.'),
(9, 'Algae_drawn_up', '2024-04-03', 'Upright fleshy algae, Halimeda and similar growth forms.'),
(10, 'Algae_limestone', '2024-04-03', 'Calcified red algae that form hard pink to purple crusts.'),
(11, 'Algae_sodding', '2024-04-03', 'Short, dense lawn of filamentous algae.'),
(12, 'Anemone', '2024-04-03', 'Any sea anemone.'),
(13, 'Ascidia', '2024-04-03', 'Any sea squirt, solitary or colonial.'),
(14, 'Atra/Leucospilota', '2024-04-03', 'Black holothurians of the pair Holothuria atra and H. leucospilota, not told apart.'),
(15, 'Bleached_coral', '2024-04-03', 'Living coral that has lost its colour.'),
(16, 'Blurred', '2024-04-03', 'Image too blurred to be read.'),
(17, 'Bohadschia_vitiensis', '2024-04-03', 'Holothurian with a pale, blotched body that often lies half buried.'),
(18, 'Clam', '2024-04-03', 'Any giant clam, Tridacna.'),
(19, 'D_savignyi/S_variolaris/E_calamaris/E_diadema', '2024-04-03', 'Long-spined sea urchins of four species that are not told apart.'),
(20, 'Dead_coral', '2024-04-03', 'Coral skeleton still in place but without living tissue.'),
(21, 'Echinometra_mathaei', '2024-04-03', 'Rock-boring sea urchin with short pointed spines.'),
(22, 'Echinostrephus_molaris', '2024-04-03', 'Small urchin with long spines, living in holes that it bores.'),
(23, 'Fish', '2024-04-03', 'Any fish.'),
(24, 'Gorgon', '2024-04-03', 'Any gorgonian, sea fan or sea whip.'),
(25, 'Heterocentrotus_mamillatus', '2024-04-03', 'Slate-pencil urchin with thick, blunt red spines.'),
(26, 'Heterocentrus_trigonarius', '2024-04-03', 'Slate-pencil urchin with thick, dark, tapering spines.'),
(27, 'Homo_sapiens', '2024-04-03', 'A person, or part of one.'),
(28, 'Human_object', '2024-04-03', 'An object made and left by people, gear included.'),
(29, 'Living_coral', '2024-04-03', 'Any living hard coral, whatever its genus or growth form.'),
(30, 'Millepore', '2024-04-03', 'Fire coral, Millepora.'),
(31, 'No_acropore_branched', '2024-04-03', 'Branching hard coral other than Acropora.'),
(32, 'No_acropore_encrusting', '2024-04-03', 'Hard coral other than Acropora growing as a crust over the substrate.'),
(33, 'No_acropore_foliaceous', '2024-04-03', 'Hard coral other than Acropora growing as leaves or plates.'),
(34, 'No_acropore_massive', '2024-04-03', 'Hard coral other than Acropora growing as boulders or domes.'),
(35, 'No_acropore_solitary', '2024-04-03', 'Solitary hard coral other than Acropora, lying loose on the bottom.'),
(36, 'No_acropore_sub_massive', '2024-04-03', 'Hard coral other than Acropora growing as columns or thick lobes.'),
(37, 'Other_starfish', '2024-04-03', 'Any starfish other than the crown-of-thorns.'),
(38, 'Rock', '2024-04-03', 'Bare rock of any kind.'),
(39, 'Sand', '2024-04-03', 'Sand of any origin.'),
(40, 'Rubble', '2024-04-03', 'Loose fragments, mostly of broken coral.'),
(41, 'Sea_cucumber', '2024-04-03', 'Any holothurian.'),
(42, 'Sea_urchins', '2024-04-03', 'Any sea urchin.'),
(43, 'Sichopus_chloronotus', '2024-04-03', 'Holothurian with a square section and a dark green, almost black body.'),
(44, 'Soft_coral', '2024-04-03', 'Any soft coral.'),
(45, 'Sponge', '2024-04-03', 'Any sponge.'),
(46, 'Synapta_maculata', '2024-04-03', 'Very long, worm-like holothurian with banded skin.'),
(47, 'Syringodium_isoetifolium', '2024-04-03', 'Seagrass with narrow, cylindrical leaves.'),
(48, 'Thalassodendron_ciliatum', '2024-04-03', 'Seagrass with tufts of ribbon leaves on upright woody stems.'),
(49, 'Toxopneustes_pileolus', '2024-04-03', 'Flower urchin, whose short venomous grasping organs look like petals.'),
(50, 'Trample', '2024-04-03', 'Coral broken by feet, fins, anchors or gear.'),
(51, 'Tripneustes_gratilla', '2024-04-03', 'Short-spined urchin with alternating bare and spiny bands.'),
(52, 'Turtle', '2024-04-03', 'Any marine turtle.'),
(53, 'Useless', '2024-04-03', 'Image that shows nothing usable: out of the water, or only blue.'),
(54, 'Waste', '2024-04-03', 'Litter.');

INSERT INTO multilabel_model (id, name, link, doi, creation_date) VALUES
(1, 'DinoVdeau', 'https://huggingface.co/lombardata/DinoVdeau-large-2024_04_03-with_data_aug_batch-size32_epochs150_freeze', 'https://doi.org/10.57967/hf/2947', '2024-04-03');

INSERT INTO multilabel_class (id, name, threshold, ml_label_id, ml_model_id) VALUES
(1, 'Acropore_branched', 0.351, 2, 1),
(2, 'Acropore_digitised', 0.349, 3, 1),
(3, 'Acropore_sub_massive', 0.123, 4, 1),
(4, 'Acropore_tabular', 0.415, 5, 1),
(5, 'Algae_assembly', 0.434, 8, 1),
(6, 'Algae_drawn_up', 0.193, 9, 1),
(7, 'Algae_limestone', 0.346, 10, 1),
(8, 'Algae_sodding', 0.41, 11, 1),
(9, 'Atra/Leucospilota', 0.586, 14, 1),
(10, 'Bleached_coral', 0.408, 15, 1),
(11, 'Blurred', 0.3, 16, 1),
(12, 'Dead_coral', 0.407, 20, 1),
(13, 'Fish', 0.466, 23, 1),
(14, 'Homo_sapiens', 0.402, 27, 1),
(15, 'Human_object', 0.343, 28, 1),
(16, 'Living_coral', 0.208, 29, 1),
(17, 'Millepore', 0.292, 30, 1),
(18, 'No_acropore_encrusting', 0.227, 32, 1),
(19, 'No_acropore_foliaceous', 0.462, 33, 1),
(20, 'No_acropore_massive', 0.333, 34, 1),
(21, 'No_acropore_solitary', 0.415, 35, 1),
(22, 'No_acropore_sub_massive', 0.377, 36, 1),
(23, 'Rock', 0.476, 38, 1),
(24, 'Sand', 0.548, 39, 1),
(25, 'Rubble', 0.417, 40, 1),
(26, 'Sea_cucumber', 0.357, 41, 1),
(27, 'Sea_urchins', 0.335, 42, 1),
(28, 'Sponge', 0.152, 45, 1),
(29, 'Syringodium_isoetifolium', 0.476, 47, 1),
(30, 'Thalassodendron_ciliatum', 0.209, 48, 1),
(31, 'Useless', 0.315, 53, 1);
