<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
  <context>
    <name>SeatizenAtlas</name>
    <message numerus="yes">
      <location filename="../core/annotations/exporting.py" />
      <source>%Ln image(s) share name and version with another: an import will not take them.</source>
      <translation>
        <numerusform>%Ln image partage son nom et sa version avec une autre : un import ne la prendra pas.</numerusform>
        <numerusform>%Ln images partagent leur nom et leur version avec d’autres : un import ne les prendra pas.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/annotations/exporting.py" />
      <source>Stopped; no file was written.</source>
      <translation>Arrêté ; aucun fichier n’a été écrit.</translation>
    </message>
    <message>
      <location filename="../core/annotations/exporting.py" />
      <source>The session {} says nothing of any frame.</source>
      <translation>La session {} ne dit rien d’aucune image.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Choose an annotation file.</source>
      <translation>Choisissez un fichier d'annotations.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>File {number} of {count}: {name}</source>
      <translation>Fichier {number} sur {count} : {name}</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Import the sessions of these images first.</source>
      <translation>Importez d'abord les sessions de ces images.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Keep one row for each image.</source>
      <translation>Gardez une seule ligne par image.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Known is: {}.</source>
      <translation>Valeur connue : {}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Remove that session first, or give this file another date, author or dataset.</source>
      <translation>Supprimez d'abord cette session, ou donnez à ce fichier une autre date, un autre auteur ou un autre jeu de données.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>Stopped. Files that were finished stay, the one under way left nothing.</source>
      <translation>Arrêté. Les fichiers terminés restent, celui en cours n'a rien laissé.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>The atlas holds this session already, with the same content.</source>
      <translation>L'atlas contient déjà cette session, avec le même contenu.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>There is no CSV file in “{}”.</source>
      <translation>Il n'y a pas de fichier CSV dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>There is no file or folder “{}”.</source>
      <translation>Il n'y a ni fichier ni dossier « {} ».</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>it holds no annotation: every cell is empty.</source>
      <translation>il ne contient aucune annotation : toutes les cellules sont vides.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>none of its {images} images gives an annotation; the first that the atlas lacks is “{example}”.</source>
      <translation>aucune de ses {images} images ne donne d'annotation ; la première qui manque à l'atlas est « {example} ».</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>nothing</source>
      <translation>rien</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>the atlas holds the session {key} with other content: {added} values only in the file, {gone} only in the atlas, {different} differ. For instance {names}.</source>
      <translation>l'atlas contient la session {key} avec un autre contenu : {added} valeurs dans le fichier seulement, {gone} dans l'atlas seulement, {different} différentes. Par exemple {names}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{file}, {label}: {new} in the file, {old} in the atlas</source>
      <translation>{file}, {label} : {new} dans le fichier, {old} dans l'atlas</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{file}: unchanged.</source>
      <translation>{file} : sans changement.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{file}: {annotations} annotations of {matched} images added ({images} images, {labels} labels left out).</source>
      <translation>{file} : {annotations} annotations de {matched} images ajoutées ({images} images, {labels} labels écartés).</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{file}: {annotations} annotations of {matched} images would be added ({images} images, {labels} labels left out).</source>
      <translation>{file} : {annotations} annotations de {matched} images seraient ajoutées ({images} images, {labels} labels écartés).</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{name}, row {row}: image “{file_name}” left out, {reason}. {suggestion}</source>
      <translation>{name}, ligne {row} : image « {file_name} » écartée, {reason}. {suggestion}</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>{name}: label “{column}” left out, {reason}. {suggestion}</source>
      <translation>{name} : label « {column} » écarté, {reason}. {suggestion}</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>“{}” is not a type of annotation.</source>
      <translation>« {} » n'est pas un type d'annotation.</translation>
    </message>
    <message>
      <location filename="../core/annotations/importing.py" />
      <source>“{}” stands in an earlier row with another value.</source>
      <translation>« {} » figure sur une ligne précédente avec une autre valeur.</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source> or </source>
      <translation> ou </translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>Keep one of the two.</source>
      <translation>Gardez l'une des deux.</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>Labels of one name were taken in the atlas's order: {}.</source>
      <translation>Des labels de même nom ont été pris dans l'ordre de l'atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>did you mean {}?</source>
      <translation>vouliez-vous dire {} ?</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>means the same label as column “{}”.</source>
      <translation>désigne le même label que la colonne « {} ».</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>not a label of the atlas</source>
      <translation>pas un label de l'atlas</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>stands for several labels</source>
      <translation>désigne plusieurs labels</translation>
    </message>
    <message>
      <location filename="../core/annotations/labels.py" />
      <source>write {}</source>
      <translation>écrivez {}</translation>
    </message>
    <message>
      <location filename="../core/annotations/matching.py" />
      <source>not a frame of the atlas</source>
      <translation>absente de l'atlas</translation>
    </message>
    <message>
      <location filename="../core/annotations/matching.py" />
      <source>not a frame of version {}</source>
      <translation>absente de la version {}</translation>
    </message>
    <message>
      <location filename="../core/annotations/matching.py" />
      <source>{} frames have this name: a column frame_doi would tell</source>
      <translation>{} images portent ce nom : une colonne frame_doi les distinguerait</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>Give an author and a dataset without “__”, slashes or other special characters.</source>
      <translation>Donnez un auteur et un jeu de données sans « __ », barres obliques ni autres caractères spéciaux.</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>Name it as in 20240524_151409__ana-lima__second_look.csv, or type them in.</source>
      <translation>Nommez-le comme 20240524_151409__ana-lima__second_look.csv, ou saisissez ces éléments.</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>Write it as 2024-05-24 15:14:09.</source>
      <translation>Écrivez-la comme 2024-05-24 15:14:09.</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>author</source>
      <translation>auteur</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>dataset</source>
      <translation>jeu de données</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>date</source>
      <translation>date</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>the name does not tell {}.</source>
      <translation>le nom n'indique pas : {}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>“{author}” and “{dataset}” cannot be told by the name of a file.</source>
      <translation>« {author} » et « {dataset} » ne peuvent pas figurer dans un nom de fichier.</translation>
    </message>
    <message>
      <location filename="../core/annotations/name.py" />
      <source>“{}” is not a date of annotation.</source>
      <translation>« {} » n'est pas une date d'annotation.</translation>
    </message>
    <message>
      <location filename="../core/annotations/own.py" />
      <source>Load the layers again.</source>
      <translation>Chargez à nouveau les couches.</translation>
    </message>
    <message>
      <location filename="../core/annotations/own.py" />
      <source>Stopped; nothing was set.</source>
      <translation>Arrêté ; rien n’a été annoté.</translation>
    </message>
    <message>
      <location filename="../core/annotations/own.py" />
      <source>The atlas “{}” has no such label (any more).</source>
      <translation>L’atlas « {} » n’a pas (ou plus) ce label.</translation>
    </message>
    <message>
      <location filename="../core/annotations/own.py" />
      <source>The atlas “{}” holds this frame no more.</source>
      <translation>L’atlas « {} » ne contient plus cette image.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>1 is present, 0 absent, an empty cell not annotated.</source>
      <translation>1 signifie présent, 0 absent, une cellule vide non annoté.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>The columns found are {}.</source>
      <translation>Les colonnes trouvées sont {}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>Write its number, as in 10000002, or the whole DOI.</source>
      <translation>Écrivez son numéro, comme 10000002, ou le DOI complet.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>no column has a label of the atlas.</source>
      <translation>aucune colonne ne porte un label de l'atlas.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>the cell is empty.</source>
      <translation>la cellule est vide.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>there is no column FileName.</source>
      <translation>il n'y a pas de colonne FileName.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>“{}” is neither 1, nor 0, nor empty.</source>
      <translation>« {} » n'est ni 1, ni 0, ni vide.</translation>
    </message>
    <message>
      <location filename="../core/annotations/reading.py" />
      <source>“{}” is not the DOI of a version.</source>
      <translation>« {} » n'est pas le DOI d'une version.</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>It has: {}.</source>
      <translation>Il contient : {}.</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>Removing {annotations} annotations of {key}</source>
      <translation>Suppression de {annotations} annotations de {key}</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>Stopped; nothing was removed.</source>
      <translation>Arrêté ; rien n'a été supprimé.</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>The atlas has no annotation session “{}”.</source>
      <translation>L'atlas n'a pas de session d'annotation « {} ».</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>none</source>
      <translation>aucune</translation>
    </message>
    <message>
      <location filename="../core/annotations/sessions.py" />
      <source>{annotations} annotations of {key} were removed.</source>
      <translation>{annotations} annotations de {key} ont été supprimées.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/atlas/gateway.py" />
      <source>%Ln row(s) of {table} without {parent}</source>
      <translation>
        <numerusform>%Ln ligne de {table} sans {parent}</numerusform>
        <numerusform>%Ln lignes de {table} sans {parent}</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Another import, sync or migration is at work on “{}”.</source>
      <translation>Un autre import, une synchronisation ou une migration est en cours sur « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check that the folder exists, can be written to and has space left.</source>
      <translation>Vérifiez que le dossier existe, qu'on peut y écrire et qu'il reste de l'espace.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check the free space of the temporary folder.</source>
      <translation>Vérifiez l'espace libre du dossier temporaire.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Check the permissions of the file and of its folder.</source>
      <translation>Vérifiez les droits d'accès au fichier et à son dossier.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose a .gpkg file, or download the published atlas again.</source>
      <translation>Choisissez un fichier .gpkg, ou téléchargez à nouveau l'atlas publié.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose an existing atlas, or create or download one.</source>
      <translation>Choisissez un atlas existant, ou créez-en ou téléchargez-en un.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose another file, or create a new atlas.</source>
      <translation>Choisissez un autre fichier ou créez un nouvel atlas.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Choose the GeoPackage itself, a file that ends with .gpkg.</source>
      <translation>Choisissez le GeoPackage lui-même, un fichier en .gpkg.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Close it there (or save its edits) and try again.</source>
      <translation>Fermez-le dans cet autre programme (ou enregistrez-y ses modifications), puis réessayez.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Nothing was changed. “Check atlas” lists the rows.</source>
      <translation>Rien n'a été modifié. « Vérifier l’atlas » liste les lignes.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>References are broken: {}.</source>
      <translation>Des références sont rompues : {}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The atlas “{name}” refused a statement: {engine_words}.</source>
      <translation>L'atlas « {name} » a refusé une instruction : {engine_words}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The disk with “{}” is full.</source>
      <translation>Le disque contenant « {} » est plein.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>The rows of “{}” could not be staged.</source>
      <translation>Les lignes de « {} » n'ont pas pu être préparées.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>There is no file “{}”.</source>
      <translation>Il n'y a pas de fichier « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>Wait until it has ended, then try again.</source>
      <translation>Attendez qu'elle soit terminée, puis réessayez.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>What was under way was undone. Free some space and run it again.</source>
      <translation>Ce qui était en cours a été annulé. Libérez de l'espace et relancez.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{name}” is a GeoPackage but not a Seatizen Atlas: it has no table {names}.</source>
      <translation>« {name} » est un GeoPackage mais pas un Seatizen Atlas : il n'a pas de table {names}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” cannot be created.</source>
      <translation>« {} » ne peut pas être créé.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” cannot be written to.</source>
      <translation>Il n'est pas possible d'écrire dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is a folder, not an atlas.</source>
      <translation>« {} » est un dossier, pas un atlas.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is in use by another program.</source>
      <translation>« {} » est utilisé par un autre programme.</translation>
    </message>
    <message>
      <location filename="../core/atlas/gateway.py" />
      <source>“{}” is not a GeoPackage that can be opened.</source>
      <translation>« {} » n'est pas un GeoPackage qui puisse être ouvert.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>In “{atlas}” the number {number} was taken by another script ({other}), so that the plugin's own of that number never ran.</source>
      <translation>Dans « {atlas} », le numéro {number} a été pris par un autre script ({other}), si bien que celui de l'extension n'a jamais été exécuté.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>It can be looked at. Update the plugin to change it.</source>
      <translation>Il peut être consulté. Mettez l'extension à jour pour le modifier.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>Run it by its number with “Migrate atlas” first; it makes a backup.</source>
      <translation>Exécutez-le d'abord par son numéro avec « Migrer l’atlas » ; une sauvegarde est faite.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>Run the plugin's own by its number with “Migrate atlas”, which makes a backup, or go back to a backup from before.</source>
      <translation>Exécutez celui de l'extension par son numéro avec « Migrer l'atlas », qui fait une sauvegarde, ou revenez à une sauvegarde antérieure.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>Run “Migrate atlas” first; it makes a backup.</source>
      <translation>Lancez d'abord « Migrer l’atlas » ; une sauvegarde est faite.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>of unknown name</source>
      <translation>de nom inconnu</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>“{atlas}” was changed by the script {script} of a newer version of this plugin.</source>
      <translation>« {atlas} » a été modifié par le script {script} d'une version plus récente de cette extension.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>“{name}” has not seen script {listed_numbers}, although later ones ran.</source>
      <translation>« {name} » n'a pas reçu le script {listed_numbers}, alors que de plus récents ont été exécutés.</translation>
    </message>
    <message>
      <location filename="../core/atlas/history.py" />
      <source>“{name}” is at script {last_script:02d} and needs {count} more before it can be changed.</source>
      <translation>« {name} » en est au script {last_script:02d} ; il lui en faut encore {count} avant de pouvoir être modifié.</translation>
    </message>
    <message>
      <location filename="../core/atlas/judge.py" />
      <source>Nothing was changed. Scripts change tables of the atlas and nothing else.</source>
      <translation>Rien n'a été modifié. Un script modifie des tables de l'atlas et rien d'autre.</translation>
    </message>
    <message>
      <location filename="../core/atlas/judge.py" />
      <source>statement {number} (“{beginning}…”): {reason}.</source>
      <translation>instruction {number} (« {beginning}… ») : {reason}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/judge.py" />
      <source>uses {}, which a script may not</source>
      <translation>utilise {}, ce qui est interdit à un script</translation>
    </message>
    <message>
      <location filename="../core/atlas/judge.py" />
      <source>what no script needs ({})</source>
      <translation>ce dont aucun script n'a besoin ({})</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>Choose a file that ends with .gpkg.</source>
      <translation>Choisissez un fichier qui se termine par .gpkg.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>Choose another name, or allow it to be overwritten.</source>
      <translation>Choisissez un autre nom, ou autorisez son remplacement.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>Close it in other programs, and check the permissions of its folder.</source>
      <translation>Fermez-le dans les autres programmes et vérifiez les droits sur son dossier.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>Create the folder first.</source>
      <translation>Créez d'abord le dossier.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>There is no folder “{}”.</source>
      <translation>Il n'y a pas de dossier « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>Unfinished work of an earlier atlas lay beside it and was put aside as “{}”.</source>
      <translation>Le travail inachevé d'un atlas antérieur se trouvait à côté ; il a été mis de côté sous le nom « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>What was there before was kept as “{}”.</source>
      <translation>Ce qui s'y trouvait a été gardé sous le nom « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>“{}” cannot be replaced.</source>
      <translation>« {} » ne peut pas être remplacé.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>“{}” exists already.</source>
      <translation>« {} » existe déjà.</translation>
    </message>
    <message>
      <location filename="../core/atlas/place.py" />
      <source>“{}” is a folder.</source>
      <translation>« {} » est un dossier.</translation>
    </message>
    <message>
      <location filename="../core/atlas/score_tables.py" />
      <source>Nothing was changed. Delete its rows of multilabel_prediction first.</source>
      <translation>Rien n'a été modifié. Supprimez d'abord ses lignes de multilabel_prediction.</translation>
    </message>
    <message>
      <location filename="../core/atlas/score_tables.py" />
      <source>Predictions of class {class_id}, which is not there any more: {scores}.</source>
      <translation>Prédictions de la classe {class_id}, qui n’existe plus : {scores}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/score_tables.py" />
      <source>Stopped; nothing of it stays.</source>
      <translation>Arrêté ; il n'en reste rien.</translation>
    </message>
    <message>
      <location filename="../core/atlas/score_tables.py" />
      <source>Storing predictions a row a frame: frame {frame} of {frames}</source>
      <translation>Rangement des prédictions, une ligne par image : image {frame} sur {frames}</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>Give each script a number of its own.</source>
      <translation>Donnez à chaque script un numéro qui lui soit propre.</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>There is no numbered script in “{}”.</source>
      <translation>Il n'y a pas de script numéroté dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>cannot be read.</source>
      <translation>illisible.</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>is not UTF-8 text.</source>
      <translation>n'est pas un texte en UTF-8.</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>is not a text file.</source>
      <translation>n'est pas un fichier texte.</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>number {number} is also that of {name}.</source>
      <translation>le numéro {number} est aussi celui de {name}.</translation>
    </message>
    <message>
      <location filename="../core/atlas/scripts.py" />
      <source>the name of a script is a number, an underscore and a name, as in 07_name.sql.</source>
      <translation>le nom d'un script est un numéro, un tiret bas et un nom, comme 07_name.sql.</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>Failed unexpectedly ({kind}: {problem}); the log says more.</source>
      <translation>Échec inattendu ({kind} : {problem}) ; le journal en dit davantage.</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>Not tried any more: {}</source>
      <translation>Abandonnée sans essai : {}</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>Stopped. What was finished stays.</source>
      <translation>Arrêté. Ce qui était terminé est conservé.</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>added</source>
      <translation>ajoutée</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>failed</source>
      <translation>échec</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>left alone</source>
      <translation>laissée telle quelle</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>not done</source>
      <translation>non traitée</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>not kept</source>
      <translation>non conservée</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>planned</source>
      <translation>prévue</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>unchanged</source>
      <translation>sans changement</translation>
    </message>
    <message>
      <location filename="../core/conveyor.py" />
      <source>updated</source>
      <translation>mise à jour</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/coverage/coverage.py" />
      <source>%Ln frame(s) without a position left out.</source>
      <translation>
        <numerusform>%Ln image sans position écartée.</numerusform>
        <numerusform>%Ln images sans position écartées.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/coverage/coverage.py" />
      <source>Check the free space, or choose another place.</source>
      <translation>Vérifiez l’espace libre, ou choisissez un autre emplacement.</translation>
    </message>
    <message>
      <location filename="../core/coverage/coverage.py" />
      <source>Stopped.</source>
      <translation>Arrêté.</translation>
    </message>
    <message>
      <location filename="../core/coverage/coverage.py" />
      <source>The cells could not be written.</source>
      <translation>Les cellules n’ont pas pu être écrites.</translation>
    </message>
    <message>
      <location filename="../core/coverage/coverage.py" />
      <source>{done} of {total} frames placed</source>
      <translation>{done} images placées sur {total}</translation>
    </message>
    <message>
      <location filename="../core/coverage/grid.py" />
      <source>A cell cannot be {width} m wide.</source>
      <translation>Une cellule ne peut pas avoir {width} m de large.</translation>
    </message>
    <message>
      <location filename="../core/coverage/grid.py" />
      <source>Choose a width between 1 m and 1,000 km.</source>
      <translation>Choisissez une largeur entre 1 m et 1 000 km.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>Expected a CSV.</source>
      <translation>Un CSV était attendu.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>Expected a header and rows.</source>
      <translation>Un en-tête et des lignes étaient attendus.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>Expected the names of the columns.</source>
      <translation>Les noms des colonnes étaient attendus.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>Open it in a text editor or a spreadsheet and repair that row.</source>
      <translation>Ouvrez-le dans un éditeur de texte ou un tableur et réparez cette ligne.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>Remove or rename one of them.</source>
      <translation>Supprimez ou renommez l'une d'elles.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>The columns are: {}.</source>
      <translation>Les colonnes sont : {}.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>a cell is longer than any that is meant.</source>
      <translation>une cellule est plus longue que ce qui est raisonnable.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>a quotation mark is opened and never closed.</source>
      <translation>un guillemet est ouvert et jamais fermé.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>cannot be read as a CSV.</source>
      <translation>illisible en tant que CSV.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>has {cells} cells, but the header has {count}.</source>
      <translation>a {cells} cellules, mais l'en-tête en a {count}.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>the column stands twice in the header.</source>
      <translation>la colonne figure deux fois dans l'en-tête.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>the file is empty.</source>
      <translation>le fichier est vide.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>the file is missing or cannot be read.</source>
      <translation>le fichier est absent ou illisible.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>the header cannot be read.</source>
      <translation>l'en-tête ne peut pas être lu.</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>there is no column “{}”.</source>
      <translation>il n'y a pas de colonne « {} ».</translation>
    </message>
    <message>
      <location filename="../core/csvfile.py" />
      <source>“{cells}” is not {expected}.</source>
      <translation>« {cells} » n'est pas {expected}.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/downloads/frames.py" />
      <source>%Ln image(s) of version {version}: {problem}</source>
      <translation>
        <numerusform>%Ln image de la version {version} : {problem}</numerusform>
        <numerusform>%Ln images de la version {version} : {problem}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../core/downloads/frames.py" />
      <source>%Ln image(s) to download, {size} MB; {present} are there already.</source>
      <translation>
        <numerusform>%Ln image à télécharger, {size} Mo ; {present} sont déjà là.</numerusform>
        <numerusform>%Ln images à télécharger, {size} Mo ; {present} sont déjà là.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../core/downloads/frames.py" />
      <source>Looking for %Ln image(s) on Zenodo</source>
      <translation>
        <numerusform>Recherche de %Ln image sur Zenodo</numerusform>
        <numerusform>Recherche de %Ln images sur Zenodo</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>No image was chosen.</source>
      <translation>Aucune image n’a été choisie.</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>Select frames, or give a list with rows.</source>
      <translation>Sélectionnez des images, ou donnez une liste qui a des lignes.</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>Start again.</source>
      <translation>Recommencez.</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>The archive of this session holds no “{}”.</source>
      <translation>L’archive de cette session ne contient pas « {} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>Two different images are called “{}”.</source>
      <translation>Deux images différentes s’appellent « {} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>{image}: {problem}</source>
      <translation>{image} : {problem}</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>{key} of record {record}: {done} of {total} MB</source>
      <translation>{key} de l’enregistrement {record} : {done} sur {total} Mo</translation>
    </message>
    <message>
      <location filename="../core/downloads/frames.py" />
      <source>“{key}” of record {record} was replaced on Zenodo meanwhile.</source>
      <translation>« {key} » de l’enregistrement {record} a été remplacé sur Zenodo entre-temps.</translation>
    </message>
    <message>
      <location filename="../core/downloads/lists.py" />
      <source>Cancelled.</source>
      <translation>Annulé.</translation>
    </message>
    <message>
      <location filename="../core/downloads/lists.py" />
      <source>Choose the layer “Frames” of an atlas, or a CSV with version_doi and relative_file_path.</source>
      <translation>Choisissez la couche « Images » d’un atlas, ou un CSV avec version_doi et relative_file_path.</translation>
    </message>
    <message>
      <location filename="../core/downloads/lists.py" />
      <source>is empty.</source>
      <translation>est vide.</translation>
    </message>
    <message>
      <location filename="../core/downloads/lists.py" />
      <source>“{layer}” is no layer of frames: it has no column {column}.</source>
      <translation>« {layer} » n’est pas une couche d’images : il lui manque la colonne {column}.</translation>
    </message>
    <message>
      <location filename="../core/downloads/lists.py" />
      <source>“{}” is no DOI of Zenodo.</source>
      <translation>« {} » n'est pas un DOI de Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/downloads/picture.py" />
      <source>The file is a {kind}, though it is called {ending}.</source>
      <translation>Le fichier est un {kind}, bien que son nom dise {ending}.</translation>
    </message>
    <message>
      <location filename="../core/downloads/picture.py" />
      <source>“{name}” claims to have {width} × {height} pixels: it is not opened.</source>
      <translation>« {name} » prétend avoir {width} × {height} pixels : il n’est pas ouvert.</translation>
    </message>
    <message>
      <location filename="../core/downloads/picture.py" />
      <source>“{}” is damaged and cannot be shown.</source>
      <translation>« {} » est endommagé et ne peut pas être affiché.</translation>
    </message>
    <message>
      <location filename="../core/downloads/picture.py" />
      <source>“{}” is not a picture that can be shown.</source>
      <translation>« {} » n’est pas une image que l’on puisse afficher.</translation>
    </message>
    <message>
      <location filename="../core/downloads/picture.py" />
      <source>“{}” is not there any more.</source>
      <translation>« {} » n’est plus là.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>Sync the atlas with Zenodo, then look again.</source>
      <translation>Synchronisez l’atlas avec Zenodo, puis regardez à nouveau.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>The images of record {} were replaced on Zenodo after the atlas had read it.</source>
      <translation>Les images de l’enregistrement {} ont été remplacées sur Zenodo après la lecture par l’atlas.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>The images of this session are not open: record {} is restricted.</source>
      <translation>Les images de cette session ne sont pas ouvertes : l’enregistrement {} est à accès restreint.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>Use a token of an account that was given access to it.</source>
      <translation>Utilisez le jeton d'un compte qui y a reçu l'accès.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>Zenodo holds no images of this session: there is no {archive}.zip in record {record}.</source>
      <translation>Zenodo n’a pas d’images de cette session : il n’y a pas de {archive}.zip dans l’enregistrement {record}.</translation>
    </message>
    <message>
      <location filename="../core/downloads/remote.py" />
      <source>“{}” is not the number of a version on Zenodo.</source>
      <translation>« {} » n’est pas le numéro d’une version sur Zenodo.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/downloads/sessions.py" />
      <source>%Ln file(s) to download: {size} MB; on the disk they need about {needed} MB.</source>
      <translation>
        <numerusform>%Ln fichier à télécharger : {size} Mo ; il faut environ {needed} Mo sur le disque.</numerusform>
        <numerusform>%Ln fichiers à télécharger : {size} Mo ; il faut environ {needed} Mo sur le disque.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>CONTENT has no “{}”.</source>
      <translation>CONTENT ne connaît pas « {} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Expected a number such as 12760339, or 10.5281/zenodo.12760339.</source>
      <translation>Un numéro comme 12760339, ou 10.5281/zenodo.12760339, était attendu.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Give its DOI instead.</source>
      <translation>Donnez plutôt son DOI.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Give names, DOIs, a CSV with one of them, or an atlas.</source>
      <translation>Donnez des noms, des DOI, un CSV qui en contient, ou un atlas.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Known: raw, processed, and the letters {}.</source>
      <translation>Connus : raw, processed, et les lettres {}.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Looking for {session} ({number} of {count})</source>
      <translation>Recherche de {session} ({number} sur {count})</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>No session was chosen.</source>
      <translation>Aucune session n'a été choisie.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>The deposit {doi} is that of “{other}”, not of “{name}”.</source>
      <translation>Le dépôt {doi} est celui de « {other} », non de « {name} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Zenodo has {count} deposits with the identifier “urn:{name}”.</source>
      <translation>Zenodo a {count} dépôts avec l’identifiant « urn:{name} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>Zenodo holds nothing of what was asked for.</source>
      <translation>Zenodo n’a rien de ce qui était demandé.</translation>
    </message>
    <message>
      <location filename="../core/downloads/sessions.py" />
      <source>{session}: {file}, {size} MB</source>
      <translation>{session} : {file}, {size} Mo</translation>
    </message>
    <message>
      <location filename="../core/downloads/source.py" />
      <source>Check that the disk has room and that you may write there.</source>
      <translation>Vérifiez que le disque a de la place et que vous pouvez y écrire.</translation>
    </message>
    <message>
      <location filename="../core/downloads/source.py" />
      <source>Download the frame, then it is shown from there.</source>
      <translation>Téléchargez l’image : elle sera ensuite affichée depuis votre disque.</translation>
    </message>
    <message>
      <location filename="../core/downloads/source.py" />
      <source>The owner of record {} can tell where it went.</source>
      <translation>Le propriétaire de l’enregistrement {} peut dire où elle est passée.</translation>
    </message>
    <message>
      <location filename="../core/downloads/source.py" />
      <source>The picture cannot be kept in “{}”.</source>
      <translation>L’image ne peut pas être conservée dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/downloads/source.py" />
      <source>“{name}” has {size} MB, too much to look at it over the net.</source>
      <translation>« {name} » pèse {size} Mo, trop pour être regardée à travers le réseau.</translation>
    </message>
    <message>
      <location filename="../core/downloads/unpack.py" />
      <source>Files of the archive would overwrite each other.</source>
      <translation>Des fichiers de l’archive s’écraseraient l’un l’autre.</translation>
    </message>
    <message>
      <location filename="../core/downloads/unpack.py" />
      <source>“{}” in the archive is larger than it claims.</source>
      <translation>« {} », dans l'archive, est plus grand qu'annoncé.</translation>
    </message>
    <message>
      <location filename="../core/errors.py" />
      <source>column “{}”</source>
      <translation>colonne « {} »</translation>
    </message>
    <message>
      <location filename="../core/errors.py" />
      <source>row {}</source>
      <translation>ligne {}</translation>
    </message>
    <message>
      <location filename="../core/errors.py" />
      <source>“{title}” failed unexpectedly ({kind}: {error}). See the tab “Seatizen Atlas” of the log panel.</source>
      <translation>« {title} » a échoué de façon inattendue ({kind} : {error}). Voir l’onglet « Seatizen Atlas » du journal des messages.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/exports/darwincore/export.py" />
      <source>%Ln annotated frame(s) without a position left out.</source>
      <translation>
        <numerusform>%Ln image annotée sans position a été écartée.</numerusform>
        <numerusform>%Ln images annotées sans position ont été écartées.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>Checking the archive…</source>
      <translation>Vérification de l'archive…</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>Stopped; nothing was written.</source>
      <translation>Arrêté ; rien n'a été écrit.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>The archive has {rows} rows; it was not checked, which is done up to {checked_rows}.</source>
      <translation>L'archive a {rows} lignes ; elle n'a pas été vérifiée, ce qui se fait jusqu'à {checked_rows}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>The atlas has no annotated frame: the archive is empty.</source>
      <translation>L'atlas n'a aucune image annotée : l'archive est vide.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>The country in “{}” is not one of ISO 3166-1; it was left empty.</source>
      <translation>Le pays de « {} » n'est pas dans ISO 3166-1 ; il a été laissé vide.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/export.py" />
      <source>{done} of {total} frames, {found} occurrences</source>
      <translation>{done} images sur {total}, {found} occurrences</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/licences.py" />
      <source>Choose one of {}.</source>
      <translation>Choisissez parmi {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/licences.py" />
      <source>GBIF does not accept the licence “{}”.</source>
      <translation>GBIF n'accepte pas la licence « {} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>a file has {} locations, not one.</source>
      <translation>un fichier a {} emplacements, au lieu d'un seul.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>column {index} is “{header}”, but meta.xml calls it {local}.</source>
      <translation>la colonne {index} est « {header} », mais meta.xml l'appelle {local}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>describes no file of the kind {}.</source>
      <translation>ne décrit aucun fichier du type {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>has no column {}.</source>
      <translation>n'a pas de colonne {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>has no packageId.</source>
      <translation>n'a pas d'attribut packageId.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>has no system.</source>
      <translation>n'a pas d'attribut system.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>has no {}.</source>
      <translation>n'a pas de {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>is described and missing.</source>
      <translation>est décrit mais absent.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>is missing.</source>
      <translation>est absent.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>is not a zip archive.</source>
      <translation>n'est pas une archive zip.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>is not keyed by its column eventID.</source>
      <translation>n'a pas pour clé sa colonne eventID.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>is not well-formed: {}.</source>
      <translation>est mal formé : {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>its abstract is shorter than {} characters.</source>
      <translation>son résumé a moins de {} caractères.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>its root is not eml of {}.</source>
      <translation>sa racine n'est pas l'élément eml de {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>its schemaLocation is not two absolute addresses.</source>
      <translation>son schemaLocation n'est pas formé de deux adresses absolues.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>its scope is not “system”.</source>
      <translation>sa portée (scope) n'est pas « system ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>its title is shorter than {} characters.</source>
      <translation>son titre a moins de {} caractères.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>meta.xml names column {}; there is none.</source>
      <translation>meta.xml nomme la colonne {} ; il n'y en a pas.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>the time stands apart from the date.</source>
      <translation>l'heure est séparée de la date.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>the uncertainty of {} m is below 1 m.</source>
      <translation>l'incertitude de {} m est inférieure à 1 m.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>there is no event “{}”.</source>
      <translation>il n'y a pas d'événement « {} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>there is no occurrence “{}”.</source>
      <translation>il n'y a pas d'occurrence « {} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{column} “{value}” repeats.</source>
      <translation>{column} « {value} » se répète.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{file}, line {line}</source>
      <translation>{file}, ligne {line}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{found} cells instead of {expected}.</source>
      <translation>{found} cellules au lieu de {expected}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{name} has a field with the term “{term}”.</source>
      <translation>{name} a un champ avec le terme « {term} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{name} has no {key_name}.</source>
      <translation>{name} n'a pas de {key_name}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{name} has the unknown row type “{row_type}”.</source>
      <translation>{name} a le type de ligne inconnu « {row_type} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{name}: index {index} is given twice.</source>
      <translation>{name} : l'indice {index} est donné deux fois.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{name}: “{text}” is no index.</source>
      <translation>{name} : « {text} » n'est pas un indice.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{} does not enclose fields in quotes.</source>
      <translation>{} n'entoure pas les champs de guillemets.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{} does not skip its one header line.</source>
      <translation>{} n'ignore pas son unique ligne d'en-tête.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>{} is empty.</source>
      <translation>{} est vide.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{event}” has no parent “{parent}”.</source>
      <translation>« {event} » n'a pas de parent « {parent} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{row}” is both present and absent in “{key}”.</source>
      <translation>« {row} » est à la fois présent et absent dans « {key} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{row}” is no {name}.</source>
      <translation>« {row} » n'est pas une valeur de {name}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” has the position of its session.</source>
      <translation>« {} » a la position de sa session.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is neither a date nor a time in UTC (2021-01-05T08:00:00Z).</source>
      <translation>« {} » n'est ni une date ni une heure UTC (2021-01-05T08:00:00Z).</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is neither present nor absent.</source>
      <translation>« {} » n'est ni présent ni absent.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is no date of publication.</source>
      <translation>« {} » n'est pas une date de publication.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is no licence that GBIF reads.</source>
      <translation>« {} » n'est pas une licence que GBIF sait lire.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is no two-letter country.</source>
      <translation>« {} » n'est pas un code de pays à deux lettres.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>“{}” is not MachineObservation.</source>
      <translation>« {} » n'est pas MachineObservation.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/lint.py" />
      <source>… and {} more</source>
      <translation>… et {} autres</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>has an unknown part “{}”</source>
      <translation>a une partie inconnue « {} »</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>holds somebody without a name or an organisation</source>
      <translation>contient quelqu'un sans nom ni organisation</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>is not JSON: {}.</source>
      <translation>n'est pas du JSON : {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>is not known; known are {}</source>
      <translation>n'est pas connu ; sont connus {}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>is shorter than {} characters</source>
      <translation>a moins de {} caractères</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be a list of words</source>
      <translation>doit être une liste de mots</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be a list with at least one person or organisation</source>
      <translation>doit être une liste d'au moins une personne ou organisation</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be an object of texts</source>
      <translation>doit être un objet fait de textes</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be an object, such as {}</source>
      <translation>doit être un objet, comme {}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be text</source>
      <translation>doit être un texte</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must be “utc” or “unknown”</source>
      <translation>doit être « utc » ou « unknown »</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/metadata.py" />
      <source>must hold persons such as {}</source>
      <translation>doit contenir des personnes comme {}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>An LSID looks like {}.</source>
      <translation>Un LSID ressemble à {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>Asking GBIF: taxon {number} of {total}</source>
      <translation>Question à GBIF : taxon {number} sur {total}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>GBIF does not know the taxon of {}.</source>
      <translation>GBIF ne connaît pas le taxon de {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>GBIF's answer to key {} has no name or no kingdom.</source>
      <translation>La réponse de GBIF pour la clé {} n'a pas de nom ou pas de règne.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>GBIF's answers could not be kept in the atlas: {}</source>
      <translation>Les réponses de GBIF n'ont pas pu être conservées dans l'atlas : {}</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>Name the taxon of these labels in a mapping file (TAXA).</source>
      <translation>Indiquez le taxon de ces labels dans un fichier de correspondance (TAXA).</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>Run the export once with access to GBIF.</source>
      <translation>Lancez l'export une fois avec un accès à GBIF.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>The taxon with GBIF's key {} is not kept in the atlas yet.</source>
      <translation>Le taxon de clé GBIF {} n'est pas encore conservé dans l'atlas.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>Write for instance Animalia, or give a gbifKey instead of a name.</source>
      <translation>Écrivez par exemple Animalia, ou donnez un gbifKey au lieu d'un nom.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>Write the label's id instead: one of {}.</source>
      <translation>Écrivez plutôt l'identifiant du label : l'un de {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>is not a number.</source>
      <translation>n'est pas un nombre.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>needs a column “label” and one of scientificName, scientificNameID and gbifKey.</source>
      <translation>doit avoir une colonne « label » et l'une des colonnes scientificName, scientificNameID et gbifKey.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>the atlas has no label “{}”.</source>
      <translation>l'atlas n'a pas de label « {} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>the atlas has {count} labels “{text}”.</source>
      <translation>l'atlas a {count} labels « {text} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>the kingdom of “{}” is missing.</source>
      <translation>le règne de « {} » manque.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>the label is missing.</source>
      <translation>le label manque.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>the row names no taxon.</source>
      <translation>la ligne n'indique aucun taxon.</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>{names} (key {key})</source>
      <translation>{names} (clé {key})</translation>
    </message>
    <message>
      <location filename="../core/exports/darwincore/taxonomy.py" />
      <source>“{}” is neither a WoRMS LSID nor an address.</source>
      <translation>« {} » n'est ni un LSID WoRMS ni une adresse.</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>Choose a folder for the output.</source>
      <translation>Choisissez un dossier pour le résultat.</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>Choose an empty or a new folder; its content is replaced as a whole.</source>
      <translation>Choisissez un dossier vide ou nouveau ; tout son contenu est remplacé.</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>The GeoParquet export</source>
      <translation>L'export GeoParquet</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>The atlas has no frame: the dataset is empty.</source>
      <translation>L’atlas n’a aucune image : le jeu de données est vide.</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>{year} {platform}: {done} of {total} frames</source>
      <translation>{year} {platform} : {done} images sur {total}</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>“{folder}” holds something else than a dataset: {foreign}.</source>
      <translation>« {folder} » contient autre chose qu'un jeu de données : {foreign}.</translation>
    </message>
    <message>
      <location filename="../core/exports/geoparquet.py" />
      <source>“{}” is a file, not a folder.</source>
      <translation>« {} » est un fichier, pas un dossier.</translation>
    </message>
    <message>
      <location filename="../core/exports/plain.py" />
      <source>Stopped. Files that were complete stay; nothing half-written does.</source>
      <translation>Arrêté. Les fichiers complets restent ; rien ne reste à moitié écrit.</translation>
    </message>
    <message>
      <location filename="../core/exports/plain.py" />
      <source>The table could not be written by OGR.</source>
      <translation>OGR n'a pas pu écrire la table.</translation>
    </message>
    <message>
      <location filename="../core/exports/plain.py" />
      <source>Writing Parquet</source>
      <translation>L'écriture en Parquet</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/exports/plain.py" />
      <source>{table}: %Ln row(s)</source>
      <translation>
        <numerusform>{table} : %Ln ligne</numerusform>
        <numerusform>{table} : %Ln lignes</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/exports/streamed.py" />
      <source>{table}: {rows} rows, {seen} of {total} frames</source>
      <translation>{table} : {rows} lignes, {seen} images sur {total}</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/exports/tables.py" />
      <source>%Ln frame(s) pass the filter.</source>
      <translation>
        <numerusform>%Ln image passe le filtre.</numerusform>
        <numerusform>%Ln images passent le filtre.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>Choose any of {}.</source>
      <translation>Choisissez parmi {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>Known: {}.</source>
      <translation>Valeurs connues : {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>No {} was chosen.</source>
      <translation>Vous n'avez pas choisi de {}.</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>There is no {what} “{name}”.</source>
      <translation>Il n'y a pas de {what} « {name} ».</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>format</source>
      <translation>format</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>kind of values</source>
      <translation>type de valeurs</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>table</source>
      <translation>table</translation>
    </message>
    <message>
      <location filename="../core/exports/tables.py" />
      <source>{}: there is nothing to write but the header.</source>
      <translation>{} : il n'y a rien à écrire hormis l'en-tête.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Check that this is the right atlas, or choose another place.</source>
      <translation>Vérifiez que c’est le bon atlas, ou choisissez un autre emplacement.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Choose the name of a file.</source>
      <translation>Choisissez un nom de fichier.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Close it if another program has it open, and check the permissions and the free space.</source>
      <translation>Fermez-le si un autre programme l'a ouvert, et vérifiez les droits d'accès et l'espace libre.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Create it first, or choose another one.</source>
      <translation>Créez-le d'abord, ou choisissez-en un autre.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Install it with: {} – then restart QGIS.</source>
      <translation>Installez-le avec : {} – puis redémarrez QGIS.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>Reading tables needs the Python package pandas.</source>
      <translation>La lecture des tables nécessite le paquet Python pandas.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>The folder “{}” does not exist.</source>
      <translation>Le dossier « {} » n'existe pas.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>There is nothing to write, so “{name}” was left as it is.</source>
      <translation>Il n’y a rien à écrire : « {name} » a été laissé tel quel.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>python -m pip install {} (in the OSGeo4W shell)</source>
      <translation>python -m pip install {} (dans le shell OSGeo4W)</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>{} needs the Python package pyarrow.</source>
      <translation>{} nécessite le paquet Python pyarrow.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>“{}” cannot be written.</source>
      <translation>« {} » ne peut pas être écrit.</translation>
    </message>
    <message>
      <location filename="../core/files.py" />
      <source>“{}” is a folder, not a file.</source>
      <translation>« {} » est un dossier, pas un fichier.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>Give a CSV with the DOIs that hold.</source>
      <translation>Fournissez un CSV avec les DOI qui font foi.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>It could not be compared with what was published: {}</source>
      <translation>La comparaison avec ce qui a été publié n'a pas pu être faite : {}</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>Publish it first, or give a CSV with the DOIs of the sessions.</source>
      <translation>Publiez-la d'abord, ou fournissez un CSV avec les DOI des sessions.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>Publish the processed data first, or give a CSV with the DOIs.</source>
      <translation>Publiez d'abord les données traitées, ou fournissez un CSV avec les DOI.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>The folder differs from what was published: {}.</source>
      <translation>Le dossier diffère de ce qui a été publié : {}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>Use a token of an account that may read it.</source>
      <translation>Utilisez le jeton d'un compte autorisé à la lire.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>Zenodo has no deposit of “{}”.</source>
      <translation>Zenodo n'a pas de dépôt de « {} ».</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>no version of deposit {concept_id} on Zenodo has {frames_archive}.</source>
      <translation>aucune version du dépôt {concept_id} sur Zenodo ne contient {frames_archive}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>several deposits on Zenodo carry the name “{text}”: {names}.</source>
      <translation>plusieurs dépôts sur Zenodo portent le nom « {text} » : {names}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>{path} has {here} bytes, published were {published}</source>
      <translation>{path} a {here} octets, {published} ont été publiés</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>{told}; and {count} more</source>
      <translation>{told} ; et {count} autres</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>{} has another content</source>
      <translation>{} a un autre contenu</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>{} is only in the folder</source>
      <translation>{} n'est que dans le dossier</translation>
    </message>
    <message>
      <location filename="../core/harvest/local.py" />
      <source>{} is only on Zenodo</source>
      <translation>{} n'est que sur Zenodo</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Deleted from Zenodo; kept.</source>
      <translation>Supprimée de Zenodo ; conservée.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Everything is read again.</source>
      <translation>Tout est relu.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>In the atlas, but not remembered yet: compared.</source>
      <translation>Dans l'atlas, mais pas encore en mémoire : à comparer.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>It failed on these files before and is read again when they change, or when everything is: {}</source>
      <translation>Elle a déjà échoué avec ces mêmes fichiers ; elle sera relue quand ils changeront, ou lorsque tout est relu : {}</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>It failed the last time.</source>
      <translation>Elle a échoué la dernière fois.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>New versions: {}.</source>
      <translation>Nouvelles versions : {}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>No longer in the community “{}”; kept.</source>
      <translation>N'est plus dans la communauté « {} » ; conservée.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>No version has {} any more; kept.</source>
      <translation>Aucune version n'a plus {} ; conservée.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>No version has {} yet.</source>
      <translation>Aucune version n'a encore {}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Not in the atlas yet.</source>
      <translation>Pas encore dans l'atlas.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/harvest/plan.py" />
      <source>Sessions of the atlas that are in none of these communities: %Ln.</source>
      <translation>
        <numerusform>%Ln session de l’atlas n’est dans aucune de ces communautés.</numerusform>
        <numerusform>%Ln sessions de l’atlas ne sont dans aucune de ces communautés.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Several deposits claim this session: {}.</source>
      <translation>Plusieurs dépôts revendiquent cette session : {}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>The atlas holds deposit {concept} as “{held}”, and Zenodo names it “{name}” now.</source>
      <translation>L'atlas contient le dépôt {concept} sous le nom « {held} », et Zenodo le nomme maintenant « {name} ».</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>The atlas holds this session as deposit {held}; here it is deposit {concept}.</source>
      <translation>L'atlas contient cette session comme dépôt {held} ; ici, c'est le dépôt {concept}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>The atlas itself.</source>
      <translation>L'atlas lui-même.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>The record claims several sessions: {}.</source>
      <translation>L'enregistrement revendique plusieurs sessions : {}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>The record is no session.</source>
      <translation>L'enregistrement n'est pas une session.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Version {record_id} is under embargo until {embargo_date}.</source>
      <translation>La version {record_id} est sous embargo jusqu'au {embargo_date}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Version {} is restricted.</source>
      <translation>La version {} est d'accès restreint.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>Version {} is under embargo.</source>
      <translation>La version {} est sous embargo.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>changed</source>
      <translation>modifiée</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>failed before</source>
      <translation>déjà en échec</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>gone</source>
      <translation>disparue</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>new</source>
      <translation>nouvelle</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>no session</source>
      <translation>pas une session</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>nothing yet</source>
      <translation>rien pour l'instant</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>out of reach</source>
      <translation>inaccessible</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>refused</source>
      <translation>refus</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>to compare</source>
      <translation>à comparer</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>{key} is new (version {record_id}).</source>
      <translation>{key} est nouveau (version {record_id}).</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>{key} is of version {record_id} now.</source>
      <translation>{key} relève maintenant de la version {record_id}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>{key} was replaced in version {record_id}.</source>
      <translation>{key} a été remplacé dans la version {record_id}.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>{} The atlas keeps what it has.</source>
      <translation>{} L'atlas garde ce qu'il a.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>{} is gone.</source>
      <translation>{} a disparu.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>“{}” is not the name of a session.</source>
      <translation>« {} » n'est pas un nom de session.</translation>
    </message>
    <message>
      <location filename="../core/harvest/plan.py" />
      <source>“{}” went on changing while it was listed: what is gone from it is told next time.</source>
      <translation>« {} » changeait encore pendant son parcours : ce qui en a disparu sera signalé la prochaine fois.</translation>
    </message>
    <message>
      <location filename="../core/harvest/survey.py" />
      <source>Looking for {}, which is not listed any more</source>
      <translation>Recherche de {}, qui n'est plus dans la liste</translation>
    </message>
    <message>
      <location filename="../core/harvest/survey.py" />
      <source>The atlas keeps it.</source>
      <translation>L'atlas la conserve.</translation>
    </message>
    <message>
      <location filename="../core/harvest/survey.py" />
      <source>Versions of deposit {number} of {total}</source>
      <translation>Versions du dépôt {number} sur {total}</translation>
    </message>
    <message>
      <location filename="../core/harvest/sync.py" />
      <source>Give one, such as seatizen-data.</source>
      <translation>Indiquez-en une, comme seatizen-data.</translation>
    </message>
    <message>
      <location filename="../core/harvest/sync.py" />
      <source>No community was named.</source>
      <translation>Aucune communauté n'a été indiquée.</translation>
    </message>
    <message>
      <location filename="../core/harvest/sync.py" />
      <source>Session {number} of {total}: {session}</source>
      <translation>Session {number} sur {total} : {session}</translation>
    </message>
    <message>
      <location filename="../core/harvest/sync.py" />
      <source>{new} new sessions, {changed} changed, {compared} to compare, {unchanged} unchanged: {size} MB at most to read.</source>
      <translation>Sessions nouvelles : {new}, modifiées : {changed}, à comparer : {compared}, inchangées : {unchanged} ; au plus {size} Mo à lire.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>A file changed on {} after it was listed.</source>
      <translation>Un fichier a changé sur {} après avoir été listé.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Check the connection and start again later: what is done stays done.</source>
      <translation>Vérifiez la connexion et recommencez plus tard : ce qui est fait reste fait.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Give an address such as {}.</source>
      <translation>Indiquez une adresse comme {}.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Look at what is there now before asking again.</source>
      <translation>Regardez ce qui s'y trouve avant de redemander.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Start again then: what is done stays done.</source>
      <translation>Recommencez alors : ce qui est fait reste fait.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Start again: the listing is read anew.</source>
      <translation>Recommencez : la liste est relue.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>The address of {} must not hold a user, a password or a query.</source>
      <translation>L'adresse de {} ne doit contenir ni utilisateur, ni mot de passe, ni requête.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>The token is not sent to {}, because that connection is not encrypted.</source>
      <translation>Le jeton n'est pas envoyé à {}, car cette connexion n'est pas chiffrée.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>Use an https address, or work without a token.</source>
      <translation>Utilisez une adresse https, ou travaillez sans jeton.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>a range that was not asked for</source>
      <translation>une plage qui n'a pas été demandée</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>a web page instead of data</source>
      <translation>une page web au lieu de données</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>an empty answer</source>
      <translation>une réponse vide</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>error {}</source>
      <translation>erreur {}</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>fewer bytes than announced</source>
      <translation>moins d'octets qu'annoncé</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>its firewall turned the request away</source>
      <translation>son pare-feu a rejeté la requête</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>more bytes than announced</source>
      <translation>plus d'octets qu'annoncé</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>too many requests</source>
      <translation>trop de requêtes</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>unreadable data</source>
      <translation>données illisibles</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} allows no request for {minutes} minutes.</source>
      <translation>{host} n'autorise aucune requête pendant {minutes} minutes.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} allows {limit} requests in a while; going on in {seconds} s</source>
      <translation>{host} autorise {limit} requêtes par période ; reprise dans {seconds} s</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} asks to come back in {minutes} minutes.</source>
      <translation>{host} demande de revenir dans {minutes} minutes.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} did not say whether it did what was asked ({reason}).</source>
      <translation>{host} n'a pas dit si la demande a été exécutée ({reason}).</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} does not answer as it should ({reason}).</source>
      <translation>{host} ne répond pas comme attendu ({reason}).</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} has trouble ({reason}); next try in {seconds} s</source>
      <translation>{host} a des difficultés ({reason}) ; prochain essai dans {seconds} s</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{host} refuses the request (error {status}: {reason}).</source>
      <translation>{host} refuse la requête (erreur {status} : {reason}).</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} does not accept the token.</source>
      <translation>{} n'accepte pas le jeton.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} does not send parts of files.</source>
      <translation>{} n'envoie pas de parties de fichiers.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} points to another server for its data.</source>
      <translation>{} renvoie vers un autre serveur pour ses données.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} redirects a request that changes data.</source>
      <translation>{} redirige une requête qui modifie des données.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} redirects to a connection that is not encrypted.</source>
      <translation>{} redirige vers une connexion non chiffrée.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} redirects to something that is no address.</source>
      <translation>{} redirige vers une adresse qui n'en est pas une.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>{} redirects without end.</source>
      <translation>{} redirige sans fin.</translation>
    </message>
    <message>
      <location filename="../core/http/client.py" />
      <source>“{address}” is not an address of {service}.</source>
      <translation>« {address} » n'est pas une adresse de {service}.</translation>
    </message>
    <message>
      <location filename="../core/http/exchange.py" />
      <source>an answer beyond all measure</source>
      <translation>une réponse démesurée</translation>
    </message>
    <message>
      <location filename="../core/http/exchange.py" />
      <source>connection broken</source>
      <translation>connexion rompue</translation>
    </message>
    <message>
      <location filename="../core/http/exchange.py" />
      <source>time-out</source>
      <translation>délai dépassé</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>Enter them in Settings, Options, Network.</source>
      <translation>Saisissez-les dans Préférences, Options, Réseau.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>Import your institution's authority in Settings, Options, Authentication, Certificates.</source>
      <translation>Importez l'autorité de votre établissement dans Préférences, Options, Authentification, Certificats.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>Install it into QGIS's Python, or set an HTTP proxy in Settings, Options, Network.</source>
      <translation>Installez-le dans le Python de QGIS, ou définissez un proxy HTTP dans Préférences, Options, Réseau.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>SOCKS proxies need the Python package PySocks.</source>
      <translation>Les proxys SOCKS nécessitent le paquet Python PySocks.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>The certificate of {} is not trusted.</source>
      <translation>Le certificat de {} n'est pas approuvé.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>The proxy asks for a user and a password.</source>
      <translation>Le proxy demande un utilisateur et un mot de passe.</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>no connection</source>
      <translation>pas de connexion</translation>
    </message>
    <message>
      <location filename="../core/http/transport.py" />
      <source>the proxy does not answer; see Settings, Options, Network</source>
      <translation>le proxy ne répond pas ; voir Préférences, Options, Réseau</translation>
    </message>
    <message>
      <location filename="../core/judging/agreement.py" />
      <source>Choose other annotation sessions, another model, or a wider filter.</source>
      <translation>Choisissez d'autres sessions d'annotation, un autre modèle ou un filtre plus large.</translation>
    </message>
    <message>
      <location filename="../core/judging/agreement.py" />
      <source>There is no frame that both judged.</source>
      <translation>Aucune image n'a été jugée des deux côtés.</translation>
    </message>
    <message>
      <location filename="../core/judging/place.py" />
      <source>Choose another frame.</source>
      <translation>Choisissez une autre image.</translation>
    </message>
    <message>
      <location filename="../core/judging/place.py" />
      <source>The distance has to be a number of metres, 0 or more.</source>
      <translation>La distance doit être un nombre de mètres, 0 ou plus.</translation>
    </message>
    <message>
      <location filename="../core/judging/place.py" />
      <source>This frame has no position: nobody knows what else was taken there.</source>
      <translation>Cette image n’a pas de position : nul ne sait ce qui a été pris d’autre à cet endroit.</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>Check the network settings of QGIS.</source>
      <translation>Vérifiez les réglages réseau de QGIS.</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>Land (coarse)</source>
      <translation>Terres (simplifiées)</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>OpenStreetMap</source>
      <translation>OpenStreetMap</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>Orthophotos of {}</source>
      <translation>Orthophotos de {}</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>Orthophotos: Ifremer, Seatizen Atlas</source>
      <translation>Orthophotos : Ifremer, Seatizen Atlas</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>QGIS cannot show “{}”.</source>
      <translation>QGIS ne peut pas afficher « {} ».</translation>
    </message>
    <message>
      <location filename="../core/map/background.py" />
      <source>© OpenStreetMap contributors, https://www.openstreetmap.org/copyright</source>
      <translation>© les contributeurs d’OpenStreetMap, https://www.openstreetmap.org/copyright</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>Import or sync sessions that a model has seen.</source>
      <translation>Importez ou synchronisez des sessions vues par un modèle.</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>QGIS cannot show “{layer}” of “{atlas}”.</source>
      <translation>QGIS ne peut pas afficher « {layer} » de « {atlas} ».</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>The atlas has no predictions.</source>
      <translation>L’atlas n’a pas de prédictions.</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>absent (score &lt; {})</source>
      <translation>absent (score &lt; {})</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>both say absent</source>
      <translation>absent pour les deux</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>both say present</source>
      <translation>présent pour les deux</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>only the model says present (score ≥ {})</source>
      <translation>présent pour le modèle seul (score ≥ {})</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>only the person says present</source>
      <translation>présent pour la personne seule</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>present (score ≥ {})</source>
      <translation>présent (score ≥ {})</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>{name}: person and model</source>
      <translation>{name} : personne et modèle</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>{name}: presence</source>
      <translation>{name} : présence</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>{name}: score</source>
      <translation>{name} : score</translation>
    </message>
    <message>
      <location filename="../core/map/class_layers.py" />
      <source>{scores} (threshold {threshold})</source>
      <translation>{scores} (seuil {threshold})</translation>
    </message>
    <message>
      <location filename="../core/map/layers.py" />
      <source>Loading “{}” into the project</source>
      <translation>Chargement de « {} » dans le projet</translation>
    </message>
    <message>
      <location filename="../core/map/layers.py" />
      <source>Seatizen Atlas</source>
      <translation>Seatizen Atlas</translation>
    </message>
    <message>
      <location filename="../core/map/layers.py" />
      <source>Seatizen Atlas: {}</source>
      <translation>Seatizen Atlas : {}</translation>
    </message>
    <message>
      <location filename="../core/map/layers.py" />
      <source>Tables</source>
      <translation>Tables</translation>
    </message>
    <message>
      <location filename="../core/map/layers.py" />
      <source>“Check atlas” tells what is wrong with the file.</source>
      <translation>« Vérifier l’atlas » indique ce qui ne va pas dans le fichier.</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Comoros</source>
      <translation>Comores</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>French Polynesia</source>
      <translation>Polynésie française</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>French Southern Territories</source>
      <translation>Terres australes françaises</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Guadeloupe</source>
      <translation>Guadeloupe</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Madagascar</source>
      <translation>Madagascar</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Martinique</source>
      <translation>Martinique</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Mauritius</source>
      <translation>Maurice</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Mayotte</source>
      <translation>Mayotte</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>New Caledonia</source>
      <translation>Nouvelle-Calédonie</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Réunion</source>
      <translation>La Réunion</translation>
    </message>
    <message>
      <location filename="../core/map/overview.py" />
      <source>Seychelles</source>
      <translation>Seychelles</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Aerial drone (UAV)</source>
      <translation>Drone aérien (UAV)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Boat (BOAT)</source>
      <translation>Bateau (BOAT)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Boat drone (ASV)</source>
      <translation>Drone de surface (ASV)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Kitesurf (KITE)</source>
      <translation>Kitesurf (KITE)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>On foot (HIKE)</source>
      <translation>À pied (HIKE)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Other platform</source>
      <translation>Autre plateforme</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Paddle board (PADDLE)</source>
      <translation>Stand-up paddle (PADDLE)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Scuba diver (SCUBA)</source>
      <translation>Plongeur en scaphandre (SCUBA)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Snorkelling mask (MASK)</source>
      <translation>Masque et tuba (MASK)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Surfboard (SURF)</source>
      <translation>Planche de surf (SURF)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Underwater drone (AUV)</source>
      <translation>Drone sous-marin (AUV)</translation>
    </message>
    <message>
      <location filename="../core/map/platforms.py" />
      <source>Visual census by divers (UVC)</source>
      <translation>Comptage visuel en plongée (UVC)</translation>
    </message>
    <message>
      <location filename="../core/map/session_list.py" />
      <source>Looking for classes</source>
      <translation>Recherche des classes</translation>
    </message>
    <message>
      <location filename="../core/map/session_list.py" />
      <source>Reading the sessions</source>
      <translation>Lecture des sessions</translation>
    </message>
    <message>
      <location filename="../core/map/stored_styles.py" />
      <source>The style of “{}” cannot be written.</source>
      <translation>Le style de « {} » ne peut pas être écrit.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>1 to 9</source>
      <translation>1 à 9</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>1,000 frames</source>
      <translation>1 000 images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>1,000 to 9,999</source>
      <translation>1 000 à 9 999</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>1,000,000 frames</source>
      <translation>1 000 000 images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>10 to 99</source>
      <translation>10 à 99</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>10,000 to 99,999</source>
      <translation>10 000 à 99 999</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>100 to 999</source>
      <translation>100 à 999</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>100,000 and more</source>
      <translation>100 000 et plus</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>100,000 frames</source>
      <translation>100 000 images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Altitude (m)</source>
      <translation>Altitude (m)</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Annotated on</source>
      <translation>Annotée le</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Annotation</source>
      <translation>Annotation</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Annotator</source>
      <translation>Annotateur</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Class</source>
      <translation>Classe</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Column of the grid</source>
      <translation>Colonne de la grille</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Country</source>
      <translation>Pays</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>DOI</source>
      <translation>DOI</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>DOI of the session</source>
      <translation>DOI de la session</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>DOI of the version</source>
      <translation>DOI de la version</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>DOI page</source>
      <translation>Page du DOI</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Dataset</source>
      <translation>Jeu de données</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Date</source>
      <translation>Date</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Day</source>
      <translation>Jour</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Description</source>
      <translation>Description</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Every survey, at the place where most of its frames were taken.</source>
      <translation>Chaque campagne, à l’endroit où la plupart de ses images ont été prises.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frame</source>
      <translation>Image</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frames</source>
      <translation>Images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frames a day</source>
      <translation>Images par jour</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frames in a cell of 55 m</source>
      <translation>Images par cellule de 55 m</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frames in a square</source>
      <translation>Images par carré</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Frames where they lie most densely</source>
      <translation>Images là où elles sont le plus denses</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>GBIF key</source>
      <translation>Clé GBIF</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>GCRMN code</source>
      <translation>Code GCRMN</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>GPS fix</source>
      <translation>Fix GPS</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Heading (°)</source>
      <translation>Cap (°)</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>How many frames each session has in each cell of a grid of 0.0005 degrees.</source>
      <translation>Nombre d'images de chaque session dans chaque cellule d'une grille de 0,0005 degré.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>How many frames lie in each square of a grid that follows the map's scale.</source>
      <translation>Nombre d’images dans chaque carré d’une grille qui suit l’échelle de la carte.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Images of marine surveys with the position and time at which each was taken.</source>
      <translation>Images de relevés marins, avec la position et l'heure de chaque prise de vue.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Label</source>
      <translation>Label</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Level</source>
      <translation>Niveau</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Link</source>
      <translation>Lien</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Model</source>
      <translation>Modèle</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Name</source>
      <translation>Nom</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of frames</source>
      <translation>Nombre d'images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of sessions</source>
      <translation>Nombre de sessions</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of the annotation session</source>
      <translation>Numéro de la session d’annotation</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of the class</source>
      <translation>Numéro de la classe</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of the frame</source>
      <translation>Numéro de l’image</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of the label</source>
      <translation>Numéro du label</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Number of the model</source>
      <translation>Numéro du modèle</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Open the session's DOI page</source>
      <translation>Ouvrir la page du DOI de la session</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Open the version's DOI page</source>
      <translation>Ouvrir la page du DOI de la version</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Original file</source>
      <translation>Fichier d'origine</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Path within the session</source>
      <translation>Chemin dans la session</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Pitch (°)</source>
      <translation>Tangage (°)</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Place</source>
      <translation>Lieu</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Places</source>
      <translation>Lieux</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Platform</source>
      <translation>Plateforme</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Predicted</source>
      <translation>Prédite</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Processed data published</source>
      <translation>Données traitées publiées</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Raw data published</source>
      <translation>Données brutes publiées</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Roll (°)</source>
      <translation>Roulis (°)</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Row of the grid</source>
      <translation>Ligne de la grille</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Score</source>
      <translation>Score</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Score against threshold</source>
      <translation>Score et seuil</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Session</source>
      <translation>Session</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Session footprints</source>
      <translation>Empreintes des sessions</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Sessions</source>
      <translation>Sessions</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Since</source>
      <translation>Depuis</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Taken (UTC)</source>
      <translation>Prise le (UTC)</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>The convex hull of each session's frames; one session is one survey.</source>
      <translation>L'enveloppe convexe des images de chaque session ; une session correspond à un relevé.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>The places and the territories of the surveys, with their sessions and frames.</source>
      <translation>Les lieux et les territoires des campagnes, avec leurs sessions et leurs images.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>The way of each survey, through its frames in the order in which they were taken.</source>
      <translation>Le parcours de chaque relevé, passant par ses images dans l'ordre de prise de vue.</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Threshold</source>
      <translation>Seuil</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>Tracks</source>
      <translation>Traces</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>frame</source>
      <translation>image</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>frames</source>
      <translation>images</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>no</source>
      <translation>non</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>session</source>
      <translation>session</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>sessions</source>
      <translation>sessions</translation>
    </message>
    <message>
      <location filename="../core/map/styles.py" />
      <source>yes</source>
      <translation>oui</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Annotation sessions</source>
      <translation>Sessions d’annotation</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Annotations</source>
      <translation>Annotations</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Classes</source>
      <translation>Classes</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Facts</source>
      <translation>Données</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Models</source>
      <translation>Modèles</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Scores</source>
      <translation>Scores</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>Versions</source>
      <translation>Versions</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>absent</source>
      <translation>absent</translation>
    </message>
    <message>
      <location filename="../core/map/tables.py" />
      <source>present</source>
      <translation>présent</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Altitude</source>
      <translation>Altitude</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Annotated absent</source>
      <translation>Annotés absents</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Annotated by</source>
      <translation>Annotée par</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Annotated present</source>
      <translation>Annotés présents</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>GPS quality</source>
      <translation>Qualité GPS</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Heading, pitch, roll</source>
      <translation>Cap, tangage, roulis</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Latitude, longitude</source>
      <translation>Latitude, longitude</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Length</source>
      <translation>Longueur</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Published</source>
      <translation>Publié</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Taken</source>
      <translation>Prise de vue</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>Track</source>
      <translation>Trace</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>frames here</source>
      <translation>images ici</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>processed data</source>
      <translation>données traitées</translation>
    </message>
    <message>
      <location filename="../core/map/tips.py" />
      <source>raw data</source>
      <translation>données brutes</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/processing/agreement.py" />
      <source>%Ln frame(s) judged by both.</source>
      <translation>
        <numerusform>%Ln image jugée des deux côtés.</numerusform>
        <numerusform>%Ln images jugées des deux côtés.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>A CSV file with version_doi, relative_file_path, label, score and annotation of each frame where they differ, the surest first in each class; “Download frames” takes it.</source>
      <translation>Un fichier CSV avec version_doi, relative_file_path, label, score et annotation de chaque image où ils diffèrent, les plus sûres d'abord dans chaque classe ; « Télécharger des images » le lit.</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>A table with a row a class.</source>
      <translation>Une table avec une ligne par classe.</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Agreement</source>
      <translation>Accord</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Agreement of model and annotators</source>
      <translation>Accord entre modèle et annotateurs</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Annotation sessions that are held against the others, in the place of the model.</source>
      <translation>Sessions d'annotation à comparer aux autres, à la place du modèle.</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Frames where they differ</source>
      <translation>Images où ils diffèrent</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Holds a model, or other annotators, against annotators, class by class, over the frames that both judged: counts, precision, recall, F1, Cohen's kappa with its 95 % interval (by resampling frames, with a fixed seed), the model's threshold and the one with the best F1 on these frames. A frame that was annotated several times counts once, by the newest annotation of that label. What is not defined is empty.</source>
      <translation>Compare un modèle, ou d'autres annotateurs, aux annotateurs, classe par classe, sur les images jugées des deux côtés : effectifs, précision, rappel, F1, kappa de Cohen avec son intervalle à 95 % (par rééchantillonnage des images, à graine fixe), seuil du modèle et seuil donnant le meilleur F1 sur ces images. Une image annotée plusieurs fois compte une seule fois, par l'annotation la plus récente de ce label. Ce qui n'est pas défini reste vide.</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Judge these people</source>
      <translation>Juger ces personnes</translation>
    </message>
    <message>
      <location filename="../core/processing/agreement.py" />
      <source>Whose annotations count, by number or name, separated by commas. Without it: all sessions.</source>
      <translation>Les sessions dont les annotations comptent, par numéro ou par nom, séparées par des virgules. Sans cela : toutes les sessions.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/processing/base.py" />
      <source>(%Ln more item(s) failed.)</source>
      <translation>
        <numerusform>(%Ln autre élément a échoué.)</numerusform>
        <numerusform>(%Ln autres éléments ont échoué.)</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>A JSON file for the full account, item by item.</source>
      <translation>Un fichier JSON pour le compte rendu complet, élément par élément.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>All files (*)</source>
      <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Analysis</source>
      <translation>Analyse</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Atlas</source>
      <translation>Atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Dry run</source>
      <translation>Simulation</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Exports</source>
      <translation>Exports</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>GeoPackage (*.gpkg);;All files (*)</source>
      <translation>GeoPackage (*.gpkg);;Tous les fichiers (*)</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>No atlas was given.</source>
      <translation>Aucun atlas n'a été indiqué.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Only say what would be done: nothing is changed, here or remotely.</source>
      <translation>Dire seulement ce qui serait fait : rien n'est modifié, ni ici ni à distance.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Output folder</source>
      <translation>Dossier de sortie</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Report</source>
      <translation>Rapport</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Set ATLAS to its GeoPackage.</source>
      <translation>Donnez à ATLAS son GeoPackage.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>The atlas, a GeoPackage. Without it: the current atlas of the plugin's settings.</source>
      <translation>L'atlas, un GeoPackage. À défaut : l'atlas courant des paramètres de l'extension.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>Zenodo</source>
      <translation>Zenodo</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>{help} Any of {options}; without it: all.</source>
      <translation>{help} Au choix parmi {options} ; sans valeur : tous.</translation>
    </message>
    <message>
      <location filename="../core/processing/base.py" />
      <source>{help} Example: {example}</source>
      <translation>{help} Exemple : {example}</translation>
    </message>
    <message>
      <location filename="../core/processing/change.py" />
      <source>A table with a row a class and year.</source>
      <translation>Une table avec une ligne par classe et par année.</translation>
    </message>
    <message>
      <location filename="../core/processing/change.py" />
      <source>Change by class and year</source>
      <translation>Évolution par classe et par année</translation>
    </message>
    <message>
      <location filename="../core/processing/change.py" />
      <source>Change over the years</source>
      <translation>Évolution au fil des années</translation>
    </message>
    <message>
      <location filename="../core/processing/change.py" />
      <source>For each class and year, within an area or any other filter: the effort (sessions, frames), the share of the predicted frames that reach the threshold with its 95 % interval, the mean score, and the share of the annotated frames in which people saw it. Intervals come from resampling whole sessions, as neighbouring frames are no independent looks; a year with one session has none. A year in which nobody looked is a row without a share.</source>
      <translation>Pour chaque classe et chaque année, dans une zone ou selon tout autre filtre : l'effort (sessions, images), la part des images prédites qui atteignent le seuil avec son intervalle à 95 %, le score moyen, et la part des images annotées où des personnes l'ont vue. Les intervalles viennent du rééchantillonnage de sessions entières, car des images voisines ne sont pas des observations indépendantes ; une année avec une seule session n'en a pas. Une année où personne n'a regardé est une ligne sans part.</translation>
    </message>
    <message>
      <location filename="../core/processing/change.py" />
      <source>Years in which somebody looked</source>
      <translation>Années où quelqu'un a regardé</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Check atlas</source>
      <translation>Vérifier l’atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Errors</source>
      <translation>Erreurs</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>First bring up to date what is derived from the geometries: extents and spatial indexes. Rows stay as they are.</source>
      <translation>D'abord remettre à jour ce qui est déduit des géométries : emprises et index spatiaux. Les lignes restent telles quelles.</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Looks for what is wrong in an atlas and counts it: GeoPackage rules, tables and columns, broken references, missing positions, foreign geometry blobs, wrong extents, unknown tables. Nothing is changed unless a refresh is asked for.</source>
      <translation>Cherche ce qui ne va pas dans un atlas et le compte : règles du GeoPackage, tables et colonnes, références rompues, positions manquantes, blobs de géométrie étrangers, emprises fausses, tables inconnues. Rien n'est modifié, sauf si une actualisation est demandée.</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Refresh</source>
      <translation>Actualiser</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Refreshed layers</source>
      <translation>Couches actualisées</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Valid</source>
      <translation>Valide</translation>
    </message>
    <message>
      <location filename="../core/processing/checkatlas.py" />
      <source>Warnings</source>
      <translation>Avertissements</translation>
    </message>
    <message>
      <location filename="../core/processing/cleandrafts.py" />
      <source>Blank drafts found</source>
      <translation>Brouillons vides trouvés</translation>
    </message>
    <message>
      <location filename="../core/processing/cleandrafts.py" />
      <source>Clean drafts on Zenodo</source>
      <translation>Nettoyer les brouillons sur Zenodo</translation>
    </message>
    <message>
      <location filename="../core/processing/cleandrafts.py" />
      <source>Deletes drafts that nobody filled: without a title, without files, never published. A draft with a title, a file or a published version is never touched.</source>
      <translation>Supprime les brouillons que personne n'a remplis : sans titre, sans fichiers, jamais publiés. Un brouillon avec un titre, un fichier ou une version publiée n'est jamais touché.</translation>
    </message>
    <message>
      <location filename="../core/processing/cleandrafts.py" />
      <source>Drafts deleted</source>
      <translation>Brouillons supprimés</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>A polygon for each cell that holds frames, in EPSG:4326.</source>
      <translation>Un polygone pour chaque cellule qui contient des images, en EPSG:4326.</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Cells</source>
      <translation>Cellules</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Counts frames on a grid of hexagons or squares: frames, sessions, first and last day, annotated frames, and for each class the mean score and the share of the predicted frames that reach its threshold; at the end the frames of each platform. The metres are those of the UTM zone; the same place lies in the same cell in every run.</source>
      <translation>Compte les images sur une grille d’hexagones ou de carrés : images, sessions, premier et dernier jour, images annotées et, pour chaque classe, le score moyen et la part des images prédites qui atteignent son seuil ; à la fin, les images de chaque plateforme. Les mètres sont ceux de la zone UTM ; un même lieu tombe dans la même cellule à chaque exécution.</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Coverage</source>
      <translation>Couverture</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Coverage on a grid</source>
      <translation>Couverture sur une grille</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Hexagons or squares.</source>
      <translation>Des hexagones ou des carrés.</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Shape of a cell</source>
      <translation>Forme d’une cellule</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>The side of a square, or the distance between opposite sides of a hexagon, in metres.</source>
      <translation>Le côté d’un carré, ou la distance entre les côtés opposés d’un hexagone, en mètres.</translation>
    </message>
    <message>
      <location filename="../core/processing/coverage.py" />
      <source>Width of a cell (m)</source>
      <translation>Largeur d’une cellule (m)</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Allow the new atlas to take the place of a file of that name, which is kept beside it under a name with the date; otherwise the run refuses.</source>
      <translation>Permettre au nouvel atlas de prendre la place d'un fichier de ce nom, qui est gardé à côté sous un nom daté ; sinon l'exécution est refusée.</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Create atlas</source>
      <translation>Créer un atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Makes a new, empty atlas: a valid GeoPackage with all tables, labels and models, ready for sessions.</source>
      <translation>Crée un nouvel atlas vide : un GeoPackage valide avec toutes les tables, tous les labels et modèles, prêt à recevoir des sessions.</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>New atlas</source>
      <translation>Nouvel atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>Replace an existing file</source>
      <translation>Remplacer un fichier existant</translation>
    </message>
    <message>
      <location filename="../core/processing/createatlas.py" />
      <source>The GeoPackage to make.</source>
      <translation>Le GeoPackage à créer.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Allow the download to take the place of a file of that name, which is kept beside it under a name with the date; otherwise the run refuses.</source>
      <translation>Permettre au téléchargement de prendre la place d'un fichier de ce nom, qui est gardé à côté sous un nom daté ; sinon l'exécution est refusée.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Brings the newest published atlas from Zenodo. The download goes on where an earlier one was interrupted; its checksum is verified before it takes its place.</source>
      <translation>Apporte de Zenodo le dernier atlas publié. Le téléchargement reprend là où un précédent a été interrompu ; sa somme de contrôle est vérifiée avant qu'il ne prenne sa place.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Download the published atlas</source>
      <translation>Télécharger l’atlas publié</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Number of the atlas's concept on Zenodo (its newest version is taken), or of one version.</source>
      <translation>Numéro du concept de l'atlas sur Zenodo (sa dernière version est prise), ou d'une version.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Record</source>
      <translation>Enregistrement</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>The GeoPackage to write.</source>
      <translation>Le GeoPackage à écrire.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>Version</source>
      <translation>Version</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadatlas.py" />
      <source>“{}” is the published atlas already.</source>
      <translation>« {} » est déjà l'atlas publié.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>A layer of frames; with “selected features only” those that are selected in it. Or a CSV with the columns version_doi and relative_file_path.</source>
      <translation>Une couche d’images ; avec « entité(s) sélectionnée(s) uniquement », celles qui y sont sélectionnées. Ou un CSV avec les colonnes version_doi et relative_file_path.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Brings chosen images from Zenodo, and nothing else of their archives: those of a layer of frames (all that its filter leaves, or the selected ones), or of a list. They are put into the folders of their sessions; what is there already is not downloaded again.</source>
      <translation>Apporte de Zenodo des images choisies, et rien d’autre de leurs archives : celles d’une couche d’images (toutes celles que laisse son filtre, ou les sélectionnées), ou d’une liste. Elles sont rangées dans les dossiers de leurs sessions ; ce qui est déjà là n’est pas téléchargé à nouveau.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Bytes downloaded</source>
      <translation>Octets téléchargés</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Download frames</source>
      <translation>Télécharger des images</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Images failed</source>
      <translation>Images en échec</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Images that are there</source>
      <translation>Images présentes</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>Images that were there already</source>
      <translation>Images déjà présentes</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadframes.py" />
      <source>The folder that gets a folder for each session.</source>
      <translation>Le dossier qui reçoit un dossier par session.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>A CSV with the columns session_name and/or doi.</source>
      <translation>Un CSV avec les colonnes session_name et/ou doi.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>An atlas, which knows the DOIs of its sessions; without sessions below, all of them come.</source>
      <translation>Un atlas, qui connaît les DOI de ses sessions ; sans sessions ci-dessous, toutes viennent.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Brings whole sessions from Zenodo and unpacks them into the folders that they were published from. Checksums are verified, and a run that was broken off goes on where it ended.</source>
      <translation>Apporte de Zenodo des sessions entières et les décompresse dans les dossiers dont elles furent publiées. Les sommes de contrôle sont vérifiées, et un téléchargement interrompu reprend où il s’était arrêté.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Content</source>
      <translation>Contenu</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>DOIs</source>
      <translation>DOI</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>DOIs of sessions, of all versions or of one, or their addresses, separated by commas.</source>
      <translation>DOI de sessions, de toutes les versions ou d’une seule, ou leurs adresses, séparés par des virgules.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Download sessions</source>
      <translation>Télécharger des sessions</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Files</source>
      <translation>Fichiers</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>List of sessions</source>
      <translation>Liste de sessions</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Names of sessions, separated by commas.</source>
      <translation>Noms de sessions, séparés par des virgules.</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Sessions downloaded</source>
      <translation>Sessions téléchargées</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Sessions failed</source>
      <translation>Sessions en échec</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>Sessions unchanged</source>
      <translation>Sessions sans changement</translation>
    </message>
    <message>
      <location filename="../core/processing/downloadsessions.py" />
      <source>raw (all raw versions, where the token may read them), processed (the last processed version), or letters of folders: d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION, s SENSORS.</source>
      <translation>raw (toutes les versions brutes, si le jeton peut les lire), processed (la dernière version traitée), ou des lettres de dossiers : d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION, s SENSORS.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Annotation file</source>
      <translation>Fichier d'annotations</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Annotation session</source>
      <translation>Session d'annotation</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Export annotations</source>
      <translation>Exporter des annotations</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Images</source>
      <translation>Images</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Its number, or its name as that of its file.</source>
      <translation>Son numéro, ou son nom tel que celui de son fichier.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>No annotation session was given.</source>
      <translation>Aucune session d'annotation n'a été indiquée.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Set ANNOTATION_SESSION to its number or its name.</source>
      <translation>Donnez à ANNOTATION_SESSION son numéro ou son nom.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Where the file goes; one of the same session is replaced.</source>
      <translation>Où va le fichier ; celui de la même session est remplacé.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportannotations.py" />
      <source>Writes one annotation session as the CSV file that “Import annotations” takes: FileName, frame_doi and a column a label with 1 (present), 0 (absent) or nothing. Its name tells date, author and dataset.</source>
      <translation>Écrit une session d’annotation dans le fichier CSV que prend « Importer des annotations » : FileName, frame_doi et une colonne par label avec 1 (présent), 0 (absent) ou rien. Son nom donne la date, l’auteur et le jeu de données.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>A CSV file that says which taxon a label stands for, where GBIF's key is missing or wrong: columns label (a name or an id), scientificName and kingdom or gbifKey, and optionally scientificNameID (a WoRMS LSID), taxonRank, phylum, class, order, family, genus.</source>
      <translation>Un fichier CSV qui indique quel taxon désigne un label, là où la clé GBIF manque ou est fausse : colonnes label (un nom ou un identifiant), scientificName et kingdom ou gbifKey, et facultativement scientificNameID (un LSID WoRMS), taxonRank, phylum, class, order, family, genus.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>A JSON file with any of title, abstract, creators, contact, license, rights_holder, institution, institution_id, dataset_id, keywords, language, sampling_protocols and times.</source>
      <translation>Un fichier JSON avec n'importe lesquels de title, abstract, creators, contact, license, rights_holder, institution, institution_id, dataset_id, keywords, language, sampling_protocols et times.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Add what the last model predicts where nobody has annotated the taxon, marked as such.</source>
      <translation>Ajouter ce que prédit le dernier modèle là où personne n'a annoté le taxon, en le signalant comme tel.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Archive</source>
      <translation>Archive</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Base address of GBIF's API.</source>
      <translation>Adresse de base de l'API de GBIF.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>CC0-1.0, CC-BY-4.0 or CC-BY-NC-4.0. Without it: that of the metadata file, else CC-BY-4.0.</source>
      <translation>CC0-1.0, CC-BY-4.0 ou CC-BY-NC-4.0. À défaut : celle du fichier de métadonnées, sinon CC-BY-4.0.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Darwin Core archive (*.zip)</source>
      <translation>Archive Darwin Core (*.zip)</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Events</source>
      <translation>Événements</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Export Darwin Core</source>
      <translation>Exporter en Darwin Core</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>GBIF address</source>
      <translation>Adresse de GBIF</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Licence</source>
      <translation>Licence</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Mapping of taxa</source>
      <translation>Correspondance des taxons</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Metadata</source>
      <translation>Métadonnées</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Occurrences</source>
      <translation>Occurrences</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>The zip file to write; an existing one is replaced.</source>
      <translation>Le fichier zip à écrire ; s'il existe, il est remplacé.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>With predictions</source>
      <translation>Avec les prédictions</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>Writes the annotations as a Darwin Core archive that GBIF and OBIS accept: sessions and frames as events, taxa as occurrences (present or absent), the substrate as measurements, images as media. GBIF is asked once for each taxon; its answers are kept in the atlas. The archive is checked at the end, and what was found is listed.</source>
      <translation>Écrit les annotations sous forme d'archive Darwin Core que GBIF et OBIS acceptent : sessions et images comme événements, taxons comme occurrences (présents ou absents), substrat comme mesures, images comme médias. GBIF est interrogé une fois par taxon ; ses réponses sont conservées dans l'atlas. L'archive est vérifiée à la fin, et ce qui a été trouvé est listé.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportdarwincore.py" />
      <source>{events} events, {occurrences} occurrences, {measurements} measurements, {media} media.</source>
      <translation>{events} événements, {occurrences} occurrences, {measurements} mesures, {media} médias.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>Export GeoParquet</source>
      <translation>Exporter en GeoParquet</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>Rows</source>
      <translation>Lignes</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>The dataset: a new or empty folder, or a dataset of before, which is replaced as a whole.</source>
      <translation>Le jeu de données : un dossier nouveau ou vide, ou un jeu de données antérieur, qui est entièrement remplacé.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>Values of predictions</source>
      <translation>Valeurs des prédictions</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>Writes the frames with the scores of their predictions as a GeoParquet 1.1 dataset, for DuckDB, Spark with Sedona and their like: a folder with one part a year and platform, sorted along a Hilbert curve, so that a query for a place reads little. It needs the Python package pyarrow.</source>
      <translation>Écrit les images avec les scores de leurs prédictions sous forme de jeu de données GeoParquet 1.1, pour DuckDB, Spark avec Sedona et leurs semblables : un dossier avec une partie par année et par plateforme, triée le long d'une courbe de Hilbert, pour qu'une requête sur un lieu lise peu. Nécessite le paquet Python pyarrow.</translation>
    </message>
    <message>
      <location filename="../core/processing/exportgeoparquet.py" />
      <source>“score”: the score; “presence”: 1 where it reaches the class's threshold, else 0.</source>
      <translation>« score » : le score ; « presence » : 1 où il atteint le seuil de la classe, sinon 0.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Add the tables to the project.</source>
      <translation>Ajouter les tables au projet.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Each table becomes a file of its name in this folder; existing files are replaced.</source>
      <translation>Chaque table devient un fichier de son nom dans ce dossier ; les fichiers existants sont remplacés.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Export tables</source>
      <translation>Exporter les tables</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Formats</source>
      <translation>Formats</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Open the tables afterwards</source>
      <translation>Ouvrir ensuite les tables</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>The formats wanted; Parquet needs the Python package pyarrow, or an OGR that writes it.</source>
      <translation>Les formats voulus ; Parquet demande le paquet Python pyarrow, ou un OGR qui sache l’écrire.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>The tables wanted.</source>
      <translation>Les tables voulues.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>Writes the tables that are published with the atlas: sessions, images, predictions (one column a class) and annotations (one column a label; 1 present, 0 absent, -1 not annotated), as CSV and as Parquet. Without the Python package pyarrow CSV is written all the same, only slower.</source>
      <translation>Écrit les tables qui sont publiées avec l'atlas : sessions, images, prédictions (une colonne par classe) et annotations (une colonne par label ; 1 présent, 0 absent, -1 non annoté), en CSV et en Parquet. Sans le paquet Python pyarrow, le CSV est écrit tout de même, mais plus lentement.</translation>
    </message>
    <message>
      <location filename="../core/processing/exporttables.py" />
      <source>“presence”: 1 where the score reaches the class's threshold, else 0; “score”: the score.</source>
      <translation>« presence » : 1 où le score atteint le seuil de la classe, sinon 0 ; « score » : le score.</translation>
    </message>
    <message>
      <location filename="../core/processing/figures.py" />
      <source>The table could not be written.</source>
      <translation>La table n'a pas pu être écrite.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Annotated</source>
      <translation>Annotées ou non</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Annotations and predictions</source>
      <translation>Annotations et prédictions</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Area</source>
      <translation>Zone</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Extent</source>
      <translation>Emprise</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>First day</source>
      <translation>Premier jour</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Last day</source>
      <translation>Dernier jour</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only columns of these classes or labels, separated by commas. It leaves no frame out.</source>
      <translation>Seulement les colonnes de ces classes ou labels, séparés par des virgules. N'écarte aucune image.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames in the polygons of this layer; of any CRS.</source>
      <translation>Seulement les images situées dans les polygones de cette couche, quel que soit son SCR.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames in this rectangle; of any CRS.</source>
      <translation>Seulement les images situées dans ce rectangle, quel que soit son SCR.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames in which all of these classes are predicted, separated by commas: by the class's own threshold, or by a score that is written behind it.</source>
      <translation>Seulement les images où toutes ces classes sont prédites, séparées par des virgules : selon le seuil de la classe, ou selon un score écrit à sa suite.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames where they say the same of all labels that both judged, or differ.</source>
      <translation>Seulement les images où elles concordent pour tous les labels jugés des deux côtés, ou celles où elles divergent.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames whose position is of these qualities, separated by commas: {qualities}.</source>
      <translation>Seulement les images dont la position a l’une de ces qualités, séparées par des virgules : {qualities}.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only frames with annotations, or only those without.</source>
      <translation>Seulement les images annotées, ou seulement celles qui ne le sont pas.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only sessions of this day and after.</source>
      <translation>Seulement les sessions de ce jour et après.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only sessions of this day and before.</source>
      <translation>Seulement les sessions de ce jour et avant.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only the frames of this layer, a layer of frames of the atlas; with “selected features only” those that are selected in it.</source>
      <translation>Seulement les images de cette couche, une couche d’images de l’atlas ; avec « entités sélectionnées uniquement », celles qui y sont sélectionnées.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only these platforms, separated by commas.</source>
      <translation>Seulement ces plateformes, séparées par des virgules.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Only these sessions, by name, separated by commas.</source>
      <translation>Seulement ces sessions, par nom, séparées par des virgules.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Platforms</source>
      <translation>Plateformes</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Quality of the position</source>
      <translation>Qualité de la position</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Separate by commas: {qualities}.</source>
      <translation>Séparez par des virgules : {qualities}.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>The model whose predictions are meant, by name or id. Without it: the last one.</source>
      <translation>Le modèle dont les prédictions sont voulues, par nom ou identifiant. À défaut : le dernier.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>With these classes</source>
      <translation>Avec ces classes</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>Write Sand or Sand&gt;=0.8.</source>
      <translation>Écrivez Sand ou Sand&gt;=0.8.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>{name} has “{word}”, which has no number behind &gt;=.</source>
      <translation>{name} contient « {word} », sans nombre après &gt;=.</translation>
    </message>
    <message>
      <location filename="../core/processing/filters.py" />
      <source>{name} is “{value}”, which holds something else than numbers.</source>
      <translation>{name} vaut « {value} », qui ne contient pas que des nombres.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>A CSV file named date__author__dataset.csv, or a folder of them. A column frame_doi tells the version where several have a frame of the same name.</source>
      <translation>Un fichier CSV nommé date__auteur__jeu-de-données.csv, ou un dossier de tels fichiers. Une colonne frame_doi indique la version quand plusieurs ont une image de même nom.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Annotation file or folder</source>
      <translation>Fichier ou dossier d'annotations</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Annotations added</source>
      <translation>Annotations ajoutées</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Author</source>
      <translation>Auteur</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Brings files of human annotations into the atlas: columns FileName and one a label; 1 is present, 0 absent, an empty cell not annotated. Labels may have their present or an earlier name. Images and labels that the atlas does not have are left out and listed. A session (date, author, dataset) is imported once: a repeat changes nothing, and one with other content is refused. Each file enters wholly or not at all.</source>
      <translation>Importe dans l'atlas des fichiers d'annotations humaines : colonnes FileName et une par label ; 1 signifie présent, 0 absent, une cellule vide non annoté. Les labels peuvent porter leur nom actuel ou un nom antérieur. Les images et les labels absents de l'atlas sont écartés et listés. Une session (date, auteur, jeu de données) n'est importée qu'une fois : une répétition ne change rien, et un contenu différent est refusé. Chaque fichier entre entièrement ou pas du tout.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Date of annotation</source>
      <translation>Date d'annotation</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Files failed</source>
      <translation>Fichiers en échec</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Files imported</source>
      <translation>Fichiers importés</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Files unchanged</source>
      <translation>Fichiers sans changement</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Images dropped</source>
      <translation>Images écartées</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Images matched</source>
      <translation>Images retrouvées</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Import annotations</source>
      <translation>Importer des annotations</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Instead of what the file's name tells.</source>
      <translation>Au lieu de ce qu'indique le nom du fichier.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Labels dropped</source>
      <translation>Labels écartés</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>No annotation file was given.</source>
      <translation>Aucun fichier d'annotations n'a été indiqué.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Only “multilabel” so far.</source>
      <translation>Seulement « multilabel » pour l'instant.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Set INPUT to a file or a folder.</source>
      <translation>Donnez à INPUT un fichier ou un dossier.</translation>
    </message>
    <message>
      <location filename="../core/processing/importannotations.py" />
      <source>Type of annotation</source>
      <translation>Type d'annotation</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>A CSV file with the columns session_name, deposit_doi, frame_version_doi and prediction_version_doi. Without it they are looked up on Zenodo, and each folder is compared with what was published.</source>
      <translation>Un fichier CSV avec les colonnes session_name, deposit_doi, frame_version_doi et prediction_version_doi. À défaut, les DOI sont cherchés sur Zenodo, et chaque dossier est comparé à ce qui a été publié.</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>All frames</source>
      <translation>Toutes les images</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Brings session folders into the atlas: frames, predictions, footprints and tracks. Each session enters wholly or not at all; a session that has not changed is left alone, a changed one is updated in place.</source>
      <translation>Importe des dossiers de sessions dans l'atlas : images, prédictions, empreintes et traces. Chaque session entre entièrement ou pas du tout ; une session qui n'a pas changé est laissée telle quelle, une session modifiée est mise à jour sur place.</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Build the atlas anew from these sessions alone. The old file is replaced once the new one is complete, and not before.</source>
      <translation>Reconstruire l'atlas à partir de ces seules sessions. L'ancien fichier n'est remplacé qu'une fois le nouveau complet, pas avant.</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>DOIs of the sessions</source>
      <translation>DOI des sessions</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Frames added</source>
      <translation>Images ajoutées</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Import sessions</source>
      <translation>Importer des sessions</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Predictions added</source>
      <translation>Prédictions ajoutées</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Sessions imported</source>
      <translation>Sessions importées</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Start afresh</source>
      <translation>Repartir de zéro</translation>
    </message>
    <message>
      <location filename="../core/processing/importsessions.py" />
      <source>Take every frame of metadata.csv, also those that were judged useless.</source>
      <translation>Prendre toutes les images de metadata.csv, y compris celles jugées inutiles.</translation>
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Adds the atlas to the project as a group of styled layers: footprints and tracks of the sessions, their frames and how densely they lie. Layers that are there already are renewed.</source>
      <translation>Ajoute l'atlas au projet sous forme de groupe de couches stylées : empreintes et traces des sessions, leurs images et leur densité. Les couches déjà présentes sont renouvelées.</translation>
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Layers</source>
      <translation>Couches</translation>
    </message>
    <message>
      <location filename="../core/processing/loadatlas.py" />
      <source>Load layers</source>
      <translation>Charger les couches</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Folder of the derived files</source>
      <translation>Dossier des fichiers dérivés</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Maintain the atlas</source>
      <translation>Entretenir l'atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Only say what the sync would bring, and check the atlas: nothing is written or published.</source>
      <translation>Dire seulement ce que la synchronisation apporterait, et vérifier l'atlas : rien n'est écrit ni publié.</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Publish</source>
      <translation>Publier</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Publish a new version at the end, if there is something new.</source>
      <translation>Publier une nouvelle version à la fin, s'il y a du nouveau.</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Sessions added</source>
      <translation>Sessions ajoutées</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Sessions updated</source>
      <translation>Sessions mises à jour</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>The whole round for a server's timer: sync with Zenodo, check, export the tables, publish. It stops before publishing when anything failed, and publishes nothing when the tables say what those online say.</source>
      <translation>La tournée complète pour la minuterie d'un serveur : synchroniser avec Zenodo, vérifier, exporter les tables, publier. Elle s'arrête avant de publier si quoi que ce soit a échoué, et ne publie rien quand les tables disent ce que disent celles en ligne.</translation>
    </message>
    <message>
      <location filename="../core/processing/maintainatlas.py" />
      <source>Where the tables are written, and published from. Without it: the atlas's own folder.</source>
      <translation>Où les tables sont écrites, et d'où elles sont publiées. Sans lui : le dossier de l'atlas.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Backup</source>
      <translation>Sauvegarde</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Copy the atlas beside itself before the first change.</source>
      <translation>Copier l'atlas à côté de lui-même avant le premier changement.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Folder of scripts</source>
      <translation>Dossier des scripts</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Last script</source>
      <translation>Dernier script</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Migrate atlas</source>
      <translation>Migrer l’atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Run the scripts, tell the rows that they touch, and undo everything: nothing is changed.</source>
      <translation>Exécuter les scripts, indiquer les lignes qu'ils touchent, puis tout annuler : rien n'est modifié.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Runs the numbered SQL scripts that an atlas has not seen yet, for instance to make today's published atlas a valid GeoPackage. Each script is one transaction: a fault undoes it whole. A backup is made beside the atlas before the first change.</source>
      <translation>Exécute les scripts SQL numérotés qu'un atlas n'a pas encore reçus, par exemple pour faire de l'atlas publié aujourd'hui un GeoPackage valide. Chaque script est une transaction : une erreur l'annule en entier. Une sauvegarde est faite à côté de l'atlas avant le premier changement.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Script</source>
      <translation>Script</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Script {script:02d}, {table}: {touched} rows touched, {before} before, {after} after</source>
      <translation>Script {script:02d}, {table} : {touched} lignes touchées, {before} avant, {after} après</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Scripts applied</source>
      <translation>Scripts appliqués</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>Scripts named as in 07_name.sql. Without it: the plugin's own.</source>
      <translation>Scripts nommés comme 07_name.sql. À défaut : ceux de l'extension.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>The number of one script, or “pending” for all that did not run yet, in order.</source>
      <translation>Le numéro d'un script, ou « pending » pour tous ceux qui n'ont pas encore été exécutés, dans l'ordre.</translation>
    </message>
    <message>
      <location filename="../core/processing/migrateatlas.py" />
      <source>no table</source>
      <translation>pas de table</translation>
    </message>
    <message>
      <location filename="../core/processing/publishatlas.py" />
      <source>Publish the atlas</source>
      <translation>Publier l'atlas</translation>
    </message>
    <message>
      <location filename="../core/processing/publishatlas.py" />
      <source>Publishes the atlas with its derived files on Zenodo as a new version. It has to be migrated and to pass the check, and the derived files must not be older than it. A run that was interrupted is taken up by the next one.</source>
      <translation>Publie sur Zenodo une nouvelle version de l'atlas avec ses fichiers dérivés. L'atlas doit être migré et passer la vérification, et les fichiers dérivés ne doivent pas être plus anciens que lui. Une exécution interrompue est reprise par la suivante.</translation>
    </message>
    <message>
      <location filename="../core/processing/publishatlas.py" />
      <source>Tables and archives that are published with the atlas. Without it: the atlas's own folder.</source>
      <translation>Tables et archives publiées avec l'atlas. Sans lui : le dossier de l'atlas.</translation>
    </message>
    <message>
      <location filename="../core/processing/publishatlas.py" />
      <source>Without it: the next patch version of the last one.</source>
      <translation>Sans elle : la version corrective qui suit la dernière.</translation>
    </message>
    <message>
      <location filename="../core/processing/publishing.py" />
      <source>Metadata file</source>
      <translation>Fichier de métadonnées</translation>
    </message>
    <message>
      <location filename="../core/processing/publishing.py" />
      <source>No metadata file was given.</source>
      <translation>Aucun fichier de métadonnées n'a été indiqué.</translation>
    </message>
    <message>
      <location filename="../core/processing/publishing.py" />
      <source>Set METADATA_JSON to the JSON that describes the deposits.</source>
      <translation>Donnez à METADATA_JSON le fichier JSON qui décrit les dépôts.</translation>
    </message>
    <message>
      <location filename="../core/processing/publishing.py" />
      <source>The JSON that describes deposits. Paths in it count from its folder, or from one above it.</source>
      <translation>Le JSON qui décrit les dépôts. Les chemins qu'il contient partent de son dossier, ou d'un dossier parent.</translation>
    </message>
    <message>
      <location filename="../core/processing/removeannotations.py" />
      <source>Annotations removed</source>
      <translation>Annotations supprimées</translation>
    </message>
    <message>
      <location filename="../core/processing/removeannotations.py" />
      <source>Remove annotations</source>
      <translation>Supprimer des annotations</translation>
    </message>
    <message>
      <location filename="../core/processing/removeannotations.py" />
      <source>Takes one annotation session, with all its annotations, out of the atlas.</source>
      <translation>Retire de l'atlas une session d'annotation, avec toutes ses annotations.</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>A point a session.</source>
      <translation>Un point par session.</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>From one frame, the nearest frame of each other session that lies within the errors of both positions, by date: 0.05 m for a fixed solution, 0.5 m for a float one, 5 m for a single one, 10 m where nobody told. “Download frames” takes the layer.</source>
      <translation>À partir d’une image, la plus proche de chaque autre session dans la limite des erreurs des deux positions, par date : 0,05 m pour une solution fixe, 0,5 m pour une flottante, 5 m pour une simple, 10 m quand rien ne le dit. « Télécharger des images » prend la couche.</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>How much further away a frame may lie than the errors of both positions allow.</source>
      <translation>De combien une image peut se trouver au-delà de ce que permettent les erreurs des deux positions.</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>Metres more</source>
      <translation>Mètres de plus</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>Other sessions there</source>
      <translation>Autres sessions à cet endroit</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>Same place</source>
      <translation>Même endroit</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>Same place, other years</source>
      <translation>Même endroit, autres années</translation>
    </message>
    <message>
      <location filename="../core/processing/sameplace.py" />
      <source>The id of the frame, as the layer of frames tells it.</source>
      <translation>L’identifiant de l’image, tel que le donne la couche des images.</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>A user of Zenodo, by number or name. Without one a link is made, or the links are ended.</source>
      <translation>Un utilisateur de Zenodo, par numéro ou par nom. Sans lui, un lien est créé, ou les liens sont retirés.</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Access to restricted sessions</source>
      <translation>Accès aux sessions restreintes</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Action</source>
      <translation>Action</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Grants and links</source>
      <translation>Autorisations et liens</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Lists who may read the restricted files of sessions on Zenodo, grants access and ends it: to a person with an account (such a grant has no end date), or by a link that expires. Access to a session covers all of its versions.</source>
      <translation>Liste qui peut lire les fichiers restreints des sessions sur Zenodo, accorde l'accès et le retire : à une personne qui a un compte (une telle autorisation n'a pas de date de fin), ou par un lien qui expire. L'accès à une session vaut pour toutes ses versions.</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Names of sessions, separated by commas. Without them: all restricted ones of the account.</source>
      <translation>Noms de sessions, séparés par des virgules. Sans eux : toutes les sessions restreintes du compte.</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Person</source>
      <translation>Personne</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>The day on which a link expires, as YYYY-MM-DD.</source>
      <translation>Le jour où un lien expire, sous la forme AAAA-MM-JJ.</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>Until</source>
      <translation>Jusqu'au</translation>
    </message>
    <message>
      <location filename="../core/processing/sessionaccess.py" />
      <source>“list” tells who may read, “grant” lets somebody, “end” takes it back.</source>
      <translation>« list » dit qui peut lire, « grant » autorise quelqu'un, « end » retire l'accès.</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Brings in the sessions of one or more communities on Zenodo: new ones, and those that were modified since. Only the tables that are needed are read out of their archives. A sync can be interrupted at any time and goes on with the next run.</source>
      <translation>Importe les sessions d'une ou plusieurs communautés de Zenodo : les nouvelles, et celles qui ont été modifiées depuis. Seules les tables nécessaires sont lues dans leurs archives. Une synchronisation peut être interrompue à tout moment et reprend à la prochaine exécution.</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Ignore what the atlas remembers: read and compare every session.</source>
      <translation>Ignorer ce dont l'atlas se souvient : lire et comparer toutes les sessions.</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Read everything again</source>
      <translation>Tout relire</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Requests</source>
      <translation>Requêtes</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Sessions seen</source>
      <translation>Sessions vues</translation>
    </message>
    <message>
      <location filename="../core/processing/syncatlas.py" />
      <source>Sync with Zenodo</source>
      <translation>Synchroniser avec Zenodo</translation>
    </message>
    <message>
      <location filename="../core/processing/updateatlasmetadata.py" />
      <source>Describes the last published version of the atlas anew, from the metadata file. Files, version and date of publication stay as they are.</source>
      <translation>Décrit à nouveau la dernière version publiée de l'atlas, d'après le fichier de métadonnées. Fichiers, version et date de publication restent tels quels.</translation>
    </message>
    <message>
      <location filename="../core/processing/updateatlasmetadata.py" />
      <source>Update the metadata of the published atlas</source>
      <translation>Mettre à jour les métadonnées de l'atlas publié</translation>
    </message>
    <message>
      <location filename="../core/processing/updatesessionmetadata.py" />
      <source>Describes published versions of sessions anew, from their folders and the metadata file. Files, access, version and date of publication stay as they are. What would change is told field by field.</source>
      <translation>Décrit à nouveau les versions publiées des sessions, d'après leurs dossiers et le fichier de métadonnées. Fichiers, accès, version et date de publication restent tels quels. Ce qui changerait est dit champ par champ.</translation>
    </message>
    <message>
      <location filename="../core/processing/updatesessionmetadata.py" />
      <source>Update the metadata of sessions</source>
      <translation>Mettre à jour les métadonnées des sessions</translation>
    </message>
    <message>
      <location filename="../core/processing/updatesessionmetadata.py" />
      <source>Versions updated</source>
      <translation>Versions mises à jour</translation>
    </message>
    <message>
      <location filename="../core/processing/updatesessionmetadata.py" />
      <source>“all”, “last”, or names of versions such as RAW_DATA, separated by commas.</source>
      <translation>« all », « last », ou des noms de versions comme RAW_DATA, séparés par des virgules.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Add a record for catalogues, with the contact of the metadata file.</source>
      <translation>Ajoute une fiche pour les catalogues, avec le contact du fichier de métadonnées.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Ask for room beyond 50 GB</source>
      <translation>Demander plus de 50 Go</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Bytes uploaded</source>
      <translation>Octets envoyés</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Custom version</source>
      <translation>Version personnalisée</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Deposits that are online as meant</source>
      <translation>Dépôts en ligne tels que voulus</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Files uploaded</source>
      <translation>Fichiers envoyés</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Further processed version</source>
      <translation>Nouvelle version traitée</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>ISO 19115 record</source>
      <translation>Fiche ISO 19115</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Letters as above, and s SENSORS, of a version whose name, description and access are those of the metadata file.</source>
      <translation>Lettres comme ci-dessus, et s SENSORS, d'une version dont le nom, la description et l'accès sont ceux du fichier de métadonnées.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Letters of the folders that the processed version holds: d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Files at the session's root come along.</source>
      <translation>Lettres des dossiers que contient la version traitée : d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Les fichiers à la racine de la session sont joints.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Processed data</source>
      <translation>Données traitées</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Publish every frame, also those that were judged useless.</source>
      <translation>Publie toutes les images, y compris celles jugées inutiles.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Publish one more processed version of sessions that have one, if its files differ.</source>
      <translation>Publie une version traitée de plus pour les sessions qui en ont déjà une, si ses fichiers diffèrent.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Publish the raw data, in versions of at most 50 GB.</source>
      <translation>Publie les données brutes, en versions de 50 Go au plus.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Publishes sessions on Zenodo: a version with the raw data and one with the processed data. What is online already is left alone. A run that was interrupted, at whatever moment, is taken up by the next one; nothing is published twice or half.</source>
      <translation>Publie des sessions sur Zenodo : une version pour les données brutes et une pour les données traitées. Ce qui est déjà en ligne n'est pas touché. Une exécution interrompue, à quelque moment que ce soit, est reprise par la suivante ; rien n'est publié deux fois ni à moitié.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Raw data</source>
      <translation>Données brutes</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Take files over</source>
      <translation>Reprendre les fichiers</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>The new version holds the files of the one before as well, except restricted ones.</source>
      <translation>La nouvelle version contient aussi les fichiers de la précédente, sauf ceux à accès restreint.</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Upload sessions to Zenodo</source>
      <translation>Publier des sessions sur Zenodo</translation>
    </message>
    <message>
      <location filename="../core/processing/uploadsessions.py" />
      <source>Zenodo may be asked for up to 200 GB for a version that needs more than 50.</source>
      <translation>Autorise à demander à Zenodo jusqu'à 200 Go pour une version qui en demande plus de 50.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Check the folder and its permissions, or choose another place.</source>
      <translation>Vérifiez le dossier et ses permissions, ou choisissez un autre emplacement.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Give a layer of the project, or a file with one.</source>
      <translation>Indiquez une couche du projet, ou un fichier qui en contient une.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>No output file was given.</source>
      <translation>Aucun fichier de sortie n'a été indiqué.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>No output folder was given.</source>
      <translation>Aucun dossier de sortie n'a été indiqué.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Set {name} to a file.</source>
      <translation>Donnez un fichier à {name}.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Set {name}.</source>
      <translation>Renseignez {name}.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>The layer of {name} cannot be written.</source>
      <translation>La couche de {name} ne peut pas être écrite.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Write it as in 2023-11-10.</source>
      <translation>Écrivez-la comme 2023-11-10.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>Write west,east,south,north [EPSG:4326].</source>
      <translation>Écrivez ouest,est,sud,nord [EPSG:4326].</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} has no “{word}”.</source>
      <translation>{name} n’a pas de valeur « {word} ».</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} is no rectangle that can be read.</source>
      <translation>{name} n’est pas un rectangle lisible.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} is not a layer that can be read.</source>
      <translation>{name} n’est pas une couche lisible.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} is “{value}”, neither true nor false.</source>
      <translation>{name} vaut « {value} », ni vrai ni faux.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} is “{value}”, which is not a date.</source>
      <translation>{name} vaut « {value} », qui n’est pas une date.</translation>
    </message>
    <message>
      <location filename="../core/processing/values.py" />
      <source>{name} is “{value}”, which is not a number.</source>
      <translation>{name} vaut « {value} », qui n’est pas un nombre.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>A CSV file with the columns root_folder and session_name, instead of a folder.</source>
      <translation>Un fichier CSV avec les colonnes root_folder et session_name, au lieu d'un dossier.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>A QGIS authentication configuration that holds the Zenodo token. Without one, the environment variable SEATIZEN_ZENODO_TOKEN is read.</source>
      <translation>Une configuration d'authentification de QGIS qui contient le jeton Zenodo. Sans elle, la variable d'environnement SEATIZEN_ZENODO_TOKEN est lue.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>Authentication configuration</source>
      <translation>Configuration d'authentification</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>Base address of Zenodo, of its sandbox, or of a server that speaks the same language.</source>
      <translation>Adresse de base de Zenodo, de son bac à sable, ou d'un serveur qui parle le même langage.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>Communities</source>
      <translation>Communautés</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>One session folder, or a folder that holds session folders.</source>
      <translation>Un dossier de session, ou un dossier qui contient des dossiers de sessions.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>The communities to follow, separated by commas, as in the addresses of their pages.</source>
      <translation>Les communautés à suivre, séparées par des virgules, telles que dans l'adresse de leur page.</translation>
    </message>
    <message>
      <location filename="../core/processing/zenodo.py" />
      <source>Zenodo address</source>
      <translation>Adresse de Zenodo</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>Give UNTIL as YYYY-MM-DD, or a PERSON.</source>
      <translation>Donnez UNTIL sous la forme AAAA-MM-JJ, ou PERSON.</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>cancelled</source>
      <translation>annulé</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>ended</source>
      <translation>accès retiré</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>granted</source>
      <translation>accès accordé</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>may read it</source>
      <translation>peuvent lire</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>nobody but the owner</source>
      <translation>personne d'autre que le propriétaire</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>the account has no restricted version of it.</source>
      <translation>le compte n'en a pas de version restreinte.</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>was so already</source>
      <translation>c'était déjà le cas</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>{} is not in the future.</source>
      <translation>{} n'est pas dans le futur.</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>“{}” is no action.</source>
      <translation>« {} » n'est pas une action.</translation>
    </message>
    <message>
      <location filename="../core/publish/access.py" />
      <source>“{}” is not a day on which a link could expire.</source>
      <translation>« {} » n'est pas un jour où un lien pourrait expirer.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>Export the tables into “{}” first.</source>
      <translation>Exportez d'abord les tables dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>Name a text file there.</source>
      <translation>Indiquez-y un fichier texte.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>Publish it first.</source>
      <translation>Publiez-le d'abord.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>Run “Check atlas” and repair what it finds.</source>
      <translation>Lancez « Vérifier l'atlas » et réparez ce qui est trouvé.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>Save or discard the edits of its layers, then try again.</source>
      <translation>Enregistrez ou abandonnez les modifications de ses couches, puis réessayez.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>The account has published no atlas on {}.</source>
      <translation>Le compte n'a publié aucun atlas sur {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>The atlas's creators stand in its metadata file.</source>
      <translation>Les créateurs de l'atlas figurent dans son fichier de métadonnées.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>is online with these very files</source>
      <translation>est en ligne avec ces mêmes fichiers</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>is published</source>
      <translation>est publié</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>nobody is named.</source>
      <translation>personne n'est nommé.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>there is no description.</source>
      <translation>il n'y a pas de description.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>would be published</source>
      <translation>serait publié</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>“{atlas}” does not pass the check ({finding}).</source>
      <translation>« {atlas} » ne passe pas la vérification ({finding}).</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>“{}” holds no derived files.</source>
      <translation>« {} » ne contient pas de fichiers dérivés.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>“{}” is being edited.</source>
      <translation>« {} » est en cours d'édition.</translation>
    </message>
    <message>
      <location filename="../core/publish/atlas.py" />
      <source>“{}” is older than the atlas.</source>
      <translation>« {} » est plus ancien que l'atlas.</translation>
    </message>
    <message>
      <location filename="../core/publish/blank_drafts.py" />
      <source>Zenodo lists drafts of several accounts; none was touched.</source>
      <translation>Zenodo liste des brouillons de plusieurs comptes ; aucun n'a été touché.</translation>
    </message>
    <message>
      <location filename="../core/publish/blank_drafts.py" />
      <source>blank</source>
      <translation>vide</translation>
    </message>
    <message>
      <location filename="../core/publish/blank_drafts.py" />
      <source>deleted</source>
      <translation>supprimé</translation>
    </message>
    <message>
      <location filename="../core/publish/blank_drafts.py" />
      <source>kept: somebody has begun to fill it</source>
      <translation>conservé : quelqu'un a commencé à le remplir</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>A custom version needs a name.</source>
      <translation>Une version personnalisée a besoin d'un nom.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>Choose raw data, letters of processed data, or letters of a custom version.</source>
      <translation>Choisissez les données brutes, des lettres de données traitées ou celles d'une version personnalisée.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>Cut the file into smaller ones.</source>
      <translation>Découpez le fichier en fichiers plus petits.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>Nothing was chosen to upload.</source>
      <translation>Rien n'a été choisi pour l'envoi.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>Publish fewer folders at a time, or move files out of the session's root.</source>
      <translation>Publiez moins de dossiers à la fois, ou déplacez des fichiers hors de la racine de la session.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>Set “version” in the metadata file.</source>
      <translation>Indiquez « version » dans le fichier de métadonnées.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>The letters are: {}.</source>
      <translation>Les lettres sont : {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>The session has no {}.</source>
      <translation>La session n'a pas de {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{folder}” holds nothing of “{letters}”.</source>
      <translation>« {folder} » ne contient rien de « {letters} ».</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{folder}” would need {count} files; Zenodo takes 100 a version.</source>
      <translation>« {folder} » demanderait {count} fichiers ; Zenodo en accepte 100 par version.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{letter}” is no letter of {name}.</source>
      <translation>« {letter} » n'est pas une lettre de {name}.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{}” holds no raw data.</source>
      <translation>« {} » ne contient pas de données brutes.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{}” is empty and stays here.</source>
      <translation>« {} » est vide et reste ici.</translation>
    </message>
    <message>
      <location filename="../core/publish/content.py" />
      <source>“{}” is larger than the 50 GB that Zenodo takes.</source>
      <translation>« {} » dépasse les 50 Go qu'accepte Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/publish/describing.py" />
      <source>Session names hold the three letters of ISO 3166, such as REU.</source>
      <translation>Les noms de session contiennent les trois lettres de l'ISO 3166, comme REU.</translation>
    </message>
    <message>
      <location filename="../core/publish/describing.py" />
      <source>Write “Underwater” or “Aerial”.</source>
      <translation>Écrivez « Underwater » ou « Aerial ».</translation>
    </message>
    <message>
      <location filename="../core/publish/describing.py" />
      <source>there is no “image_type”.</source>
      <translation>il n'y a pas de « image_type ».</translation>
    </message>
    <message>
      <location filename="../core/publish/describing.py" />
      <source>“{code}” of “{session}” is no country's code.</source>
      <translation>« {code} », dans « {session} », n'est le code d'aucun pays.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Correct the metadata file or its CSVs, then start again.</source>
      <translation>Corrigez le fichier de métadonnées ou ses CSV, puis recommencez.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Draft {id} is not what was meant, and was not published: {differences}.</source>
      <translation>Le brouillon {id} n'est pas ce qui était voulu et n'a pas été publié : {differences}.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Draft {} is gone from Zenodo.</source>
      <translation>Le brouillon {} n'est plus sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Look at it on Zenodo; start again to put it right.</source>
      <translation>Regardez-le sur Zenodo ; relancez pour le rétablir.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Somebody deleted it. Start again: a new one is made.</source>
      <translation>Quelqu'un l'a supprimé. Recommencez : un nouveau sera créé.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>The community “{slug}” does not take it: {reason}</source>
      <translation>La communauté « {slug} » ne l'accepte pas : {reason}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>The community “{}” has to decide yet.</source>
      <translation>La communauté « {} » doit encore se prononcer.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>The files are those of the version that is online.</source>
      <translation>Les fichiers sont ceux de la version en ligne.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>Zenodo does not accept the metadata of {version}: {problems}.</source>
      <translation>Zenodo n'accepte pas les métadonnées de {version} : {problems}.</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>asking for {} GB</source>
      <translation>demande de {} Go</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>asking the community {}</source>
      <translation>demande à la communauté {}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>describing {}</source>
      <translation>description de {}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>packing {}</source>
      <translation>empaquetage de {}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>publishing {}</source>
      <translation>publication de {}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>taking over files of the version before</source>
      <translation>reprise des fichiers de la version précédente</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>the file {} is not what was meant</source>
      <translation>le fichier {} n'est pas celui voulu</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>the files are open</source>
      <translation>les fichiers sont ouverts</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>the files are restricted</source>
      <translation>les fichiers sont à accès restreint</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>uploading {}</source>
      <translation>envoi de {}</translation>
    </message>
    <message>
      <location filename="../core/publish/engine.py" />
      <source>{field} is “{there}” instead of “{meant}”</source>
      <translation>{field} vaut « {there} » au lieu de « {meant} »</translation>
    </message>
    <message>
      <location filename="../core/publish/journal.py" />
      <source>Another run is publishing “{}” at this moment.</source>
      <translation>Une autre exécution publie « {} » en ce moment.</translation>
    </message>
    <message>
      <location filename="../core/publish/journal.py" />
      <source>Wait until it has ended.</source>
      <translation>Attendez qu'elle soit terminée.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/publish/maintain.py" />
      <source>%Ln session(s) failed.</source>
      <translation>
        <numerusform>%Ln session a échoué.</numerusform>
        <numerusform>%Ln sessions ont échoué.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/publish/maintain.py" />
      <source>Nothing was published; the next round tries them again.</source>
      <translation>Rien n'a été publié ; la prochaine tournée les reprendra.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>Look for a missing comma or quotation mark.</source>
      <translation>Cherchez une virgule ou un guillemet manquant.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>Paths count from the JSON's folder, or from one above it.</source>
      <translation>Les chemins partent du dossier du JSON, ou d'un dossier parent.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>an entry is not a person.</source>
      <translation>une entrée n'est pas une personne.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>an entry lacks “identifier” or “relation”.</source>
      <translation>il manque « identifier » ou « relation » à une entrée.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>is not a JSON object.</source>
      <translation>n'est pas un objet JSON.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>is not valid JSON.</source>
      <translation>n'est pas du JSON valide.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>there is no built-in text {}.</source>
      <translation>il n'y a pas de texte intégré {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>there is no file “{}”.</source>
      <translation>il n'y a pas de fichier « {} ».</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>“{}” cannot be read.</source>
      <translation>« {} » est illisible.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_file.py" />
      <source>“{}” is of another kind than expected.</source>
      <translation>« {} » n'est pas du type attendu.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>Its versions are: {}.</source>
      <translation>Ses versions sont : {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>Publish or discard those edits there, then start again.</source>
      <translation>Publiez ou abandonnez-y ces modifications, puis recommencez.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>Record {} is being edited on Zenodo.</source>
      <translation>L'enregistrement {} est en cours d'édition sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>Upload the session first.</source>
      <translation>Publiez d'abord la session.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>no version is named “{}”.</source>
      <translation>aucune version ne s'appelle « {} ».</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>nothing of it is on Zenodo.</source>
      <translation>rien n'en est sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>up to date</source>
      <translation>à jour</translation>
    </message>
    <message>
      <location filename="../core/publish/metadata_update.py" />
      <source>{}: reading what is online</source>
      <translation>{} : lecture de ce qui est en ligne</translation>
    </message>
    <message>
      <location filename="../core/publish/online.py" />
      <source>Delete the drafts that are not meant; of published ones, change the identifier.</source>
      <translation>Supprimez les brouillons qui ne sont pas voulus ; pour les dépôts publiés, changez l'identifiant.</translation>
    </message>
    <message>
      <location filename="../core/publish/online.py" />
      <source>Looking for a draft that may have been made; again in {seconds} s</source>
      <translation>Recherche d'un brouillon peut-être créé ; nouvel essai dans {seconds} s</translation>
    </message>
    <message>
      <location filename="../core/publish/online.py" />
      <source>Record {id} carries the identifier {urn} already and belongs to another account.</source>
      <translation>L'enregistrement {id} porte déjà l'identifiant {urn} et appartient à un autre compte.</translation>
    </message>
    <message>
      <location filename="../core/publish/online.py" />
      <source>Use a token of that account.</source>
      <translation>Utilisez un jeton de ce compte.</translation>
    </message>
    <message>
      <location filename="../core/publish/online.py" />
      <source>Zenodo has {count} deposits with the identifier {urn}: {ids}.</source>
      <translation>Zenodo a {count} dépôts avec l'identifiant {urn} : {ids}.</translation>
    </message>
    <message>
      <location filename="../core/publish/packing.py" />
      <source>Wait until nothing writes into the session's folder, then start again.</source>
      <translation>Attendez que plus rien n'écrive dans le dossier de la session, puis recommencez.</translation>
    </message>
    <message>
      <location filename="../core/publish/packing.py" />
      <source>“{}” changed while it was packed.</source>
      <translation>« {} » a changé pendant l'empaquetage.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Add a row with its creators and contributors.</source>
      <translation>Ajoutez une ligne avec ses créateurs et contributeurs.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Add the person there, or name the fitting contributors file.</source>
      <translation>Ajoutez-y la personne, ou indiquez le fichier de contributeurs qui convient.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Copy it from the person's page on orcid.org.</source>
      <translation>Copiez-le depuis la page de la personne sur orcid.org.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Every session needs at least one creator.</source>
      <translation>Chaque session a besoin d'au moins un créateur.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Give each person initials of their own.</source>
      <translation>Donnez à chaque personne ses propres initiales.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>Remove one of the rows.</source>
      <translation>Supprimez une des lignes.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>a person has no name.</source>
      <translation>une personne n'a pas de nom.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>has {count} cells, but the header has {expected}.</source>
      <translation>a {count} cellules, mais l'en-tête en a {expected}.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>the session “{}” is not in it.</source>
      <translation>la session « {} » n'y est pas.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>the session “{}” stands twice, differently.</source>
      <translation>la session « {} » y est deux fois, différemment.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>“{initials}” is nobody in {file}.</source>
      <translation>« {initials} » n'est personne dans {file}.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>“{}” is not an ORCID iD.</source>
      <translation>« {} » n'est pas un identifiant ORCID.</translation>
    </message>
    <message>
      <location filename="../core/publish/people.py" />
      <source>“{}” stands twice.</source>
      <translation>« {} » y est deux fois.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Delete on Zenodo those that are not meant, then start again.</source>
      <translation>Supprimez sur Zenodo ceux qui ne sont pas voulus, puis recommencez.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Draft {} waits for a community's review.</source>
      <translation>Le brouillon {} attend la revue d'une communauté.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Go on once the community has decided, or cancel the review on Zenodo.</source>
      <translation>Continuez quand la communauté aura décidé, ou annulez la revue sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Let Zenodo be asked for more room (up to 200 GB), or publish fewer folders.</source>
      <translation>Autorisez à demander plus de place à Zenodo (jusqu'à 200 Go), ou publiez moins de dossiers.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Publish or delete it on Zenodo, then start again.</source>
      <translation>Publiez-le ou supprimez-le sur Zenodo, puis recommencez.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>Take over no files of the version before, or publish fewer folders.</source>
      <translation>Ne reprenez pas les fichiers de la version précédente, ou publiez moins de dossiers.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>There are several open drafts of it: {}.</source>
      <translation>Il en existe plusieurs brouillons ouverts : {}.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>There is an open draft {id} (“{version}”), which was not made by this upload.</source>
      <translation>Il existe un brouillon ouvert {id} (« {version} ») qui ne vient pas de cet envoi.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>{version} would hold {count} files; Zenodo takes 100.</source>
      <translation>{version} contiendrait {count} fichiers ; Zenodo en accepte 100.</translation>
    </message>
    <message>
      <location filename="../core/publish/plan.py" />
      <source>{version} would hold {size} GB; Zenodo takes 50.</source>
      <translation>{version} contiendrait {size} Go ; Zenodo en accepte 50.</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>Check the disk, then start again: what is done stays done.</source>
      <translation>Vérifiez le disque, puis recommencez : ce qui est fait reste fait.</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>Sessions and contributors are told in two CSVs.</source>
      <translation>Les sessions et les contributeurs sont décrits dans deux CSV.</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>The files of “{}” could not be read.</source>
      <translation>Les fichiers de « {} » n'ont pas pu être lus.</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>goes on</source>
      <translation>à poursuivre</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>is left out</source>
      <translation>est laissé de côté</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>is online</source>
      <translation>en ligne</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>is taken over</source>
      <translation>est repris</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>is there</source>
      <translation>est présent</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>is uploaded</source>
      <translation>est envoyé</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>names no file here.</source>
      <translation>n'indique aucun fichier ici.</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>published</source>
      <translation>publié</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>was online</source>
      <translation>était en ligne</translation>
    </message>
    <message>
      <location filename="../core/publish/sessions.py" />
      <source>{version} ({step}): files: {files}, MB to upload: {size}, fields that differ: {changes}</source>
      <translation>{version} ({step}) : fichiers : {files}, Mo à envoyer : {size}, champs qui diffèrent : {changes}</translation>
    </message>
    <message>
      <location filename="../core/reading/images.py" />
      <source>Its session was published without paths.</source>
      <translation>Sa session a été publiée sans chemins.</translation>
    </message>
    <message>
      <location filename="../core/reading/images.py" />
      <source>Only these are published with images.</source>
      <translation>Seuls ces dossiers sont publiés avec des images.</translation>
    </message>
    <message>
      <location filename="../core/reading/images.py" />
      <source>The atlas does not tell where the image of this frame lies.</source>
      <translation>L’atlas ne dit pas où se trouve cette image.</translation>
    </message>
    <message>
      <location filename="../core/reading/images.py" />
      <source>“{path}” lies in none of the folders {folders}.</source>
      <translation>« {path} » ne se trouve dans aucun des dossiers {folders}.</translation>
    </message>
    <message>
      <location filename="../core/reading/images.py" />
      <source>“{}” is a path that leads out of its session.</source>
      <translation>« {} » est un chemin qui sort de sa session.</translation>
    </message>
    <message>
      <location filename="../core/reading/scores.py" />
      <source>“{name}” keeps its predictions in the old way; reading them needs script {scores_script:02d}.</source>
      <translation>« {name} » conserve ses prédictions à l'ancienne manière ; les lire demande le script {scores_script:02d}.</translation>
    </message>
    <message>
      <location filename="../core/reading/words.py" />
      <source>fixed, good to centimetres</source>
      <translation>fixe, précision centimétrique</translation>
    </message>
    <message>
      <location filename="../core/reading/words.py" />
      <source>floating, good to decimetres</source>
      <translation>flottante, précision décimétrique</translation>
    </message>
    <message>
      <location filename="../core/reading/words.py" />
      <source>single, good to metres</source>
      <translation>autonome, précision métrique</translation>
    </message>
    <message>
      <location filename="../core/scratch.py" />
      <source>Free some space there, or set TMPDIR to another folder.</source>
      <translation>Libérez de l'espace à cet endroit, ou indiquez un autre dossier dans TMPDIR.</translation>
    </message>
    <message>
      <location filename="../core/scratch.py" />
      <source>No temporary folder can be made in “{}”.</source>
      <translation>Aucun dossier temporaire ne peut être créé dans « {} ».</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/selection/chosen.py" />
      <source>%Ln frame(s) chosen in “{layer}”.</source>
      <translation>
        <numerusform>%Ln image choisie dans « {layer} ».</numerusform>
        <numerusform>%Ln images choisies dans « {layer} ».</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Change or remove a filter.</source>
      <translation>Modifiez ou retirez un filtre.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Choosing the frames…</source>
      <translation>Choix des images…</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>No frame is chosen in “{layer}”.</source>
      <translation>Aucune image n’est choisie dans « {layer} ».</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>No frame passes the filter: nothing was done.</source>
      <translation>Aucune image ne passe le filtre : rien n’a été fait.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Select frames in the layer “Frames” of this atlas.</source>
      <translation>Sélectionnez des images dans la couche « Images » de cet atlas.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Select some, or do without this filter.</source>
      <translation>Sélectionnez-en, ou passez-vous de ce filtre.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Select them in a layer of this atlas.</source>
      <translation>Sélectionnez-les dans une couche de cet atlas.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>Stopped while the frames were chosen.</source>
      <translation>Arrêté pendant le choix des images.</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>{lost} of the {count} frames chosen in “{layer}” are not in the atlas “{atlas}”.</source>
      <translation>{lost} des {count} images choisies dans « {layer} » ne sont pas dans l’atlas « {atlas} ».</translation>
    </message>
    <message>
      <location filename="../core/selection/chosen.py" />
      <source>“{atlas}” is at script {last:02d}; reading it needs script {script:02d}.</source>
      <translation>« {atlas} » en est au script {last:02d} ; sa lecture demande le script {script:02d}.</translation>
    </message>
    <message>
      <location filename="../core/selection/conditions.py" />
      <source>Choose another class, or another model.</source>
      <translation>Choisissez une autre classe, ou un autre modèle.</translation>
    </message>
    <message>
      <location filename="../core/selection/conditions.py" />
      <source>The model does not predict “{name}”.</source>
      <translation>Le modèle ne prédit pas « {name} ».</translation>
    </message>
    <message>
      <location filename="../core/selection/conditions.py" />
      <source>platform</source>
      <translation>plateforme</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>Check the CRS of the layer or of the extent.</source>
      <translation>Vérifiez le SCR de la couche ou de l'emprise.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>Choose a polygon layer with at least one feature.</source>
      <translation>Choisissez une couche de polygones avec au moins une entité.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>Exchange the two dates.</source>
      <translation>Inversez les deux dates.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>Scores lie between 0 and 1.</source>
      <translation>Les scores sont compris entre 0 et 1.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>The area cannot be transformed from {} to EPSG:4326.</source>
      <translation>La zone ne peut pas être transformée de {} en EPSG:4326.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>The area holds no polygon.</source>
      <translation>La zone ne contient aucun polygone.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>The first date ({first}) is after the last one ({last}).</source>
      <translation>La première date ({first}) est postérieure à la dernière ({last}).</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>The score wanted of “{}” is no number.</source>
      <translation>Le score demandé pour « {} » n’est pas un nombre.</translation>
    </message>
    <message>
      <location filename="../core/selection/filters.py" />
      <source>its CRS</source>
      <translation>son SCR</translation>
    </message>
    <message>
      <location filename="../core/selection/names.py" />
      <source>It has none at all yet.</source>
      <translation>Il n'en a encore aucun.</translation>
    </message>
    <message>
      <location filename="../core/selection/names.py" />
      <source>The atlas has no {kind} “{name}”.</source>
      <translation>L’atlas n’a pas de {kind} « {name} ».</translation>
    </message>
    <message>
      <location filename="../core/selection/names.py" />
      <source>class</source>
      <translation>classe</translation>
    </message>
    <message>
      <location filename="../core/selection/names.py" />
      <source>model</source>
      <translation>modèle</translation>
    </message>
    <message>
      <location filename="../core/selection/names.py" />
      <source>{names} and {count} more</source>
      <translation>{names} et {count} de plus</translation>
    </message>
    <message>
      <location filename="../core/selection/subset.py" />
      <source>Choose fewer than {most}, or filter by an extent.</source>
      <translation>Choisissez-en moins de {most}, ou filtrez par une emprise.</translation>
    </message>
    <message>
      <location filename="../core/selection/subset.py" />
      <source>{count} frames are too many to be listed in a filter of the map.</source>
      <translation>{count} images, c’est trop pour être énumérées dans un filtre de la carte.</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>GPS: {}</source>
      <translation>GPS : {}</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>all frames</source>
      <translation>toutes les images</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>annotated</source>
      <translation>annotées</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>chosen frames</source>
      <translation>images choisies</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>from {}</source>
      <translation>à partir du {}</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>people and model agree</source>
      <translation>annotateurs et modèle d’accord</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>people and model differ</source>
      <translation>annotateurs et modèle en désaccord</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>predicted: {}</source>
      <translation>prédit : {}</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>sessions: {}</source>
      <translation>sessions : {}</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>until {}</source>
      <translation>jusqu’au {}</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>within an area</source>
      <translation>dans une zone</translation>
    </message>
    <message>
      <location filename="../core/selection/words.py" />
      <source>without annotations</source>
      <translation>sans annotation</translation>
    </message>
    <message>
      <location filename="../core/session_name.py" />
      <source>Expected YYYYMMDD_CCC-PLACE_PLATFORM-n_k, as in 20231110_REU-ST-LEU_ASV-1_04.</source>
      <translation>Attendu : AAAAMMJJ_PPP-LIEU_PLATEFORME-n_k, comme 20231110_REU-ST-LEU_ASV-1_04.</translation>
    </message>
    <message>
      <location filename="../core/sessions/dois.py" />
      <source>Add its DOIs, or leave the file out to look them up on Zenodo.</source>
      <translation>Ajoutez ses DOI, ou omettez le fichier pour les chercher sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../core/sessions/dois.py" />
      <source>has no row for “{}”.</source>
      <translation>n'a pas de ligne pour « {} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/dois.py" />
      <source>the DOI {cells} is given to several sessions: {names}.</source>
      <translation>le DOI {cells} est donné à plusieurs sessions : {names}.</translation>
    </message>
    <message>
      <location filename="../core/sessions/dois.py" />
      <source>“{text}” has two rows with different DOIs (rows {names}).</source>
      <translation>« {text} » a deux lignes avec des DOI différents (lignes {names}).</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/sessions/entering.py" />
      <source>%Ln session(s) not tried any more</source>
      <translation>
        <numerusform>%Ln session n'a plus été essayée</numerusform>
        <numerusform>%Ln sessions n'ont plus été essayées</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/sessions/entering.py" />
      <source>{session}: {status}, {frames} frames and {predictions} predictions added, {updated} frames updated, {removed} removed</source>
      <translation>{session} : {status}, {frames} images et {predictions} prédictions ajoutées, {updated} images mises à jour, {removed} supprimées</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>Each frame needs a name of its own.</source>
      <translation>Chaque image doit avoir un nom qui lui soit propre.</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>Every frame needs a file name.</source>
      <translation>Chaque image doit avoir un nom de fichier.</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>Expected one row a frame below the header.</source>
      <translation>Une ligne par image était attendue sous l'en-tête.</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>a latitude from -90 to 90</source>
      <translation>une latitude de -90 à 90</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>a longitude from -180 to 180</source>
      <translation>une longitude de -180 à 180</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>a number</source>
      <translation>un nombre</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>a whole number from 0 to 99</source>
      <translation>un nombre entier de 0 à 99</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>there is no frame in it.</source>
      <translation>il ne contient aucune image.</translation>
    </message>
    <message>
      <location filename="../core/sessions/frames.py" />
      <source>“{}” stands twice in the file.</source>
      <translation>« {} » figure deux fois dans le fichier.</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>Give a CSV with the DOIs of the sessions.</source>
      <translation>Fournissez un CSV avec les DOI des sessions.</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>Looking at session {number} of {total}: {session}</source>
      <translation>Examen de la session {number} sur {total} : {session}</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>Stopped. Nothing has been changed.</source>
      <translation>Arrêté. Rien n'a été modifié.</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>The new atlas is not complete, so “{}” stays as it was.</source>
      <translation>Le nouvel atlas n'est pas complet, « {} » est donc resté tel quel.</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>no DOI is known for “{}”.</source>
      <translation>aucun DOI n'est connu pour « {} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/importing.py" />
      <source>the new atlas was given up</source>
      <translation>le nouvel atlas a été abandonné</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>Add the DOI of the version that holds PROCESSED_DATA_IA.zip.</source>
      <translation>Ajoutez le DOI de la version qui contient PROCESSED_DATA_IA.zip.</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>Correct the DOIs; nothing of this session was changed.</source>
      <translation>Corrigez les DOI ; rien de cette session n'a été modifié.</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>Run “Check atlas”, and start afresh or remove them first.</source>
      <translation>Lancez « Vérifier l’atlas », puis repartez de zéro ou supprimez-les d'abord.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/sessions/ingest.py" />
      <source>the atlas holds %Ln frame(s) of this session twice.</source>
      <translation>
        <numerusform>l’atlas contient deux fois %Ln image de cette session.</numerusform>
        <numerusform>l’atlas contient deux fois %Ln images de cette session.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>the atlas holds “{other_name}” as deposit {other_doi}, but here “{name}” is deposit {doi}.</source>
      <translation>l'atlas contient « {other_name} » comme dépôt {other_doi}, mais ici « {name} » est le dépôt {doi}.</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>the session has predictions, but no prediction_version_doi is known for it.</source>
      <translation>la session a des prédictions, mais aucun prediction_version_doi n'est connu pour elle.</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>version {version} belongs to deposit {owner} in the atlas, not to {deposit}.</source>
      <translation>la version {version} appartient au dépôt {owner} dans l'atlas, et non à {deposit}.</translation>
    </message>
    <message>
      <location filename="../core/sessions/ingest.py" />
      <source>{count} frames are gone from the session but annotated, so they stay; the first is “{kept}”.</source>
      <translation>{count} images ont disparu de la session mais sont annotées, elles restent donc ; la première est « {kept} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>0 or 1</source>
      <translation>0 ou 1</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>Did you mean “{}”?</source>
      <translation>Vouliez-vous dire « {} » ?</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>Remove the column or add the class.</source>
      <translation>Supprimez la colonne ou ajoutez la classe.</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>a score from 0 to 1</source>
      <translation>un score de 0 à 1</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>a second column of the same class.</source>
      <translation>une deuxième colonne de la même classe.</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>the model {name} has no class “{column}”.</source>
      <translation>le modèle {name} n'a pas de classe « {column} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>there is no column of a class.</source>
      <translation>il n'y a aucune colonne de classe.</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>“{file}” is of a model that the atlas does not know, and is left out.</source>
      <translation>« {file} » provient d'un modèle que l'atlas ne connaît pas et n'est pas pris en compte.</translation>
    </message>
    <message>
      <location filename="../core/sessions/predictions.py" />
      <source>“{}” is not a frame of metadata.csv.</source>
      <translation>« {} » n'est pas une image de metadata.csv.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>Free some space and run it again.</source>
      <translation>Libérez de l'espace et relancez.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>METADATA/metadata.csv is missing.</source>
      <translation>METADATA/metadata.csv est absent.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>No frame has a position, and there are no way-points.</source>
      <translation>Aucune image n'a de position, et il n'y a pas de points de passage.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>No frame has a position; the footprint is that of {} way-points.</source>
      <translation>Aucune image n'a de position ; l'empreinte est celle de {} points de passage.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>Nobody judged the frames (no predictions_gps.csv, no usefulness file), so all of them are taken.</source>
      <translation>Personne n'a jugé les images (ni predictions_gps.csv, ni fichier d'utilité) : toutes sont donc prises.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>The temporary folder “{}” is full.</source>
      <translation>Le dossier temporaire « {} » est plein.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>Without frames in predictions_gps.csv, “{}” tells which are useful.</source>
      <translation>Sans images dans predictions_gps.csv, « {} » indique lesquelles sont utiles.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>Without it the session has no frames.</source>
      <translation>Sans lui, la session n'a pas d'images.</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>{count} useful frames are not in metadata.csv, the first is “{unknown}”.</source>
      <translation>{count} images utiles ne sont pas dans metadata.csv, la première est « {unknown} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/prepare.py" />
      <source>{} dates of metadata.csv could not be read.</source>
      <translation>{} dates de metadata.csv n'ont pas pu être lues.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source> and </source>
      <translation> et </translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>Choose a session folder or a folder of sessions.</source>
      <translation>Choisissez un dossier de session ou un dossier de sessions.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>Choose a session folder, a folder of sessions or a CSV with root_folder and session_name.</source>
      <translation>Choisissez un dossier de session, un dossier de sessions ou un CSV avec root_folder et session_name.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>Remove one of them, or import them one at a time.</source>
      <translation>Supprimez-en une, ou importez-les l'une après l'autre.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>The session “{name}” is present twice: {names}.</source>
      <translation>La session « {name} » est présente deux fois : {names}.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>There is no session in “{}”.</source>
      <translation>Il n'y a pas de session dans « {} ».</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>“{}” is not a session.</source>
      <translation>« {} » n'est pas une session.</translation>
    </message>
    <message>
      <location filename="../core/sessions/source.py" />
      <source>“{}” is not a session: it has no METADATA folder.</source>
      <translation>« {} » n'est pas une session : il n'y a pas de dossier METADATA.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>Backup of {name} ({size}) …</source>
      <translation>Sauvegarde de {name} ({size})…</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>Backup: {}</source>
      <translation>Sauvegarde : {}</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>Free some space, or move the atlas to a larger disk. Nothing was changed.</source>
      <translation>Libérez de l'espace, ou déplacez l'atlas sur un disque plus grand. Rien n'a été modifié.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>Restoring {} …</source>
      <translation>Restauration de {}…</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>Stopped; nothing was changed.</source>
      <translation>Arrêté ; rien n'a été modifié.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/backup.py" />
      <source>The disk with “{name}” is too small: {needed} are needed beside it, {free} are free.</source>
      <translation>Le disque contenant « {name} » est trop petit : il faut {needed} à côté, {free} sont libres.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Checking extents, shapes and names</source>
      <translation>Vérification des emprises, des formes et des noms</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Checking tables and columns</source>
      <translation>Vérification des tables et des colonnes</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Classes whose scores do not count until “Migrate atlas” or an import takes them up: {}.</source>
      <translation>Classes dont les scores ne comptent pas tant que « Migrer un atlas » ou un import ne les a pas prises en compte : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Geometries of “{table}” that end too early, by row: {rows}.</source>
      <translation>Géométries de « {table} » qui s'arrêtent trop tôt, par ligne : {rows}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Names of sessions that cannot be read: {}.</source>
      <translation>Noms de sessions illisibles : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>Scores are stored of classes that are not there, or not of that model: {}.</source>
      <translation>Des scores sont enregistrés pour des classes qui n'existent pas, ou pas dans ce modèle : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>The atlas is at script {last:02d}; {count} later ones wait to be run (“Migrate atlas”).</source>
      <translation>L'atlas en est au script {last:02d} ; {count} plus récents restent à exécuter (« Migrer l’atlas »).</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>The check was stopped.</source>
      <translation>La vérification a été arrêtée.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>The extent in gpkg_contents is not that of the geometries: {}. A refresh of the atlas mends it.</source>
      <translation>L'emprise dans gpkg_contents n'est pas celle des géométries : {}. Une actualisation de l'atlas y remédie.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/checks.py" />
      <source>The extent in gpkg_contents is wider than the geometries, as after an edit: {}. A refresh of the atlas mends it.</source>
      <translation>L'emprise dans gpkg_contents est plus large que les géométries, comme après une modification : {}. Une actualisation de l'atlas y remédie.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/compact.py" />
      <source>Making {} smaller …</source>
      <translation>Réduction de {} …</translation>
    </message>
    <message>
      <location filename="../core/upkeep/compact.py" />
      <source>{name} takes {now} instead of {before}.</source>
      <translation>{name} occupe {now} au lieu de {before}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/download.py" />
      <source>Atlas {version}: {size} MB</source>
      <translation>Atlas {version} : {size} Mo</translation>
    </message>
    <message>
      <location filename="../core/upkeep/download.py" />
      <source>Give the record of the Seatizen Atlas ({}).</source>
      <translation>Indiquez l'enregistrement du Seatizen Atlas ({}).</translation>
    </message>
    <message>
      <location filename="../core/upkeep/download.py" />
      <source>Record {number} holds {count} GeoPackages, not one atlas.</source>
      <translation>L'enregistrement {number} contient {count} GeoPackages, et non un seul atlas.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/download.py" />
      <source>“{}” is not the name of a GeoPackage.</source>
      <translation>« {} » n'est pas un nom de GeoPackage.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Columns of a type that readers do not know: {}.</source>
      <translation>Colonnes d'un type que les lecteurs ne connaissent pas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Coordinate reference systems that every GeoPackage holds are missing: {}.</source>
      <translation>Il manque des systèmes de coordonnées de référence que tout GeoPackage contient : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Feature tables without a row in gpkg_geometry_columns: {}.</source>
      <translation>Tables d'entités sans ligne dans gpkg_geometry_columns : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Geometry columns that do not fit their table: {}.</source>
      <translation>Colonnes de géométrie qui ne correspondent pas à leur table : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Indexes of an atlas are missing: {}.</source>
      <translation>Il manque des index d'un atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Made by another statement than in a new atlas: {}.</source>
      <translation>Créés par une autre instruction que dans un nouvel atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Not registered in gpkg_contents: {}.</source>
      <translation>Non inscrites dans gpkg_contents : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Registered in gpkg_contents but not there: {}.</source>
      <translation>Inscrites dans gpkg_contents mais absentes : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Registered with an unknown coordinate reference system: {}.</source>
      <translation>Inscrites avec un système de coordonnées de référence inconnu : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Spatial indexes that are not registered in gpkg_extensions: {}.</source>
      <translation>Index spatiaux non inscrits dans gpkg_extensions : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Spatial indexes that no trigger keeps up to date: {}.</source>
      <translation>Index spatiaux qu'aucun déclencheur ne tient à jour : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Tables and views that an atlas does not know: {}.</source>
      <translation>Tables et vues qu'un atlas ne connaît pas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Tables of an atlas are missing: {}.</source>
      <translation>Il manque des tables d'un atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Tables of the GeoPackage are missing: {}.</source>
      <translation>Il manque des tables du GeoPackage : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>The file does not say that it is a GeoPackage (application id {}).</source>
      <translation>Le fichier ne se déclare pas comme GeoPackage (identifiant d'application {}).</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>The file names no version of the GeoPackage that is known ({}).</source>
      <translation>Le fichier n'indique aucune version connue de GeoPackage ({}).</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Triggers of an atlas are missing: {}.</source>
      <translation>Il manque des déclencheurs d'un atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Triggers that an atlas does not know, and that act on it: {}.</source>
      <translation>Déclencheurs inconnus d'un atlas, et qui agissent sur lui : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Views of an atlas are missing: {}.</source>
      <translation>Il manque des vues d'un atlas : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Without a spatial index: {}.</source>
      <translation>Sans index spatial : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>Without an integer primary key: {}.</source>
      <translation>Sans clé primaire entière : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>“{table}” has columns of another type: {columns}.</source>
      <translation>« {table} » a des colonnes d'un autre type : {columns}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>“{table}” has columns that an atlas does not know: {columns}.</source>
      <translation>« {table} » a des colonnes qu'un atlas ne connaît pas : {columns}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/geopackage_rules.py" />
      <source>“{table}” lacks columns: {columns}.</source>
      <translation>Il manque à « {table} » des colonnes : {columns}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Another script took the number {}, so the plugin's own of that number never ran.</source>
      <translation>Un autre script a pris le numéro {}, si bien que celui de l'extension n'a jamais été exécuté.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Choose a higher number, or “pending”.</source>
      <translation>Choisissez un numéro plus élevé, ou « pending ».</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Give yours a number of its own, higher than {}.</source>
      <translation>Donnez au vôtre un numéro à lui, supérieur à {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Never run although later ones were: script {}. Run it by its number if it is wanted.</source>
      <translation>Jamais exécuté alors que de plus récents l'ont été : script {}. Exécutez-le par son numéro si vous en avez besoin.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Nothing of this script was kept.</source>
      <translation>Rien de ce script n'a été conservé.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Nothing to do: “{name}” is at script {last_script:02d}.</source>
      <translation>Rien à faire : « {name} » en est au script {last_script:02d}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Number {number} was taken by another script ({other}); the one of this list never ran. Run it by its number if it is wanted.</source>
      <translation>Le numéro {number} a été pris par un autre script ({other}) ; celui de cette liste n'a jamais été exécuté. Exécutez-le par son numéro s'il est souhaité.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Number {} is that of another script in the plugin itself.</source>
      <translation>Le numéro {} est celui d'un autre script dans l'extension elle-même.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Run all pending scripts, or that one first.</source>
      <translation>Exécutez tous les scripts en attente, ou celui-là d'abord.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Run the plugin's own by its number first.</source>
      <translation>Exécutez d'abord celui de l'extension par son numéro.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Run those first: migrate without a folder of scripts.</source>
      <translation>Exécutez-les d'abord : migrez sans dossier de scripts.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {:02d} was stopped; nothing of it stays.</source>
      <translation>Le script {:02d} a été arrêté ; il n'en reste rien.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {:02d}: checking references</source>
      <translation>Script {:02d} : vérification des références</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {name} ran: {count} statements, {seconds:.1f} s.</source>
      <translation>Script {name} exécuté : {count} instructions, {seconds:.1f} s.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {name}, statement {number} (“{beginning}…”): {message}</source>
      <translation>Script {name}, instruction {number} (« {beginning}… ») : {message}</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {number:02d} comes after {listed_numbers}, which is pending.</source>
      <translation>Le script {number:02d} vient après {listed_numbers}, qui est en attente.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {number:02d} has run already: the atlas is at {last_script:02d}.</source>
      <translation>Le script {number:02d} a déjà été exécuté : l'atlas en est au {last_script:02d}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>Script {script:02d}: statement {statement} of {total}</source>
      <translation>Script {script:02d} : instruction {statement} sur {total}</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>The plugin's own scripts {listed_numbers} come before script {number:02d}.</source>
      <translation>Les scripts propres à l'extension {listed_numbers} viennent avant le script {number:02d}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>The script {script} of a newer version of this plugin ran on “{atlas}”.</source>
      <translation>Le script {script} d'une version plus récente de cette extension a été exécuté sur « {atlas} ».</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>There are: {}.</source>
      <translation>Existent : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>There is no script numbered {:02d}.</source>
      <translation>Il n'y a pas de script numéro {:02d}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>There is no script numbered {}.</source>
      <translation>Il n'y a pas de script numéro {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>the number {:02d} is that of a script of the plugin's own.</source>
      <translation>le numéro {:02d} est celui d'un script de l'extension elle-même.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>“{name}” could not be made smaller: {error}</source>
      <translation>« {name} » n'a pas pu être réduit : {error}</translation>
    </message>
    <message>
      <location filename="../core/upkeep/migrations.py" />
      <source>“{}” is neither the number of a script nor “pending”.</source>
      <translation>« {} » n'est ni le numéro d'un script ni « pending ».</translation>
    </message>
    <message>
      <location filename="../core/upkeep/refresh.py" />
      <source>Extents corrected: {}.</source>
      <translation>Emprises corrigées : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/refresh.py" />
      <source>Looking at the spatial index of “{}”</source>
      <translation>Examen de l'index spatial de « {} »</translation>
    </message>
    <message>
      <location filename="../core/upkeep/refresh.py" />
      <source>Spatial indexes made anew: {}.</source>
      <translation>Index spatiaux refaits : {}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Annotations with a value that is neither 0 nor 1: {count}.</source>
      <translation>Annotations dont la valeur n’est ni 0 ni 1 : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Classes that are there twice in their model: {count}.</source>
      <translation>Classes en double dans leur modèle : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Classes with a threshold that is not between 0 and 1: {count}.</source>
      <translation>Classes dont le seuil n’est pas compris entre 0 et 1 : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Dates of {column} that cannot be read: {count}.</source>
      <translation>Dates de {column} illisibles : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Entries of the spatial index of “{table}” without a row: {count}.</source>
      <translation>Entrées de l’index spatial de « {table} » sans ligne : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Frames that are there twice in their session: {count}.</source>
      <translation>Images en double dans leur session : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Frames with a GPSFix that is no integer: {count}.</source>
      <translation>Images dont GPSFix n’est pas un entier : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Frames without a date: {count}.</source>
      <translation>Images sans date : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} of another kind than the column's: {count}.</source>
      <translation>Géométries de {column} d’un autre type que celui de la colonne : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that are SpatiaLite blobs, which a strict reader cannot read: {count}.</source>
      <translation>Géométries de {column} qui sont des blobs SpatiaLite, qu’un lecteur strict ne sait pas lire : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that are missing from the spatial index: {count}.</source>
      <translation>Géométries de {column} absentes de l’index spatial : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that are not in EPSG:4326: {count}.</source>
      <translation>Géométries de {column} qui ne sont pas en EPSG:4326 : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that cannot be read: {count}.</source>
      <translation>Géométries de {column} illisibles : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that lie elsewhere than the spatial index says: {count}.</source>
      <translation>Géométries de {column} situées ailleurs que ne l’indique l’index spatial : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Geometries of {column} that reach beyond 180 degrees of longitude or 90 of latitude: {count}.</source>
      <translation>Géométries de {column} au-delà de 180 degrés de longitude ou de 90 de latitude : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Models without a class: {count}.</source>
      <translation>Modèles sans classe : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Positions of {column} that are exactly 0,0, which stands for “unknown”: {count}.</source>
      <translation>Positions de {column} exactement égales à 0,0, qui signifie « inconnu » : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Rows of “{table}” whose “{column}” names no “{parent}” that exists: {count}.</source>
      <translation>Lignes de « {table} » dont « {column} » ne désigne aucun « {parent} » existant : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Rows of “{table}” with a score that is not between 0 and 1: {count}.</source>
      <translation>Lignes de « {table} » dont un score n’est pas compris entre 0 et 1 : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Rows without a geometry in {column}: {count}.</source>
      <translation>Lignes sans géométrie dans {column} : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Sessions that are there twice: {count}.</source>
      <translation>Sessions en double : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Sessions without a version: {count}.</source>
      <translation>Sessions sans version : {count}.</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_rules.py" />
      <source>Tracks of a session that has another one: {count}.</source>
      <translation>Traces d’une session qui en a déjà une : {count}.</translation>
    </message>
    <message numerus="yes">
      <location filename="../core/upkeep/row_scan.py" />
      <source>Checking %Ln row(s) of “{table}”</source>
      <translation>
        <numerusform>Vérification de %Ln ligne de « {table} »</numerusform>
        <numerusform>Vérification de %Ln lignes de « {table} »</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_scan.py" />
      <source>“{code}” could not be asked of “{table}”: {broken}</source>
      <translation>« {code} » n'a pas pu être vérifié sur « {table} » : {broken}</translation>
    </message>
    <message>
      <location filename="../core/upkeep/row_scan.py" />
      <source>“{table}” cannot be read: {reason}</source>
      <translation>« {table} » est illisible : {reason}</translation>
    </message>
    <message>
      <location filename="../core/zenodo/archive.py" />
      <source>Start again later.</source>
      <translation>Recommencez plus tard.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/archive.py" />
      <source>“{}” arrived with a wrong checksum.</source>
      <translation>« {} » est arrivé avec une somme de contrôle fausse.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/client.py" />
      <source>Check that the token belongs to an account with rights to this record.</source>
      <translation>Vérifiez que le jeton appartient à un compte qui a des droits sur cet enregistrement.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/client.py" />
      <source>Make a new token in your Zenodo account and store it in the authentication configuration.</source>
      <translation>Créez un nouveau jeton dans votre compte Zenodo et enregistrez-le dans la configuration d'authentification.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>Close what has it open, or choose another place.</source>
      <translation>Fermez ce qui l'a ouvert, ou choisissez un autre emplacement.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>Free some space or choose a folder on another disk.</source>
      <translation>Libérez de l'espace ou choisissez un dossier sur un autre disque.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>The disk of “{folder}” has {free} MB free, {needed} MB are needed.</source>
      <translation>Le disque de « {folder} » a {free} Mo libres, il faut {needed} Mo.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>“{key}” of record {record_id} became shorter after it was listed.</source>
      <translation>« {key} » de l'enregistrement {record_id} a raccourci après avoir été listé.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>“{key}” of record {record_id} is not open to this user.</source>
      <translation>« {key} » de l'enregistrement {record_id} n'est pas accessible à cet utilisateur.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/download.py" />
      <source>“{}” arrived twice with a wrong checksum.</source>
      <translation>« {} » est arrivé deux fois avec une somme de contrôle fausse.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Look for a newer version of Seatizen Atlas.</source>
      <translation>Cherchez une version plus récente de Seatizen Atlas.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Make a token with the scopes deposit:write and deposit:actions in your Zenodo account and store it in the authentication configuration.</source>
      <translation>Créez dans votre compte Zenodo un jeton avec les droits deposit:write et deposit:actions et enregistrez-le dans la configuration d'authentification.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Start again later: what is done stays done.</source>
      <translation>Recommencez plus tard : ce qui est fait reste fait.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>To publish, {} wants a token.</source>
      <translation>Pour publier, {} demande un jeton.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Zenodo describes a draft in an unknown way.</source>
      <translation>Zenodo décrit un brouillon d'une manière inconnue.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Zenodo lists a draft's files in an unknown way.</source>
      <translation>Zenodo liste les fichiers d'un brouillon d'une manière inconnue.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>Zenodo's listing is not what it should be.</source>
      <translation>La liste fournie par Zenodo n'est pas telle qu'elle devrait être.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>{host} lost an answer; looking again in {seconds} s</source>
      <translation>{host} a perdu une réponse ; nouvelle vérification dans {seconds} s</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>{} did not answer, again and again.</source>
      <translation>{} n'a pas répondu, à plusieurs reprises.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>{} does not know the token: it is wrong or has expired.</source>
      <translation>{} ne connaît pas le jeton : il est faux ou a expiré.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/drafts.py" />
      <source>“{key}” could not be uploaded to {host} whole.</source>
      <translation>« {key} » n'a pas pu être envoyé en entier à {host}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/errors.py" />
      <source>Write it as it stands in the address of its page, in the same capitals.</source>
      <translation>Écrivez-la telle qu'elle figure dans l'adresse de sa page, avec les mêmes majuscules.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/errors.py" />
      <source>Zenodo has no community “{}”.</source>
      <translation>Zenodo n'a pas de communauté « {} ».</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Community “{community}”: {number} changed versions listed</source>
      <translation>Communauté « {community} » : {number} versions modifiées listées</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Community “{slug}”: {count} of {total} records listed</source>
      <translation>Communauté « {slug} » : {count} enregistrements listés sur {total}</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Follow a smaller community.</source>
      <translation>Suivez une communauté plus petite.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Record {number} was deleted from Zenodo on {day}.</source>
      <translation>L'enregistrement {number} a été supprimé de Zenodo le {day}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Start again later, or look for a newer version of Seatizen Atlas.</source>
      <translation>Recommencez plus tard, ou cherchez une version plus récente de Seatizen Atlas.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>The community “{slug}” has {total} records; Zenodo lists only the newest {window}.</source>
      <translation>La communauté « {slug} » a {total} enregistrements ; Zenodo ne liste que les {window} plus récents.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>The files of record {number} are under embargo until {embargo_date}.</source>
      <translation>Les fichiers de l'enregistrement {number} sont sous embargo jusqu'au {embargo_date}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>The files of record {} are restricted.</source>
      <translation>Les fichiers de l'enregistrement {} sont d'accès restreint.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>The files of record {} are under embargo.</source>
      <translation>Les fichiers de l'enregistrement {} sont sous embargo.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Use a token of an account that was given access to them.</source>
      <translation>Utilisez le jeton d'un compte qui y a reçu l'accès.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Zenodo describes record {} in an unknown way.</source>
      <translation>Zenodo décrit l'enregistrement {} d'une manière inconnue.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/records.py" />
      <source>Zenodo has no record {}.</source>
      <translation>Zenodo n'a pas d'enregistrement {}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/sharing.py" />
      <source>Ask for the number of the account, or make a link instead.</source>
      <translation>Demandez le numéro du compte, ou créez plutôt un lien.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/sharing.py" />
      <source>Give the number of the one who is meant.</source>
      <translation>Donnez le numéro de la personne voulue.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/sharing.py" />
      <source>Several users of Zenodo are named “{name}”: {users}.</source>
      <translation>Plusieurs utilisateurs de Zenodo s'appellent « {name} » : {users}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/sharing.py" />
      <source>Zenodo knows nobody named “{}” with a public profile.</source>
      <translation>Zenodo ne connaît personne du nom de « {} » avec un profil public.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Choose another one in Settings, Options, Authentication.</source>
      <translation>Choisissez-en une autre dans Préférences, Options, Authentification.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Copy it again from your Zenodo account (Applications, Personal access tokens).</source>
      <translation>Copiez-le à nouveau depuis votre compte Zenodo (Applications, Personal access tokens).</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Enter QGIS's master password (for qgis_process: QGIS_AUTH_PASSWORD_FILE), or set the environment variable {}.</source>
      <translation>Saisissez le mot de passe principal de QGIS (pour qgis_process : QGIS_AUTH_PASSWORD_FILE), ou définissez la variable d'environnement {}.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>Make one of the kind “Basic authentication” with the token as its password.</source>
      <translation>Créez-en une du type « Authentification basique » avec le jeton comme mot de passe.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The Zenodo token holds characters that no token has.</source>
      <translation>Le jeton Zenodo contient des caractères qu'aucun jeton ne contient.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” could not be opened.</source>
      <translation>La configuration d'authentification « {} » n'a pas pu être ouverte.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” does not exist.</source>
      <translation>La configuration d'authentification « {} » n'existe pas.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/token.py" />
      <source>The authentication configuration “{}” holds no token.</source>
      <translation>La configuration d'authentification « {} » ne contient pas de jeton.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>Ask the owner of the record for an archive without a password.</source>
      <translation>Demandez au propriétaire de l'enregistrement une archive sans mot de passe.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>Ask the owner of the record for an ordinary zip archive.</source>
      <translation>Demandez au propriétaire de l'enregistrement une archive zip ordinaire.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>Files overlap in the archive.</source>
      <translation>Des fichiers se chevauchent dans l'archive.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>It was not opened; tell the owner of the record.</source>
      <translation>Elle n'a pas été ouverte ; prévenez le propriétaire de l'enregistrement.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>Tell the owner of the record; the other sessions are not touched by this.</source>
      <translation>Prévenez le propriétaire de l'enregistrement ; les autres sessions ne sont pas concernées.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>The archive holds a file with a dangerous name: “{}”.</source>
      <translation>L'archive contient un fichier au nom dangereux : « {} ».</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>The archive holds “{}” twice.</source>
      <translation>L'archive contient « {} » deux fois.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>The archive is damaged.</source>
      <translation>L'archive est endommagée.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>The archive lists {} files, more than is believable.</source>
      <translation>L'archive liste {} fichiers, plus qu'il n'est crédible.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>“{shown}” in the archive claims {size} MB from {packed} kB, which is not believable.</source>
      <translation>« {shown} », dans l'archive, annonce {size} Mo à partir de {packed} ko, ce qui n'est pas crédible.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>“{shown}” in the archive is packed in an unknown way ({method}).</source>
      <translation>« {shown} », dans l'archive, est compressé d'une manière inconnue ({method}).</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>“{}” in the archive is a symbolic link.</source>
      <translation>« {} », dans l'archive, est un lien symbolique.</translation>
    </message>
    <message>
      <location filename="../core/zenodo/zipformat.py" />
      <source>“{}” in the archive is encrypted.</source>
      <translation>« {} », dans l'archive, est chiffré.</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>About Seatizen Atlas</source>
      <translation>À propos de Seatizen Atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>Faults and wishes: {}</source>
      <translation>Défauts et souhaits : {}</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>Help</source>
      <translation>Aide</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>No browser could be started. The help is at {}.</source>
      <translation>Aucun navigateur n’a pu être lancé. L’aide se trouve à l’adresse {}.</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>QGIS {version}; GPL, version 2 or later.</source>
      <translation>QGIS {version} ; GPL, version 2 ou ultérieure.</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>Source and help: {}</source>
      <translation>Sources et aide : {}</translation>
    </message>
    <message>
      <location filename="../dialogs/about.py" />
      <source>The atlas to cite: {}</source>
      <translation>L’atlas à citer : {}</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/access_dialog.py" />
      <source>%Ln session(s)</source>
      <translation>
        <numerusform>%Ln session</numerusform>
        <numerusform>%Ln sessions</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/access_dialog.py" />
      <source>%Ln session(s).</source>
      <translation>
        <numerusform>%Ln session.</numerusform>
        <numerusform>%Ln sessions.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;End</source>
      <translation>&amp;Retirer</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;Grant</source>
      <translation>A&amp;ccorder</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;List</source>
      <translation>&amp;Liste</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;Person</source>
      <translation>&amp;Personne</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;Sessions</source>
      <translation>&amp;Sessions</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>&amp;Until</source>
      <translation>&amp;Jusqu'au</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>A grant has no end date: end it here. A link expires, and needs no account.</source>
      <translation>Une autorisation n'a pas de date de fin : retirez-la ici. Un lien expire et ne demande pas de compte.</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Access</source>
      <translation>Accès</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>End access to {sessions}?</source>
      <translation>Retirer l'accès à {sessions} ?</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Grant access to {sessions}?</source>
      <translation>Accorder l'accès à {sessions} ?</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Links</source>
      <translation>Liens</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Remarks</source>
      <translation>Remarques</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Sa&amp;ve the report…</source>
      <translation>&amp;Enregistrer le rapport…</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>State</source>
      <translation>État</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>Users</source>
      <translation>Utilisateurs</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>YYYY-MM-DD, for links</source>
      <translation>AAAA-MM-JJ, pour les liens</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>a user of Zenodo, by number or name; without one: a link</source>
      <translation>un utilisateur de Zenodo, par numéro ou par nom ; sans lui : un lien</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>all restricted ones of the account</source>
      <translation>toutes celles du compte qui sont restreintes</translation>
    </message>
    <message>
      <location filename="../dialogs/access_dialog.py" />
      <source>all restricted sessions of the account</source>
      <translation>toutes les sessions restreintes du compte</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>A list of the sessions that knows the map: search, sort, zoom.</source>
      <translation>Une liste des sessions liée à la carte : chercher, trier, zoomer.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Access to restricted sessions…</source>
      <translation>Accès aux sessions restreintes…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Add the atlas's footprints, tracks and frames to the project.</source>
      <translation>Ajouter au projet les empreintes, les traces et les images de l'atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Agreement of model and annotators…</source>
      <translation>Accord entre modèle et annotateurs…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Annotations…</source>
      <translation>Annotations…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring files of annotations into the atlas, or take a session out again.</source>
      <translation>Importer des fichiers d'annotations dans l'atlas, ou en retirer une session.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring in what communities on Zenodo have published or modified.</source>
      <translation>Importer ce que des communautés de Zenodo ont publié ou modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring session folders into the atlas.</source>
      <translation>Importer des dossiers de sessions dans l'atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring the images of the selected or filtered frames, and only those.</source>
      <translation>Apporter les images sélectionnées ou filtrées, et elles seules.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring the newest atlas from Zenodo and put it on the map.</source>
      <translation>Récupérer le dernier atlas sur Zenodo et l’afficher sur la carte.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Bring whole sessions, raw or processed, into the folders that they came from.</source>
      <translation>Apporter des sessions entières, brutes ou traitées, dans les dossiers dont elles viennent.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Choose the atlas to work with.</source>
      <translation>Choisir l'atlas de travail.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Clean drafts on Zenodo…</source>
      <translation>Nettoyer les brouillons sur Zenodo…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Contact sheet</source>
      <translation>Planche-contact</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Count frames, sessions and what the model saw in hexagons or squares.</source>
      <translation>Compter les images, les sessions et ce que le modèle a vu, par hexagones ou par carrés.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Coverage on a grid…</source>
      <translation>Couverture sur une grille…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Create atlas…</source>
      <translation>Créer un atlas…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Download frames…</source>
      <translation>Télécharger des images…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Download sessions…</source>
      <translation>Télécharger des sessions…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Download the published atlas…</source>
      <translation>Télécharger l’atlas publié…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Export Darwin Core…</source>
      <translation>Exporter en Darwin Core…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Export GeoParquet…</source>
      <translation>Exporter en GeoParquet…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Export tables…</source>
      <translation>Exporter les tables…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Filter the map</source>
      <translation>Filtrer la carte</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Find sessions</source>
      <translation>Trouver des sessions</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Frame viewer</source>
      <translation>Visionneuse d’images</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Hold a model, or people, against annotators: figures, and the frames behind them.</source>
      <translation>Confronter un modèle, ou des personnes, aux annotateurs : les chiffres, et les images derrière eux.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Import sessions…</source>
      <translation>Importer des sessions…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>List blank drafts that nobody filled, and delete them.</source>
      <translation>Lister les brouillons vides que personne n'a remplis, et les supprimer.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>List who may read restricted sessions, grant access and end it.</source>
      <translation>Lister qui peut lire les sessions restreintes, accorder l'accès et le retirer.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Look at the picture of a frame, its scores and annotations; walk along its track.</source>
      <translation>Regarder une image, ses scores et ses annotations ; parcourir sa trace.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Look at the selected or filtered frames side by side, and count what they show.</source>
      <translation>Regarder côte à côte les images sélectionnées ou filtrées, et compter ce qu’elles montrent.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Look for what is wrong in the atlas; nothing is changed.</source>
      <translation>Rechercher ce qui ne va pas dans l'atlas ; rien n'est modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Make a new, empty atlas.</source>
      <translation>Créer un nouvel atlas vide.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Migrate atlas…</source>
      <translation>Migrer l’atlas…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>On the map</source>
      <translation>Sur la carte</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Open atlas…</source>
      <translation>Ouvrir un atlas…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Publish a new version of the atlas with its derived files.</source>
      <translation>Publier une nouvelle version de l'atlas avec ses fichiers dérivés.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Publish sessions, or update their metadata, after a look at what would change.</source>
      <translation>Publier des sessions, ou mettre à jour leurs métadonnées, après un aperçu de ce qui changerait.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Publish the atlas…</source>
      <translation>Publier l'atlas…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Run the scripts that the atlas has not seen yet, with a backup.</source>
      <translation>Exécuter les scripts que l'atlas n'a pas encore reçus, avec une sauvegarde.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>See what other sessions saw where a frame was taken, side by side, by date.</source>
      <translation>Voir côte à côte, par date, ce que d’autres sessions ont vu là où une image a été prise.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Show only frames of some platforms, days, classes, annotations or places.</source>
      <translation>N’afficher que les images de certaines plateformes, dates, classes, annotations ou zones.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Sync with Zenodo…</source>
      <translation>Synchroniser avec Zenodo…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Upload sessions to Zenodo…</source>
      <translation>Publier des sessions sur Zenodo…</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Write frames and scores as a dataset for DuckDB, Spark and their like.</source>
      <translation>Écrire images et scores sous forme de jeu de données pour DuckDB, Spark et leurs semblables.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Write the annotations as an archive for GBIF and OBIS.</source>
      <translation>Écrire les annotations sous forme d'archive pour GBIF et OBIS.</translation>
    </message>
    <message>
      <location filename="../dialogs/actions.py" />
      <source>Write the derived tables as CSV or Parquet: of all frames, or of what is selected.</source>
      <translation>Écrire les tables dérivées en CSV ou en Parquet : de toutes les images, ou de la sélection.</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln annotated frame(s)</source>
      <translation>
        <numerusform>%Ln image annotée</numerusform>
        <numerusform>%Ln images annotées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln annotation(s)</source>
      <translation>
        <numerusform>%Ln annotation</numerusform>
        <numerusform>%Ln annotations</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln annotation(s) removed.</source>
      <translation>
        <numerusform>%Ln annotation retirée.</numerusform>
        <numerusform>%Ln annotations retirées.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln file(s) imported</source>
      <translation>
        <numerusform>%Ln fichier importé</numerusform>
        <numerusform>%Ln fichiers importés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln file(s) would be imported</source>
      <translation>
        <numerusform>%Ln fichier serait importé</numerusform>
        <numerusform>%Ln fichiers seraient importés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln image(s)</source>
      <translation>
        <numerusform>%Ln image</numerusform>
        <numerusform>%Ln images</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln of them</source>
      <translation>
        <numerusform>%Ln d’entre elles</numerusform>
        <numerusform>%Ln d’entre elles</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln refused</source>
      <translation>
        <numerusform>%Ln refusé</numerusform>
        <numerusform>%Ln refusés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>%Ln unchanged</source>
      <translation>
        <numerusform>%Ln sans changement</numerusform>
        <numerusform>%Ln sans changement</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Date</source>
      <translation>&amp;Date</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Files into the atlas</source>
      <translation>Fichiers &amp;vers l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Import</source>
      <translation>&amp;Importer</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Preview</source>
      <translation>&amp;Aperçu</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Read again</source>
      <translation>&amp;Relire</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Sessions in the atlas</source>
      <translation>&amp;Sessions de l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>&amp;Zoom to annotated frames</source>
      <translation>&amp;Zoomer sur les images</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>A&amp;uthor</source>
      <translation>A&amp;uteur</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Annotation files</source>
      <translation>Fichiers d'annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Annotation sessions of the atlas</source>
      <translation>Sessions d'annotation de l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Choose annotations, then look at what an import would do.</source>
      <translation>Choisissez des annotations, puis voyez ce qu'un import ferait.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Da&amp;taset</source>
      <translation>&amp;Jeu de données</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>E&amp;xport…</source>
      <translation>E&amp;xporter…</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>F&amp;older</source>
      <translation>D&amp;ossier</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Fil&amp;e</source>
      <translation>&amp;Fichier</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>File</source>
      <translation>Fichier</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Folder for the annotation file</source>
      <translation>Dossier du fichier d’annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Folder of annotation files</source>
      <translation>Dossier de fichiers d'annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Image</source>
      <translation>Image</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Into the atlas</source>
      <translation>Vers l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Kind</source>
      <translation>Type</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Left out</source>
      <translation>Éléments écartés</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Named as 20240524_151409__ana-lima__second_look.csv, a file tells these itself.</source>
      <translation>Nommé comme 20240524_151409__ana-lima__second_look.csv, un fichier les indique lui-même.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>No annotations were chosen. Choose a file or a folder of files.</source>
      <translation>Aucune annotation n'a été choisie. Choisissez un fichier ou un dossier de fichiers.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Number</source>
      <translation>Numéro</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Only where the file's name does not tell it, or tells it wrongly.</source>
      <translation>Seulement si le nom du fichier ne l'indique pas, ou l'indique mal.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Outcome</source>
      <translation>Résultat</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Re&amp;move…</source>
      <translation>Su&amp;pprimer…</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Remove {session} with its {annotations} of {images} from the atlas?</source>
      <translation>Retirer de l’atlas {session} avec ses {annotations} de {images} ?</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Row</source>
      <translation>Ligne</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Say what an import would do; nothing is changed.</source>
      <translation>Dire ce qu'un import ferait ; rien n'est modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Select a session in the list.</source>
      <translation>Sélectionnez une session dans la liste.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Select one session in the list.</source>
      <translation>Sélectionnez une seule session dans la liste.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Suggestion</source>
      <translation>Suggestion</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/annotations_dialog.py" />
      <source>The atlas holds %Ln annotation session(s).</source>
      <translation>
        <numerusform>L’atlas contient %Ln session d’annotation.</numerusform>
        <numerusform>L’atlas contient %Ln sessions d’annotation.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>The map shows {}.</source>
      <translation>La carte montre {}.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>What is &amp;left out…</source>
      <translation>Ce qui est &amp;écarté…</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Why</source>
      <translation>Raison</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Zoom to annotated frames</source>
      <translation>Zoomer sur les images annotées</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>Zoom to its fr&amp;ames</source>
      <translation>Zoomer sur ses i&amp;mages</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>imported</source>
      <translation>importé</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>would be imported</source>
      <translation>serait importé</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>{frames}, selected in their layer; the map shows the place where most are, with {seen}.</source>
      <translation>{frames}, sélectionnées dans leur couche ; la carte montre l’endroit où elles sont le plus nombreuses, avec {seen}.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>{images} written to “{file}”.</source>
      <translation>{images} écrites dans « {file} ».</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>{imported}, {unchanged}, {refused}; {annotations} of {images}.</source>
      <translation>{imported}, {unchanged}, {refused} ; {annotations} de {images}.</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>{matched} of {images}</source>
      <translation>{matched} sur {images}</translation>
    </message>
    <message>
      <location filename="../dialogs/annotations_dialog.py" />
      <source>{}: none has a position.</source>
      <translation>{} : aucune n’a de position.</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/atlas_commands.py" />
      <source>%Ln error(s)</source>
      <translation>
        <numerusform>%Ln erreur</numerusform>
        <numerusform>%Ln erreurs</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/atlas_commands.py" />
      <source>%Ln layer(s)</source>
      <translation>
        <numerusform>%Ln couche</numerusform>
        <numerusform>%Ln couches</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/atlas_commands.py" />
      <source>%Ln script(s) to run</source>
      <translation>
        <numerusform>%Ln script à exécuter</numerusform>
        <numerusform>%Ln scripts à exécuter</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/atlas_commands.py" />
      <source>%Ln warning(s)</source>
      <translation>
        <numerusform>%Ln avertissement</numerusform>
        <numerusform>%Ln avertissements</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Count</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Error</source>
      <translation>Erreur</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Extents corrected: {extents}; spatial indexes made anew: {indexes}.</source>
      <translation>Emprises corrigées : {extents} ; index spatiaux refaits : {indexes}.</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Finding</source>
      <translation>Constat</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Findings</source>
      <translation>Constats</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>For example</source>
      <translation>Par exemple</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>GeoPackage (*.gpkg)</source>
      <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Open atlas</source>
      <translation>Ouvrir un atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Refresh atlas</source>
      <translation>Actualiser l’atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Show</source>
      <translation>Afficher</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Version {version} is on the map: “{file}”.</source>
      <translation>La version {version} est sur la carte : « {file} ».</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>Warning</source>
      <translation>Avertissement</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{file}” is of an earlier form: {scripts}. Until then it can only be looked at.</source>
      <translation>« {file} » est d’une forme antérieure : {scripts}. D’ici là, on peut seulement le consulter.</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{file}” was checked: {errors}, {warnings}.</source>
      <translation>« {file} » a été vérifié : {errors}, {warnings}.</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}” is open.</source>
      <translation>« {} » est ouvert.</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}” is ready for sessions.</source>
      <translation>« {} » est prêt à recevoir des sessions.</translation>
    </message>
    <message>
      <location filename="../dialogs/atlas_commands.py" />
      <source>“{}” is valid: nothing was found.</source>
      <translation>« {} » est valide : rien à signaler.</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>Colour frames by class</source>
      <translation>Colorer les images par classe</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>Dots of several classes side by side, not upon each other</source>
      <translation>Points de plusieurs classes côte à côte plutôt que superposés</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>Search classes</source>
      <translation>Chercher des classes</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>The colour tells</source>
      <translation>La couleur indique</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>its presence</source>
      <translation>sa présence</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>its score</source>
      <translation>son score</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>whether person and model agree</source>
      <translation>si personne et modèle s’accordent</translation>
    </message>
    <message>
      <location filename="../dialogs/class_layers_dialog.py" />
      <source>{name} (threshold {threshold})</source>
      <translation>{name} (seuil {threshold})</translation>
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Read again</source>
      <translation>Relire</translation>
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Read the figures of the atlas again.</source>
      <translation>Relire les chiffres de l'atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Settings…</source>
      <translation>Paramètres…</translation>
    </message>
    <message>
      <location filename="../dialogs/desktop.py" />
      <source>Show or hide the dock “Seatizen Atlas”.</source>
      <translation>Afficher ou masquer le panneau « Seatizen Atlas ».</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Cancel</source>
      <translation>Annuler</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Cancel {}</source>
      <translation>Annuler {}</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Last harvest</source>
      <translation>Dernier moissonnage</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>No atlas is open yet. Bring the published one, open one that you have, or make a new one.</source>
      <translation>Aucun atlas n’est encore ouvert. Récupérez l’atlas publié, ouvrez-en un que vous avez, ou créez-en un.</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Predictions</source>
      <translation>Prédictions</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Reading the atlas</source>
      <translation>Lecture de l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>Stopping…</source>
      <translation>Arrêt en cours…</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>never</source>
      <translation>jamais</translation>
    </message>
    <message>
      <location filename="../dialogs/dock.py" />
      <source>{}, needs migration</source>
      <translation>{}, à migrer</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/drafts_dialog.py" />
      <source>%Ln blank draft(s).</source>
      <translation>
        <numerusform>%Ln brouillon vide.</numerusform>
        <numerusform>%Ln brouillons vides.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/drafts_dialog.py" />
      <source>%Ln draft(s) deleted.</source>
      <translation>
        <numerusform>%Ln brouillon supprimé.</numerusform>
        <numerusform>%Ln brouillons supprimés.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/drafts_dialog.py" />
      <source>&amp;Delete</source>
      <translation>&amp;Supprimer</translation>
    </message>
    <message>
      <location filename="../dialogs/drafts_dialog.py" />
      <source>A draft with a title, a file or a published version is never listed here, and never touched.</source>
      <translation>Un brouillon avec un titre, un fichier ou une version publiée n'est jamais listé ici, et jamais touché.</translation>
    </message>
    <message>
      <location filename="../dialogs/drafts_dialog.py" />
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/drafts_dialog.py" />
      <source>Delete %Ln blank draft(s) for good?</source>
      <translation>
        <numerusform>Supprimer définitivement %Ln brouillon vide ?</numerusform>
        <numerusform>Supprimer définitivement %Ln brouillons vides ?</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/drafts_dialog.py" />
      <source>Draft</source>
      <translation>Brouillon</translation>
    </message>
    <message>
      <location filename="../dialogs/drafts_dialog.py" />
      <source>Drafts</source>
      <translation>Brouillons</translation>
    </message>
    <message>
      <location filename="../dialogs/export_commands.py" />
      <source>Export</source>
      <translation>Export</translation>
    </message>
    <message>
      <location filename="../dialogs/export_commands.py" />
      <source>Open the folder</source>
      <translation>Ouvrir le dossier</translation>
    </message>
    <message>
      <location filename="../dialogs/export_commands.py" />
      <source>QGIS's plugin Processing is not active.</source>
      <translation>L'extension « Processing » de QGIS n'est pas activée.</translation>
    </message>
    <message>
      <location filename="../dialogs/export_commands.py" />
      <source>Switch it on in the plugin manager.</source>
      <translation>Activez-la dans le gestionnaire des extensions.</translation>
    </message>
    <message>
      <location filename="../dialogs/export_commands.py" />
      <source>“{}” is written.</source>
      <translation>« {} » est écrit.</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/filter_dock.py" />
      <source>%Ln selected frame(s)</source>
      <translation>
        <numerusform>%Ln image sélectionnée</numerusform>
        <numerusform>%Ln images sélectionnées</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Add a class</source>
      <translation>Ajouter une classe</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>As the time shown</source>
      <translation>Comme le temps affiché</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Back to the threshold of the model</source>
      <translation>Revenir au seuil du modèle</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Days</source>
      <translation>Dates</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Delete</source>
      <translation>Supprimer</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Delete the chosen view.</source>
      <translation>Supprimer la vue choisie.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Delete the view</source>
      <translation>Supprimer la vue</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Delete the view “{}”?</source>
      <translation>Supprimer la vue « {} » ?</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Draw</source>
      <translation>Dessiner</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Draw a polygon around them, or leave them out.</source>
      <translation>Dessinez un polygone autour d’elles, ou retirez-les.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Draw a polygon: right click ends it.</source>
      <translation>Dessiner un polygone : un clic droit le termine.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Filter</source>
      <translation>Filtrer</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Filtering</source>
      <translation>Filtrage</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Filters that were saved in this project.</source>
      <translation>Filtres enregistrés dans ce projet.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>From the list</source>
      <translation>Depuis la liste</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Go back to the filter before the last change.</source>
      <translation>Revenir au filtre d’avant la dernière modification.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Least score</source>
      <translation>Score minimal</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Map view</source>
      <translation>Vue de la carte</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Name of the view</source>
      <translation>Nom de la vue</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>No atlas is open.</source>
      <translation>Aucun atlas n’est ouvert.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Nothing is selected.</source>
      <translation>Rien n’est sélectionné.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Only frames that a person and the model judged; of all classes of both.</source>
      <translation>Uniquement les images jugées par une personne et par le modèle, sur toutes leurs classes communes.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Person and model</source>
      <translation>Personne et modèle</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Replace the view “{}”?</source>
      <translation>Remplacer la vue « {} » ?</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Save the view</source>
      <translation>Enregistrer la vue</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Save this filter in the project under a name.</source>
      <translation>Enregistrer ce filtre dans le projet sous un nom.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Saved views</source>
      <translation>Vues enregistrées</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Save…</source>
      <translation>Enregistrer…</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Select frames of this atlas, or polygons of the active layer.</source>
      <translation>Sélectionnez des images de cet atlas, ou des polygones de la couche active.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Select sessions in the list first.</source>
      <translation>Sélectionnez d’abord des sessions dans la liste.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Selected frames cannot be saved as a view.</source>
      <translation>Des images sélectionnées ne peuvent pas être enregistrées dans une vue.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Selected frames, or selected polygons.</source>
      <translation>Images sélectionnées, ou polygones sélectionnés.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Selection</source>
      <translation>Sélection</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Show all</source>
      <translation>Tout afficher</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Take all conditions off the map.</source>
      <translation>Retirer toutes les conditions de la carte.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Take this condition off</source>
      <translation>Retirer cette condition</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>The atlas has no model with classes.</source>
      <translation>L’atlas n’a aucun modèle avec des classes.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>The days of the temporal controller, now and whenever it moves on.</source>
      <translation>Les dates du contrôleur temporel, maintenant et à chaque avancée.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>The map's view has no place on the globe.</source>
      <translation>La vue de la carte n’a pas de place sur le globe.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Those selected in the list of sessions.</source>
      <translation>Celles qui sont sélectionnées dans la liste des sessions.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>Undo</source>
      <translation>Annuler le dernier</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>What the map shows now.</source>
      <translation>Ce que la carte montre en ce moment.</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>agree</source>
      <translation>sont d’accord</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>all</source>
      <translation>tout</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>any</source>
      <translation>toutes</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>differ</source>
      <translation>diffèrent</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>everywhere</source>
      <translation>partout</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>in a polygon</source>
      <translation>dans un polygone</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>in a view of the map</source>
      <translation>dans une vue de la carte</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>not annotated</source>
      <translation>non annotées</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>whatever they say</source>
      <translation>quoi qu’ils disent</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>whether annotated or not</source>
      <translation>annotées ou non</translation>
    </message>
    <message>
      <location filename="../dialogs/filter_dock.py" />
      <source>{frames} of {all_frames} frames, {sessions} of {all_sessions} sessions</source>
      <translation>{frames} images sur {all_frames}, {sessions} sessions sur {all_sessions}</translation>
    </message>
    <message>
      <location filename="../dialogs/group_menu.py" />
      <source>Basemap</source>
      <translation>Fond de carte</translation>
    </message>
    <message>
      <location filename="../dialogs/group_menu.py" />
      <source>Colour frames by class…</source>
      <translation>Colorer les images par classe…</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln en échec</numerusform>
        <numerusform>%Ln en échec</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln frame(s)</source>
      <translation>
        <numerusform>%Ln image</numerusform>
        <numerusform>%Ln images</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln not begun</source>
      <translation>
        <numerusform>%Ln pas commencée</numerusform>
        <numerusform>%Ln pas commencées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln of them with remarks</source>
      <translation>
        <numerusform>%Ln avec des remarques</numerusform>
        <numerusform>%Ln avec des remarques</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln prediction(s)</source>
      <translation>
        <numerusform>%Ln prédiction</numerusform>
        <numerusform>%Ln prédictions</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln session(s) found</source>
      <translation>
        <numerusform>%Ln session trouvée</numerusform>
        <numerusform>%Ln sessions trouvées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/import_dialog.py" />
      <source>%Ln session(s) imported</source>
      <translation>
        <numerusform>%Ln session importée</numerusform>
        <numerusform>%Ln sessions importées</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>&amp;All frames</source>
      <translation>&amp;Toutes les images</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>&amp;DOIs</source>
      <translation>D&amp;OI</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>&amp;Folder</source>
      <translation>&amp;Dossier</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>&amp;Start afresh</source>
      <translation>Repartir de &amp;zéro</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>&amp;Try the rest again</source>
      <translation>&amp;Réessayer le reste</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>A CSV file with session_name, deposit_doi, frame_version_doi and prediction_version_doi. Without it they are looked up on Zenodo.</source>
      <translation>Un fichier CSV avec session_name, deposit_doi, frame_version_doi et prediction_version_doi. À défaut, les DOI sont cherchés sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>A CSV file with the columns root_folder and session_name.</source>
      <translation>Un fichier CSV avec les colonnes root_folder et session_name.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Build the atlas anew from these sessions alone; it is replaced once that is complete.</source>
      <translation>Reconstruire l'atlas à partir de ces seules sessions ; il n'est remplacé qu'une fois le nouveau complet.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Choose a folder of sessions.</source>
      <translation>Choisissez un dossier de sessions.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Choose a list of sessions.</source>
      <translation>Choisissez une liste de sessions.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Choose sessions, then look at what an import would do.</source>
      <translation>Choisissez des sessions, puis voyez ce qu'un import ferait.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Folder of sessions</source>
      <translation>Dossier de sessions</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Load the la&amp;yers afterwards</source>
      <translation>&amp;Charger ensuite les couches</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>No sessions were chosen.</source>
      <translation>Aucune session n'a été choisie.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>Stopped; finished sessions are in the atlas. {}</source>
      <translation>Arrêté ; les sessions terminées sont dans l'atlas. {}</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>What happened</source>
      <translation>Résultat</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>What happens</source>
      <translation>Effet</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>is added</source>
      <translation>sera ajoutée</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>is refused</source>
      <translation>sera refusée</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>is updated</source>
      <translation>sera mise à jour</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>stays as it is</source>
      <translation>reste telle quelle</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>{found}, {remarks}. Nothing has been changed.</source>
      <translation>{found}, {remarks}. Rien n’a été modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>{sessions}; {frames} and {predictions} added.</source>
      <translation>{sessions} ; en plus : {frames} et {predictions}.</translation>
    </message>
    <message>
      <location filename="../dialogs/import_dialog.py" />
      <source>“{}” will hold these sessions alone afterwards. Start afresh?</source>
      <translation>« {} » ne contiendra ensuite que ces sessions. Repartir de zéro ?</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>%Ln frame(s) judged by both</source>
      <translation>
        <numerusform>%Ln image jugée par les deux</numerusform>
        <numerusform>%Ln images jugées par les deux</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>%Ln row(s)</source>
      <translation>
        <numerusform>%Ln ligne</numerusform>
        <numerusform>%Ln lignes</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Judge</source>
      <translation>&amp;Juger</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Of</source>
      <translation>S&amp;ur</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Picture</source>
      <translation>&amp;Figure</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Picture…</source>
      <translation>&amp;Image…</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Table</source>
      <translation>&amp;Tableau</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>&amp;Table…</source>
      <translation>&amp;Table…</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>A CSV of these frames that “Download frames” takes</source>
      <translation>Un CSV de ces images, que prend « Télécharger des images »</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Both</source>
      <translation>Les deux</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Choose a count in the table: the frames behind it can be shown.</source>
      <translation>Choisissez un nombre dans le tableau : les images qu’il compte peuvent être affichées.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Choose who is judged by whom, then compare.</source>
      <translation>Choisissez qui est jugé par qui, puis comparez.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Co&amp;mpare</source>
      <translation>Co&amp;mparer</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Cohen's kappa and its 95 % interval, by class</source>
      <translation>Kappa de Cohen et son intervalle à 95 %, par classe</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>F1</source>
      <translation>F1</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Fitting threshold</source>
      <translation>Seuil adapté</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Kappa</source>
      <translation>Kappa</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Model {}</source>
      <translation>Modèle {}</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Neither</source>
      <translation>Aucun des deux</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Nobody has annotated anything in this atlas yet.</source>
      <translation>Personne n’a encore rien annoté dans cet atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Only people</source>
      <translation>Annotateurs seuls</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Only the judged</source>
      <translation>Le jugé seul</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Only the model</source>
      <translation>Modèle seul</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Only the others</source>
      <translation>Les autres seuls</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Precision</source>
      <translation>Précision</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Recall</source>
      <translation>Rappel</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Sa&amp;ve</source>
      <translation>&amp;Enregistrer</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Saved as “{}”.</source>
      <translation>Enregistré sous « {} ».</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Show these &amp;frames</source>
      <translation>Afficher ces ima&amp;ges</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Table (*.csv)</source>
      <translation>Tableau (*.csv)</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>There is only one annotation session: nobody to compare it with.</source>
      <translation>Il n’y a qu’une session d’annotation : personne à qui la comparer.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>Where they &amp;differ…</source>
      <translation>Là où ils &amp;diffèrent…</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>a&amp;gainst</source>
      <translation>d’a&amp;près</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>all annotators</source>
      <translation>tous les annotateurs</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>all frames: the map has no filter</source>
      <translation>toutes les images : la carte n’a pas de filtre</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>all other annotators</source>
      <translation>tous les autres annotateurs</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>from</source>
      <translation>de</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>not defined, {}</source>
      <translation>non défini, {}</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>to</source>
      <translation>à</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>what the map's filter leaves: {}</source>
      <translation>ce que laisse le filtre de la carte : {}</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>{frames} selected in their layer; the map shows {seen}.</source>
      <translation>{frames} sélectionnées dans leur couche ; la carte en montre {seen}.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>{judged}, against {reference}. {frames}: {filter}.</source>
      <translation>{judged}, d’après {reference}. {frames} : {filter}.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>{kappa}, {frames}</source>
      <translation>{kappa}, {frames}</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/agreement_dialog.py" />
      <source>{rows} written to “{file}”.</source>
      <translation>{rows} écrites dans « {file} ».</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/charts.py" />
      <source>Choose another place, or another name.</source>
      <translation>Choisissez un autre endroit, ou un autre nom.</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/charts.py" />
      <source>Picture (*.png);;Drawing (*.svg)</source>
      <translation>Image (*.png);;Dessin (*.svg)</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/charts.py" />
      <source>Save the picture</source>
      <translation>Enregistrer la figure</translation>
    </message>
    <message>
      <location filename="../dialogs/judging/charts.py" />
      <source>“{}” could not be written.</source>
      <translation>« {} » n’a pas pu être écrit.</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/migrate_dialog.py" />
      <source>%Ln script(s) run</source>
      <translation>
        <numerusform>%Ln script exécuté</numerusform>
        <numerusform>%Ln scripts exécutés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/migrate_dialog.py" />
      <source>%Ln script(s) tried and undone</source>
      <translation>
        <numerusform>%Ln script essayé et annulé</numerusform>
        <numerusform>%Ln scripts essayés et annulés</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>&amp;Backups</source>
      <translation>Sauve&amp;gardes</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>&amp;Dry run</source>
      <translation>Si&amp;muler</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>&amp;Folder of scripts</source>
      <translation>&amp;Dossier des scripts</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>&amp;Run all pending</source>
      <translation>E&amp;xécuter ceux en attente</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>&amp;Scripts</source>
      <translation>&amp;Scripts</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>At script {:02d}: nothing is pending.</source>
      <translation>Au script {:02d} : rien en attente.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>At script {last:02d}; {waiting}.</source>
      <translation>Au script {last:02d} ; {waiting}.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Backups of the atlas</source>
      <translation>Sauvegardes de l'atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Before script</source>
      <translation>Avant le script</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Made</source>
      <translation>Créée le</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Make a bac&amp;kup before the first change</source>
      <translation>Faire une sauvegarde avant le &amp;premier changement</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Nothing was pending.</source>
      <translation>Rien n'était en attente.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Put “{backup}” in the place of “{atlas}”? What was changed in the atlas since then is lost; the backup stays.</source>
      <translation>Remplacer « {atlas} » par « {backup} » ? Ce qui a été modifié dans l’atlas depuis sera perdu ; la sauvegarde reste.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>R&amp;estore…</source>
      <translation>&amp;Restaurer…</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Restore a backup</source>
      <translation>Restaurer une sauvegarde</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Ro&amp;ws touched</source>
      <translation>&amp;Lignes touchées</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Rows after</source>
      <translation>Lignes après</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Rows before</source>
      <translation>Lignes avant</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Rows touched</source>
      <translation>Lignes touchées</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Rows touched per table</source>
      <translation>Lignes touchées par table</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Run &amp;this one</source>
      <translation>Exécuter &amp;celui-ci</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Run the pending scripts, count the rows that they touch, and undo all.</source>
      <translation>Exécuter les scripts en attente, compter les lignes qu'ils touchent, puis tout annuler.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Scripts</source>
      <translation>Scripts</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Select a backup in the list.</source>
      <translation>Sélectionnez une sauvegarde dans la liste.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Select a script in the list.</source>
      <translation>Sélectionnez un script dans la liste.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Size</source>
      <translation>Taille</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Table</source>
      <translation>Table</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>Text of the script</source>
      <translation>Texte du script</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>behind</source>
      <translation>sauté</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>pending</source>
      <translation>en attente</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>ran</source>
      <translation>exécuté</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>the plugin's own scripts</source>
      <translation>les scripts de l'extension</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>{scripts}; “{atlas}” is at script {last:02d}.</source>
      <translation>{scripts} ; « {atlas} » en est au script {last:02d}.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>{}: nothing has been changed.</source>
      <translation>{} : rien n’a été modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/migrate_dialog.py" />
      <source>“{}” is again what it was.</source>
      <translation>« {} » est de nouveau tel qu'il était.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source> MB</source>
      <translation> Mo</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Authentication</source>
      <translation>Authentification</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Current atlas</source>
      <translation>Atlas courant</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Images are looked for here before Zenodo is asked. Several folders are separated by “{}”.</source>
      <translation>Les images sont cherchées ici avant d’interroger Zenodo. Plusieurs dossiers se séparent par « {} ».</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Images that were looked at are kept on this disk up to that size.</source>
      <translation>Les images déjà regardées sont conservées sur ce disque jusqu’à cette taille.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Keep at most</source>
      <translation>Conserver au plus</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Network</source>
      <translation>Réseau</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Open an atlas</source>
      <translation>Ouvrir un atlas</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Proxy, exclusions, certificates and timeout are those of QGIS: {}.</source>
      <translation>Le proxy, les exclusions, les certificats et le délai sont ceux de QGIS : {}.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Set by the environment variable {}.</source>
      <translation>Défini par la variable d'environnement {}.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>Settings</source>
      <translation>Paramètres</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>The Zenodo token is needed to publish, not to read. Keep it in QGIS's encrypted authentication database: a configuration of the kind “Basic” with the token as its password. Without one, the environment variable SEATIZEN_ZENODO_TOKEN is read.</source>
      <translation>Le jeton Zenodo est nécessaire pour publier, pas pour lire. Conservez-le dans la base d'authentification chiffrée de QGIS : une configuration du type « Authentification basique » avec le jeton comme mot de passe. À défaut, la variable d'environnement SEATIZEN_ZENODO_TOKEN est lue.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>The communities that the atlas follows, separated by commas.</source>
      <translation>Les communautés que suit l'atlas, séparées par des virgules.</translation>
    </message>
    <message>
      <location filename="../dialogs/options.py" />
      <source>network settings</source>
      <translation>paramètres réseau</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>All frames of the layer.</source>
      <translation>Toutes les images de la couche.</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>All frames that the filter of the layer lets through.</source>
      <translation>Toutes les images que laisse passer le filtre de la couche.</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>Choose a file</source>
      <translation>Choisir un fichier</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>Choose a folder</source>
      <translation>Choisir un dossier</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>File…</source>
      <translation>Fichier…</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>Folder…</source>
      <translation>Dossier…</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>No frame is left out by this filter.</source>
      <translation>Ce filtre n’écarte aucune image.</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>Pick from a list</source>
      <translation>Choisir dans une liste</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>The atlas has none yet.</source>
      <translation>L’atlas n’en a pas encore.</translation>
    </message>
    <message>
      <location filename="../dialogs/pickers.py" />
      <source>the last one</source>
      <translation>le dernier</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>&amp;Metadata file</source>
      <translation>Fichier de &amp;métadonnées</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>&amp;Update metadata</source>
      <translation>Mettre à &amp;jour les métadonnées</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>&amp;Version</source>
      <translation>&amp;Version</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>Choose the JSON that describes the atlas.</source>
      <translation>Choisissez le JSON qui décrit l'atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>Folder of the derived &amp;files</source>
      <translation>&amp;Dossier des fichiers dérivés</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>Look at the preview first: it changes nothing, here or on Zenodo.</source>
      <translation>Regardez d'abord l'aperçu : il ne change rien, ni ici ni sur Zenodo.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>Pu&amp;blish</source>
      <translation>Pu&amp;blier</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>The metadata of {} are up to date.</source>
      <translation>Les métadonnées de {} sont à jour.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>What would be published</source>
      <translation>Ce qui serait publié</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>the next one</source>
      <translation>la suivante</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>{version} is online with these very files: {doi}.</source>
      <translation>{version} est en ligne avec ces mêmes fichiers : {doi}.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>{version} is published: {doi}.</source>
      <translation>{version} est publiée : {doi}.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_atlas_dialog.py" />
      <source>{} would be published. Nothing has been changed.</source>
      <translation>{} serait publiée. Rien n'a été changé.</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/publish_dialog.py" />
      <source>%Ln file(s) uploaded</source>
      <translation>
        <numerusform>%Ln fichier envoyé</numerusform>
        <numerusform>%Ln fichiers envoyés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/publish_dialog.py" />
      <source>%Ln record(s) would be changed</source>
      <translation>
        <numerusform>%Ln enregistrement serait changé</numerusform>
        <numerusform>%Ln enregistrements seraient changés</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/publish_dialog.py" />
      <source>%Ln session(s) online as meant</source>
      <translation>
        <numerusform>%Ln session en ligne telle que voulue</numerusform>
        <numerusform>%Ln sessions en ligne telles que voulues</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/publish_dialog.py" />
      <source>%Ln version(s) updated</source>
      <translation>
        <numerusform>%Ln version mise à jour</numerusform>
        <numerusform>%Ln versions mises à jour</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>&amp;Further processed version</source>
      <translation>N&amp;ouvelle version traitée</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>&amp;ISO 19115 record</source>
      <translation>Fiche &amp;ISO 19115</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>&amp;Last version only</source>
      <translation>&amp;Dernière version seulement</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>&amp;Raw data</source>
      <translation>Données br&amp;utes</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>&amp;Task</source>
      <translation>Tâ&amp;che</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Choose a version to see its files, and its metadata as a difference.</source>
      <translation>Choisissez une version pour voir ses fichiers, et ses métadonnées sous forme de différence.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Choose the JSON that describes the deposits.</source>
      <translation>Choisissez le JSON qui décrit les dépôts.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Custom versio&amp;n</source>
      <translation>Version &amp;personnalisée</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Fields that differ</source>
      <translation>Champs qui diffèrent</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Files and metadata of the chosen version</source>
      <translation>Fichiers et métadonnées de la version choisie</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Letters of the processed data</source>
      <translation>Lettres des données traitées</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>M&amp;ore than 50 GB</source>
      <translation>Plus de 50 &amp;Go</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Proc&amp;essed data</source>
      <translation>Données trait&amp;ées</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Say what would be published or changed; nothing is changed.</source>
      <translation>Dit ce qui serait publié ou changé ; rien n'est changé.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Ta&amp;ke files over</source>
      <translation>&amp;Reprendre les fichiers</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>There is nothing to publish: all of it is online.</source>
      <translation>Il n'y a rien à publier : tout est en ligne.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>To upload (MB)</source>
      <translation>À envoyer (Mo)</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Update metadata of what is published</source>
      <translation>Mettre à jour les métadonnées de ce qui est publié</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>Upload data</source>
      <translation>Envoyer des données</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Files at the session's root come along.</source>
      <translation>d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Les fichiers à la racine de la session sont joints.</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>letters</source>
      <translation>lettres</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>open</source>
      <translation>ouvert</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>restricted</source>
      <translation>restreint</translation>
    </message>
    <message>
      <location filename="../dialogs/publish_dialog.py" />
      <source>{would}, {failed}. Nothing has been changed.</source>
      <translation>{would}, {failed}. Rien n'a été changé.</translation>
    </message>
    <message>
      <location filename="../dialogs/released_layers.py" />
      <source>Layers of “{name}” are being edited: {names}.</source>
      <translation>Des couches de « {name} » sont en cours d'édition : {names}.</translation>
    </message>
    <message>
      <location filename="../dialogs/released_layers.py" />
      <source>Save or discard the edits first.</source>
      <translation>Enregistrez ou abandonnez d'abord les modifications.</translation>
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Save the report</source>
      <translation>Enregistrer le rapport</translation>
    </message>
    <message>
      <location filename="../dialogs/report_table.py" />
      <source>Table (*.csv);;Full account (*.json)</source>
      <translation>Table (*.csv);;Compte rendu complet (*.json)</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>Enter zooms to the session.</source>
      <translation>Entrée zoome sur la session.</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>Reading the sessions…</source>
      <translation>Lecture des sessions…</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>Search sessions</source>
      <translation>Chercher des sessions</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>Search: name, place, platform, date</source>
      <translation>Chercher : nom, lieu, plateforme, date</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>{shown} of {all} sessions</source>
      <translation>{shown} sessions sur {all}</translation>
    </message>
    <message>
      <location filename="../dialogs/sessions_dock.py" />
      <source>{} %</source>
      <translation>{} %</translation>
    </message>
    <message>
      <location filename="../dialogs/shell.py" />
      <source>Open the log</source>
      <translation>Ouvrir le journal</translation>
    </message>
    <message>
      <location filename="../dialogs/shell.py" />
      <source>Try again</source>
      <translation>Réessayer</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln changed</source>
      <translation>
        <numerusform>%Ln modifiée</numerusform>
        <numerusform>%Ln modifiées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln new session(s)</source>
      <translation>
        <numerusform>%Ln nouvelle session</numerusform>
        <numerusform>%Ln nouvelles sessions</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln request(s) made</source>
      <translation>
        <numerusform>%Ln requête</numerusform>
        <numerusform>%Ln requêtes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln session(s) added</source>
      <translation>
        <numerusform>%Ln session ajoutée</numerusform>
        <numerusform>%Ln sessions ajoutées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln to compare</source>
      <translation>
        <numerusform>%Ln à comparer</numerusform>
        <numerusform>%Ln à comparer</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/sync_dialog.py" />
      <source>%Ln updated</source>
      <translation>
        <numerusform>%Ln mise à jour</numerusform>
        <numerusform>%Ln mises à jour</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>&amp;Plan</source>
      <translation>&amp;Plan</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>&amp;Read everything again</source>
      <translation>&amp;Tout relire</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>&amp;Sync</source>
      <translation>&amp;Synchroniser</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>&amp;Try the failed ones again</source>
      <translation>&amp;Réessayer les échecs</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>C&amp;ommunities</source>
      <translation>C&amp;ommunautés</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Look at the plan first, or sync right away: a sync can be stopped at any time.</source>
      <translation>Voyez d'abord le plan, ou synchronisez tout de suite : une synchronisation peut être arrêtée à tout moment.</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Names of communities as in the addresses of their pages, separated by commas.</source>
      <translation>Noms des communautés tels que dans l'adresse de leur page, séparés par des virgules.</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Reasons and remarks</source>
      <translation>Raisons et remarques</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Say what a sync would do; nothing is downloaded or changed.</source>
      <translation>Dire ce qu'une synchronisation ferait ; rien n'est téléchargé ni modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Show the plan</source>
      <translation>Afficher le plan</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>To read (kB)</source>
      <translation>À lire (ko)</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>Write at least one, such as seatizen-data.</source>
      <translation>Indiquez-en au moins une, comme seatizen-data.</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>coming in…</source>
      <translation>en cours d'import…</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>{new}, {changed}, {compare}, {unchanged}; {size} at most to download. {requests}, nothing was changed.</source>
      <translation>{new}, {changed}, {compare}, {unchanged} ; {size} au plus à télécharger. {requests}, rien n’a été modifié.</translation>
    </message>
    <message>
      <location filename="../dialogs/sync_dialog.py" />
      <source>{sessions}; {frames} and {predictions} added. {requests}, {size} downloaded.</source>
      <translation>{sessions} ; en plus : {frames} et {predictions}. {requests}, {size} téléchargés.</translation>
    </message>
    <message>
      <location filename="../dialogs/verb_dialog.py" />
      <source>&amp;Cancel</source>
      <translation>A&amp;nnuler</translation>
    </message>
    <message>
      <location filename="../dialogs/verb_dialog.py" />
      <source>Open the dialog</source>
      <translation>Ouvrir la fenêtre</translation>
    </message>
    <message>
      <location filename="../dialogs/verb_dialog.py" />
      <source>Progress</source>
      <translation>Progression</translation>
    </message>
    <message>
      <location filename="../dialogs/verb_dialog.py" />
      <source>Show the report</source>
      <translation>Afficher le rapport</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Annotating %Ln frame(s)</source>
      <translation>
        <numerusform>Annotation de %Ln image</numerusform>
        <numerusform>Annotation de %Ln images</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Another session…</source>
      <translation>Autre session…</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Begin…</source>
      <translation>Commencer…</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Find a label</source>
      <translation>Chercher un label</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Key</source>
      <translation>Touche</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Key: present; Shift+key: absent; once more: taken back. On a row: +, − and Delete; F2 changes its key. Ctrl+Z undoes, Ctrl+Y redoes.</source>
      <translation>Touche : présent ; Maj+touche : absent ; une fois encore : retiré. Sur une ligne : +, − et Suppr ; F2 change sa touche. Ctrl+Z annule, Ctrl+Y rétablit.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Labels and what you say of them</source>
      <translation>Labels et ce que vous en dites</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Mine</source>
      <translation>Moi</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Redo</source>
      <translation>Rétablir</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Select frames to annotate.</source>
      <translation>Sélectionnez des images à annoter.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>Set labels of frames with keys, in an annotation session of your own.</source>
      <translation>Annotez les images au clavier, dans une session d’annotation à vous.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>These frames are of another atlas.</source>
      <translation>Ces images sont d’un autre atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotate_panel.py" />
      <source>present in {present}, absent in {absent} of {frames}</source>
      <translation>présent dans {present}, absent dans {absent} sur {frames}</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/annotator.py" />
      <source>%Ln frame(s) annotated, everything saved.</source>
      <translation>
        <numerusform>%Ln image annotée, tout est enregistré.</numerusform>
        <numerusform>%Ln images annotées, tout est enregistré.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/annotator.py" />
      <source>%Ln mark(s) not saved yet</source>
      <translation>
        <numerusform>%Ln marque pas encore enregistrée</numerusform>
        <numerusform>%Ln marques pas encore enregistrées</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Annotate</source>
      <translation>Annoter</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Forget what is not saved</source>
      <translation>Oublier ce qui n’est pas enregistré</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Open an atlas first.</source>
      <translation>Ouvrez d’abord un atlas.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Reading the annotations</source>
      <translation>Lecture des annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Saving annotations</source>
      <translation>Enregistrement des annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Saving…</source>
      <translation>Enregistrement…</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/annotator.py" />
      <source>Set labels of frames with keys, in an annotation session of your own</source>
      <translation>Annoter les images au clavier, dans une session d’annotation à vous</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>%Ln filtered frame(s)</source>
      <translation>
        <numerusform>%Ln image filtrée</numerusform>
        <numerusform>%Ln images filtrées</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>%Ln label(s) seen by people</source>
      <translation>
        <numerusform>%Ln étiquette vue par les annotateurs</numerusform>
        <numerusform>%Ln étiquettes vues par les annotateurs</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>(there are more: select or filter to see others)</source>
      <translation>(il y en a d’autres : sélectionnez ou filtrez pour les voir)</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Counts</source>
      <translation>Décomptes</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Fetching pictures</source>
      <translation>Récupération des images</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>How many frames show each class</source>
      <translation>Nombre d’images montrant chaque classe</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>No atlas is in the project.</source>
      <translation>Aucun atlas n’est dans le projet.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>People</source>
      <translation>Annotateurs</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Pictures of the frames</source>
      <translation>Vignettes des images</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Read the frames again</source>
      <translation>Relire les images</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Reading the frames</source>
      <translation>Lecture des images</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Reading…</source>
      <translation>Lecture…</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>Size of the pictures</source>
      <translation>Taille des vignettes</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/contact_sheet.py" />
      <source>{frames}, {annotated} of them annotated</source>
      <translation>{frames}, dont {annotated} annotées</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Annotations ({})</source>
      <translation>Annotations ({})</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Annotations of the frame</source>
      <translation>Annotations de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Facts of the frame</source>
      <translation>Données de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>First frame</source>
      <translation>Première image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Last frame</source>
      <translation>Dernière image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Looking for the frame</source>
      <translation>Recherche de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Next frame</source>
      <translation>Image suivante</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>No model has scored this frame.</source>
      <translation>Aucun modèle n’a évalué cette image.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Pick on the map</source>
      <translation>Choisir sur la carte</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Pictures per second</source>
      <translation>Images par seconde</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Pixel by pixel</source>
      <translation>Pixel par pixel</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Play</source>
      <translation>Lecture</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Previous frame</source>
      <translation>Image précédente</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Scores of {model}</source>
      <translation>Scores de {model}</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>There is no frame near this place.</source>
      <translation>Il n’y a pas d’image près de cet endroit.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Use my token</source>
      <translation>Utiliser mon jeton</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>Whole picture</source>
      <translation>Image entière</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>{number} of {count} · {time}</source>
      <translation>{number} sur {count} · {time}</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/dock.py" />
      <source>{} /s</source>
      <translation>{} /s</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>%Ln label(s) absent</source>
      <translation>
        <numerusform>%Ln étiquette absente</numerusform>
        <numerusform>%Ln étiquettes absentes</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>E</source>
      <translation>E</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>GPS {quality}</source>
      <translation>GPS {quality}</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>Heading</source>
      <translation>Cap</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>N</source>
      <translation>N</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>NE</source>
      <translation>NE</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>NW</source>
      <translation>NO</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>Nobody has annotated this frame.</source>
      <translation>Personne n’a annoté cette image.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>Pitch, roll</source>
      <translation>Tangage, roulis</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>S</source>
      <translation>S</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>SE</source>
      <translation>SE</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>SW</source>
      <translation>SO</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>W</source>
      <translation>O</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>no position</source>
      <translation>sans position</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>nothing of what was looked for</source>
      <translation>rien de ce qui était cherché</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>time unknown</source>
      <translation>heure inconnue</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>{altitude} m</source>
      <translation>{altitude} m</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/facts_text.py" />
      <source>{time} UTC</source>
      <translation>{time} UTC</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/picture_view.py" />
      <source>Click a frame on the map, or select one.</source>
      <translation>Cliquez sur une image de la carte, ou sélectionnez-en une.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/picture_view.py" />
      <source>Fetching the picture…</source>
      <translation>L’image arrive…</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/picture_view.py" />
      <source>Picture</source>
      <translation>Image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source> m</source>
      <translation> m</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>%Ln frame(s) there</source>
      <translation>
        <numerusform>%Ln image à cet endroit</numerusform>
        <numerusform>%Ln images à cet endroit</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>%Ln other session(s) looked here.</source>
      <translation>
        <numerusform>%Ln autre session est passée ici.</numerusform>
        <numerusform>%Ln autres sessions sont passées ici.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>&amp;Metres more</source>
      <translation>&amp;Mètres de plus</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Fetching the picture</source>
      <translation>Récupération de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>How much further away than the errors of both positions allow</source>
      <translation>De combien au-delà de ce que permettent les erreurs des deux positions</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Look at a frame in the viewer first: click one on the map.</source>
      <translation>Regardez d’abord une image dans la visionneuse : cliquez-en une sur la carte.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Looking for other sessions</source>
      <translation>Recherche d’autres sessions</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>No other session has a frame within the errors of both positions (± {} m here).</source>
      <translation>Aucune autre session n’a d’image dans la limite des erreurs des deux positions (± {} m ici).</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Picture of {}</source>
      <translation>Image du {}</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Reading the frame</source>
      <translation>Lecture de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Reading the picture</source>
      <translation>Lecture du fichier de l’image</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>Show on the map</source>
      <translation>Montrer sur la carte</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>The nearest %Ln are shown.</source>
      <translation>
        <numerusform>La plus proche (%Ln) est affichée.</numerusform>
        <numerusform>Les plus proches (%Ln) sont affichées.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>the frame of the viewer</source>
      <translation>l’image de la visionneuse</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/place_dock.py" />
      <source>{distance} m away, ± {error} m</source>
      <translation>à {distance} m, ± {error} m</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/scores_view.py" />
      <source>Score and threshold</source>
      <translation>Score et seuil</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/scores_view.py" />
      <source>Scores and annotations</source>
      <translation>Scores et annotations</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/scores_view.py" />
      <source>{name}: {score}, threshold {threshold}: {model} for the model</source>
      <translation>{name} : {score}, seuil {threshold} : {model} pour le modèle</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/scores_view.py" />
      <source>{said}, {people} for people</source>
      <translation>{said}, {people} pour les annotateurs</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>&amp;Session</source>
      <translation>&amp;Session</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>A new one</source>
      <translation>Une nouvelle</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>Author and dataset are needed.</source>
      <translation>Il faut un auteur et un jeu de données.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>Reading the annotation sessions</source>
      <translation>Lecture des sessions d’annotation</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>What you set is kept in an annotation session of your own; that of others stays as it is.</source>
      <translation>Ce que vous annotez est gardé dans une session d’annotation à vous ; celles des autres restent telles quelles.</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/session_dialog.py" />
      <source>{dataset}, {day}: {images}</source>
      <translation>{dataset}, {day} : {images}</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/walker.py" />
      <source>Fetching the next pictures</source>
      <translation>Récupération des images suivantes</translation>
    </message>
    <message>
      <location filename="../dialogs/viewer/walker.py" />
      <source>Reading the track</source>
      <translation>Lecture de la trace</translation>
    </message>
    <message numerus="yes">
      <location filename="../dialogs/zenodo_dialog.py" />
      <source>%Ln record(s) on the real Zenodo will be changed. Go on?</source>
      <translation>
        <numerusform>%Ln enregistrement du vrai Zenodo va être changé. Continuer ?</numerusform>
        <numerusform>%Ln enregistrements du vrai Zenodo vont être changés. Continuer ?</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../dialogs/zenodo_dialog.py" />
      <source>Which Zenodo</source>
      <translation>Quel Zenodo</translation>
    </message>
    <message>
      <location filename="../dialogs/zenodo_dialog.py" />
      <source>{host}: a server on this machine, for trying out.</source>
      <translation>{host} : un serveur sur cette machine, pour essayer.</translation>
    </message>
    <message>
      <location filename="../dialogs/zenodo_dialog.py" />
      <source>{host}: the real Zenodo. What is published there stays.</source>
      <translation>{host} : le vrai Zenodo. Ce qui y est publié y reste.</translation>
    </message>
    <message>
      <location filename="../dialogs/zenodo_dialog.py" />
      <source>{host}: the sandbox, for trying out.</source>
      <translation>{host} : le bac à sable, pour essayer.</translation>
    </message>
    <message>
      <location filename="../sql/00_base.sql" />
      <source>The tables of the atlas as they were first published, with the first labels, model and classes. Script 06 gives these tables their present form; names and columns are a public interface.</source>
      <translation>Les tables de l’atlas telles qu’elles ont d’abord été publiées, avec les premiers labels, le premier modèle et ses classes. Le script 06 donne à ces tables leur forme actuelle ; noms et colonnes sont une interface publique.</translation>
    </message>
    <message>
      <location filename="../sql/01_labels.sql" />
      <source>Give the first labels and their classes their present names, and their GBIF and GCRMN codes. The old names stay in use in the sessions' files; script 06 keeps them as aliases.</source>
      <translation>Donner aux premiers labels et à leurs classes leurs noms actuels, et leurs codes GBIF et GCRMN. Les anciens noms restent en usage dans les fichiers des sessions ; le script 06 les garde comme alias.</translation>
    </message>
    <message>
      <location filename="../sql/02_madagascar_labels.sql" />
      <source>Add the labels that the Madagascar annotations brought, and shorten one older name.</source>
      <translation>Ajouter les labels apportés par les annotations de Madagascar, et raccourcir un ancien nom.</translation>
    </message>
    <message>
      <location filename="../sql/03_styles_and_track_view.sql" />
      <source>Add the table in which QGIS keeps default styles and a view of the tracks with their platform; take the position off frames that claim to lie at 0,0 (the frames themselves stay).</source>
      <translation>Ajouter la table où QGIS garde les styles par défaut et une vue des trajets avec leur plateforme ; retirer la position des images qui prétendent se trouver en 0,0 (les images elles-mêmes restent).</translation>
    </message>
    <message>
      <location filename="../sql/04_surplus_tracks.sql" />
      <source>Keep one track a deposit: an import that was interrupted had left one twice.</source>
      <translation>Garder un seul trajet par dépôt : un import interrompu en avait laissé un en double.</translation>
    </message>
    <message>
      <location filename="../sql/05_etl_runs.sql" />
      <source>Keep account of the runs that change the atlas: scripts, harvests, publications. The date 1970-01-01 and the version v0.0.0 stand for "never".</source>
      <translation>Tenir le compte des exécutions qui modifient l’atlas : scripts, moissonnages, publications. La date 1970-01-01 et la version v0.0.0 signifient « jamais ».</translation>
    </message>
    <message>
      <location filename="../sql/06_geopackage.sql" />
      <source>Make the atlas a valid GeoPackage: its geometries, keys, spatial indexes, extents and registrations, column types that readers know, and the earlier names of labels as a table. Every row and id is kept.</source>
      <translation>Faire de l’atlas un GeoPackage valide : géométries, clés, index spatiaux, emprises et enregistrements, types de colonnes que les lecteurs connaissent, et les anciens noms des labels en une table. Toutes les lignes et tous les identifiants sont conservés.</translation>
    </message>
    <message>
      <location filename="../sql/07_harvest.sql" />
      <source>Remember what was seen on Zenodo: communities, records (one a version) and their files, so that a sync reads only what is new or has changed. The numbers are those of the DOIs, the checksums MD5 in hex.</source>
      <translation>Mémoriser ce qui a été vu sur Zenodo : communautés, notices (une par version) et leurs fichiers, pour qu’une synchronisation ne lise que ce qui est nouveau ou modifié. Les numéros sont ceux des DOI, les sommes de contrôle des MD5 en hexadécimal.</translation>
    </message>
    <message>
      <location filename="../sql/08_taxon.sql" />
      <source>Keep what GBIF answered about the taxa of the labels, so that an export of the annotations works offline.</source>
      <translation>Garder ce que GBIF a répondu au sujet des taxons des labels, pour qu’un export des annotations fonctionne hors ligne.</translation>
    </message>
    <message>
      <location filename="../sql/09_frame_density.sql" />
      <source>Add how many frames of a session lie in each cell of a grid of 0.0005 degrees (about 55 m), so that a map of a whole island does not have to draw every frame. The position is that of the cell's first frame. Index the frames' times: QGIS asks for the first and the last one whenever a layer enters a project.</source>
      <translation>Ajouter le nombre d’images de chaque session dans chaque cellule d’une grille de 0,0005 degré (environ 55 m), pour que la carte d’une île entière n’ait pas à dessiner chaque image. La position est celle de la première image de la cellule. Indexer l’heure des images : QGIS demande la première et la dernière chaque fois qu’une couche entre dans un projet.</translation>
    </message>
    <message>
      <location filename="../sql/10_score_rows.sql" />
      <source>Store predictions one row a frame and one column a class, in a third of the room; multilabel_prediction stays as a view with the columns that it had, and can be written to.</source>
      <translation>Enregistre les prédictions à raison d'une ligne par image et d'une colonne par classe, dans un tiers de la place ; multilabel_prediction reste une vue avec les colonnes qu'elle avait, où l'on peut aussi écrire.</translation>
    </message>
    <message>
      <location filename="../sql/11_failures.sql" />
      <source>Remember which deposits could not enter because of what their files hold, so that a sync reads them again only when they change (the files themselves are remembered in zenodo_file) or when it is asked to.</source>
      <translation>Retenir quels dépôts n'ont pas pu entrer à cause du contenu de leurs fichiers, afin qu'une synchronisation ne les relise que s'ils changent (les fichiers eux-mêmes sont retenus dans zenodo_file) ou sur demande.</translation>
    </message>
  </context>
</TS>
