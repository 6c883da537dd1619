<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>reasons</name>
    <message>
        <source>the certificate of {host} has expired</source>
        <translation>das Zertifikat von {host} ist abgelaufen</translation>
    </message>
    <message>
        <source>the certificate of {host} is not valid yet</source>
        <translation>das Zertifikat von {host} gilt noch nicht</translation>
    </message>
    <message>
        <source>{host} says that this computer's certificate has expired</source>
        <translation>{host} meldet, dass das Zertifikat dieses Computers abgelaufen ist</translation>
    </message>
    <message>
        <source>the certificate of {host} is for another host name</source>
        <translation>das Zertifikat von {host} gilt für einen anderen Rechnernamen</translation>
    </message>
    <message>
        <source>the certificate of {host} comes from an unknown CA</source>
        <translation>das Zertifikat von {host} kommt von einer unbekannten CA</translation>
    </message>
    <message>
        <source>{host} does not know the CA of this computer's certificate</source>
        <translation>{host} kennt die CA des Zertifikats dieses Computers nicht</translation>
    </message>
    <message>
        <source>{host} did not accept this computer's certificate, or got none</source>
        <translation>{host} nahm das Zertifikat dieses Computers nicht an oder bekam keines</translation>
    </message>
    <message>
        <source>{host} asks for a certificate of this computer</source>
        <translation>{host} verlangt ein Zertifikat dieses Computers</translation>
    </message>
    <message>
        <source>{host} does not speak TLS</source>
        <translation>{host} spricht kein TLS</translation>
    </message>
    <message>
        <source>{host} closed the connection; it may want TLS or another kind of sign-in</source>
        <translation>{host} schloss die Verbindung; vielleicht will er TLS oder eine andere Anmeldung</translation>
    </message>
    <message>
        <source>connection refused by {host}</source>
        <translation>Verbindung von {host} abgelehnt</translation>
    </message>
    <message>
        <source>the name of {host} is not known</source>
        <translation>der Name von {host} ist nicht bekannt</translation>
    </message>
    <message>
        <source>there is no way to {host}</source>
        <translation>es gibt keinen Weg zu {host}</translation>
    </message>
    <message>
        <source>no connection to {host} in time</source>
        <translation>keine Verbindung zu {host} innerhalb der Zeit</translation>
    </message>
    <message>
        <source>no answer from {host} in time</source>
        <translation>keine Antwort von {host} innerhalb der Zeit</translation>
    </message>
    <message>
        <source>{host} closed the connection during the sign-in</source>
        <translation>{host} schloss die Verbindung während der Anmeldung</translation>
    </message>
    <message>
        <source>{host} wants the sign-in begun anew</source>
        <translation>{host} will, dass die Anmeldung neu beginnt</translation>
    </message>
    <message>
        <source>the cluster did not accept the last one, as when it expired on its way</source>
        <translation>der Cluster nahm das letzte nicht an, etwa weil es unterwegs ablief</translation>
    </message>
    <message>
        <source>the cluster does not offer this mechanism</source>
        <translation>der Cluster bietet dieses Verfahren nicht an</translation>
    </message>
    <message>
        <source>the token server does not know this client, or its secret is wrong</source>
        <translation>der Token-Server kennt diesen Client nicht, oder sein Geheimnis ist falsch</translation>
    </message>
    <message>
        <source>the token server does not answer</source>
        <translation>der Token-Server antwortet nicht</translation>
    </message>
    <message>
        <source>wrong user name or password</source>
        <translation>falscher Benutzername oder falsches Passwort</translation>
    </message>
    <message>
        <source>none of its addresses answers, or they want TLS or another sign-in</source>
        <translation>keine seiner Adressen antwortet, oder sie wollen TLS oder eine andere Anmeldung</translation>
    </message>
    <message>
        <source>{host} closed the connection</source>
        <translation>{host} schloss die Verbindung</translation>
    </message>
    <message>
        <source>no leader of the topic is known at the moment</source>
        <translation>zurzeit ist kein Leader des Topics bekannt</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>{address} is not HOST:PORT</source>
        <translation>{address} ist nicht RECHNER:PORT</translation>
    </message>
    <message>
        <source>the name {host} is not known</source>
        <translation>der Name {host} ist nicht bekannt</translation>
    </message>
    <message>
        <source>Check the spelling of the bootstrap servers, and the network.</source>
        <translation>Die Schreibweise der Bootstrap-Server und das Netz prüfen.</translation>
    </message>
    <message>
        <source>{host}:{port}: connection refused</source>
        <translation>{host}:{port}: Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>{host}:{port}: no answer within {seconds} s</source>
        <translation>{host}:{port}: keine Antwort innerhalb von {seconds} s</translation>
    </message>
    <message>
        <source>{host}:{port} answers</source>
        <translation>{host}:{port} antwortet</translation>
    </message>
    <message>
        <source>One is enough to go on.</source>
        <translation>Einer reicht, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Check the port, and whether a firewall stands in between.</source>
        <translation>Den Port prüfen, und ob eine Firewall dazwischen steht.</translation>
    </message>
    <message>
        <source>{version}, certificate good until {until}, issued by {issuer}.</source>
        <translation>{version}, Zertifikat gültig bis {until}, ausgestellt von {issuer}.</translation>
    </message>
    <message>
        <source>Kafka, id {id}, 1 broker.</source>
        <translation>Kafka, Kennung {id}, 1 Broker.</translation>
    </message>
    <message>
        <source>Kafka, id {id}, {nodes} brokers.</source>
        <translation>Kafka, Kennung {id}, {nodes} Broker.</translation>
    </message>
    <message>
        <source>By this computer's AWS credentials.</source>
        <translation>Mit den AWS-Zugangsdaten dieses Computers.</translation>
    </message>
    <message>
        <source>By a token from {url} for {client}.</source>
        <translation>Mit einem Token von {url} für {client}.</translation>
    </message>
    <message>
        <source>By certificate.</source>
        <translation>Mit Zertifikat.</translation>
    </message>
    <message>
        <source>None is asked for.</source>
        <translation>Es wird keine verlangt.</translation>
    </message>
    <message>
        <source>Missing: {names}.</source>
        <translation>Es fehlen: {names}.</translation>
    </message>
    <message>
        <source>Ask the administrator to set it as designed.</source>
        <translation>Den Administrator bitten, es wie vorgesehen einzustellen.</translation>
    </message>
    <message>
        <source>made {count}</source>
        <translation>{count} angelegt</translation>
    </message>
    <message>
        <source>{topic} and its two companions are there.</source>
        <translation>{topic} und seine zwei Begleiter sind da.</translation>
    </message>
    <message>
        <source>{topic} is compacted; it must only delete by age.</source>
        <translation>{topic} wird verdichtet; es darf nur nach Alter löschen.</translation>
    </message>
    <message>
        <source>{topic} goes by the senders' clocks; message.timestamp.type should be LogAppendTime.</source>
        <translation>{topic} richtet sich nach den Uhren der Absender; message.timestamp.type sollte LogAppendTime sein.</translation>
    </message>
    <message>
        <source>{topic} is not compacted; offers will be gone sooner than they could.</source>
        <translation>{topic} wird nicht verdichtet; Angebote verschwinden früher als nötig.</translation>
    </message>
    <message>
        <source>{size} kB in {took} ms.</source>
        <translation>{size} kB in {took} ms.</translation>
    </message>
    <message>
        <source>a record was not stored within {seconds} s</source>
        <translation>ein Datensatz war nach {seconds} s nicht gespeichert</translation>
    </message>
    <message>
        <source>a record just stored could not be read</source>
        <translation>ein eben gespeicherter Datensatz war nicht zu lesen</translation>
    </message>
    <message>
        <source>This computer's clock is {seconds} s behind the cluster's.</source>
        <translation>Die Uhr dieses Computers geht {seconds} s nach der des Clusters.</translation>
    </message>
    <message>
        <source>This computer's clock is {seconds} s ahead of the cluster's.</source>
        <translation>Die Uhr dieses Computers geht {seconds} s vor der des Clusters.</translation>
    </message>
    <message>
        <source>Set this computer's clock.</source>
        <translation>Die Uhr dieses Computers stellen.</translation>
    </message>
    <message>
        <source>Differs by {seconds} s.</source>
        <translation>Weicht um {seconds} s ab.</translation>
    </message>
    <message>
        <source>The largest record is not told to you; {size} bytes are assumed.</source>
        <translation>Der größte Datensatz wird nicht verraten; {size} Bytes werden angenommen.</translation>
    </message>
    <message>
        <source>The largest record is {size} bytes.</source>
        <translation>Der größte Datensatz hat {size} Bytes.</translation>
    </message>
    <message>
        <source>Blocks will be smaller, and large files slower.</source>
        <translation>Blöcke werden kleiner und große Dateien langsamer.</translation>
    </message>
    <message>
        <source>How long records are kept is not told to you; 7 days are assumed.</source>
        <translation>Wie lange Datensätze bleiben, wird nicht verraten; 7 Tage werden angenommen.</translation>
    </message>
    <message>
        <source>Records are kept for ever.</source>
        <translation>Datensätze bleiben für immer.</translation>
    </message>
    <message>
        <source>Records are kept for ever, at most {room} GB in all.</source>
        <translation>Datensätze bleiben für immer, insgesamt höchstens {room} GB.</translation>
    </message>
    <message>
        <source>Records are kept for {days} days.</source>
        <translation>Datensätze bleiben {days} Tage.</translation>
    </message>
    <message>
        <source>Records are kept for {days} days, at most {room} GB in all.</source>
        <translation>Datensätze bleiben {days} Tage, insgesamt höchstens {room} GB.</translation>
    </message>
    <message>
        <source>That is less than what is to be sent: ask for more room.</source>
        <translation>Das ist weniger, als gesendet werden soll: um mehr Platz bitten.</translation>
    </message>
    <message>
        <source>Receivers have to fetch within that time.</source>
        <translation>Empfänger müssen es in dieser Zeit holen.</translation>
    </message>
    <message>
        <source>Each record is stored on 1 broker.</source>
        <translation>Jeder Datensatz liegt auf 1 Broker.</translation>
    </message>
    <message>
        <source>Each record is stored on {copies} brokers.</source>
        <translation>Jeder Datensatz liegt auf {copies} Brokern.</translation>
    </message>
    <message>
        <source>A broken disk can lose what is stored; keep the originals.</source>
        <translation>Ein kaputter Datenträger kann Gespeichertes verlieren; die Originale behalten.</translation>
    </message>
    <message>
        <source>Ask for min.insync.replicas 2: else one broken broker can lose a stored record.</source>
        <translation>Um min.insync.replicas 2 bitten: sonst kann ein kaputter Broker einen gespeicherten Datensatz verlieren.</translation>
    </message>
    <message>
        <source>Each record is stored on {copies} brokers, but counts as stored on one.</source>
        <translation>Jeder Datensatz liegt auf {copies} Brokern, gilt aber schon auf einem als gespeichert.</translation>
    </message>
    <message>
        <source>Each record is stored on {copies} brokers, at least {enough} before it counts.</source>
        <translation>Jeder Datensatz liegt auf {copies} Brokern, auf mindestens {enough}, bevor er zählt.</translation>
    </message>
    <message>
        <source>no answer within {seconds} s</source>
        <translation>keine Antwort innerhalb von {seconds} s</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
</context>
<context>
    <name>rows</name>
    <message>
        <source>An older key; this person has a newer one, confirmed by this one.</source>
        <translation>Ein älterer Schlüssel; diese Person hat einen neueren, den dieser bestätigt.</translation>
    </message>
    <message>
        <source>This key was revoked by its owner; do not use it.</source>
        <translation>Der Besitzer hat diesen Schlüssel widerrufen; nicht verwenden.</translation>
    </message>
    <message>
        <source>An older key of {name}, says the one you know.</source>
        <translation>Ein älterer Schlüssel von {name}, sagt der, den Sie kennen.</translation>
    </message>
    <message>
        <source>It was signed by an older key of {name}, as the one you know says: accept that one, too.</source>
        <translation>Es wurde mit einem älteren Schlüssel von {name} signiert, wie der sagt, den Sie kennen: Nehmen Sie auch diesen an.</translation>
    </message>
    <message>
        <source>This was sent from here, not fetched.</source>
        <translation>Das wurde von hier gesendet, nicht abgerufen.</translation>
    </message>
    <message>
        <source>Only fetched files are compared with what their sender signed.</source>
        <translation>Nur geholte Dateien werden mit dem verglichen, was signiert wurde.</translation>
    </message>
    <message>
        <source>Add --credentials FILE.</source>
        <translation>Nennen Sie die Datei dort, in der das Passwort steht.</translation>
    </message>
    <message>
        <source>Another key whose name looks like {name}.</source>
        <translation>Ein anderer Schlüssel, dessen Name wie {name} aussieht.</translation>
    </message>
    <message>
        <source>The topic of this bundle was made anew; a fetch looks for its records there.</source>
        <translation>Das Topic dieses Pakets wurde neu angelegt; beim Holen wird es dort gesucht.</translation>
    </message>
    <message>
        <source>This bundle was sent through another cluster; a fetch looks for its records here.</source>
        <translation>Dieses Paket wurde über einen anderen Cluster gesendet; beim Holen wird es hier gesucht.</translation>
    </message>
    <message>
        <source>{found} of {total} blocks found, {size} of {cost} read.</source>
        <translation>{found} von {total} Blöcken gefunden, {size} von {cost} gelesen.</translation>
    </message>
    <message>
        <source>The key of its sender was revoked: anybody may have signed it.</source>
        <translation>Der Schlüssel des Absenders wurde widerrufen: jeder kann es signiert haben.</translation>
    </message>
    <message>
        <source>You have not accepted its sender.</source>
        <translation>Der Absender ist nicht angenommen.</translation>
    </message>
    <message>
        <source>This is not {name}: it is another key with a name that looks like it.</source>
        <translation>Das ist nicht {name}: es ist ein anderer Schlüssel mit einem Namen, der so aussieht.</translation>
    </message>
    <message>
        <source>A different file named {path} is in {folder} already.</source>
        <translation>Eine andere Datei namens {path} liegt schon in {folder}.</translation>
    </message>
</context>
<context>
    <name>reasons of files</name>
    <message>
        <source>whoever gave it was ended before all of it came</source>
        <translation>wer sie gab, wurde beendet, bevor alles kam</translation>
    </message>
    <message>
        <source>is a link</source>
        <translation>ist ein Link</translation>
    </message>
    <message>
        <source>is a pipe</source>
        <translation>ist eine Pipe</translation>
    </message>
    <message>
        <source>is a socket</source>
        <translation>ist ein Socket</translation>
    </message>
    <message>
        <source>is a device</source>
        <translation>ist ein Gerät</translation>
    </message>
    <message>
        <source>you left it out</source>
        <translation>von Ihnen ausgelassen</translation>
    </message>
    <message>
        <source>no right to read it</source>
        <translation>kein Recht, es zu lesen</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>es ist nicht da</translation>
    </message>
    <message>
        <source>its name is not UTF-8</source>
        <translation>sein Name ist kein UTF-8</translation>
    </message>
    <message>
        <source>its name cannot travel: {reason}</source>
        <translation>sein Name kann nicht reisen: {reason}</translation>
    </message>
    <message>
        <source>is no longer a file</source>
        <translation>ist keine Datei mehr</translation>
    </message>
    <message>
        <source>is no file</source>
        <translation>ist keine Datei</translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>seitdem geändert</translation>
    </message>
    <message>
        <source>came through a pipe</source>
        <translation>kam durch eine Pipe</translation>
    </message>
    <message>
        <source>kept changing</source>
        <translation>änderte sich immerfort</translation>
    </message>
    <message>
        <source>its sender left it out</source>
        <translation>vom Absender ausgelassen</translation>
    </message>
    <message>
        <source>its sender never finished it</source>
        <translation>vom Absender nie fertig gesendet</translation>
    </message>
    <message>
        <source>it is no longer on the cluster</source>
        <translation>nicht mehr auf dem Cluster</translation>
    </message>
    <message>
        <source>a file or a link stands where its folder should be</source>
        <translation>eine Datei oder ein Link steht, wo sein Ordner sein soll</translation>
    </message>
    <message>
        <source>another file has its name</source>
        <translation>eine andere Datei hat seinen Namen</translation>
    </message>
    <message>
        <source>a newer version of it came before</source>
        <translation>eine neuere Version kam vorher</translation>
    </message>
    <message>
        <source>the file with its name is not older</source>
        <translation>die Datei mit seinem Namen ist nicht älter</translation>
    </message>
    <message>
        <source>its name is taken, and so is every other one</source>
        <translation>sein Name ist vergeben, und jeder andere auch</translation>
    </message>
    <message>
        <source>its name was taken again and again</source>
        <translation>sein Name wurde immer wieder vergeben</translation>
    </message>
    <message>
        <source>it is not what its sender signed</source>
        <translation>es ist nicht, was der Absender signiert hat</translation>
    </message>
    <message>
        <source>its staged file is gone</source>
        <translation>seine vorbereitete Datei ist weg</translation>
    </message>
    <message>
        <source>the name is taken</source>
        <translation>der Name ist vergeben</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>es ist ein Link</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>is too young yet</source>
        <translation>ist noch zu jung</translation>
    </message>
    <message>
        <source>was sent before</source>
        <translation>wurde schon gesendet</translation>
    </message>
    <message>
        <source>folders below are not looked into</source>
        <translation>Unterordner werden nicht angesehen</translation>
    </message>
    <message>
        <source>fits no pattern</source>
        <translation>passt auf kein Muster</translation>
    </message>
    <message>
        <source>is left out by {pattern}</source>
        <translation>passt auf {pattern}</translation>
    </message>
    <message>
        <source>it is empty, as if its disk were not mounted</source>
        <translation>er ist leer, als wäre sein Laufwerk nicht eingehängt</translation>
    </message>
    <message>
        <source>another folder has its place</source>
        <translation>ein anderer Ordner steht an seiner Stelle</translation>
    </message>
    <message>
        <source>the original {why}</source>
        <translation>das Original {why}</translation>
    </message>
    <message>
        <source>changed after it was sent</source>
        <translation>wurde nach dem Senden geändert</translation>
    </message>
    <message>
        <source>is still open in a program that writes to it</source>
        <translation>ist noch in einem Programm offen, das hineinschreibt</translation>
    </message>
    <message>
        <source>could not be moved: {reason}</source>
        <translation>konnte nicht verschoben werden: {reason}</translation>
    </message>
    <message>
        <source>could not be deleted: {reason}</source>
        <translation>konnte nicht gelöscht werden: {reason}</translation>
    </message>
    <message>
        <source>cannot be moved out of the way: {reason}</source>
        <translation>lässt sich nicht zur Seite legen: {reason}</translation>
    </message>
    <message>
        <source>stands now as {name}: {reason}</source>
        <translation>heißt jetzt {name}: {reason}</translation>
    </message>
    <message>
        <source>the topic keeps a single copy</source>
        <translation>das Topic behält nur eine Kopie</translation>
    </message>
    <message>
        <source>the topic was made anew</source>
        <translation>das Topic wurde neu angelegt</translation>
    </message>
    <message>
        <source>some of its pages could not be read back</source>
        <translation>einige seiner Seiten waren nicht zurückzulesen</translation>
    </message>
    <message>
        <source>some of it could not be read back</source>
        <translation>ein Teil war nicht zurückzulesen</translation>
    </message>
    <message>
        <source>reading back was interrupted</source>
        <translation>das Zurücklesen wurde unterbrochen</translation>
    </message>
    <message>
        <source>reading back took too long</source>
        <translation>das Zurücklesen dauerte zu lange</translation>
    </message>
    <message>
        <source>a path is not valid Unicode</source>
        <translation>ein Pfad ist kein gültiges Unicode</translation>
    </message>
    <message>
        <source>a path is absolute or leaves its folder</source>
        <translation>ein Pfad ist absolut oder verlässt seinen Ordner</translation>
    </message>
    <message>
        <source>a page did not come</source>
        <translation>eine Seite kam nicht</translation>
    </message>
    <message>
        <source>a page is not the one its sender signed</source>
        <translation>eine Seite ist nicht die, die der Absender signiert hat</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>es gibt sie nicht</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>kein Platz mehr auf dem Laufwerk</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>das Kontingent auf dem Laufwerk ist erschöpft</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>das Dateisystem ist nur lesbar</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>gibt es schon</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>made</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>used</source>
        <translation>benutzt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>angesehen</translation>
    </message>
    <message>
        <source>put in place</source>
        <translation>an seinen Platz gebracht</translation>
    </message>
    <message>
        <source>cleaned up</source>
        <translation>aufgeräumt</translation>
    </message>
</context>
<context>
    <name>reasons of records</name>
    <message>
        <source>it has no chunk header, or more than one</source>
        <translation>er hat keinen Kopf oder mehr als einen</translation>
    </message>
    <message>
        <source>its chunk header is malformed</source>
        <translation>sein Kopf ist missgebildet</translation>
    </message>
    <message>
        <source>its chunk header belongs to another place</source>
        <translation>sein Kopf gehört an eine andere Stelle</translation>
    </message>
    <message>
        <source>its plain length is not allowed here</source>
        <translation>seine Klarlänge ist hier nicht erlaubt</translation>
    </message>
    <message>
        <source>its length contradicts its chunk header</source>
        <translation>seine Länge widerspricht seinem Kopf</translation>
    </message>
    <message>
        <source>its digest is not the one that was signed</source>
        <translation>seine Prüfsumme ist nicht die signierte</translation>
    </message>
    <message>
        <source>its seal is broken</source>
        <translation>sein Siegel ist gebrochen</translation>
    </message>
    <message>
        <source>its compressed bytes are not one plain zstd frame of the stated length</source>
        <translation>seine komprimierten Bytes sind kein einzelner zstd-Rahmen der genannten Länge</translation>
    </message>
    <message>
        <source>it is larger than its kind may be</source>
        <translation>er ist größer, als seine Art sein darf</translation>
    </message>
    <message>
        <source>it is malformed</source>
        <translation>er ist missgebildet</translation>
    </message>
    <message>
        <source>it is not in its one canonical form</source>
        <translation>er hat nicht seine einzig gültige Form</translation>
    </message>
    <message>
        <source>a page holds other rows than its reference says</source>
        <translation>eine Seite enthält andere Zeilen, als ihr Verweis sagt</translation>
    </message>
    <message>
        <source>a path is empty, too long, absolute, or leaves its folder</source>
        <translation>ein Pfad ist leer, zu lang, absolut oder verlässt seinen Ordner</translation>
    </message>
    <message>
        <source>an entry contradicts itself</source>
        <translation>ein Eintrag widerspricht sich</translation>
    </message>
    <message>
        <source>a title or name is too long</source>
        <translation>ein Titel oder Name ist zu lang</translation>
    </message>
    <message>
        <source>its tags are malformed or too long, or one is named twice</source>
        <translation>seine Schlagwörter sind missgebildet oder zu lang, oder eines steht doppelt</translation>
    </message>
    <message>
        <source>its recipients are malformed, or one is named twice</source>
        <translation>seine Empfänger sind missgebildet, oder einer steht doppelt</translation>
    </message>
    <message>
        <source>its page references are not in one piece</source>
        <translation>seine Verweise auf Seiten sind nicht lückenlos</translation>
    </message>
    <message>
        <source>its counts contradict each other</source>
        <translation>seine Zahlen widersprechen sich</translation>
    </message>
    <message>
        <source>it expires before it was made</source>
        <translation>er läuft ab, bevor er entstand</translation>
    </message>
    <message>
        <source>its nonce is not allowed</source>
        <translation>seine Nonce ist nicht erlaubt</translation>
    </message>
    <message>
        <source>its Kafka key is not what was signed</source>
        <translation>sein Kafka-Schlüssel ist nicht der signierte</translation>
    </message>
    <message>
        <source>its signature is not by its sender</source>
        <translation>seine Signatur ist nicht die des Absenders</translation>
    </message>
    <message>
        <source>its public keys are not valid</source>
        <translation>seine öffentlichen Schlüssel sind ungültig</translation>
    </message>
    <message>
        <source>it was not signed by the key that it replaces</source>
        <translation>er ist nicht von dem Schlüssel signiert, den er ersetzt</translation>
    </message>
    <message>
        <source>the transfer key in it cannot be opened</source>
        <translation>der Paketschlüssel darin lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>its transfer key is not the one its sender committed to</source>
        <translation>sein Paketschlüssel ist nicht der, auf den sich der Absender festgelegt hat</translation>
    </message>
    <message>
        <source>its proof was not made with the key of its invitation</source>
        <translation>sein Beweis ist nicht mit dem Schlüssel der Einladung gemacht</translation>
    </message>
    <message>
        <source>it belongs to another bundle than the accepted one</source>
        <translation>er gehört zu einem anderen Paket als der angenommene</translation>
    </message>
    <message>
        <source>it is not newer than the accepted one</source>
        <translation>er ist nicht neuer als der angenommene</translation>
    </message>
    <message>
        <source>it takes the state of the accepted one back</source>
        <translation>er nimmt den Zustand des angenommenen zurück</translation>
    </message>
    <message>
        <source>it drops a recipient of the accepted one</source>
        <translation>er lässt einen Empfänger des angenommenen weg</translation>
    </message>
    <message>
        <source>it expires sooner than the accepted one</source>
        <translation>er läuft früher ab als der angenommene</translation>
    </message>
    <message>
        <source>it drops or moves rows of the accepted one</source>
        <translation>er lässt Zeilen des angenommenen weg oder verschiebt sie</translation>
    </message>
    <message>
        <source>rows here and in pages</source>
        <translation>Zeilen hier und in Seiten</translation>
    </message>
    <message>
        <source>its Kafka key is of no kind that is known here</source>
        <translation>sein Kafka-Schlüssel ist von keiner hier bekannten Art</translation>
    </message>
    <message>
        <source>it was deleted, which nobody can sign</source>
        <translation>er wurde gelöscht, was niemand signieren kann</translation>
    </message>
    <message>
        <source>it is not signed by the key on its sender's card</source>
        <translation>er ist nicht mit dem Schlüssel auf der Karte des Absenders signiert</translation>
    </message>
    <message>
        <source>it was made for another cluster</source>
        <translation>er wurde für einen anderen Cluster gemacht</translation>
    </message>
    <message>
        <source>an older value was put over a newer one</source>
        <translation>ein älterer Wert wurde über einen neueren gelegt</translation>
    </message>
    <message>
        <source>another value with the same revision was accepted first</source>
        <translation>ein anderer Wert derselben Revision wurde zuerst angenommen</translation>
    </message>
    <message>
        <source>the key of its sender was revoked</source>
        <translation>der Schlüssel des Absenders wurde widerrufen</translation>
    </message>
    <message>
        <source>it is not from an administrator of that team</source>
        <translation>er ist nicht von einem Verwalter dieses Teams</translation>
    </message>
    <message>
        <source>revision {n} of an offer was signed twice</source>
        <translation>Revision {n} eines Angebots wurde zweimal signiert</translation>
    </message>
</context>
<context>
    <name>reasons of what does not go on</name>
    <message>
        <source>a name that begins with a hyphen would be an option</source>
        <translation>ein Name, der mit einem Bindestrich beginnt, wäre eine Option</translation>
    </message>
    <message>
        <source>it failed for some files</source>
        <translation>es misslang bei einigen Dateien</translation>
    </message>
    <message>
        <source>a file cannot be read: {reason}</source>
        <translation>eine Datei lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
        <source>it cannot be run: {reason}</source>
        <translation>es lässt sich nicht starten: {reason}</translation>
    </message>
    <message>
        <source>it took longer than {n} minutes</source>
        <translation>es dauerte länger als {n} Minuten</translation>
    </message>
    <message>
        <source>its catalog was not read to its end in time</source>
        <translation>sein Katalog war nicht rechtzeitig zu Ende gelesen</translation>
    </message>
    <message>
        <source>the withdrawal is not confirmed yet; it goes on by itself</source>
        <translation>das Zurückziehen ist noch nicht bestätigt; es geht von selbst weiter</translation>
    </message>
    <message>
        <source>the new recipients are not confirmed yet; it goes on by itself</source>
        <translation>die neuen Empfänger sind noch nicht bestätigt; es geht von selbst weiter</translation>
    </message>
    <message>
        <source>the engine is stopping</source>
        <translation>Towline hält gerade an</translation>
    </message>
    <message>
        <source>the request to join is not confirmed</source>
        <translation>der Beitritt ist nicht bestätigt</translation>
    </message>
    <message>
        <source>their key was revoked</source>
        <translation>der Schlüssel wurde widerrufen</translation>
    </message>
    <message>
        <source>this key was revoked by its owner</source>
        <translation>der Besitzer hat diesen Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>its link was closed</source>
        <translation>seine Verbindung wurde geschlossen</translation>
    </message>
    <message>
        <source>a question was not answered</source>
        <translation>eine Frage blieb ohne Antwort</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>reading begins anew</source>
        <translation>das Lesen beginnt von vorn</translation>
    </message>
    <message>
        <source>nothing came for a while</source>
        <translation>eine Weile kam nichts</translation>
    </message>
    <message>
        <source>its names were not read in time</source>
        <translation>seine Namen waren nicht rechtzeitig gelesen</translation>
    </message>
    <message>
        <source>partition {n} is not readable yet</source>
        <translation>Partition {n} ist noch nicht lesbar</translation>
    </message>
    <message>
        <source>it is of kind {kind!r}, but the settings say {other!r}</source>
        <translation>er ist von der Art „{kind}“, die Einstellungen sagen aber „{other}“</translation>
    </message>
    <message>
        <source>the key that was found is another one</source>
        <translation>der gefundene Schlüssel ist ein anderer</translation>
    </message>
    <message>
        <source>it needs a passphrase (TOWLINE_PASSPHRASE_FILE, or a terminal)</source>
        <translation>er braucht eine Passphrase (TOWLINE_PASSPHRASE_FILE oder ein Terminal)</translation>
    </message>
    <message>
        <source>it needs its passphrase (TOWLINE_PASSPHRASE_FILE, or a terminal)</source>
        <translation>er braucht seine Passphrase (TOWLINE_PASSPHRASE_FILE oder ein Terminal)</translation>
    </message>
    <message>
        <source>no passphrase was given</source>
        <translation>keine Passphrase angegeben</translation>
    </message>
    <message>
        <source>the keyring did not keep the key</source>
        <translation>der Schlüsselbund hat den Schlüssel nicht behalten</translation>
    </message>
    <message>
        <source>the keyring does not have it</source>
        <translation>der Schlüsselbund hat ihn nicht</translation>
    </message>
    <message>
        <source>the passphrase is wrong</source>
        <translation>die Passphrase ist falsch</translation>
    </message>
    <message>
        <source>its key file is not complete</source>
        <translation>seine Schlüsseldatei ist unvollständig</translation>
    </message>
    <message>
        <source>this was sealed with another key</source>
        <translation>das wurde mit einem anderen Schlüssel versiegelt</translation>
    </message>
    <message>
        <source>its kind is 'dpapi', which only Windows has</source>
        <translation>seine Art ist „dpapi“, die nur Windows hat</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>es antwortet nicht</translation>
    </message>
    <message>
        <source>it is ending</source>
        <translation>es beendet sich gerade</translation>
    </message>
    <message>
        <source>it ended</source>
        <translation>es hat sich beendet</translation>
    </message>
    <message>
        <source>another Towline is still starting it</source>
        <translation>ein anderes Towline startet es noch</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
    </message>
</context>
<context>
    <name>what happened to a transfer</name>
    <message>
        <source>The event was posted to {topic}.</source>
        <translation>Das Ereignis wurde an {topic} gesendet.</translation>
    </message>
    <message>
        <source>The program was run.</source>
        <translation>Das Programm wurde ausgeführt.</translation>
    </message>
    <message>
        <source>Going on.</source>
        <translation>Geht weiter.</translation>
    </message>
    <message>
        <source>A file changed while it was read; it is read again.</source>
        <translation>Eine Datei änderte sich beim Lesen; sie wird noch einmal gelesen.</translation>
    </message>
    <message>
        <source>{count} entries were left out.</source>
        <translation>{count} Einträge wurden ausgelassen.</translation>
    </message>
    <message>
        <source>The bundle starts again as a new one.</source>
        <translation>Das Paket beginnt von vorn als ein neues.</translation>
    </message>
    <message>
        <source>{count} chunks had vanished and were sent again.</source>
        <translation>{count} Blöcke waren verschwunden und wurden noch einmal gesendet.</translation>
    </message>
    <message>
        <source>This sign-in may not read the topic, so nothing was read back.</source>
        <translation>Diese Anmeldung darf das Topic nicht lesen, darum wurde nichts zurückgelesen.</translation>
    </message>
    <message>
        <source>Not sent again: {why}</source>
        <translation>Nicht noch einmal gesendet: {why}</translation>
    </message>
    <message>
        <source>Not shared yet: {why}</source>
        <translation>Noch nicht geteilt: {why}</translation>
    </message>
    <message>
        <source>The sender could not be told: {why}</source>
        <translation>Dem Absender war es nicht zu sagen: {why}</translation>
    </message>
    <message>
        <source>{name} missed parts of it; {count} chunks were sent again.</source>
        <translation>{name} fehlten Teile davon; {count} Blöcke wurden noch einmal gesendet.</translation>
    </message>
    <message>
        <source>{name} misses {count} chunks that cannot be sent again: a file {why}.</source>
        <translation>{name} fehlen {count} Blöcke, die nicht noch einmal zu senden sind: eine Datei {why}.</translation>
    </message>
    <message>
        <source>The sender sent it again; going on.</source>
        <translation>Der Absender hat es noch einmal gesendet; geht weiter.</translation>
    </message>
    <message>
        <source>Shared with {count} more.</source>
        <translation>Mit {count} weiteren geteilt.</translation>
    </message>
    <message>
        <source>The originals may go: {how}.</source>
        <translation>Die Originale dürfen gehen: {how}.</translation>
    </message>
    <message>
        <source>everything was read back</source>
        <translation>alles wurde zurückgelesen</translation>
    </message>
    <message>
        <source>all have signed for it</source>
        <translation>alle haben den Erhalt signiert</translation>
    </message>
    <message>
        <source>The originals stay: the bundle expired before all had it.</source>
        <translation>Die Originale bleiben: Das Paket lief ab, bevor alle es hatten.</translation>
    </message>
    <message>
        <source>The originals stay: the bundle was withdrawn.</source>
        <translation>Die Originale bleiben: Das Paket wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>The originals stay, as you said.</source>
        <translation>Die Originale bleiben, wie Sie es wollten.</translation>
    </message>
    <message>
        <source>The originals wait until all have signed for it: {reason}.</source>
        <translation>Die Originale warten, bis alle den Erhalt signiert haben: {reason}.</translation>
    </message>
    <message>
        <source>You are the only one it was sealed to, and your own receipt says nothing.</source>
        <translation>Nur für Sie selbst wurde es versiegelt, und Ihre eigene Quittung sagt nichts.</translation>
    </message>
    <message>
        <source>The folder is not available: {why}.</source>
        <translation>Der Ordner ist nicht verfügbar: {why}.</translation>
    </message>
    <message>
        <source>Keep both, replace it, or skip this one.</source>
        <translation>Beide behalten, ersetzen oder diese überspringen.</translation>
    </message>
    <message>
        <source>Its catalog is still being read.</source>
        <translation>Sein Katalog wird noch gelesen.</translation>
    </message>
</context>
<context>
    <name>what is wrong with what was typed</name>
    <message>
        <source>{name!r} cannot be a name.</source>
        <translation>„{name}“ kann kein Name sein.</translation>
    </message>
    <message>
        <source>Use up to 64 letters, digits, blanks, dots and hyphens.</source>
        <translation>Bis zu 64 Buchstaben, Ziffern, Leerzeichen, Punkte und Bindestriche sind möglich.</translation>
    </message>
    <message>
        <source>{text!r} is not a size.</source>
        <translation>„{text}“ ist keine Größe.</translation>
    </message>
    <message>
        <source>Write it like '950 kB' or '2 MB/s'.</source>
        <translation>Zum Beispiel „950 kB“ oder „2 MB/s“.</translation>
    </message>
    <message>
        <source>{text!r} is not a duration.</source>
        <translation>„{text}“ ist keine Dauer.</translation>
    </message>
    <message>
        <source>Write it like '30 min', '12h' or '7d'.</source>
        <translation>Zum Beispiel „30 min“, „12h“ oder „7d“.</translation>
    </message>
    <message>
        <source>{text!r} is not a whole number.</source>
        <translation>„{text}“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>Write it like 4.</source>
        <translation>Zum Beispiel 4.</translation>
    </message>
    <message>
        <source>{text!r} cannot be done with originals.</source>
        <translation>„{text}“ geht mit Originalen nicht.</translation>
    </message>
    <message>
        <source>Choose keep, delete or move:FOLDER.</source>
        <translation>Möglich sind keep, delete oder move:ORDNER.</translation>
    </message>
    <message>
        <source>{text!r} is not possible here.</source>
        <translation>„{text}“ ist hier nicht möglich.</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Möglich sind: {names}.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Es gibt: {names}.</translation>
    </message>
    <message>
        <source>{key!r} is not a key that Towline knows.</source>
        <translation>„{key}“ ist kein Schlüssel, den Towline kennt.</translation>
    </message>
    <message>
        <source>The nearest one is {near!r}.</source>
        <translation>Der nächste heißt „{near}“.</translation>
    </message>
    <message>
        <source>The value must be true or false.</source>
        <translation>Der Wert muss true oder false sein.</translation>
    </message>
    <message>
        <source>The value must be a text.</source>
        <translation>Der Wert muss ein Text sein.</translation>
    </message>
    <message>
        <source>Put it in quotes.</source>
        <translation>In Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>The value must be a list of texts.</source>
        <translation>Der Wert muss eine Liste von Texten sein.</translation>
    </message>
    <message>
        <source>{text!r} is not a compression.</source>
        <translation>„{text}“ ist keine Kompression.</translation>
    </message>
    <message>
        <source>Choose off, auto or a level from 1 to {most}.</source>
        <translation>Möglich sind off, auto oder eine Stufe von 1 bis {most}.</translation>
    </message>
    <message>
        <source>There is no queue named {name!r}.</source>
        <translation>Es gibt keine Warteschlange namens „{name}“.</translation>
    </message>
    <message>
        <source>The queue names no cluster.</source>
        <translation>Die Warteschlange nennt keinen Cluster.</translation>
    </message>
    <message>
        <source>The cluster has no bootstrap servers.</source>
        <translation>Der Cluster hat keine Bootstrap-Server.</translation>
    </message>
    <message>
        <source>Add bootstrap = ["host:port"].</source>
        <translation>Mindestens einen Server angeben, als Name:Port.</translation>
    </message>
    <message>
        <source>{topic!r} cannot be a topic.</source>
        <translation>„{topic}“ kann kein Topic sein.</translation>
    </message>
    <message>
        <source>Use letters, digits, dots, hyphens, underscores.</source>
        <translation>Buchstaben, Ziffern, Punkte, Bindestriche und Unterstriche sind möglich.</translation>
    </message>
    <message>
        <source>{server!r} is not a server with a port.</source>
        <translation>„{server}“ ist kein Server mit Port.</translation>
    </message>
    <message>
        <source>Write it like 'k1.example.net:9092'.</source>
        <translation>Zum Beispiel „k1.example.net:9092“.</translation>
    </message>
    <message>
        <source>The sign-in has no mechanism.</source>
        <translation>Die Anmeldung hat kein Verfahren.</translation>
    </message>
    <message>
        <source>Add mechanism = "SCRAM-SHA-512" or another one.</source>
        <translation>SCRAM-SHA-512 oder ein anderes wählen.</translation>
    </message>
    <message>
        <source>A mechanism needs security sasl_plaintext or sasl_ssl.</source>
        <translation>Ein Verfahren braucht die Sicherheit sasl_plaintext oder sasl_ssl.</translation>
    </message>
    <message>
        <source>Add security = "sasl_ssl".</source>
        <translation>Eine Sicherheit mit Anmeldung wählen.</translation>
    </message>
    <message>
        <source>{url!r} is not the address of a token server.</source>
        <translation>„{url}“ ist keine Adresse eines Token-Servers.</translation>
    </message>
    <message>
        <source>The sign-in has no token server.</source>
        <translation>Die Anmeldung hat keinen Token-Server.</translation>
    </message>
    <message>
        <source>Add token_url = "https://…", with client and client_secret.</source>
        <translation>Adresse des Token-Servers, Client und sein Geheimnis angeben.</translation>
    </message>
    <message>
        <source>The sign-in has no client.</source>
        <translation>Die Anmeldung hat keinen Client.</translation>
    </message>
    <message>
        <source>Add client = "…", as the token server knows this computer.</source>
        <translation>Den Client angeben, als den der Token-Server diesen Computer kennt.</translation>
    </message>
    <message>
        <source>A queue has 1 to {most} recipients.</source>
        <translation>Eine Warteschlange hat 1 bis {most} Empfänger.</translation>
    </message>
    <message>
        <source>More people are a team: 'team:NAME'.</source>
        <translation>Mehr Personen sind ein Team.</translation>
    </message>
    <message>
        <source>A block has {least} to {most} bytes.</source>
        <translation>Ein Block hat {least} bis {most} Bytes.</translation>
    </message>
    <message>
        <source>The usual size is '950 kB'.</source>
        <translation>Üblich sind 950 kB.</translation>
    </message>
    <message>
        <source>{command!r} names no program.</source>
        <translation>„{command}“ nennt kein Programm.</translation>
    </message>
    <message>
        <source>Write it like '/usr/bin/ingest {{path}}'.</source>
        <translation>Zum Beispiel „/usr/bin/ingest {{path}}“.</translation>
    </message>
    <message>
        <source>{command!r} is no command.</source>
        <translation>„{command}“ ist kein Befehl.</translation>
    </message>
    <message>
        <source>Close its quotes.</source>
        <translation>Die Anführungszeichen schließen.</translation>
    </message>
    <message>
        <source>There is an event, but no topic to post it to.</source>
        <translation>Es gibt ein Ereignis, aber kein Topic dafür.</translation>
    </message>
    <message>
        <source>Say which by event_topic.</source>
        <translation>Das Topic nennen.</translation>
    </message>
    <message>
        <source>A battery has at most 100 percent.</source>
        <translation>Ein Akku hat höchstens 100 Prozent.</translation>
    </message>
    <message>
        <source>The rule has no folder.</source>
        <translation>Die Regel hat keinen Ordner.</translation>
    </message>
    <message>
        <source>Nothing follows a rule that does not fetch.</source>
        <translation>Einer Regel, die nichts holt, folgt nichts.</translation>
    </message>
    <message>
        <source>A rule has at most {most} folders.</source>
        <translation>Eine Regel hat höchstens {most} Ordner.</translation>
    </message>
    <message>
        <source>Make a second rule for the others.</source>
        <translation>Für die anderen eine zweite Regel anlegen.</translation>
    </message>
    <message>
        <source>Two folders of the rule are the same.</source>
        <translation>Zwei Ordner der Regel sind gleich.</translation>
    </message>
    <message>
        <source>Name each once.</source>
        <translation>Jeden nur einmal nennen.</translation>
    </message>
    <message>
        <source>No bundle is larger than min_size and smaller than max_size.</source>
        <translation>Kein Paket ist größer als die kleinste und kleiner als die größte Größe.</translation>
    </message>
    <message>
        <source>Change one of them.</source>
        <translation>Eine davon ändern.</translation>
    </message>
    <message>
        <source>A name, a pattern or a tag is empty.</source>
        <translation>Ein Name, ein Muster oder ein Schlagwort ist leer.</translation>
    </message>
    <message>
        <source>Take it out.</source>
        <translation>Es weglassen.</translation>
    </message>
    <message>
        <source>{folder!r} is not a whole path.</source>
        <translation>„{folder}“ ist kein ganzer Pfad.</translation>
    </message>
    <message>
        <source>Write it like '/srv/in/{{sender}}/{{path}}'.</source>
        <translation>Zum Beispiel „/srv/in/{{sender}}/{{path}}“.</translation>
    </message>
    <message>
        <source>{folder!r} is not a folder that files can go to.</source>
        <translation>„{folder}“ ist kein Ordner, in den Dateien kommen können.</translation>
    </message>
    <message>
        <source>Begin with a whole path; below it use {known}, and {{path}} only at the end.</source>
        <translation>Mit einem ganzen Pfad beginnen; darunter {known}, und {{path}} nur am Ende.</translation>
    </message>
    <message>
        <source>{text!r} is not a start of a rule.</source>
        <translation>„{text}“ ist kein Beginn einer Regel.</translation>
    </message>
    <message>
        <source>Use now, all, or a date like 2026-11-29.</source>
        <translation>Möglich sind now, all oder ein Datum wie 2026-11-29.</translation>
    </message>
    <message>
        <source>The watch names no folder.</source>
        <translation>Es ist kein Ordner genannt.</translation>
    </message>
    <message>
        <source>Add folder = "/a/folder".</source>
        <translation>Einen Ordner wählen.</translation>
    </message>
    <message>
        <source>The watch names no queue.</source>
        <translation>Es ist keine Warteschlange genannt.</translation>
    </message>
    <message>
        <source>A file must stay the same for at least a second.</source>
        <translation>Eine Datei muss mindestens eine Sekunde gleich bleiben.</translation>
    </message>
    <message>
        <source>The usual time is '10s'.</source>
        <translation>Üblich sind 10 Sekunden.</translation>
    </message>
    <message>
        <source>Files are too old before they are old enough.</source>
        <translation>Dateien sind zu alt, bevor sie alt genug sind.</translation>
    </message>
    <message>
        <source>Make max_age longer than min_age and settle.</source>
        <translation>Das Höchstalter länger wählen als Mindestalter und Ruhezeit.</translation>
    </message>
    <message>
        <source>The originals would move into the watched folder itself.</source>
        <translation>Die Originale kämen in den überwachten Ordner selbst.</translation>
    </message>
    <message>
        <source>Choose a folder outside of it.</source>
        <translation>Einen Ordner außerhalb wählen.</translation>
    </message>
    <message>
        <source>{folder} and the folder for fetched files lie inside each other: what comes in would go out again.</source>
        <translation>{folder} und der Ordner für Geholtes liegen ineinander: was hereinkommt, ginge wieder hinaus.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>{folder} is a link to {other}.</source>
        <translation>{folder} ist ein Link auf {other}.</translation>
    </message>
    <message>
        <source>Name the folder itself.</source>
        <translation>Den Ordner selbst nennen.</translation>
    </message>
    <message>
        <source>{folder} holds Towline's own profile, which always changes.</source>
        <translation>In {folder} liegt das Profil von Towline selbst, das sich immer ändert.</translation>
    </message>
    <message>
        <source>Choose a folder inside it.</source>
        <translation>Einen Ordner darin wählen.</translation>
    </message>
    <message>
        <source>Write it like '*.tif' or 'scans/*.pdf'.</source>
        <translation>Zum Beispiel „*.tif“ oder „scans/*.pdf“.</translation>
    </message>
    <message>
        <source>The folder of {name!r} is the one of {other!r}.</source>
        <translation>Der Ordner von „{name}“ ist der von „{other}“.</translation>
    </message>
    <message>
        <source>The folder of {name!r} and the one of {other!r} lie inside each other.</source>
        <translation>Die Ordner von „{name}“ und „{other}“ liegen ineinander.</translation>
    </message>
    <message>
        <source>Watch each folder once.</source>
        <translation>Jeden Ordner nur einmal überwachen.</translation>
    </message>
    <message>
        <source>The originals of {name!r} would move into the folder that {other!r} watches.</source>
        <translation>Die Originale von „{name}“ kämen in den Ordner, den „{other}“ überwacht.</translation>
    </message>
    <message>
        <source>Choose a folder that is not watched.</source>
        <translation>Einen Ordner wählen, der nicht überwacht wird.</translation>
    </message>
    <message>
        <source>A pattern is empty.</source>
        <translation>Ein Muster ist leer.</translation>
    </message>
    <message>
        <source>The pattern {pattern!r} is a whole path; patterns are for what is below the folder.</source>
        <translation>Das Muster „{pattern}“ ist ein ganzer Pfad; Muster gelten für das, was unter dem Ordner liegt.</translation>
    </message>
    <message>
        <source>The pattern {pattern!r} has a backslash; write / between folders.</source>
        <translation>Das Muster „{pattern}“ hat einen umgekehrten Schrägstrich; zwischen Ordnern steht /.</translation>
    </message>
    <message>
        <source>The pattern {pattern!r} leads out of the folder.</source>
        <translation>Das Muster „{pattern}“ führt aus dem Ordner hinaus.</translation>
    </message>
    <message>
        <source>These tags cannot be sent.</source>
        <translation>Diese Schlagwörter lassen sich nicht senden.</translation>
    </message>
    <message>
        <source>{word!r} is no tag.</source>
        <translation>„{word}“ ist kein Schlagwort.</translation>
    </message>
    <message>
        <source>Write it like order=4711.</source>
        <translation>Zum Beispiel auftrag=4711.</translation>
    </message>
    <message>
        <source>The tag {key!r} is given twice.</source>
        <translation>Das Schlagwort „{key}“ steht doppelt.</translation>
    </message>
    <message>
        <source>Give each key once.</source>
        <translation>Jedes nur einmal angeben.</translation>
    </message>
    <message>
        <source>A limit cannot be below 0.</source>
        <translation>Ein Limit kann nicht unter 0 liegen.</translation>
    </message>
    <message>
        <source>Use 0 for no limit.</source>
        <translation>0 steht für kein Limit.</translation>
    </message>
    <message>
        <source>This is not a fingerprint.</source>
        <translation>Das ist kein Fingerabdruck.</translation>
    </message>
    <message>
        <source>It has 8 groups of 5 digits.</source>
        <translation>Er hat 8 Gruppen mit 5 Ziffern.</translation>
    </message>
    <message>
        <source>This is your own card.</source>
        <translation>Das ist Ihre eigene Karte.</translation>
    </message>
    <message>
        <source>Give it to others; add theirs here.</source>
        <translation>Sie ist für andere; hier kommen deren Karten hinein.</translation>
    </message>
    <message>
        <source>There is a team named {name!r} already.</source>
        <translation>Es gibt schon ein Team namens „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Somebody else is named {name!r} here.</source>
        <translation>Hier heißt schon jemand anders „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name for one of them.</source>
        <translation>Für einen der beiden einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A recovery file needs a passphrase.</source>
        <translation>Eine Wiederherstellungsdatei braucht eine Passphrase.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>Eine wählen.</translation>
    </message>
    <message>
        <source>This is not a whole {what}.</source>
        <translation>Das ist unvollständig: {what}.</translation>
    </message>
    <message>
        <source>It begins with {kind}; copy all of it.</source>
        <translation>Es beginnt mit {kind}; alles davon kopieren.</translation>
    </message>
    <message>
        <source>invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>recovery file</source>
        <translation>Wiederherstellungsdatei</translation>
    </message>
    <message>
        <source>team key</source>
        <translation>Team-Schlüssel</translation>
    </message>
    <message>
        <source>card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>{key!r} in [{section}] would run a program, which no invitation may bring.</source>
        <translation>„{key}“ in [{section}] würde ein Programm starten; das darf keine Einladung mitbringen.</translation>
    </message>
    <message>
        <source>{key!r} in [{section}] is about this computer alone, so no invitation may bring it.</source>
        <translation>„{key}“ in [{section}] betrifft nur diesen Computer; das darf keine Einladung mitbringen.</translation>
    </message>
    <message>
        <source>Set it on the computer itself, or by its administrator's settings.</source>
        <translation>Auf dem Computer selbst einstellen oder in den Einstellungen seines Administrators.</translation>
    </message>
    <message>
        <source>There is another {kind} named {name!r} here already.</source>
        <translation>Hier gibt es schon etwas anderes unter „{name}“ ({kind}).</translation>
    </message>
    <message>
        <source>Rename or remove it first; nothing was changed.</source>
        <translation>Erst umbenennen oder entfernen; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The settings in it cannot be used here: {what}</source>
        <translation>Die Einstellungen darin passen hier nicht: {what}</translation>
    </message>
    <message>
        <source>The settings are not TOML: {reason}.</source>
        <translation>Die Einstellungen sind kein TOML: {reason}.</translation>
    </message>
    <message>
        <source>This is not TOML: {reason}.</source>
        <translation>Das ist kein TOML: {reason}.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{section!r} must be a table.</source>
        <translation>„{section}“ muss eine Tabelle sein.</translation>
    </message>
    <message>
        <source>This invitation says nothing of its cluster.</source>
        <translation>Diese Einladung sagt nichts von ihrem Cluster.</translation>
    </message>
    <message>
        <source>Ask for a new one.</source>
        <translation>Um eine neue bitten.</translation>
    </message>
    <message>
        <source>This invitation names no administrator.</source>
        <translation>Diese Einladung nennt keinen Verwalter.</translation>
    </message>
    <message>
        <source>This invitation is your own.</source>
        <translation>Diese Einladung ist Ihre eigene.</translation>
    </message>
    <message>
        <source>Use it on another computer.</source>
        <translation>Sie ist für einen anderen Computer.</translation>
    </message>
    <message>
        <source>Somebody else is named {name!r} here, with another key.</source>
        <translation>Hier heißt jemand anders „{name}“, mit einem anderen Schlüssel.</translation>
    </message>
    <message>
        <source>Nothing was changed; rename or block them first.</source>
        <translation>Nichts wurde geändert; erst umbenennen oder sperren.</translation>
    </message>
    <message>
        <source>Whom this invitation calls {name!r} is {other!r} here.</source>
        <translation>Wen diese Einladung „{name}“ nennt, der heißt hier „{other}“.</translation>
    </message>
    <message>
        <source>Nothing was changed; rename them if that is right.</source>
        <translation>Nichts wurde geändert; umbenennen, wenn das richtig ist.</translation>
    </message>
    <message>
        <source>This invitation brings the key of another team.</source>
        <translation>Diese Einladung bringt den Schlüssel eines anderen Teams.</translation>
    </message>
    <message>
        <source>There is a team named {name!r} here that has another administrator.</source>
        <translation>Hier gibt es ein Team namens „{name}“ mit einem anderen Verwalter.</translation>
    </message>
    <message>
        <source>Nothing was changed; join from another profile.</source>
        <translation>Nichts wurde geändert; aus einem anderen Profil beitreten.</translation>
    </message>
    <message>
        <source>An invitation is for one computer at least, and for some time.</source>
        <translation>Eine Einladung gilt für mindestens einen Computer und für einige Zeit.</translation>
    </message>
    <message>
        <source>The team {name!r} was made by somebody else.</source>
        <translation>Das Team „{name}“ hat jemand anders angelegt.</translation>
    </message>
    <message>
        <source>Queues use the cluster {name!r}: {names}.</source>
        <translation>Warteschlangen benutzen den Cluster „{name}“: {names}.</translation>
    </message>
    <message>
        <source>Remove these queues first.</source>
        <translation>Erst diese Warteschlangen entfernen.</translation>
    </message>
    <message>
        <source>Folders are watched for the queue {name!r}: {names}.</source>
        <translation>Für die Warteschlange „{name}“ werden Ordner überwacht: {names}.</translation>
    </message>
    <message>
        <source>Remove these watches first, or give them another queue.</source>
        <translation>Erst diese Überwachungen entfernen oder ihnen eine andere Warteschlange geben.</translation>
    </message>
    <message>
        <source>The name {name!r} belongs to the practice cluster.</source>
        <translation>Der Name „{name}“ gehört dem Übungs-Cluster.</translation>
    </message>
    <message>
        <source>This offer is not yours.</source>
        <translation>Dieses Angebot ist nicht Ihres.</translation>
    </message>
    <message>
        <source>Only its sender can withdraw it.</source>
        <translation>Nur der Absender kann es zurückziehen.</translation>
    </message>
    <message>
        <source>This is not a send of yours.</source>
        <translation>Das haben Sie nicht gesendet.</translation>
    </message>
    <message>
        <source>Only its sender can share a bundle.</source>
        <translation>Nur der Absender kann ein Paket teilen.</translation>
    </message>
    <message>
        <source>This bundle is not stored.</source>
        <translation>Dieses Paket ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Retry it, or send it again.</source>
        <translation>Wiederholen oder noch einmal senden.</translation>
    </message>
    <message>
        <source>A bundle has at most {most} recipients.</source>
        <translation>Ein Paket hat höchstens {most} Empfänger.</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>it does not hold the identity of its sender</source>
        <translation>er enthält nicht die Identität des Absenders</translation>
    </message>
    <message>
        <source>unexpected error in {name}</source>
        <translation>unerwarteter Fehler in {name}</translation>
    </message>
    <message>
        <source>{name} while receiving</source>
        <translation>{name} beim Empfangen</translation>
    </message>
    <message>
        <source>the names in a bundle stand on it</source>
        <translation>die Namen in einem Paket stehen darauf</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Add to = ["/folder/{{sender}}/{{path}}"], or action = "tell".</source>
        <translation>Einen Ordner wählen, oder nur melden.</translation>
    </message>
    <message>
        <source>Take out the key 'to'.</source>
        <translation>Die Ordner weglassen.</translation>
    </message>
    <message>
        <source>Take out the keys 'exec' and 'event_topic'.</source>
        <translation>Programm und Ereignis weglassen.</translation>
    </message>
    <message>
        <source>Make one with 'towline queue add'.</source>
        <translation>Zuerst eine Warteschlange anlegen.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>use the topic {topic}</source>
        <translation>das Topic {topic} zu benutzen</translation>
    </message>
    <message>
        <source>do this</source>
        <translation>das zu tun</translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>{n} B</source>
        <translation>{n} B</translation>
    </message>
    <message>
        <source>{n} kB</source>
        <translation>{n} kB</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} MB</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} GB</translation>
    </message>
    <message>
        <source>{n} TB</source>
        <translation>{n} TB</translation>
    </message>
    <message>
        <source>{n} PB</source>
        <translation>{n} PB</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} Bytes</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>this size</source>
        <translation>dieser Größe</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>This profile</source>
        <translation>Dieses Profil</translation>
    </message>
    <message>
        <source>The journal was damaged</source>
        <translation>Das Journal war beschädigt</translation>
    </message>
    <message>
        <source>The journal was damaged and stands now as {name}. A new one was made; offers come back from the catalog, unfinished transfers must be started again.</source>
        <translation>Das Journal war beschädigt und heißt jetzt {name}. Ein neues wurde angelegt; Angebote kommen aus dem Katalog zurück, unfertige Übertragungen müssen neu begonnen werden.</translation>
    </message>
    <message>
        <source>The settings of this profile were damaged ({why}) and stand now in {path}. {what}.</source>
        <translation>Die Einstellungen dieses Profils waren beschädigt ({why}) und stehen jetzt in {path}. {what}.</translation>
    </message>
    <message>
        <source>Towline goes on with the last good ones</source>
        <translation>Towline macht mit den letzten guten weiter</translation>
    </message>
    <message>
        <source>Towline goes on without them</source>
        <translation>Towline macht ohne sie weiter</translation>
    </message>
    <message>
        <source>The key of this profile stands in {path}. Whoever can read that file can read what is sent to you.</source>
        <translation>Der Schlüssel dieses Profils steht in {path}. Wer diese Datei lesen kann, kann lesen, was an Sie gesendet wird.</translation>
    </message>
    <message>
        <source>The key of this profile stands in {path}. This computer has no keyring that Towline can use. Whoever can read that file can read what is sent to you.</source>
        <translation>Der Schlüssel dieses Profils steht in {path}. Dieser Computer hat keinen Schlüsselbund, den Towline benutzen kann. Wer diese Datei lesen kann, kann lesen, was an Sie gesendet wird.</translation>
    </message>
    <message>
        <source>The key file of this profile was damaged and stands now in {path}. Towline makes a new key. Put a copy of the old one back in its place if you have one.</source>
        <translation>Die Schlüsseldatei dieses Profils war beschädigt und steht jetzt in {path}. Towline legt einen neuen Schlüssel an. Wenn es eine Kopie der alten gibt, gehört sie an ihren Platz zurück.</translation>
    </message>
    <message>
        <source>The secrets of this profile were damaged and stand now in {path}. Towline begins anew without them: its identity, team keys and passwords. Put a copy back in its place if you have one.</source>
        <translation>Die Geheimnisse dieses Profils waren beschädigt und stehen jetzt in {path}. Towline beginnt neu ohne sie: ohne Identität, Team-Schlüssel und Passwörter. Wenn es eine Kopie gibt, gehört sie an ihren Platz zurück.</translation>
    </message>
    <message>
        <source>One value in the catalog of {cluster} ignored</source>
        <translation>Ein Wert im Katalog von {cluster} übergangen</translation>
    </message>
    <message>
        <source>{count} values in the catalog of {cluster} ignored</source>
        <translation>{count} Werte im Katalog von {cluster} übergangen</translation>
    </message>
    <message>
        <source>Under your name or that of people you accepted; the last one: {why}. Nothing of it was used.</source>
        <translation>Unter Ihrem Namen oder dem angenommener Personen; zuletzt: {why}. Nichts davon wurde benutzt.</translation>
    </message>
    <message>
        <source>{sender} sent you {title}</source>
        <translation>{sender} hat Ihnen {title} gesendet</translation>
    </message>
    <message>
        <source>1 file, {size}. The fetch rule {name} only tells you.</source>
        <translation>1 Datei, {size}. Die Holregel {name} meldet es nur.</translation>
    </message>
    <message>
        <source>{count} files, {size}. The fetch rule {name} only tells you.</source>
        <translation>{count} Dateien, {size}. Die Holregel {name} meldet es nur.</translation>
    </message>
    <message>
        <source>The fetch rule {name} waits</source>
        <translation>Die Holregel {name} wartet</translation>
    </message>
    <message>
        <source>Two computers are named {name}</source>
        <translation>Zwei Computer heißen {name}</translation>
    </message>
    <message>
        <source>A second computer that calls itself {name} joined {team} by invitation. It is shown as {other}; find out which of them is which.</source>
        <translation>Ein zweiter Computer, der sich {name} nennt, ist {team} durch Einladung beigetreten. Er heißt hier {other}; bitte herausfinden, welcher welcher ist.</translation>
    </message>
    <message>
        <source>A computer could not join {team}</source>
        <translation>Ein Computer konnte {team} nicht beitreten</translation>
    </message>
    <message>
        <source>{name} wanted to join {team}, but {why}. It was not accepted.</source>
        <translation>{name} wollte {team} beitreten, aber {why}. Er wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Not admitted to {team}</source>
        <translation>Nicht zugelassen zu {team}</translation>
    </message>
    <message>
        <source>The administrator of {team} did not take this computer: {why}. What the invitation set up stays: join by a new one, or take it out of the settings.</source>
        <translation>Der Verwalter von {team} hat diesen Computer nicht angenommen: {why}. Was die Einladung eingerichtet hat, bleibt: mit einer neuen beitreten, oder es aus den Einstellungen nehmen.</translation>
    </message>
    <message>
        <source>its invitation has expired</source>
        <translation>seine Einladung ist abgelaufen</translation>
    </message>
    <message>
        <source>its invitation admits no more</source>
        <translation>seine Einladung lässt niemanden mehr zu</translation>
    </message>
    <message>
        <source>its invitation was closed, or its sender was shut out</source>
        <translation>seine Einladung wurde geschlossen, oder der Absender ist ausgesperrt</translation>
    </message>
    <message>
        <source>The team {name} was made.</source>
        <translation>Das Team {name} wurde angelegt.</translation>
    </message>
    <message>
        <source>It holds the key of {team}: whoever has the file reads all that is sent to the team.</source>
        <translation>Sie enthält den Schlüssel von {team}: Wer die Datei hat, liest alles, was an das Team gesendet wird.</translation>
    </message>
    <message>
        <source>You sign in with a certificate, which is not in it: say with --settings where each computer has its own.</source>
        <translation>Sie melden sich mit einem Zertifikat an, das nicht darin ist: Jeder Computer braucht sein eigenes, dort eingerichtet.</translation>
    </message>
    <message>
        <source>Not in it, as it is a secret: {names}. Set it on each computer.</source>
        <translation>Nicht darin, weil es geheim ist: {names}. Auf jedem Computer einstellen.</translation>
    </message>
    <message>
        <source>It holds your own sign-in as {user}: every computer that joins uses it. Better give each one its own, with --credentials.</source>
        <translation>Sie enthält Ihre eigene Anmeldung als {user}: Jeder Computer, der beitritt, benutzt sie. Besser bekommt jeder seine eigene: Nennen Sie beim Einladen eine Passwortdatei.</translation>
    </message>
    <message>
        <source>Nobody here is called {name}.</source>
        <translation>Niemand hier heißt {name}.</translation>
    </message>
    <message>
        <source>You have no key of a team named {name}.</source>
        <translation>Sie haben keinen Schlüssel eines Teams namens {name}.</translation>
    </message>
</context>
<context>
    <name>originals</name>
    <message>
        <source>1 original was deleted.</source>
        <translation>1 Original wurde gelöscht.</translation>
    </message>
    <message>
        <source>1 original was moved.</source>
        <translation>1 Original wurde verschoben.</translation>
    </message>
    <message>
        <source>{count} originals were deleted.</source>
        <translation>{count} Originale wurden gelöscht.</translation>
    </message>
    <message>
        <source>{count} originals were moved.</source>
        <translation>{count} Originale wurden verschoben.</translation>
    </message>
    <message>
        <source>1 original was deleted; {n} stay, see the files.</source>
        <translation>1 Original wurde gelöscht; {n} bleiben, siehe die Dateien.</translation>
    </message>
    <message>
        <source>1 original was moved; {n} stay, see the files.</source>
        <translation>1 Original wurde verschoben; {n} bleiben, siehe die Dateien.</translation>
    </message>
    <message>
        <source>1 original was deleted; 1 stays, see the files.</source>
        <translation>1 Original wurde gelöscht; 1 bleibt, siehe die Dateien.</translation>
    </message>
    <message>
        <source>1 original was moved; 1 stays, see the files.</source>
        <translation>1 Original wurde verschoben; 1 bleibt, siehe die Dateien.</translation>
    </message>
    <message>
        <source>{count} originals were deleted; 1 stays, see the files.</source>
        <translation>{count} Originale wurden gelöscht; 1 bleibt, siehe die Dateien.</translation>
    </message>
    <message>
        <source>{count} originals were moved; 1 stays, see the files.</source>
        <translation>{count} Originale wurden verschoben; 1 bleibt, siehe die Dateien.</translation>
    </message>
    <message>
        <source>{count} originals were deleted; {n} stay, see the files.</source>
        <translation>{count} Originale wurden gelöscht; {n} bleiben, siehe die Dateien.</translation>
    </message>
    <message>
        <source>{count} originals were moved; {n} stay, see the files.</source>
        <translation>{count} Originale wurden verschoben; {n} bleiben, siehe die Dateien.</translation>
    </message>
    <message>
        <source>1 original deleted.</source>
        <translation>1 Original gelöscht.</translation>
    </message>
    <message>
        <source>{count} originals deleted.</source>
        <translation>{count} Originale gelöscht.</translation>
    </message>
    <message>
        <source>1 original moved to {folder}.</source>
        <translation>1 Original nach {folder} verschoben.</translation>
    </message>
    <message>
        <source>{count} originals moved to {folder}.</source>
        <translation>{count} Originale nach {folder} verschoben.</translation>
    </message>
    <message>
        <source>1 original deleted; {n} changed or could not go, and stay.</source>
        <translation>1 Original gelöscht; {n} geändert oder nicht wegzubringen, und bleiben.</translation>
    </message>
    <message>
        <source>{count} originals deleted; {n} changed or could not go, and stay.</source>
        <translation>{count} Originale gelöscht; {n} geändert oder nicht wegzubringen, und bleiben.</translation>
    </message>
    <message>
        <source>1 original moved to {folder}; {n} changed or could not go, and stay.</source>
        <translation>1 Original nach {folder} verschoben; {n} geändert oder nicht wegzubringen, und bleiben.</translation>
    </message>
    <message>
        <source>{count} originals moved to {folder}; {n} changed or could not go, and stay.</source>
        <translation>{count} Originale nach {folder} verschoben; {n} geändert oder nicht wegzubringen, und bleiben.</translation>
    </message>
    <message>
        <source>They stay: the bundle expired before all recipients had it.</source>
        <translation>Sie bleiben: Das Paket lief ab, bevor alle Empfänger es hatten.</translation>
    </message>
    <message>
        <source>They stay, as you said.</source>
        <translation>Sie bleiben, wie Sie es wollten.</translation>
    </message>
    <message>
        <source>They wait: the disk that {folder} is on is not mounted.</source>
        <translation>Sie warten: Das Laufwerk von {folder} ist nicht eingehängt.</translation>
    </message>
    <message>
        <source>They are being deleted.</source>
        <translation>Sie werden gerade gelöscht.</translation>
    </message>
    <message>
        <source>They are being moved to {folder}.</source>
        <translation>Sie werden gerade nach {folder} verschoben.</translation>
    </message>
    <message>
        <source>They will be deleted once all recipients have signed for them.</source>
        <translation>Sie werden gelöscht, sobald alle Empfänger den Erhalt signiert haben.</translation>
    </message>
    <message>
        <source>They will be moved to {folder} once all recipients have signed for them.</source>
        <translation>Sie werden nach {folder} verschoben, sobald alle Empfänger den Erhalt signiert haben.</translation>
    </message>
    <message>
        <source>They will be deleted once everything was read back.</source>
        <translation>Sie werden gelöscht, sobald alles zurückgelesen wurde.</translation>
    </message>
    <message>
        <source>They will be moved to {folder} once everything was read back.</source>
        <translation>Sie werden nach {folder} verschoben, sobald alles zurückgelesen wurde.</translation>
    </message>
    <message>
        <source>There is no folder {folder!r} for the originals.</source>
        <translation>Es gibt keinen Ordner „{folder}“ für die Originale.</translation>
    </message>
    <message>
        <source>Make it, or choose another one.</source>
        <translation>Ihn anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>Name the folder that the originals move to.</source>
        <translation>Den Ordner nennen, in den die Originale kommen.</translation>
    </message>
    <message>
        <source>What comes through a pipe has no original.</source>
        <translation>Was durch eine Pipe kommt, hat kein Original.</translation>
    </message>
</context>
<context>
    <name>also typed</name>
    <message>
        <source>There is no one cluster to send through.</source>
        <translation>Es ist nicht klar, über welchen Cluster zu senden ist.</translation>
    </message>
    <message>
        <source>Name a queue, or make one with 'towline queue add'.</source>
        <translation>Links eine Warteschlange wählen oder eine neue anlegen.</translation>
    </message>
    <message>
        <source>Use at most {n} visible characters, not {me}, nothing that begins with {team}, no '/'.</source>
        <translation>Höchstens {n} sichtbare Zeichen, nicht {me}, nichts, was mit {team} beginnt, kein „/“.</translation>
    </message>
    <message>
        <source>{choice!r} is no answer to this.</source>
        <translation>„{choice}“ ist darauf keine Antwort.</translation>
    </message>
    <message>
        <source>The answers are: {names}.</source>
        <translation>Möglich sind: {names}.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Einen Ordner wählen.</translation>
    </message>
    <message>
        <source>The profile cannot be used: {reason}.</source>
        <translation>Das Profil ist nicht benutzbar: {reason}.</translation>
    </message>
    <message>
        <source>Choose another folder with --profile.</source>
        <translation>Mit --profile einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>A rule whose action is {action!r} has no folder.</source>
        <translation>Eine Regel mit der Aktion „{action}“ hat keinen Ordner.</translation>
    </message>
    <message>
        <source>Use at most {n} of them, keys of at most {most} and values of at most {least} bytes.</source>
        <translation>Höchstens {n}, mit Namen von höchstens {most} und Werten von höchstens {least} Bytes.</translation>
    </message>
    <message>
        <source>No folder is watched under the name {name!r} here.</source>
        <translation>Hier wird kein Ordner unter dem Namen „{name}“ überwacht.</translation>
    </message>
    <message>
        <source>No folder is watched under the name {name!r}.</source>
        <translation>Es wird kein Ordner unter dem Namen „{name}“ überwacht.</translation>
    </message>
    <message>
        <source>The queue {name!r} sends to {other}, which this invitation does not give.</source>
        <translation>Die Warteschlange „{name}“ sendet an {other}, was diese Einladung nicht mitgibt.</translation>
    </message>
    <message>
        <source>Use another queue.</source>
        <translation>Eine andere Warteschlange wählen.</translation>
    </message>
    <message>
        <source>There is no {kind} named {name!r} in your settings.</source>
        <translation>In Ihren Einstellungen gibt es kein „{name}“ ({kind}).</translation>
    </message>
    <message>
        <source>There is no invitation to {team}.</source>
        <translation>Es gibt keine Einladung zu {team}.</translation>
    </message>
    <message>
        <source>Check its settings with 'towline config check', then retry.</source>
        <translation>Unter „Cluster“ in den Einstellungen testen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Join a team by invitation, or make a recovery file: towline key backup FILE.</source>
        <translation>Einem Team durch Einladung beitreten, oder eine Wiederherstellungsdatei speichern.</translation>
    </message>
    <message>
        <source>See 'towline key backups'.</source>
        <translation>„Stationen“ in den Einstellungen zeigt, wessen Schlüssel hier aufbewahrt wird.</translation>
    </message>
    <message>
        <source>Change --max or --expires.</source>
        <translation>Ändern, wie viele beitreten dürfen oder bis wann.</translation>
    </message>
    <message>
        <source>Set it again with 'towline cluster add'.</source>
        <translation>Unter „Cluster“ in den Einstellungen neu setzen.</translation>
    </message>
    <message>
        <source>See 'towline watch list'.</source>
        <translation>Siehe „Überwachte Ordner“ in den Einstellungen.</translation>
    </message>
    <message>
        <source>See 'towline invite list'.</source>
        <translation>Siehe „Stationen“ in den Einstellungen.</translation>
    </message>
</context>
<context>
    <name>doctor</name>
    <message>
        <source>Towline {version}, format {format}, Python {python}, librdkafka {library}, {system} {machine}.</source>
        <translation>Towline {version}, Format {format}, Python {python}, librdkafka {library}, {system} {machine}.</translation>
    </message>
    <message>
        <source>Towline is tried with Python 3.11 to 3.13.</source>
        <translation>Towline ist mit Python 3.11 bis 3.13 erprobt.</translation>
    </message>
    <message>
        <source>{name} does not compute what {source} says.</source>
        <translation>{name} rechnet nicht, wie es {source} verlangt.</translation>
    </message>
    <message>
        <source>Do not send or fetch anything here; install Towline anew.</source>
        <translation>Hier nichts senden oder holen; Towline neu installieren.</translation>
    </message>
    <message>
        <source>{names}: as their standards say.</source>
        <translation>{names}: rechnen, wie ihre Standards es verlangen.</translation>
    </message>
    <message>
        <source>{profile} is not there yet; the first command makes it.</source>
        <translation>{profile} gibt es noch nicht; der erste Befehl legt es an.</translation>
    </message>
    <message>
        <source>{profile} cannot be used: {reason}.</source>
        <translation>{profile} ist nicht benutzbar: {reason}.</translation>
    </message>
    <message>
        <source>You may not write to {profile}.</source>
        <translation>Sie dürfen nicht nach {profile} schreiben.</translation>
    </message>
    <message>
        <source>Choose another one with --profile.</source>
        <translation>Towline mit einem anderen Profil starten.</translation>
    </message>
    <message>
        <source>Other users of this computer can look into {profile}.</source>
        <translation>Andere Benutzer dieses Computers können in {profile} hineinsehen.</translation>
    </message>
    <message>
        <source>Make it private: chmod 700 '{profile}'.</source>
        <translation>Für andere schließen: chmod 700 '{profile}'.</translation>
    </message>
    <message>
        <source>{profile}, private.</source>
        <translation>{profile}, nur für Sie.</translation>
    </message>
    <message>
        <source>All can be read.</source>
        <translation>Alle sind lesbar.</translation>
    </message>
    <message>
        <source>{folder} cannot be looked at: {reason}.</source>
        <translation>{folder} kann nicht angesehen werden: {reason}.</translation>
    </message>
    <message>
        <source>{free} free at {folder}.</source>
        <translation>{free} frei bei {folder}.</translation>
    </message>
    <message>
        <source>Make room there.</source>
        <translation>Dort Platz schaffen.</translation>
    </message>
    <message>
        <source>A Towline runs for this profile.</source>
        <translation>Für dieses Profil läuft Towline.</translation>
    </message>
    <message>
        <source>No Towline runs for this profile.</source>
        <translation>Für dieses Profil läuft kein Towline.</translation>
    </message>
    <message>
        <source>A service runs on this computer.</source>
        <translation>Auf diesem Computer läuft ein Dienst.</translation>
    </message>
    <message>
        <source>A service is registered on this computer.</source>
        <translation>Auf diesem Computer ist ein Dienst eingerichtet.</translation>
    </message>
    <message>
        <source>No service is registered on this computer.</source>
        <translation>Auf diesem Computer ist kein Dienst eingerichtet.</translation>
    </message>
    <message>
        <source>There are none yet; the first command makes them.</source>
        <translation>Es gibt noch keine; der erste Befehl legt sie an.</translation>
    </message>
    <message>
        <source>Unlocked by the private file {path}.</source>
        <translation>Entsperrt durch die private Datei {path}.</translation>
    </message>
    <message>
        <source>That is usual without a person; encrypt the disk.</source>
        <translation>Das ist ohne anwesende Person üblich; den Datenträger verschlüsseln.</translation>
    </message>
    <message>
        <source>Unlocked by the keyring.</source>
        <translation>Entsperrt durch den Schlüsselbund.</translation>
    </message>
    <message>
        <source>Unlocked by a passphrase.</source>
        <translation>Entsperrt durch eine Passphrase.</translation>
    </message>
    <message>
        <source>Unlocked by Windows.</source>
        <translation>Entsperrt durch Windows.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keinen.</translation>
    </message>
    <message>
        <source>Add one with 'towline cluster add'.</source>
        <translation>Unter „Cluster“ in den Einstellungen einen hinzufügen.</translation>
    </message>
    <message>
        <source>Reached, written and read.</source>
        <translation>Erreicht, geschrieben und gelesen.</translation>
    </message>
    <message>
        <source>Clock: differs by {seconds} s.</source>
        <translation>Uhr: weicht um {seconds} s ab.</translation>
    </message>
    <message>
        <source>Names: {what}</source>
        <translation>Namen: {what}</translation>
    </message>
    <message>
        <source>TCP: {what}</source>
        <translation>TCP: {what}</translation>
    </message>
    <message>
        <source>TLS: {what}</source>
        <translation>TLS: {what}</translation>
    </message>
    <message>
        <source>Sign-in: {what}</source>
        <translation>Anmeldung: {what}</translation>
    </message>
    <message>
        <source>Cluster: {what}</source>
        <translation>Cluster: {what}</translation>
    </message>
    <message>
        <source>Topics: {what}</source>
        <translation>Topics: {what}</translation>
    </message>
    <message>
        <source>Write: {what}</source>
        <translation>Schreiben: {what}</translation>
    </message>
    <message>
        <source>Read: {what}</source>
        <translation>Lesen: {what}</translation>
    </message>
    <message>
        <source>Clock: {what}</source>
        <translation>Uhr: {what}</translation>
    </message>
    <message>
        <source>Size: {what}</source>
        <translation>Größe: {what}</translation>
    </message>
    <message>
        <source>Keeps: {what}</source>
        <translation>Bewahrt auf: {what}</translation>
    </message>
    <message>
        <source>Copies: {what}</source>
        <translation>Kopien: {what}</translation>
    </message>
</context>
</TS>
