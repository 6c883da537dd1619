<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>&apos;{line}&apos; is not KEY=VALUE.</source>
        <translation>„{line}“ ist nicht NAME=WERT.</translation>
    </message>
    <message>
        <source>Write it like linger.ms=5.</source>
        <translation>So schreiben: linger.ms=5.</translation>
    </message>
    <message>
        <source>Moving about
F6 — next pane          Alt+1 … Alt+4 — Transfers, Inbox, Needs you, History
Ctrl+F — find           F4 — details          F5 — refresh the inbox          Ctrl+G — graph

Sending
Ctrl+O — files          Ctrl+Shift+O — a folder          Ctrl+V — paste files          Ctrl+N — new queue

Transfers
Ctrl+P — pause or resume          Ctrl+Shift+P — pause all
Ctrl+R — retry                    Ctrl+Shift+R — retry all failed          Ctrl+Return — start now
Ctrl+Up, Ctrl+Down — move         Ctrl+Shift+Up, Ctrl+Shift+Down — to the top, to the bottom
Del — cancel (asks once)          Shift+Del — cancel without asking        Alt+Return — properties

Lists
Space — tick          Right, Left — open and close          Ctrl+A — select all          Ctrl+C — copy names</source>
        <translation>Bewegen
F6 — nächster Bereich          Alt+1 … Alt+4 — Übertragungen, Eingang, Rückfragen, Verlauf
Strg+F — suchen          F4 — Details          F5 — Eingang aktualisieren          Strg+G — Kurve

Senden
Strg+O — Dateien          Strg+Umschalt+O — einen Ordner          Strg+V — Dateien einfügen          Strg+N — neue Warteschlange

Übertragungen
Strg+P — anhalten oder fortsetzen          Strg+Umschalt+P — alle anhalten
Strg+R — wiederholen                    Strg+Umschalt+R — alle fehlgeschlagenen wiederholen          Strg+Return — jetzt starten
Strg+Auf, Strg+Ab — verschieben         Strg+Umschalt+Auf, Strg+Umschalt+Ab — ganz nach oben, ganz nach unten
Entf — abbrechen (fragt einmal)          Umschalt+Entf — abbrechen ohne Nachfrage        Alt+Return — Eigenschaften

Listen
Leertaste — ankreuzen          Rechts, Links — auf- und zuklappen          Strg+A — alles auswählen          Strg+C — Namen kopieren</translation>
    </message>
    <message>
        <source>Who runs the Kafka cluster, or can read its topics, can see:

• that your key sends to certain keys, how much and when, and from which network address;
• your card: the name you gave yourself and your public key;
• the number and the sizes of sealed records, so about how large a bundle is.

They cannot see:

• what is in your files, their names, folders, titles, or how many files there are in a bundle;
• anything of a bundle afterwards, unless they have a recipient&apos;s private key.

They can delete records or keep them from you. Towline notices, says so, and sends again; nothing that was changed is ever put in place.

Queues marked “not encrypted” are the exception: there anyone who can read the topic can read the files.</source>
        <translation>Wer den Kafka-Cluster betreibt oder seine Topics lesen kann, sieht:

• dass der eigene Schlüssel an bestimmte Schlüssel sendet, wie viel und wann, und von welcher Netzwerkadresse;
• die eigene Karte: den selbst gewählten Namen und den öffentlichen Schlüssel;
• Zahl und Größe der versiegelten Datensätze, also ungefähr, wie groß ein Paket ist.

Nicht zu sehen sind:

• der Inhalt der Dateien, ihre Namen, Ordner und Titel, und wie viele Dateien in einem Paket sind;
• auch nachträglich nichts von einem Paket, solange der private Schlüssel eines Empfängers fehlt.

Der Betreiber kann Datensätze löschen oder vorenthalten. Towline merkt das, sagt es und sendet erneut; Verändertes gelangt nie ans Ziel.

Warteschlangen mit dem Vermerk „nicht verschlüsselt“ sind die Ausnahme: Dort kann jeder, der das Topic lesen kann, die Dateien lesen.</translation>
    </message>
    <message>
        <source>Towline {version}

Sends files of any size through Apache Kafka, end to end encrypted, to people who need not be online.

Licence: Apache License 2.0.

Built on: Qt {qt} through Qt for Python (LGPL 3; you may replace its libraries with your own), librdkafka through confluent-kafka (Apache 2.0), cryptography with OpenSSL (Apache 2.0 or BSD), zstandard (BSD), blake3 (CC0 or Apache 2.0), msgspec (BSD), keyring (MIT), platformdirs (MIT), segno (BSD), Open Sans (Apache 2.0).

Apache, Apache Kafka and Kafka are marks of The Apache Software Foundation, which does not endorse Towline.</source>
        <translation>Towline {version}

Sendet Dateien jeder Größe über Apache Kafka, Ende zu Ende verschlüsselt, an Menschen, die dafür nicht online sein müssen.

Lizenz: Apache License 2.0.

Gebaut auf: Qt {qt} durch Qt for Python (LGPL 3; die Bibliotheken dürfen durch eigene ersetzt werden), librdkafka durch confluent-kafka (Apache 2.0), cryptography mit OpenSSL (Apache 2.0 oder BSD), zstandard (BSD), blake3 (CC0 oder Apache 2.0), msgspec (BSD), keyring (MIT), platformdirs (MIT), segno (BSD), Open Sans (Apache 2.0).

Apache, Apache Kafka und Kafka sind Marken der Apache Software Foundation, die Towline nicht unterstützt oder empfiehlt.</translation>
    </message>
    <message>
        <source>Licences of all parts of this program:</source>
        <translation>Lizenzen aller Teile dieses Programms:</translation>
    </message>
    <message>
        <source>What went wrong lately (look through it before you send it):</source>
        <translation>Was zuletzt schiefging (vor dem Weitergeben durchsehen):</translation>
    </message>
    <message>
        <source>Send &amp;folder…</source>
        <translation>&amp;Ordner senden…</translation>
    </message>
    <message>
        <source>&amp;New queue…</source>
        <translation>&amp;Neue Warteschlange…</translation>
    </message>
    <message>
        <source>&amp;Import cluster settings…</source>
        <translation>Cluster-Einstellungen &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Export settings…</source>
        <translation>Einstellungen &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>&amp;Name kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;reference</source>
        <translation>&amp;Referenz kopieren</translation>
    </message>
    <message>
        <source>Copy S&amp;HA-256</source>
        <translation>S&amp;HA-256 kopieren</translation>
    </message>
    <message>
        <source>P&amp;aste files</source>
        <translation>Dateien &amp;einfügen</translation>
    </message>
    <message>
        <source>Select a&amp;ll</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Transfers</source>
        <translation>&amp;Übertragungen</translation>
    </message>
    <message>
        <source>&amp;Inbox</source>
        <translation>&amp;Eingang</translation>
    </message>
    <message>
        <source>&amp;Needs you</source>
        <translation>Rück&amp;fragen</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>&amp;Spalten…</translation>
    </message>
    <message>
        <source>&amp;Nothing</source>
        <translation>&amp;Nichts</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>&amp;Cluster</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Tag</translation>
    </message>
    <message>
        <source>Gr&amp;aph</source>
        <translation>&amp;Kurve</translation>
    </message>
    <message>
        <source>&amp;Refresh inbox</source>
        <translation>Eingang &amp;aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Start now</source>
        <translation>&amp;Jetzt starten</translation>
    </message>
    <message>
        <source>&amp;Pause or resume</source>
        <translation>An&amp;halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Pause &amp;all</source>
        <translation>Alle anhal&amp;ten</translation>
    </message>
    <message>
        <source>R&amp;esume all</source>
        <translation>Alle &amp;fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Retry all &amp;failed</source>
        <translation>Alle fehl&amp;geschlagenen wiederholen</translation>
    </message>
    <message>
        <source>To the &amp;top</source>
        <translation>&amp;Ganz nach oben</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>To the &amp;bottom</source>
        <translation>Ganz nach un&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Limit this one…</source>
        <translation>Tempo &amp;limitieren…</translation>
    </message>
    <message>
        <source>Show &amp;in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Check on &amp;disk</source>
        <translation>Auf dem Datenträger &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>&amp;Zurückziehen…</translation>
    </message>
    <message>
        <source>&amp;Cancel…</source>
        <translation>&amp;Abbrechen…</translation>
    </message>
    <message>
        <source>Cancel witho&amp;ut asking</source>
        <translation>Abbre&amp;chen ohne Nachfrage</translation>
    </message>
    <message>
        <source>Proper&amp;ties</source>
        <translation>&amp;Eigenschaften</translation>
    </message>
    <message>
        <source>&amp;Test connections</source>
        <translation>&amp;Verbindungen testen</translation>
    </message>
    <message>
        <source>&amp;Doctor…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>Sto&amp;ppen</translation>
    </message>
    <message>
        <source>&amp;Getting started</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastatur</translation>
    </message>
    <message>
        <source>&amp;What the cluster can see</source>
        <translation>&amp;Was der Cluster sehen kann</translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation>&amp;Problem melden…</translation>
    </message>
    <message>
        <source>&amp;About Towline</source>
        <translation>Ü&amp;ber Towline</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Available until</source>
        <translation>Verfügbar bis</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Datei vorhanden</translation>
    </message>
    <message>
        <source>Takes longer than the cluster keeps it</source>
        <translation>Dauert länger, als der Cluster aufbewahrt</translation>
    </message>
    <message>
        <source>Not where its offer says</source>
        <translation>Nicht, wo das Angebot sagt</translation>
    </message>
    <message>
        <source>Not found yet</source>
        <translation>Noch nicht gefunden</translation>
    </message>
    <message>
        <source>Folder not available</source>
        <translation>Ordner nicht verfügbar</translation>
    </message>
    <message>
        <source>Folder cannot be written to</source>
        <translation>Ordner nicht beschreibbar</translation>
    </message>
    <message>
        <source>Disk not mounted</source>
        <translation>Datenträger nicht eingehängt</translation>
    </message>
    <message>
        <source>Folder leads elsewhere</source>
        <translation>Ordner führt woandershin</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Key locked</source>
        <translation>Schlüssel gesperrt</translation>
    </message>
    <message>
        <source>Not allowed on the cluster</source>
        <translation>Auf dem Cluster nicht erlaubt</translation>
    </message>
    <message>
        <source>Sign-in not accepted</source>
        <translation>Anmeldung nicht angenommen</translation>
    </message>
    <message>
        <source>Certificates do not fit</source>
        <translation>Zertifikate passen nicht</translation>
    </message>
    <message>
        <source>Topic is missing</source>
        <translation>Topic fehlt</translation>
    </message>
    <message>
        <source>Unknown sender</source>
        <translation>Unbekannter Absender</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Neue Person</translation>
    </message>
    <message>
        <source>Event could not be posted</source>
        <translation>Ereignis konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>Program failed</source>
        <translation>Programm fehlgeschlagen</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Look for it</source>
        <translation>Danach suchen</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Use this folder</source>
        <translation>Diesen Ordner nehmen</translation>
    </message>
    <message>
        <source>Keep the originals</source>
        <translation>Originale behalten</translation>
    </message>
    <message>
        <source>Team {name}</source>
        <translation>Team {name}</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>You have no key of the team {name}.</source>
        <translation>Hier ist kein Schlüssel des Teams {name}.</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>not one of your people</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>{name} is not one of your people.</source>
        <translation>{name} steht nicht unter Personen.</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>{name} is blocked: nothing can be sent to them.</source>
        <translation>{name} ist blockiert: Dorthin kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>{name} revoked their key: nothing can be sent to it. Ask them for a new card.</source>
        <translation>{name} hat den Schlüssel widerrufen: An ihn kann nichts gesendet werden. Um eine neue Karte bitten.</translation>
    </message>
    <message>
        <source>key revoked</source>
        <translation>Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>check the key</source>
        <translation>Schlüssel prüfen</translation>
    </message>
    <message>
        <source>{name} is not verified: it could be somebody else&apos;s key.</source>
        <translation>{name} ist nicht geprüft: Der Schlüssel könnte jemand anderem gehören.</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Fingerprint {digits}</source>
        <translation>Fingerabdruck {digits}</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{path} is too large for such a file.</source>
        <translation>{path} ist zu groß für eine solche Datei.</translation>
    </message>
    <message>
        <source>{path} could not be written: {reason}.</source>
        <translation>{path} konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>What you typed is not used yet.</source>
        <translation>Das Eingegebene ist noch nicht übernommen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>Verwerfen und schließen</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} Bytes</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>morgen {time}</translation>
    </message>
    <message numerus="yes">
        <source>Scanning %n files</source>
        <translation>
            <numerusform>Liest %n Datei ein</numerusform>
            <numerusform>Liest %n Dateien ein</numerusform>
        </translation>
    </message>
    <message>
        <source>Retrying, try {try_}, next {next}</source>
        <translation>Versuch {try_}, erneut {next}</translation>
    </message>
    <message>
        <source>Retrying, try {try_}</source>
        <translation>Versuch {try_}</translation>
    </message>
    <message>
        <source>Waiting: {why}</source>
        <translation>Wartet: {why}</translation>
    </message>
    <message>
        <source>Waiting ({place})</source>
        <translation>Wartet ({place})</translation>
    </message>
    <message>
        <source>Expired, asked the sender</source>
        <translation>Abgelaufen, Absender gefragt</translation>
    </message>
    <message>
        <source>Needs you: {why}</source>
        <translation>Rückfrage: {why}</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>Failed: {why}</source>
        <translation>Fehlgeschlagen: {why}</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Received by {n} of {all}</source>
        <translation>Von {n} von {all} empfangen</translation>
    </message>
    <message>
        <source>Stored until {date}</source>
        <translation>Gespeichert bis {date}</translation>
    </message>
    <message numerus="yes">
        <source>In place but for %n files</source>
        <translation>
            <numerusform>Am Ziel bis auf %n Datei</numerusform>
            <numerusform>Am Ziel bis auf %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for it: {why}</source>
        <translation>Wird gesucht: {why}</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Holt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Prüft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stored on the cluster</source>
        <translation>Auf dem Cluster gespeichert</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Am Ziel</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>Angehalten bis {time}</translation>
    </message>
    <message>
        <source>Paused until you resume</source>
        <translation>Angehalten, bis Sie fortsetzen</translation>
    </message>
    <message>
        <source>Paused: schedule until {time}</source>
        <translation>Angehalten: Zeitplan bis {time}</translation>
    </message>
    <message>
        <source>Signed, not encrypted</source>
        <translation>Signiert, nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Fast (1)</source>
        <translation>Schnell (1)</translation>
    </message>
    <message>
        <source>Balanced (6)</source>
        <translation>Ausgewogen (6)</translation>
    </message>
    <message>
        <source>Small (19)</source>
        <translation>Klein (19)</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Angeboten</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>No longer on the cluster</source>
        <translation>Nicht mehr auf dem Cluster</translation>
    </message>
    <message>
        <source>{status}: {why}</source>
        <translation>{status}: {why}</translation>
    </message>
    <message>
        <source>The sender no longer has it</source>
        <translation>Der Absender hat es nicht mehr</translation>
    </message>
    <message>
        <source>Refused: {why}</source>
        <translation>Abgelehnt: {why}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Withdrawn by sender</source>
        <translation>Vom Absender zurückgezogen</translation>
    </message>
    <message>
        <source>Expired: ask for it again</source>
        <translation>Abgelaufen: neu anfordern</translation>
    </message>
    <message>
        <source>Topic made anew</source>
        <translation>Topic neu angelegt</translation>
    </message>
    <message>
        <source>From another cluster</source>
        <translation>Von einem anderen Cluster</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Vollständig hier</translation>
    </message>
    <message>
        <source>Fetching {part}</source>
        <translation>Holt {part}</translation>
    </message>
    <message>
        <source>Partly on this computer</source>
        <translation>Teilweise hier</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n h</source>
        <translation>
            <numerusform>Läuft in %n Std. ab</numerusform>
            <numerusform>Läuft in %n Std. ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Still arriving {part}</source>
        <translation>Trifft noch ein {part}</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Paused: {why}</source>
        <translation>Angehalten: {why}</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>metered network</source>
        <translation>getaktetes Netz</translation>
    </message>
    <message>
        <source>battery</source>
        <translation>Akku</translation>
    </message>
    <message>
        <source>the limit is 0</source>
        <translation>das Limit ist 0</translation>
    </message>
    <message>
        <source>Waiting to settle {time}</source>
        <translation>Wartet auf Ruhe {time}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln settled, waiting to be sent</source>
        <translation>
            <numerusform>%Ln Datei bereit, wartet auf das Senden</numerusform>
            <numerusform>%Ln Dateien bereit, warten auf das Senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln files</source>
        <translation>
            <numerusform>Sendet %Ln Datei</numerusform>
            <numerusform>Sendet %Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder not available since {time}</source>
        <translation>Ordner nicht verfügbar seit {time}</translation>
    </message>
    <message>
        <source>Not watched: {why}</source>
        <translation>Nicht überwacht: {why}</translation>
    </message>
    <message>
        <source>Looking through it</source>
        <translation>Wird durchgesehen</translation>
    </message>
    <message>
        <source>Not watched by the Towline that runs</source>
        <translation>Vom laufenden Towline nicht überwacht</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>versteckt</translation>
    </message>
    <message>
        <source>links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>left out by {pattern}</source>
        <translation>ausgelassen durch {pattern}</translation>
    </message>
    <message>
        <source>a link, never followed</source>
        <translation>eine Verknüpfung, der nie gefolgt wird</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <source>too young yet</source>
        <translation>noch zu neu</translation>
    </message>
    <message>
        <source>folders below are left alone</source>
        <translation>Unterordner bleiben außen vor</translation>
    </message>
    <message>
        <source>sent before, or not wanted then</source>
        <translation>schon gesendet oder damals nicht gewollt</translation>
    </message>
    <message>
        <source>by pattern, age or kind</source>
        <translation>durch Muster, Alter oder Art</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>S&amp;hare with…</source>
        <translation>Teile&amp;n mit…</translation>
    </message>
    <message>
        <source>from {people}</source>
        <translation>von {people}</translation>
    </message>
    <message>
        <source>files {patterns}</source>
        <translation>Dateien {patterns}</translation>
    </message>
    <message>
        <source>from {size}</source>
        <translation>ab {size}</translation>
    </message>
    <message>
        <source>up to {size}</source>
        <translation>bis {size}</translation>
    </message>
    <message>
        <source>tagged {tags}</source>
        <translation>mit {tags}</translation>
    </message>
    <message>
        <source>queue {name}</source>
        <translation>Warteschlange {name}</translation>
    </message>
    <message>
        <source>to the team {name}</source>
        <translation>an das Team {name}</translation>
    </message>
    <message>
        <source>also people not verified</source>
        <translation>auch von nicht Geprüften</translation>
    </message>
    <message>
        <source>from everybody verified</source>
        <translation>von allen Geprüften</translation>
    </message>
    <message>
        <source>Only tell me</source>
        <translation>Nur melden</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>then runs {program}</source>
        <translation>startet dann {program}</translation>
    </message>
    <message>
        <source>then posts to {topic}</source>
        <translation>sendet dann ein Ereignis an {topic}</translation>
    </message>
    <message>
        <source>Replace if newer</source>
        <translation>Ersetzen, wenn neuer</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>Warten: {count}</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>{count}, {size}</source>
        <translation>{count}, {size}</translation>
    </message>
    <message>
        <source>{name}, {state}</source>
        <translation>{name}, {state}</translation>
    </message>
    <message>
        <source>{name}: {why} {todo}</source>
        <translation>{name}: {why} {todo}</translation>
    </message>
    <message>
        <source>On this computer, by the rule {name}</source>
        <translation>Auf diesem Computer, durch die Regel {name}</translation>
    </message>
    <message>
        <source>I&amp;mport settings or invitation…</source>
        <translation>Einstellungen oder Einladung i&amp;mportieren…</translation>
    </message>
    <message>
        <source>&amp;Stations</source>
        <translation>&amp;Stationen</translation>
    </message>
    <message>
        <source>Wrote the settings to {file}. No password or key is in it.</source>
        <translation>Einstellungen nach {file} geschrieben. Kein Passwort und kein Schlüssel ist darin.</translation>
    </message>
    <message>
        <source>To be set anew on the other computer: {names}.</source>
        <translation>Auf dem anderen Computer neu einzugeben: {names}.</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Settings of Towline (*.toml)</source>
        <translation>Einstellungen von Towline (*.toml)</translation>
    </message>
    <message>
        <source>Import settings or invitation</source>
        <translation>Einstellungen oder Einladung importieren</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>{names}: accepted by this invitation</source>
        <translation>{names}: durch diese Einladung angenommen</translation>
    </message>
    <message>
        <source>The key of {team} is in it: this computer can read all that was sent to the team, from before too.</source>
        <translation>Der Schlüssel von {team} ist darin: Dieser Computer kann alles lesen, was an das Team gesendet wurde, auch von früher.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>{name} at {servers}, signed in as {user}</source>
        <translation>{name} auf {servers}, angemeldet als {user}</translation>
    </message>
    <message>
        <source>{name} at {servers}</source>
        <translation>{name} auf {servers}</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>{name}: to {people} through {cluster}</source>
        <translation>{name}: an {people} über {cluster}</translation>
    </message>
    <message>
        <source>Not encrypted: anyone who can read the topic can read the files.</source>
        <translation>Nicht verschlüsselt: Wer das Topic lesen kann, kann die Dateien lesen.</translation>
    </message>
    <message>
        <source>{name}: what lies in {folder} is sent by itself, through {queue}</source>
        <translation>{name}: Was in {folder} liegt, wird von selbst gesendet, über {queue}</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>Überwachter Ordner</translation>
    </message>
    <message>
        <source>everybody verified</source>
        <translation>allen Geprüften</translation>
    </message>
    <message>
        <source>{name}: what comes from {people} is fetched by itself into {folders}</source>
        <translation>{name}: Was von {people} kommt, wird von selbst nach {folders} geholt</translation>
    </message>
    <message>
        <source>{name}: what comes from {people} is hidden</source>
        <translation>{name}: Was von {people} kommt, wird ausgeblendet</translation>
    </message>
    <message>
        <source>{name}: what comes from {people} waits in the Inbox</source>
        <translation>{name}: Was von {people} kommt, wartet im Eingang</translation>
    </message>
    <message>
        <source>Fetch rule</source>
        <translation>Holregel</translation>
    </message>
    <message>
        <source>Also from people whose fingerprint nobody compared.</source>
        <translation>Auch von Personen, deren Fingerabdruck niemand verglichen hat.</translation>
    </message>
    <message>
        <source>The originals are deleted once others surely have them.</source>
        <translation>Die Originale werden gelöscht, sobald andere sie sicher haben.</translation>
    </message>
    <message>
        <source>The originals move to {folder} once others surely have them.</source>
        <translation>Die Originale kommen nach {folder}, sobald andere sie sicher haben.</translation>
    </message>
    <message>
        <source>An event is posted to {topic} for each bundle.</source>
        <translation>Für jedes Paket wird ein Ereignis an {topic} gesendet.</translation>
    </message>
    <message>
        <source>This computer only sends: it looks at nothing that others send.</source>
        <translation>Dieser Computer sendet nur: Er sieht nichts, was andere senden.</translation>
    </message>
    <message>
        <source>This computer only receives.</source>
        <translation>Dieser Computer empfängt nur.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more.</source>
        <translation>Der Ordner {folder} ist nicht mehr da.</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Only the fingerprint says who somebody is; compare it with them before you trust files.</source>
        <translation>Nur der Fingerabdruck sagt, wer jemand ist; mit der Person vergleichen, bevor Dateien Vertrauen verdienen.</translation>
    </message>
    <message>
        <source>Your &amp;name for them:</source>
        <translation>Eigener &amp;Name dafür:</translation>
    </message>
    <message>
        <source>Add and &amp;verify…</source>
        <translation>Hinzufügen und &amp;prüfen…</translation>
    </message>
    <message>
        <source>&amp;Add without verifying</source>
        <translation>&amp;Ohne Prüfung hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>AdvancedPage</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Profile folder</source>
        <translation>Profilordner</translation>
    </message>
    <message>
        <source>Write a log to a file</source>
        <translation>Protokoll in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Failures only</source>
        <translation>Nur Fehlschläge</translation>
    </message>
    <message>
        <source>Failures and warnings</source>
        <translation>Fehlschläge und Warnungen</translation>
    </message>
    <message>
        <source>All that matters</source>
        <translation>Alles Wichtige</translation>
    </message>
    <message>
        <source>Log level</source>
        <translation>Protokollstufe</translation>
    </message>
    <message>
        <source>Another computer</source>
        <translation>Ein anderer Computer</translation>
    </message>
    <message>
        <source>These settings in a file, without passwords and keys, or a file of another computer.</source>
        <translation>Diese Einstellungen in einer Datei, ohne Passwörter und Schlüssel, oder die Datei eines anderen Computers.</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>Einstellungen exportieren…</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>Einstellungen importieren…</translation>
    </message>
    <message>
        <source>Settings in effect</source>
        <translation>Geltende Einstellungen</translation>
    </message>
    <message>
        <source>What an administrator or the environment set is marked by a lock and cannot be changed here.</source>
        <translation>Was die Administration oder die Umgebung festgelegt hat, trägt ein Schloss und lässt sich hier nicht ändern.</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>{file}, begun or ended when Towline starts the next time.</source>
        <translation>{file}, beginnt oder endet, wenn Towline das nächste Mal startet.</translation>
    </message>
    <message>
        <source>Holds at once, for an agent&apos;s log, too.</source>
        <translation>Gilt sofort, auch für das Protokoll eines Agenten.</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
</context>
<context>
    <name>AfterChoice</name>
    <message>
        <source>As the queue has it</source>
        <translation>Wie in der Warteschlange</translation>
    </message>
    <message>
        <source>What its editor says.</source>
        <translation>Was dort eingestellt ist.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Nothing happens to them.</source>
        <translation>Mit ihnen geschieht nichts.</translation>
    </message>
    <message>
        <source>Once everything was read back from two copies, or all recipients have signed for it.</source>
        <translation>Sobald alles aus zwei Kopien zurückgelesen ist oder alle Empfänger den Erhalt signiert haben.</translation>
    </message>
    <message>
        <source>Move to a folder</source>
        <translation>In einen Ordner verschieben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Folder that they move to</source>
        <translation>Ordner, in den sie verschoben werden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Choose the folder that they move to.</source>
        <translation>Den Ordner auswählen, in den sie verschoben werden.</translation>
    </message>
    <message>
        <source>Give the whole path of that folder.</source>
        <translation>Den ganzen Pfad dieses Ordners angeben.</translation>
    </message>
    <message>
        <source>Move originals to</source>
        <translation>Originale verschieben nach</translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message numerus="yes">
        <source>%n questions selected</source>
        <translation>
            <numerusform>%n Rückfrage ausgewählt</numerusform>
            <numerusform>%n Rückfragen ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>An answer is for all of them. Everything else goes on meanwhile.</source>
        <translation>Eine Antwort gilt für alle. Alles andere läuft währenddessen weiter.</translation>
    </message>
    <message>
        <source>They have no answer in common: answer each, or select fewer.</source>
        <translation>Keine Antwort passt auf alle: einzeln beantworten oder weniger auswählen.</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%n transfers continue where they were.</source>
        <translation>
            <numerusform>%n Übertragung geht weiter, wo sie war.</numerusform>
            <numerusform>%n Übertragungen gehen weiter, wo sie waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause them</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation>Noch keine Wiederherstellungsdatei. Geht dieser Computer kaputt, sind noch nicht geholte Dateien verloren.</translation>
    </message>
    <message>
        <source>Save recovery file…</source>
        <translation>Wiederherstellungsdatei speichern…</translation>
    </message>
    <message>
        <source>{why} Your work is safe; next try in {time}.</source>
        <translation>{why} Nichts geht verloren; nächster Versuch in {time}.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>Everything is paused until {until}.</source>
        <translation>Alles ist bis {until} angehalten.</translation>
    </message>
    <message>
        <source>Everything is paused until you resume.</source>
        <translation>Alles ist angehalten, bis Sie fortsetzen.</translation>
    </message>
    <message>
        <source>Paused by your schedule until {until}.</source>
        <translation>Nach Ihrem Zeitplan bis {until} angehalten.</translation>
    </message>
    <message>
        <source>{clusters} rests on this metered network. It goes on by itself on another one.</source>
        <translation>{clusters} ruht in diesem getakteten Netz. In einem anderen geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Paused: the battery is below {percent} %. It goes on by itself when it is charged.</source>
        <translation>Angehalten: Der Akku ist unter {percent} %. Es geht von selbst weiter, wenn er geladen ist.</translation>
    </message>
    <message>
        <source>Sending is paused: its limit is 0.</source>
        <translation>Das Senden ist angehalten: Sein Limit ist 0.</translation>
    </message>
    <message>
        <source>Fetching is paused: its limit is 0.</source>
        <translation>Das Holen ist angehalten: Sein Limit ist 0.</translation>
    </message>
    <message>
        <source>Some fetches wait: {room} are to stay free on the disk.</source>
        <translation>Manches wartet mit dem Holen: {room} sollen auf dem Datenträger frei bleiben.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue anyway</source>
        <translation>Trotzdem weiter</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Towline goes on here</source>
        <translation>Towline läuft hier weiter</translation>
    </message>
    <message>
        <source>Closing the window leaves this icon. Quit stands in its menu. You will not be reminded again.</source>
        <translation>Beim Schließen des Fensters bleibt dieses Symbol. Beenden steht in seinem Menü. Daran wird nicht wieder erinnert.</translation>
    </message>
    <message>
        <source>Keep running in the background? The window comes back when you start Towline again.</source>
        <translation>Im Hintergrund weiterlaufen? Das Fenster kommt zurück, wenn Sie Towline wieder starten.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
</context>
<context>
    <name>BlockChoice</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Follows the speed of the link, 64 to 950 kB.</source>
        <translation>Folgt dem Tempo der Verbindung, 64 bis 950 kB.</translation>
    </message>
    <message>
        <source>For slow or shaky links: an interruption costs little.</source>
        <translation>Für langsame oder wacklige Verbindungen: Eine Unterbrechung kostet wenig.</translation>
    </message>
    <message>
        <source>For fast links: fewer and larger records.</source>
        <translation>Für schnelle Verbindungen: weniger und größere Datensätze.</translation>
    </message>
    <message>
        <source>This queue has a fixed size: change it there.</source>
        <translation>Diese Warteschlange hat eine feste Größe: dort ändern.</translation>
    </message>
</context>
<context>
    <name>CardCell</name>
    <message numerus="yes">
        <source>Drop to send %n items to {name}</source>
        <translation>
            <numerusform>Ablegen, um %n Element an {name} zu senden</numerusform>
            <numerusform>Ablegen, um %n Elemente an {name} zu senden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>as on the card</source>
        <translation>wie auf der Karte</translation>
    </message>
    <message>
        <source>Your name for them</source>
        <translation>Eigener Name dafür</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>signed, not encrypted</source>
        <translation>nicht verschlüsselt</translation>
    </message>
    <message numerus="yes">
        <source>%n sending</source>
        <translation>
            <numerusform>%n sendet</numerusform>
            <numerusform>%n senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>Offline, next try {time}</source>
        <translation>Offline, nächster Versuch in {time}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%n trying again</source>
        <translation>
            <numerusform>%n versucht es erneut</numerusform>
            <numerusform>%n versuchen es erneut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln wartet</numerusform>
            <numerusform>%Ln warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>As it stands in the settings.</source>
        <translation>Wie es in den Einstellungen steht.</translation>
    </message>
</context>
<context>
    <name>CipherChoice</name>
    <message>
        <source>Fast on computers with AES instructions.</source>
        <translation>Schnell auf Computern mit AES-Befehlen.</translation>
    </message>
    <message>
        <source>For computers without AES instructions.</source>
        <translation>Für Computer ohne AES-Befehle.</translation>
    </message>
    <message>
        <source>Tolerates nonce faults; slower.</source>
        <translation>Verträgt Nonce-Fehler; langsamer.</translation>
    </message>
    <message>
        <source>Not encrypted: anyone who can read the topic can read the files.</source>
        <translation>Nicht verschlüsselt: Wer das Topic lesen kann, kann die Dateien lesen.</translation>
    </message>
    <message>
        <source>Signed only</source>
        <translation>Nur signiert</translation>
    </message>
    <message>
        <source>Fastest on this computer.</source>
        <translation>Am schnellsten auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>ClusterForm</name>
    <message>
        <source>as you call it, for example prod-eu</source>
        <translation>frei gewählt, zum Beispiel prod-eu</translation>
    </message>
    <message>
        <source>Practice cluster</source>
        <translation>Übungscluster</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in without TLS (SASL)</source>
        <translation>Anmeldung ohne TLS (SASL)</translation>
    </message>
    <message>
        <source>Sign-in with TLS (SASL)</source>
        <translation>Anmeldung mit TLS (SASL)</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Bootstrap servers</source>
        <translation>Bootstrap-Server</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Mechanism</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>OAUTHBEARER: by a token (OIDC)</source>
        <translation>OAUTHBEARER: mit Token (OIDC)</translation>
    </message>
    <message>
        <source>AWS IAM (Amazon MSK)</source>
        <translation>AWS IAM (Amazon MSK)</translation>
    </message>
    <message>
        <source>as the servers&apos; names tell</source>
        <translation>wie in den Servernamen</translation>
    </message>
    <message>
        <source>With the AWS credentials of this computer; needs towline[msk].</source>
        <translation>Mit den AWS-Zugangsdaten dieses Computers; braucht towline[msk].</translation>
    </message>
    <message>
        <source>Token server</source>
        <translation>Token-Server</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>CA of the token server</source>
        <translation>CA des Token-Servers</translation>
    </message>
    <message>
        <source>AWS region</source>
        <translation>AWS-Region</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>the ones this computer trusts</source>
        <translation>die dieses Computers</translation>
    </message>
    <message>
        <source>Must be the certificate&apos;s</source>
        <translation>Muss zum Zertifikat passen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Trusted CA</source>
        <translation>Vertraute CA</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>Your private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Its password</source>
        <translation>Dessen Passwort</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Additional properties</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <source>Group id prefix</source>
        <translation>Gruppenpräfix</translation>
    </message>
    <message>
        <source>One a line, with librdkafka&apos;s names: KEY=VALUE.</source>
        <translation>Eine je Zeile, mit den Namen von librdkafka: NAME=WERT.</translation>
    </message>
    <message>
        <source>Kafka knows no HTTP proxy: this computer must reach the brokers directly or through a VPN.</source>
        <translation>Kafka kennt keinen HTTP-Proxy: Dieser Computer muss die Broker direkt oder über ein VPN erreichen.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Text from the import (PEM)</source>
        <translation>Text aus dem Import (PEM)</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
    <message>
        <source>The name stays: queues and references use it.</source>
        <translation>Der Name bleibt: Warteschlangen und Referenzen benutzen ihn.</translation>
    </message>
    <message>
        <source>kept in the vault; type to change it</source>
        <translation>im Tresor verwahrt; zum Ändern neu eingeben</translation>
    </message>
    <message>
        <source>Files stay encrypted end to end; who listens on the way sees sizes and times.</source>
        <translation>Dateien bleiben Ende zu Ende verschlüsselt; wer unterwegs mitliest, sieht Größen und Zeiten.</translation>
    </message>
    <message>
        <source>The password can be read on the way. Use TLS unless the network is yours.</source>
        <translation>Das Passwort ist unterwegs lesbar. TLS benutzen, außer im eigenen Netz.</translation>
    </message>
    <message>
        <source>Beside it: {catalog} (what is offered) and {receipts} (who received it).</source>
        <translation>Daneben: {catalog} (was angeboten wird) und {receipts} (wer es empfangen hat).</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Trotzdem speichern</translation>
    </message>
    <message>
        <source>Not tested as it stands here. Saved anyway, Towline keeps trying.</source>
        <translation>So noch nicht getestet. Trotzdem gespeichert versucht Towline es weiter.</translation>
    </message>
    <message>
        <source>Whoever runs it knows the bootstrap servers and how to sign in.</source>
        <translation>Wer ihn betreibt, kennt die Bootstrap-Server und die Anmeldung.</translation>
    </message>
    <message>
        <source>The user is the API key, the password its secret.</source>
        <translation>Der Benutzer ist der API-Schlüssel, das Passwort dessen Geheimnis.</translation>
    </message>
    <message>
        <source>Sign in by SCRAM, by certificate or by AWS IAM (port 9098). For SCRAM, user and password stand in Secrets Manager.</source>
        <translation>Anmeldung mit SCRAM, Zertifikat oder AWS IAM (Port 9098). Für SCRAM stehen Benutzer und Passwort im Secrets Manager.</translation>
    </message>
    <message>
        <source>The password is the whole connection string.</source>
        <translation>Das Passwort ist die ganze Verbindungszeichenfolge.</translation>
    </message>
    <message>
        <source>The page of the service has ca.pem, service.cert and service.key: choose them below.</source>
        <translation>Die Seite des Dienstes bietet ca.pem, service.cert und service.key: unten auswählen.</translation>
    </message>
    <message>
        <source>The user is made in the console, under Security.</source>
        <translation>Der Benutzer wird in der Konsole unter Security angelegt.</translation>
    </message>
    <message>
        <source>Taken into the form. Test it, then save it.</source>
        <translation>Ins Formular übernommen. Erst testen, dann speichern.</translation>
    </message>
    <message>
        <source>There is a cluster named &apos;{name}&apos; already.</source>
        <translation>Es gibt schon einen Cluster mit dem Namen „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The cluster has no name yet.</source>
        <translation>Der Cluster hat noch keinen Namen.</translation>
    </message>
    <message>
        <source>Say how you call it.</source>
        <translation>Einen Namen eingeben.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Remove {cluster} from this computer? Its password is forgotten; nothing on the cluster changes.</source>
        <translation>{cluster} von diesem Computer entfernen? Das Passwort wird vergessen; auf dem Cluster ändert sich nichts.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ClusterImportDialog</name>
    <message>
        <source>Import cluster settings</source>
        <translation>Cluster-Einstellungen importieren</translation>
    </message>
    <message>
        <source>Paste a Java client.properties, librdkafka settings or the snippet of a cloud console, or choose a file.</source>
        <translation>Eine client.properties von Java, librdkafka-Einstellungen oder das Beispiel einer Cloud-Konsole einfügen, oder eine Datei wählen.</translation>
    </message>
    <message>
        <source>Settings of another program</source>
        <translation>Einstellungen eines anderen Programms</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are taken.</source>
        <translation>
            <numerusform>%n Zeile wird übernommen.</numerusform>
            <numerusform>%n Zeilen werden übernommen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterPage</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Files travel through a Kafka cluster. Add the one you were given, or try Towline on this computer.</source>
        <translation>Dateien reisen durch einen Kafka-Cluster. Den eigenen hinzufügen, oder Towline auf diesem Computer ausprobieren.</translation>
    </message>
    <message>
        <source>Add a cluster</source>
        <translation>Cluster hinzufügen</translation>
    </message>
    <message>
        <source>Use the practice cluster</source>
        <translation>Übungscluster benutzen</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Removed {cluster}.</source>
        <translation>{cluster} ist entfernt.</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>slowed down</source>
        <translation>gebremst</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>nicht benutzt</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>Neuer Cluster</translation>
    </message>
    <message>
        <source>Practice cluster</source>
        <translation>Übungscluster</translation>
    </message>
    <message>
        <source>{cluster} (not saved)</source>
        <translation>{cluster} (nicht gespeichert)</translation>
    </message>
</context>
<context>
    <name>ClusterTestView</name>
    <message>
        <source>Create them</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Show the command for the administrator</source>
        <translation>Befehl für die Administration zeigen</translation>
    </message>
    <message>
        <source>Command for the administrator</source>
        <translation>Befehl für die Administration</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Testing {cluster} …</source>
        <translation>{cluster} wird getestet …</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Create them here, or give their administrator the command.</source>
        <translation>Hier anlegen, oder der Administration den Befehl geben.</translation>
    </message>
    <message>
        <source>The cluster cannot be used yet.</source>
        <translation>Der Cluster ist noch nicht benutzbar.</translation>
    </message>
    <message numerus="yes">
        <source>The cluster can be used; %n things could be better.</source>
        <translation>
            <numerusform>Der Cluster ist benutzbar; %n Punkt könnte besser sein.</numerusform>
            <numerusform>Der Cluster ist benutzbar; %n Punkte könnten besser sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The cluster can be used.</source>
        <translation>Der Cluster ist benutzbar.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Keeps</source>
        <translation>Bewahrt auf</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
</context>
<context>
    <name>CompressionChoice</name>
    <message>
        <source>Only where it saves something; harder on slow links.</source>
        <translation>Nur wo es etwas spart; stärker bei langsamen Verbindungen.</translation>
    </message>
    <message>
        <source>For photos, videos and archives, which are compressed already.</source>
        <translation>Für Fotos, Videos und Archive, die schon komprimiert sind.</translation>
    </message>
    <message>
        <source>Level 1: for fast links.</source>
        <translation>Stufe 1: für schnelle Verbindungen.</translation>
    </message>
    <message>
        <source>Level 6: a little slower, a little smaller.</source>
        <translation>Stufe 6: etwas langsamer, etwas kleiner.</translation>
    </message>
    <message>
        <source>Level 19: as small as possible; much slower.</source>
        <translation>Stufe 19: so klein wie möglich; viel langsamer.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Level {level}</source>
        <translation>Stufe {level}</translation>
    </message>
    <message>
        <source>Saves about {part}, measured on a sample.</source>
        <translation>Spart etwa {part}, an einer Probe gemessen.</translation>
    </message>
</context>
<context>
    <name>ContentModel</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Still arriving</source>
        <translation>Trifft noch ein</translation>
    </message>
    <message>
        <source>Left out by the sender</source>
        <translation>Vom Absender ausgelassen</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angekreuzt</translation>
    </message>
    <message>
        <source>partly ticked</source>
        <translation>teilweise angekreuzt</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>{name}, {what}, {tick}</source>
        <translation>{name}, {what}, {tick}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>ContentPane</name>
    <message>
        <source>Select an offer to see what is in it.</source>
        <translation>Ein Angebot auswählen, um seinen Inhalt zu sehen.</translation>
    </message>
    <message>
        <source>Copy reference</source>
        <translation>Referenz kopieren</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Alle ankreuzen</translation>
    </message>
    <message>
        <source>Files of this offer</source>
        <translation>Dateien dieses Angebots</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Fetch a&amp;ll</source>
        <translation>A&amp;lles holen</translation>
    </message>
    <message numerus="yes">
        <source>%n offers selected</source>
        <translation>
            <numerusform>%n Angebot ausgewählt</numerusform>
            <numerusform>%n Angebote ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} Dateien</translation>
    </message>
    <message>
        <source>{files}, {size}</source>
        <translation>{files}, {size}</translation>
    </message>
    <message>
        <source>It was not opened. Tell {sender} by another way.</source>
        <translation>Es wurde nicht geöffnet. {sender} auf anderem Weg Bescheid geben.</translation>
    </message>
    <message>
        <source>{sender} took it back; it cannot be fetched any more.</source>
        <translation>{sender} hat es zurückgezogen; es lässt sich nicht mehr holen.</translation>
    </message>
    <message>
        <source>The cluster does not keep it any more. Ask {sender} to send it again.</source>
        <translation>Der Cluster bewahrt es nicht mehr auf. {sender} bitten, es erneut zu senden.</translation>
    </message>
    <message>
        <source>Fetch it to look for it there: before anything is read, you are asked.</source>
        <translation>Beim Holen wird es dort gesucht; vor dem Lesen wird gefragt.</translation>
    </message>
    <message>
        <source>Fetch it to look for it here: before anything is read, you are asked.</source>
        <translation>Beim Holen wird es hier gesucht; vor dem Lesen wird gefragt.</translation>
    </message>
    <message>
        <source>{status}. {more}</source>
        <translation>{status}. {more}</translation>
    </message>
    <message>
        <source>from {sender}</source>
        <translation>von {sender}</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match</source>
        <translation>
            <numerusform>%n passt</numerusform>
            <numerusform>%n passen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} read</source>
        <translation>{n} gelesen</translation>
    </message>
    <message>
        <source>{n} ticked</source>
        <translation>{n} angekreuzt</translation>
    </message>
    <message>
        <source>Untick these</source>
        <translation>Diese abwählen</translation>
    </message>
    <message>
        <source>Tick these</source>
        <translation>Diese ankreuzen</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Keine ankreuzen</translation>
    </message>
    <message>
        <source>Fetching all of it to {folder}.</source>
        <translation>Alles wird nach {folder} geholt.</translation>
    </message>
    <message numerus="yes">
        <source>Fetching %n files to {folder}.</source>
        <translation>
            <numerusform>%n Datei wird nach {folder} geholt.</numerusform>
            <numerusform>%n Dateien werden nach {folder} geholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the rest of the list, then fetching to {folder}.</source>
        <translation>Der Rest der Liste wird gelesen, dann wird nach {folder} geholt.</translation>
    </message>
    <message numerus="yes">
        <source>Fetching %n offers to {folder}.</source>
        <translation>
            <numerusform>%n Angebot wird nach {folder} geholt.</numerusform>
            <numerusform>%n Angebote werden nach {folder} geholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not encrypted: select each of them to fetch it.</source>
        <translation>
            <numerusform>%n ist nicht verschlüsselt: zum Holen einzeln auswählen.</numerusform>
            <numerusform>%n sind nicht verschlüsselt: zum Holen einzeln auswählen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>Heute fertig</translation>
    </message>
    <message>
        <source>Which transfers are shown</source>
        <translation>Welche Übertragungen gezeigt werden</translation>
    </message>
    <message>
        <source>{chip} {n}</source>
        <translation>{chip} {n}</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>{chip} ▾</source>
        <translation>{chip} ▾</translation>
    </message>
    <message>
        <source>Group: {name} ▾</source>
        <translation>Gruppe: {name} ▾</translation>
    </message>
    <message>
        <source>Group ▾</source>
        <translation>Gruppe ▾</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Close details</source>
        <translation>Details schließen</translation>
    </message>
    <message>
        <source>Close details (F4)</source>
        <translation>Details schließen (F4)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select one transfer to see its files, people and attempts.</source>
        <translation>Eine Übertragung auswählen, um Dateien, Personen und Versuche zu sehen.</translation>
    </message>
    <message>
        <source>Files {n}</source>
        <translation>Dateien {n}</translation>
    </message>
    <message>
        <source>to {name}</source>
        <translation>an {name}</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>von {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{part} saved</source>
        <translation>{part} gespart</translation>
    </message>
    <message>
        <source>in flight {size}</source>
        <translation>unterwegs {size}</translation>
    </message>
    <message>
        <source>nothing sent twice</source>
        <translation>nichts doppelt gesendet</translation>
    </message>
    <message>
        <source>{size} sent twice</source>
        <translation>{size} doppelt gesendet</translation>
    </message>
    <message>
        <source>{size} read twice</source>
        <translation>{size} doppelt gelesen</translation>
    </message>
    <message>
        <source>No file matches &apos;{text}&apos;.</source>
        <translation>Keine Datei passt zu „{text}“.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>The files are listed once they have been looked at.</source>
        <translation>Die Dateien stehen hier, sobald sie eingelesen sind.</translation>
    </message>
    <message>
        <source>Nothing went wrong so far.</source>
        <translation>Bisher ging nichts schief.</translation>
    </message>
    <message>
        <source>Technical details: {details}</source>
        <translation>Technische Angaben: {details}</translation>
    </message>
    <message>
        <source>You fetched this; who else did is told only to its sender.</source>
        <translation>Dies wurde hier geholt; wer es noch holt, erfährt nur der Absender.</translation>
    </message>
    <message>
        <source>Stored on the cluster. Nobody confirmed yet that it arrived.</source>
        <translation>Auf dem Cluster gespeichert. Noch hat niemand den Empfang bestätigt.</translation>
    </message>
    <message>
        <source>Who received it is shown once it is stored on the cluster.</source>
        <translation>Wer es empfangen hat, steht hier, sobald es auf dem Cluster gespeichert ist.</translation>
    </message>
    <message>
        <source>Copy SHA-256</source>
        <translation>SHA-256 kopieren</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>Doctor</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Looking at everything Towline needs…</source>
        <translation>Alles, was Towline braucht, wird angesehen…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not everything could be looked at.</source>
        <translation>Nicht alles konnte angesehen werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n things do not work.</source>
        <translation>
            <numerusform>%n Sache geht nicht.</numerusform>
            <numerusform>%n Dinge gehen nicht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything works; %n things could be better.</source>
        <translation>
            <numerusform>Alles geht; %n Sache könnte besser sein.</numerusform>
            <numerusform>Alles geht; %n Dinge könnten besser sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles geht.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Cryptography</source>
        <translation>Kryptografie</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Disk of profile</source>
        <translation>Platz im Profil</translation>
    </message>
    <message>
        <source>Disk of downloads</source>
        <translation>Platz für Downloads</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Number in the bundle</source>
        <translation>Nummer im Paket</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Kept here as</source>
        <translation>Hier gespeichert als</translation>
    </message>
</context>
<context>
    <name>EventFields</name>
    <message>
        <source>Topic, for example scans; empty posts nothing</source>
        <translation>Topic, zum Beispiel scans; leer wird nichts gesendet</translation>
    </message>
    <message>
        <source>Topic of the event</source>
        <translation>Topic des Ereignisses</translation>
    </message>
    <message>
        <source>Template of the event</source>
        <translation>Vorlage des Ereignisses</translation>
    </message>
    <message>
        <source>Name the topic that the event goes to.</source>
        <translation>Das Topic nennen, an das das Ereignis geht.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>Sent twice</source>
        <translation>Doppelt gesendet</translation>
    </message>
    <message>
        <source>Read twice</source>
        <translation>Doppelt gelesen</translation>
    </message>
    <message>
        <source>Key commitment</source>
        <translation>Schlüsselbindung</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Sent from</source>
        <translation>Gesendet aus</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Abgelegt in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stored until</source>
        <translation>Gespeichert bis</translation>
    </message>
    <message>
        <source>{topic}, {n} partitions</source>
        <translation>{topic}, {n} Partitionen</translation>
    </message>
    <message>
        <source>{n} of up to {size}</source>
        <translation>{n} zu höchstens {size}</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Pages of names</source>
        <translation>Seiten mit Namen</translation>
    </message>
    <message>
        <source>Duplicates ignored</source>
        <translation>Ignorierte Dubletten</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>saved {size} ({part})</source>
        <translation>{size} gespart ({part})</translation>
    </message>
    <message>
        <source>{kind}, {saved}</source>
        <translation>{kind}, {saved}</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>Originale</translation>
    </message>
</context>
<context>
    <name>FetchBar</name>
    <message>
        <source>C&amp;hange…</source>
        <translation>Än&amp;dern…</translation>
    </message>
    <message>
        <source>Change the folder that all of it goes to</source>
        <translation>Den Ordner ändern, in den alles kommt</translation>
    </message>
    <message>
        <source>Not encrypted: anyone who can read the topic can read this.</source>
        <translation>Nicht verschlüsselt: Wer das Topic lesen kann, kann dies lesen.</translation>
    </message>
    <message>
        <source>Fetch it anyway</source>
        <translation>Trotzdem holen</translation>
    </message>
    <message>
        <source>Fetch ticked to…</source>
        <translation>Angekreuzte holen…</translation>
    </message>
    <message>
        <source>Tick files or folders first</source>
        <translation>Erst Dateien oder Ordner ankreuzen</translation>
    </message>
    <message>
        <source>Fetch a&amp;ll</source>
        <translation>A&amp;lles holen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace it if newer</source>
        <translation>Ersetzen, wenn neuer</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>If a file exists</source>
        <translation>Falls eine Datei vorhanden ist</translation>
    </message>
    <message>
        <source>If a file e&amp;xists:</source>
        <translation>Falls &amp;vorhanden:</translation>
    </message>
    <message>
        <source>To {folder}</source>
        <translation>Nach {folder}</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>Anderer Ordner…</translation>
    </message>
    <message>
        <source>Fetch to</source>
        <translation>Holen nach</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Getting started</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>How do your files travel?</source>
        <translation>Wie reisen die Dateien?</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>Wer sendet hier?</translation>
    </message>
    <message>
        <source>Where do incoming files go?</source>
        <translation>Wohin mit eingehenden Dateien?</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Step {n} of {all}</source>
        <translation>Schritt {n} von {all}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>New queue…</source>
        <translation>Neue Warteschlange…</translation>
    </message>
    <message>
        <source>Connect a cluster</source>
        <translation>Einen Cluster verbinden</translation>
    </message>
    <message>
        <source>Files travel through it. Whoever runs your Kafka has its details.</source>
        <translation>Die Dateien reisen darüber. Wer Ihr Kafka betreibt, kennt die Zugangsdaten.</translation>
    </message>
    <message>
        <source>Add who gets them</source>
        <translation>Hinzufügen, wer sie bekommt</translation>
    </message>
    <message>
        <source>By the card that they give you. To try it alone, send to yourself.</source>
        <translation>Mit der Karte, die sie Ihnen geben. Zum Ausprobieren genügt Senden an sich selbst.</translation>
    </message>
    <message>
        <source>Make a queue for them</source>
        <translation>Eine Warteschlange dafür anlegen</translation>
    </message>
    <message>
        <source>It says who gets what is dropped on it, and how that is protected.</source>
        <translation>Sie sagt, wer bekommt, was darauf abgelegt wird, und wie es geschützt ist.</translation>
    </message>
    <message>
        <source>Drop files on it</source>
        <translation>Dateien darauf ablegen</translation>
    </message>
    <message>
        <source>Or press Ctrl+O. The receiver need not be online.</source>
        <translation>Oder Strg+O drücken. Der Empfänger muss nicht online sein.</translation>
    </message>
    <message>
        <source>Send your first files</source>
        <translation>Die ersten Dateien senden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>Another folder</source>
        <translation>Weiterer Ordner</translation>
    </message>
    <message>
        <source>Fetched once; the further folders get copies</source>
        <translation>Wird einmal geholt; weitere Ordner bekommen Kopien</translation>
    </message>
    <message>
        <source>Folder {number}</source>
        <translation>Ordner {number}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Take this folder away</source>
        <translation>Diesen Ordner entfernen</translation>
    </message>
    <message>
        <source>Folder of the rule</source>
        <translation>Ordner der Regel</translation>
    </message>
    <message>
        <source>{sender}, {queue} and {date} stand for who sent it, through which queue, and when.</source>
        <translation>{sender}, {queue} und {date} stehen für Absender, Warteschlange und Datum.</translation>
    </message>
    <message>
        <source>Plant HQ</source>
        <translation>Werk</translation>
    </message>
    <message>
        <source>What Anna sends goes to {folder}.</source>
        <translation>Was Anna sendet, kommt nach {folder}.</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>What you changed here is not saved.</source>
        <translation>Die Änderungen hier sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>As this computer</source>
        <translation>Wie dieser Computer</translation>
    </message>
    <message>
        <source>The window speaks it when Towline starts the next time.</source>
        <translation>Gilt ab dem nächsten Start von Towline.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Incoming files</source>
        <translation>Eingehende Dateien</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Downloadordner</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3 Jahre</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Für immer</translation>
    </message>
    <message>
        <source>Keep transfers for</source>
        <translation>Übertragungen behalten</translation>
    </message>
    <message>
        <source>Older ones leave the lists. What is open or still on a cluster stays, and so do the files.</source>
        <translation>Ältere verschwinden aus den Listen. Was offen oder noch auf einem Cluster ist, bleibt, und ebenso die Dateien.</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>This desktop has no place for an icon: start Towline again to see the window.</source>
        <translation>Dieser Desktop hat keinen Platz für ein Symbol: Towline noch einmal starten, um das Fenster zu sehen.</translation>
    </message>
</context>
<context>
    <name>GrantsDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nobody else has to be told.</source>
        <translation>Sonst muss es niemand erfahren.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these waits for its cluster; it goes on by itself, also without this window.</source>
        <translation>
            <numerusform>%Ln davon wartet auf seinen Cluster; es geht von selbst weiter, auch ohne dieses Fenster.</numerusform>
            <numerusform>%Ln davon warten auf ihre Cluster; es geht von selbst weiter, auch ohne dieses Fenster.</numerusform>
        </translation>
    </message>
    <message>
        <source>All of it is done.</source>
        <translation>Alles ist erledigt.</translation>
    </message>
</context>
<context>
    <name>GrantsModel</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Who or where</source>
        <translation>Wer oder wo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Key of {team}</source>
        <translation>Schlüssel von {team}</translation>
    </message>
    <message>
        <source>Your card</source>
        <translation>Ihre Karte</translation>
    </message>
    <message>
        <source>Waiting for the cluster</source>
        <translation>Wartet auf den Cluster</translation>
    </message>
    <message>
        <source>Give it by hand: Export key…</source>
        <translation>Von Hand geben: Schlüssel exportieren…</translation>
    </message>
    <message>
        <source>Has it</source>
        <translation>Hat ihn</translation>
    </message>
    <message>
        <source>Stands there</source>
        <translation>Steht dort</translation>
    </message>
</context>
<context>
    <name>Guest</name>
    <message>
        <source>{account} - Towline</source>
        <translation>{account} - Towline</translation>
    </message>
    <message>
        <source>Looking for the agent of {account}…</source>
        <translation>Der Agent von {account} wird gesucht…</translation>
    </message>
    <message>
        <source>{account}, may pause and go on - Towline</source>
        <translation>{account}, anhalten und fortsetzen - Towline</translation>
    </message>
    <message>
        <source>The agent of {account}</source>
        <translation>Der Agent von {account}</translation>
    </message>
    <message>
        <source>You may pause and go on, order, limit, retry and cancel; all else only {account} can.</source>
        <translation>Sie dürfen anhalten und fortsetzen, ordnen, limitieren, wiederholen und abbrechen; alles andere kann nur {account}.</translation>
    </message>
    <message>
        <source>{account}, looking only - Towline</source>
        <translation>{account}, nur ansehen - Towline</translation>
    </message>
    <message>
        <source>You are looking only; nothing can be changed here.</source>
        <translation>Sie sehen nur zu; hier lässt sich nichts ändern.</translation>
    </message>
</context>
<context>
    <name>GuestBridge</name>
    <message>
        <source>Only {account} itself can do that.</source>
        <translation>Das kann nur {account} selbst.</translation>
    </message>
    <message>
        <source>You may only look at the agent of {account}.</source>
        <translation>Den Agenten von {account} dürfen Sie nur ansehen.</translation>
    </message>
    <message>
        <source>another account</source>
        <translation>einem anderen Konto</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>⇅</source>
        <translation>⇅</translation>
    </message>
    <message>
        <source>Sent or fetched</source>
        <translation>Gesendet oder geholt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Saved by compression</source>
        <translation>Durch Kompression gespart</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Stored until</source>
        <translation>Gespeichert bis</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Geholt</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>All dates</source>
        <translation>Alle Tage</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>No transfer matches &apos;{text}&apos;.</source>
        <translation>Keine Übertragung passt zu „{text}“.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Nothing was sent or received in these days.</source>
        <translation>In diesen Tagen wurde nichts gesendet oder empfangen.</translation>
    </message>
    <message>
        <source>Show all dates</source>
        <translation>Alle Tage zeigen</translation>
    </message>
    <message>
        <source>Nothing sent or received yet.</source>
        <translation>Noch nichts gesendet oder empfangen.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Erneut holen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Empfangsbestätigungen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n bundles are sent again.</source>
        <translation>
            <numerusform>%n Paket wird erneut gesendet.</numerusform>
            <numerusform>%n Pakete werden erneut gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundles are fetched again.</source>
        <translation>
            <numerusform>%n Paket wird erneut geholt.</numerusform>
            <numerusform>%n Pakete werden erneut geholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export history</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are in {file}.</source>
        <translation>
            <numerusform>%Ln Zeile steht in {file}.</numerusform>
            <numerusform>%Ln Zeilen stehen in {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdentityPage</name>
    <message>
        <source>My identity</source>
        <translation>Meine Identität</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Name others see</source>
        <translation>Name für andere</translation>
    </message>
    <message>
        <source>Post-quantum hybrid (ML-KEM-768 + X25519)</source>
        <translation>Hybrid, sicher auch gegen Quantencomputer (ML-KEM-768 + X25519)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Abgelegt in</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Others compare it with what they see of you, by phone or in person. It is no secret.</source>
        <translation>Andere vergleichen ihn mit dem, was sie sehen, am Telefon oder persönlich. Er ist kein Geheimnis.</translation>
    </message>
    <message>
        <source>Show QR</source>
        <translation>QR zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Recovery file</source>
        <translation>Wiederherstellungsdatei</translation>
    </message>
    <message>
        <source>Save recovery file…</source>
        <translation>Wiederherstellungsdatei speichern…</translation>
    </message>
    <message>
        <source>Use a recovery file…</source>
        <translation>Wiederherstellungsdatei benutzen…</translation>
    </message>
    <message>
        <source>My card</source>
        <translation>Meine Karte</translation>
    </message>
    <message>
        <source>Give it to people who are to send you files. It is no secret; they compare your fingerprint.</source>
        <translation>Für alle, die hierher Dateien senden sollen. Sie ist kein Geheimnis; verglichen wird der Fingerabdruck.</translation>
    </message>
    <message>
        <source>Copy my card</source>
        <translation>Meine Karte kopieren</translation>
    </message>
    <message>
        <source>Save my card…</source>
        <translation>Meine Karte speichern…</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Ein anderer Schlüssel</translation>
    </message>
    <message>
        <source>A new key is confirmed by this one, so that your people take it over by themselves. If this key was stolen, say so: then nobody takes anything from it any more.</source>
        <translation>Ein neuer Schlüssel wird von diesem bestätigt, Ihre Leute übernehmen ihn dann von selbst. Wurde dieser Schlüssel gestohlen, dann sagen Sie es: Danach nimmt niemand mehr etwas von ihm an.</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Schlüssel wechseln…</translation>
    </message>
    <message>
        <source>This key was stolen…</source>
        <translation>Dieser Schlüssel wurde gestohlen…</translation>
    </message>
    <message>
        <source>Your fingerprint as a QR code</source>
        <translation>Eigener Fingerabdruck als QR-Code</translation>
    </message>
    <message>
        <source>The keyring of this computer</source>
        <translation>Der Schlüsselbund dieses Computers</translation>
    </message>
    <message>
        <source>A file that only you can read</source>
        <translation>Eine Datei, die nur dieses Benutzerkonto lesen kann</translation>
    </message>
    <message>
        <source>A file locked by a passphrase</source>
        <translation>Eine Datei, durch eine Passphrase gesperrt</translation>
    </message>
    <message>
        <source>Last saved {when}. It brings back what was made until then.</source>
        <translation>Zuletzt {when} gespeichert. Sie bringt zurück, was bis dahin entstanden ist.</translation>
    </message>
    <message>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation>Noch keine Wiederherstellungsdatei. Geht dieser Computer kaputt, sind noch nicht geholte Dateien verloren.</translation>
    </message>
    <message>
        <source>Saved. Others see the new name when they next read from the cluster.</source>
        <translation>Gespeichert. Andere sehen den neuen Namen, wenn sie das nächste Mal vom Cluster lesen.</translation>
    </message>
    <message>
        <source>Hide QR</source>
        <translation>QR ausblenden</translation>
    </message>
    <message>
        <source>Saved {file}. Keep it away from this computer.</source>
        <translation>{file} ist gespeichert. Getrennt von diesem Computer aufbewahren.</translation>
    </message>
    <message>
        <source>Use a recovery file</source>
        <translation>Wiederherstellungsdatei benutzen</translation>
    </message>
    <message>
        <source>You are again {fingerprint}.</source>
        <translation>Die Identität ist wieder {fingerprint}.</translation>
    </message>
    <message>
        <source>Get a new key? The old one confirms it and still opens what was sealed to it. Teams that you made are sealed their keys again by the new one. You need a new recovery file afterwards.</source>
        <translation>Einen neuen Schlüssel bekommen? Der alte bestätigt ihn und öffnet weiter, was für ihn versiegelt wurde. Teams, die Sie gegründet haben, bekommen ihre Schlüssel vom neuen noch einmal. Danach brauchen Sie eine neue Wiederherstellungsdatei.</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>Schlüssel behalten</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Changing the key…</source>
        <translation>Der Schlüssel wird gewechselt…</translation>
    </message>
    <message>
        <source>You have a new key. Save a recovery file for it now.</source>
        <translation>Sie haben einen neuen Schlüssel. Speichern Sie jetzt eine Wiederherstellungsdatei für ihn.</translation>
    </message>
    <message>
        <source>Your new key is {fingerprint}. The old one confirms it: whoever reads one of these clusters takes it over.</source>
        <translation>Ihr neuer Schlüssel ist {fingerprint}. Der alte bestätigt ihn: Wer einen dieser Cluster liest, übernimmt ihn.</translation>
    </message>
    <message>
        <source>Your new key</source>
        <translation>Ihr neuer Schlüssel</translation>
    </message>
    <message>
        <source>Say for ever that nobody may use this key? Everybody refuses what it signed, from before, too. It cannot be undone, and whoever has the key still opens what was sealed to it. You begin with a new profile then.</source>
        <translation>Für immer sagen, dass niemand diesen Schlüssel verwenden darf? Alle lehnen dann ab, was er signiert hat, auch von früher. Das lässt sich nicht rückgängig machen, und wer den Schlüssel hat, öffnet weiter, was für ihn versiegelt wurde. Sie beginnen dann mit einem neuen Profil.</translation>
    </message>
    <message>
        <source>It was stolen</source>
        <translation>Er wurde gestohlen</translation>
    </message>
    <message>
        <source>Your key is revoked: whoever reads one of these clusters refuses it. Tell your people by another way too, and begin with a new profile.</source>
        <translation>Ihr Schlüssel ist widerrufen: Wer einen dieser Cluster liest, lehnt ihn ab. Sagen Sie es Ihren Leuten auch auf anderem Weg, und beginnen Sie mit einem neuen Profil.</translation>
    </message>
    <message>
        <source>This key is revoked.</source>
        <translation>Dieser Schlüssel ist widerrufen.</translation>
    </message>
    <message>
        <source>Your key is revoked</source>
        <translation>Ihr Schlüssel ist widerrufen</translation>
    </message>
    <message>
        <source>Save my card</source>
        <translation>Meine Karte speichern</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>{file} ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Offers</source>
        <translation>Angebote</translation>
    </message>
    <message>
        <source>{clusters}: not connected; what was here before is still listed below.</source>
        <translation>{clusters}: nicht verbunden; was schon da war, steht weiter unten.</translation>
    </message>
    <message>
        <source>Not connected; what was here before is still listed below.</source>
        <translation>Nicht verbunden; was schon da war, steht weiter unten.</translation>
    </message>
    <message>
        <source>No offer matches “{text}”.</source>
        <translation>Kein Angebot passt zu „{text}“.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Nothing has been sent to it yet.</source>
        <translation>Es wurde noch nichts an ihn gesendet.</translation>
    </message>
    <message>
        <source>Nothing has been sent to you yet. Give people your card:</source>
        <translation>Hier ist noch nichts angekommen. Die eigene Karte weitergeben:</translation>
    </message>
    <message>
        <source>Copy my card</source>
        <translation>Meine Karte kopieren</translation>
    </message>
    <message>
        <source>Nothing new. What was sent before stands under All.</source>
        <translation>Nichts Neues. Früheres steht unter Alle.</translation>
    </message>
    <message>
        <source>Nothing here.</source>
        <translation>Hier ist nichts.</translation>
    </message>
    <message>
        <source>Fetch all</source>
        <translation>Alles holen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy reference</source>
        <translation>Referenz kopieren</translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message>
        <source>Invite computers to {team}</source>
        <translation>Computer zu {team} einladen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>How many may join</source>
        <translation>Wie viele beitreten dürfen</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>14 days</source>
        <translation>14 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>They only send to me</source>
        <translation>Sie senden nur an mich</translation>
    </message>
    <message>
        <source>They send and receive</source>
        <translation>Sie senden und empfangen</translation>
    </message>
    <message>
        <source>They only receive</source>
        <translation>Sie empfangen nur</translation>
    </message>
    <message>
        <source>They sign in as</source>
        <translation>Sie melden sich an als</translation>
    </message>
    <message>
        <source>Password file there</source>
        <translation>Passwortdatei dort</translation>
    </message>
    <message>
        <source>{name} stands for the name of the computer. Without a file, all of them use your own sign-in.</source>
        <translation>{name} steht für den Namen des Computers. Ohne Datei benutzen alle Ihre eigene Anmeldung.</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Was sie tun</translation>
    </message>
    <message>
        <source>Their queue</source>
        <translation>Ihre Warteschlange</translation>
    </message>
    <message>
        <source>Put the team&apos;s key into the file</source>
        <translation>Schlüssel des Teams in die Datei legen</translation>
    </message>
    <message>
        <source>Each computer makes its own key and is accepted by itself, while a Towline of yours runs.</source>
        <translation>Jeder Computer erzeugt seinen eigenen Schlüssel und wird von selbst angenommen, solange hier ein Towline läuft.</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>It sends to you, or as your queue of that name.</source>
        <translation>Sie sendet an Sie, oder wie Ihre Warteschlange dieses Namens.</translation>
    </message>
    <message>
        <source>Only where you are not always on: whoever has the file then reads all that is sent to the team.</source>
        <translation>Nur, wo hier nicht immer jemand läuft: Wer die Datei hat, liest dann alles, was an das Team geht.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add a cluster first: computers join through it.</source>
        <translation>Zuerst einen Cluster hinzufügen: Über ihn treten Computer bei.</translation>
    </message>
    <message numerus="yes">
        <source>Wrote {file}: it lets %Ln computers join until {date}. It holds a secret, hand it over like a password.</source>
        <translation>
            <numerusform>{file} geschrieben: Bis {date} kann damit %Ln Computer beitreten. Sie enthält ein Geheimnis; wie ein Passwort weitergeben.</numerusform>
            <numerusform>{file} geschrieben: Bis {date} können damit %Ln Computer beitreten. Sie enthält ein Geheimnis; wie ein Passwort weitergeben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Join by an invitation</source>
        <translation>Mit einer Einladung beitreten</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>Name dieses Computers</translation>
    </message>
    <message>
        <source>It sets up on this computer</source>
        <translation>Das richtet sie auf diesem Computer ein</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This file cannot be used.</source>
        <translation>Diese Datei ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>{who} invites you to the team {team}, through the cluster {cluster}, until {date}. Your key is made on this computer and stays here.</source>
        <translation>{who} lädt Sie bis {date} in das Team {team} ein, über den Cluster {cluster}. Ihr Schlüssel entsteht auf diesem Computer und bleibt hier.</translation>
    </message>
    <message>
        <source>Asking the cluster and who invited you…</source>
        <translation>Der Cluster und wer eingeladen hat werden gefragt…</translation>
    </message>
    <message>
        <source>You joined {team}. Who invited you accepted this computer.</source>
        <translation>Sie sind {team} beigetreten. Wer eingeladen hat, hat diesen Computer angenommen.</translation>
    </message>
    <message>
        <source>You asked to join {team}. Who invited you has not answered yet; it goes on by itself.</source>
        <translation>Der Beitritt zu {team} ist erbeten. Wer eingeladen hat, hat noch nicht geantwortet; es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>This computer is in {team} already.</source>
        <translation>Dieser Computer gehört schon zu {team}.</translation>
    </message>
</context>
<context>
    <name>KeepChoice</name>
    <message>
        <source>As the cluster keeps it</source>
        <translation>Wie der Cluster aufbewahrt</translation>
    </message>
    <message>
        <source>The cluster decides; 7 days are usual.</source>
        <translation>Der Cluster entscheidet; 7 Tage sind üblich.</translation>
    </message>
    <message>
        <source>Offered so long, unless the cluster drops it sooner.</source>
        <translation>So lange angeboten, sofern der Cluster es nicht früher löscht.</translation>
    </message>
    <message>
        <source>About {days} at the last send.</source>
        <translation>Beim letzten Senden etwa {days}.</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepersView</name>
    <message>
        <source>{who} (team {team}) can bring your key back: kept on {cluster} since {when}.</source>
        <translation>{who} (Team {team}) kann Ihren Schlüssel zurückbringen: verwahrt auf {cluster} seit {when}.</translation>
    </message>
    <message>
        <source>{who} (team {team}) will keep your key once {cluster} is reached.</source>
        <translation>{who} (Team {team}) verwahrt Ihren Schlüssel, sobald {cluster} erreicht ist.</translation>
    </message>
    <message>
        <source>{who} (team {team}) could keep your key on {cluster}, for when this computer breaks.</source>
        <translation>{who} (Team {team}) könnte Ihren Schlüssel auf {cluster} verwahren, falls dieser Computer kaputtgeht.</translation>
    </message>
    <message>
        <source>Let them keep it…</source>
        <translation>Verwahren lassen…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Give your key to {who}? It is sealed to them and stored on {cluster}. They can bring it back when this computer breaks; they can also open what is sent to you, and sign as you.</source>
        <translation>Ihren Schlüssel {who} geben? Er wird dafür versiegelt und auf {cluster} gespeichert. So lässt er sich zurückbringen, wenn dieser Computer kaputtgeht; wer ihn hat, kann aber auch öffnen, was Ihnen gesendet wird, und als Sie signieren.</translation>
    </message>
    <message>
        <source>Don&apos;t give it</source>
        <translation>Nicht geben</translation>
    </message>
    <message>
        <source>Let them keep it</source>
        <translation>Verwahren lassen</translation>
    </message>
    <message>
        <source>Nobody is given your key any more. Who has it already may keep it.</source>
        <translation>Niemand bekommt Ihren Schlüssel mehr. Wer ihn schon hat, kann ihn behalten.</translation>
    </message>
</context>
<context>
    <name>LimitChoice</name>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>As fast as the link and the cluster allow.</source>
        <translation>So schnell, wie Verbindung und Cluster es erlauben.</translation>
    </message>
    <message>
        <source>Nothing would be sent at this speed.</source>
        <translation>Mit diesem Tempo würde nichts gesendet.</translation>
    </message>
    <message>
        <source>Choose a larger one, or no limit.</source>
        <translation>Ein höheres wählen, oder kein Limit.</translation>
    </message>
    <message>
        <source>Never faster than this; leaves room for others on the line.</source>
        <translation>Nie schneller; lässt anderen auf der Leitung Platz.</translation>
    </message>
</context>
<context>
    <name>LimitMenu</name>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>As its settings say</source>
        <translation>Wie in seinen Einstellungen</translation>
    </message>
    <message>
        <source>Limits and schedule…</source>
        <translation>Limits und Zeitplan…</translation>
    </message>
</context>
<context>
    <name>LimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Speed, hours of the week, and what makes work rest: for all transfers together. Each change counts at once.</source>
        <translation>Tempo, Stunden der Woche und was zum Ruhen bringt: für alle Übertragungen zusammen. Jede Änderung gilt sofort.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Like 2 MB/s; empty is no limit, 0 is paused.</source>
        <translation>Etwa 2 MB/s; leer ist kein Limit, 0 hält an.</translation>
    </message>
    <message>
        <source>As many as go well</source>
        <translation>So viele wie gut gehen</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>So many sends, and so many fetches, on each cluster.</source>
        <translation>So viel wird je Cluster zugleich gesendet, und so viel zugleich geholt.</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>The speed above always holds; once hours are limited, only in those.</source>
        <translation>Das Tempo oben gilt immer; gibt es limitierte Stunden, nur in diesen.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Limited</source>
        <translation>Limitiert</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Clear the week</source>
        <translation>Woche leeren</translation>
    </message>
    <message>
        <source>When to rest</source>
        <translation>Wann geruht wird</translation>
    </message>
    <message>
        <source>{cluster}: not on metered networks</source>
        <translation>{cluster}: nicht in getakteten Netzen</translation>
    </message>
    <message>
        <source>Not on battery below</source>
        <translation>Nicht mit Akku unter</translation>
    </message>
    <message>
        <source>Percent of the battery</source>
        <translation>Prozent des Akkus</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Keep it awake while bytes move</source>
        <translation>Wach halten, solange etwas übertragen wird</translation>
    </message>
    <message>
        <source>Leave free</source>
        <translation>Frei lassen</translation>
    </message>
    <message>
        <source>Fetches wait rather than fill the disk.</source>
        <translation>Das Holen wartet, statt den Datenträger zu füllen.</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
    <message>
        <source>The network of this moment is metered.</source>
        <translation>Das Netz ist im Augenblick getaktet.</translation>
    </message>
    <message>
        <source>The network of this moment is not metered.</source>
        <translation>Das Netz ist im Augenblick nicht getaktet.</translation>
    </message>
    <message>
        <source>Whether a network is metered is not known on this computer.</source>
        <translation>Ob ein Netz getaktet ist, ist auf diesem Computer nicht bekannt.</translation>
    </message>
    <message>
        <source>The battery has {percent} %.</source>
        <translation>Der Akku hat {percent} %.</translation>
    </message>
    <message>
        <source>No battery is known on this computer.</source>
        <translation>Auf diesem Computer ist kein Akku bekannt.</translation>
    </message>
    <message>
        <source>It is kept awake now.</source>
        <translation>Er wird gerade wach gehalten.</translation>
    </message>
    <message>
        <source>This computer does not let Towline keep it awake.</source>
        <translation>Dieser Computer lässt sich von Towline nicht wach halten.</translation>
    </message>
</context>
<context>
    <name>LinksModel</name>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Slowed down by the cluster</source>
        <translation>Vom Cluster gebremst</translation>
    </message>
    <message>
        <source>Cannot be reached</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Nicht benutzt</translation>
    </message>
</context>
<context>
    <name>LinksPage</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>How this agent is connected now. Its sign-ins stay its own.</source>
        <translation>Wie dieser Agent jetzt verbunden ist. Seine Anmeldungen bleiben bei ihm.</translation>
    </message>
    <message>
        <source>It uses no cluster yet.</source>
        <translation>Er benutzt noch keinen Cluster.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Stationen</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Transfers  {n}</source>
        <translation>Übertragungen  {n}</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Inbox  {n} new</source>
        <translation>Eingang  {n} neu</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Needs you  {n}</source>
        <translation>Rückfragen  {n}</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Needs an answer  {n}</source>
        <translation>Braucht Antwort  {n}</translation>
    </message>
    <message>
        <source>Needs an answer</source>
        <translation>Braucht Antwort</translation>
    </message>
    <message>
        <source>Clusters   {n}</source>
        <translation>Cluster   {n}</translation>
    </message>
    <message>
        <source>People   {n}</source>
        <translation>Personen   {n}</translation>
    </message>
    <message>
        <source>Stations   {n}</source>
        <translation>Stationen   {n}</translation>
    </message>
    <message numerus="yes">
        <source>%n transfers go on when Towline starts again.</source>
        <translation>
            <numerusform>%n Übertragung geht weiter, wenn Towline wieder startet.</numerusform>
            <numerusform>%n Übertragungen gehen weiter, wenn Towline wieder startet.</numerusform>
        </translation>
    </message>
    <message>
        <source>What you typed and did not save is lost.</source>
        <translation>Eingegebenes, das nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>Überwachte Ordner</translation>
    </message>
    <message>
        <source>Watched folders   {n}</source>
        <translation>Überwachte Ordner   {n}</translation>
    </message>
    <message>
        <source>Fetch rules</source>
        <translation>Holregeln</translation>
    </message>
    <message>
        <source>Fetch rules   {n}</source>
        <translation>Holregeln   {n}</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Group by</source>
        <translation>&amp;Gruppieren nach</translation>
    </message>
    <message>
        <source>&amp;Transfer</source>
        <translation>&amp;Übertragung</translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation>&amp;Reihenfolge</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Practice cluster</source>
        <translation>Ü&amp;bungscluster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Send files…</source>
        <translation>Dateien &amp;senden…</translation>
    </message>
</context>
<context>
    <name>NeedsPage</name>
    <message>
        <source>Questions</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Nothing needs you. Transfers go on by themselves.</source>
        <translation>Keine Rückfragen. Übertragungen laufen von selbst weiter.</translation>
    </message>
    <message>
        <source>Fetch to another folder</source>
        <translation>In einen anderen Ordner holen</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message numerus="yes">
        <source>%n transfers are done.</source>
        <translation>
            <numerusform>%n Übertragung ist fertig.</numerusform>
            <numerusform>%n Übertragungen sind fertig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfers failed</source>
        <translation>
            <numerusform>%n Übertragung ist fehlgeschlagen</numerusform>
            <numerusform>%n Übertragungen sind fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundles are new in the inbox</source>
        <translation>
            <numerusform>%n Paket ist neu im Eingang</numerusform>
            <numerusform>%n Pakete sind neu im Eingang</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is done</source>
        <translation>Alles ist fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n transfers are done</source>
        <translation>
            <numerusform>%n Übertragung ist fertig</numerusform>
            <numerusform>%n Übertragungen sind fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotificationsPage</name>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Of the desktop, while the window is not in front. At most one in 20 seconds: what comes together is told together.</source>
        <translation>Des Desktops, solange das Fenster nicht vorn ist. Höchstens eine in 20 Sekunden: Was zusammenkommt, wird zusammen gemeldet.</translation>
    </message>
    <message>
        <source>Tell me when</source>
        <translation>Benachrichtigen, wenn</translation>
    </message>
    <message>
        <source>something failed</source>
        <translation>etwas fehlgeschlagen ist</translation>
    </message>
    <message>
        <source>everything is done</source>
        <translation>alles fertig ist</translation>
    </message>
    <message>
        <source>verified people sent something</source>
        <translation>geprüfte Personen etwas gesendet haben</translation>
    </message>
    <message>
        <source>each single transfer is done</source>
        <translation>jede einzelne Übertragung fertig ist</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
</context>
<context>
    <name>OffersModel</name>
    <message>
        <source>{name}, verified</source>
        <translation>{name}, geprüft</translation>
    </message>
    <message>
        <source>{name}, not verified</source>
        <translation>{name}, nicht geprüft</translation>
    </message>
    <message>
        <source>Unknown sender</source>
        <translation>Unbekannter Absender</translation>
    </message>
</context>
<context>
    <name>OriginsModel</name>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Set in</source>
        <translation>Festgelegt in</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>this profile, line {line}</source>
        <translation>dieses Profil, Zeile {line}</translation>
    </message>
    <message>
        <source>Set in {place}</source>
        <translation>Festgelegt in {place}</translation>
    </message>
</context>
<context>
    <name>OtherWindows</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>What the cluster can see</source>
        <translation>Was der Cluster sehen kann</translation>
    </message>
    <message>
        <source>About Towline</source>
        <translation>Über Towline</translation>
    </message>
    <message>
        <source>Starting the practice cluster; the first time Kafka is fetched (about 90 MB).</source>
        <translation>Der Übungscluster startet; beim ersten Mal wird Kafka heruntergeladen (etwa 90 MB).</translation>
    </message>
    <message>
        <source>The practice cluster runs. It lasts until you stop it.</source>
        <translation>Der Übungscluster läuft, bis er gestoppt wird.</translation>
    </message>
    <message>
        <source>The practice cluster was stopped. What it holds is kept.</source>
        <translation>Der Übungscluster ist gestoppt. Sein Inhalt bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>ParallelChoice</name>
    <message>
        <source>As many as go well</source>
        <translation>So viele wie gut gehen</translation>
    </message>
    <message>
        <source>Small ones go past large ones.</source>
        <translation>Kleine ziehen an großen vorbei.</translation>
    </message>
    <message>
        <source>One after the other, in the order of the list.</source>
        <translation>Eine nach der anderen, in der Reihenfolge der Liste.</translation>
    </message>
    <message>
        <source>The others of this queue wait for their turn.</source>
        <translation>Die anderen dieser Warteschlange warten, bis sie dran sind.</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>Unlock Towline</source>
        <translation>Towline entsperren</translation>
    </message>
</context>
<context>
    <name>PauseMenu</name>
    <message>
        <source>Pause everything</source>
        <translation>Alles anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation>Für 30 Minuten</translation>
    </message>
    <message>
        <source>For 2 hours</source>
        <translation>Für 2 Stunden</translation>
    </message>
    <message>
        <source>Until tomorrow 8:00</source>
        <translation>Bis morgen 8:00</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>Bis ich fortsetze</translation>
    </message>
</context>
<context>
    <name>PeopleChips</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a person or a team</source>
        <translation>Person oder Team hinzufügen</translation>
    </message>
    <message>
        <source>Nobody is chosen to get it.</source>
        <translation>Noch ist kein Empfänger gewählt.</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation>Prüfen…</translation>
    </message>
    <message numerus="yes">
        <source>At most %n people and teams get one bundle; more people are a team.</source>
        <translation>
            <numerusform>Höchstens %n Person oder Team bekommt ein Paket; mehr Personen sind ein Team.</numerusform>
            <numerusform>Höchstens %n Personen und Teams bekommen ein Paket; mehr Personen sind ein Team.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Team {name}</source>
        <translation>Team {name}</translation>
    </message>
    <message>
        <source>Fetched and verified {at} (signed receipt)</source>
        <translation>Geholt und geprüft {at} (signierte Empfangsbestätigung)</translation>
    </message>
    <message>
        <source>Signed receipt of {at}</source>
        <translation>Signierte Empfangsbestätigung von {at}</translation>
    </message>
    <message>
        <source>Partly fetched, last {at}</source>
        <translation>Teilweise geholt, zuletzt {at}</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>By an older key</source>
        <translation>Mit einem älteren Schlüssel</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>Nicht angenommen</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>They call themselves</source>
        <translation>Eigene Angabe</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>New key {date}, confirmed</source>
        <translation>Neuer Schlüssel {date}, bestätigt</translation>
    </message>
    <message>
        <source>Verified {date} by comparing</source>
        <translation>Geprüft (Vergleich {date})</translation>
    </message>
    <message>
        <source>Revoked: do not use</source>
        <translation>Widerrufen: nicht benutzen</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Nicht hinzugefügt</translation>
    </message>
    <message>
        <source>Their key changed {when}; the one before confirmed it. Compare the fingerprint if it matters.</source>
        <translation>Ihr Schlüssel wurde {when} gewechselt; der vorige hat ihn bestätigt. Vergleichen Sie den Fingerabdruck, wenn es darauf ankommt.</translation>
    </message>
    <message>
        <source>{when}, {ago} ago</source>
        <translation>{when}, vor {ago}</translation>
    </message>
    <message>
        <source>By invitation</source>
        <translation>Per Einladung</translation>
    </message>
    <message>
        <source>By invitation {team}</source>
        <translation>Per Einladung {team}</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Compare fingerprints before you send something that matters: then the key is theirs.</source>
        <translation>Fingerabdrücke vergleichen, bevor etwas Wichtiges gesendet wird: Dann ist der Schlüssel sicher der richtige.</translation>
    </message>
    <message>
        <source>Add from cluster…</source>
        <translation>Vom Cluster hinzufügen…</translation>
    </message>
    <message>
        <source>Add from file or text…</source>
        <translation>Aus Datei oder Text hinzufügen…</translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Shut out…</source>
        <translation>Aussperren…</translation>
    </message>
    <message>
        <source>Block, and change the keys of the teams they are in for everybody else</source>
        <translation>Blockieren und für alle anderen die Schlüssel der gemeinsamen Teams wechseln</translation>
    </message>
    <message>
        <source>You have no people yet.</source>
        <translation>Noch keine Personen.</translation>
    </message>
    <message>
        <source>Block {name}? Nothing of theirs is shown or fetched any more, and nothing is sent to them.</source>
        <translation>{name} blockieren? Von dort wird nichts mehr gezeigt oder geholt, und dorthin nichts mehr gesendet.</translation>
    </message>
    <message>
        <source>Don&apos;t block</source>
        <translation>Nicht blockieren</translation>
    </message>
    <message>
        <source>Shut {name} out, as a computer that was stolen? What comes from there is refused, and the teams you made get new keys, which everybody else is sealed. What was sealed to {name} before stays readable there.</source>
        <translation>{name} aussperren, etwa weil der Computer gestohlen wurde? Was von dort kommt, wird abgelehnt, und Ihre Teams bekommen neue Schlüssel, die allen anderen versiegelt werden. Was für {name} schon versiegelt wurde, bleibt dort lesbar.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>Aussperren</translation>
    </message>
    <message>
        <source>Shutting {name} out…</source>
        <translation>{name} wird ausgesperrt…</translation>
    </message>
    <message>
        <source>What comes from {name} is refused from now on.</source>
        <translation>Was von {name} kommt, wird ab jetzt abgelehnt.</translation>
    </message>
    <message>
        <source>These teams have a new key: {teams}.</source>
        <translation>Diese Teams haben einen neuen Schlüssel: {teams}.</translation>
    </message>
    <message>
        <source>The invitation to {teams} is still open: if its file was on that computer, close it, too.</source>
        <translation>Die Einladung zu {teams} ist noch offen: War ihre Datei auf jenem Computer, dann schließen Sie auch sie.</translation>
    </message>
    <message>
        <source>{name} is shut out</source>
        <translation>{name} ist ausgesperrt</translation>
    </message>
    <message>
        <source>Paste the card that they gave you; it begins with towline-card: and is one line.</source>
        <translation>Die erhaltene Karte einfügen; sie beginnt mit towline-card: und ist eine Zeile.</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Added {name}, not verified yet. Compare fingerprints before you send something that matters.</source>
        <translation>{name} ist hinzugefügt, noch nicht geprüft. Fingerabdrücke vergleichen, bevor etwas Wichtiges gesendet wird.</translation>
    </message>
</context>
<context>
    <name>PlacesList</name>
    <message>
        <source>Groups of the inbox</source>
        <translation>Gruppen des Eingangs</translation>
    </message>
</context>
<context>
    <name>PlacesModel</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} neu</translation>
    </message>
    <message>
        <source>Unknown senders</source>
        <translation>Unbekannte</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Seen {when}</source>
        <translation>Gesehen {when}</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>Practice cluster</source>
        <translation>Übungscluster</translation>
    </message>
    <message>
        <source>A real Kafka on this computer, to try things out. It downloads about 90 MB once and uses about 330 MB of memory while it is on. Nobody else can receive from it.</source>
        <translation>Ein echtes Kafka auf diesem Computer, zum Ausprobieren. Es lädt einmal etwa 90 MB herunter und braucht etwa 330 MB Speicher, solange es läuft. Niemand sonst kann daraus empfangen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Starting; the first time Kafka is fetched</source>
        <translation>Startet; beim ersten Mal wird Kafka heruntergeladen</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>At {address}, on until you stop it.</source>
        <translation>Unter {address}, läuft bis zum Stoppen.</translation>
    </message>
    <message>
        <source>What was sent through it is kept for the next start.</source>
        <translation>Was hindurch gesendet wurde, bleibt bis zum nächsten Start erhalten.</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Warum nicht</translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Choose a folder and a queue to see what would be sent.</source>
        <translation>Ordner und Warteschlange wählen, um zu sehen, was gesendet würde.</translation>
    </message>
    <message>
        <source>Would be sent</source>
        <translation>Würde gesendet</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files would be sent</source>
        <translation>
            <numerusform>%Ln Datei würde gesendet</numerusform>
            <numerusform>%Ln Dateien würden gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>There is more: the look ended after ten seconds.</source>
        <translation>Es gibt mehr: Nach zehn Sekunden wurde die Durchsicht beendet.</translation>
    </message>
    <message>
        <source>Not: {reasons}.</source>
        <translation>Nicht: {reasons}.</translation>
    </message>
</context>
<context>
    <name>ProgramField</name>
    <message>
        <source>None; or like /usr/local/bin/ingest {path}</source>
        <translation>Keines; oder wie /usr/local/bin/ingest {path}</translation>
    </message>
    <message>
        <source>Program and its arguments</source>
        <translation>Programm und seine Argumente</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
</context>
<context>
    <name>PublishedDialog</name>
    <message>
        <source>Add people from the cluster</source>
        <translation>Personen vom Cluster hinzufügen</translation>
    </message>
    <message>
        <source>Anybody who may write to the cluster can publish a card under any name: compare fingerprints.</source>
        <translation>Wer auf den Cluster schreiben darf, kann eine Karte unter jedem Namen veröffentlichen: Fingerabdrücke vergleichen.</translation>
    </message>
    <message>
        <source>Find a name or digits</source>
        <translation>Namen oder Ziffern suchen</translation>
    </message>
    <message>
        <source>Published cards</source>
        <translation>Veröffentlichte Karten</translation>
    </message>
    <message>
        <source>No cards besides those you have. People publish theirs when they first send.</source>
        <translation>Keine Karten außer den schon bekannten. Veröffentlicht wird eine Karte beim ersten Senden.</translation>
    </message>
    <message>
        <source>Your name for them</source>
        <translation>Eigener Name dafür</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QuestionCell</name>
    <message>
        <source>Answer…</source>
        <translation>Antworten…</translation>
    </message>
    <message>
        <source>For all of them:</source>
        <translation>Für alle:</translation>
    </message>
</context>
<context>
    <name>QuestionsModel</name>
    <message>
        <source>Answered: {answer}</source>
        <translation>Beantwortet: {answer}</translation>
    </message>
</context>
<context>
    <name>QueueCards</name>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
    </message>
    <message>
        <source>Send files…</source>
        <translation>Dateien senden…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Pause all of it</source>
        <translation>Alles anhalten</translation>
    </message>
    <message>
        <source>Resume all of it</source>
        <translation>Alles fortsetzen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message numerus="yes">
        <source>%n open transfers go on.</source>
        <translation>
            <numerusform>%n offene Übertragung geht weiter.</numerusform>
            <numerusform>%n offene Übertragungen gehen weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the queue &quot;{name}&quot;? What was sent stays.</source>
        <translation>Die Warteschlange „{name}“ entfernen? Gesendetes bleibt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>It was not removed.</source>
        <translation>Sie wurde nicht entfernt.</translation>
    </message>
    <message>
        <source>It was not removed: an administrator of this computer set it up.</source>
        <translation>Sie wurde nicht entfernt: Die Administration dieses Computers hat sie eingerichtet.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>+ New queue</source>
        <translation>+ Neue Warteschlange</translation>
    </message>
    <message>
        <source>New queue</source>
        <translation>Neue Warteschlange</translation>
    </message>
    <message>
        <source>SEND TO</source>
        <translation>SENDEN AN</translation>
    </message>
    <message>
        <source>QUEUES</source>
        <translation>WARTESCHLANGEN</translation>
    </message>
    <message>
        <source>A queue says who gets your files and how they are protected.</source>
        <translation>Eine Warteschlange sagt, wer die Dateien bekommt und wie sie geschützt sind.</translation>
    </message>
</context>
<context>
    <name>QueueEditor</name>
    <message>
        <source>Queue &quot;{name}&quot;</source>
        <translation>Warteschlange „{name}“</translation>
    </message>
    <message>
        <source>New queue</source>
        <translation>Neue Warteschlange</translation>
    </message>
    <message>
        <source>For example: Plant HQ</source>
        <translation>Zum Beispiel: Werk Nord</translation>
    </message>
    <message>
        <source>Send at once</source>
        <translation>Sofort senden</translation>
    </message>
    <message>
        <source>Ask before sending</source>
        <translation>Vor dem Senden fragen</translation>
    </message>
    <message>
        <source>All files; or patterns like *.tif, *.pdf</source>
        <translation>Alle Dateien; oder Muster wie *.tif, *.pdf</translation>
    </message>
    <message>
        <source>Nothing; or patterns like *.tmp, raw/</source>
        <translation>Nichts; oder Muster wie *.tmp, roh/</translation>
    </message>
    <message>
        <source>Of what is in folders; what you drop or name yourself always goes.</source>
        <translation>Von dem, was in Ordnern liegt; was selbst abgelegt oder genannt wird, wird immer gesendet.</translation>
    </message>
    <message>
        <source>Onl&amp;y these files</source>
        <translation>Nur diese &amp;Dateien</translation>
    </message>
    <message>
        <source>With / for paths below the folder: reports/*.pdf</source>
        <translation>Mit / für Pfade unterhalb des Ordners: berichte/*.pdf</translation>
    </message>
    <message>
        <source>Lea&amp;ve out</source>
        <translation>&amp;Auslassen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>C&amp;luster</source>
        <translation>C&amp;luster</translation>
    </message>
    <message>
        <source>&amp;People and teams</source>
        <translation>&amp;Personen und Teams</translation>
    </message>
    <message>
        <source>Cip&amp;her</source>
        <translation>&amp;Verschlüsselung</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Kompression</translation>
    </message>
    <message>
        <source>Speed l&amp;imit</source>
        <translation>Tempol&amp;imit</translation>
    </message>
    <message>
        <source>Sends at a &amp;time</source>
        <translation>Gleich&amp;zeitige Sendungen</translation>
    </message>
    <message>
        <source>&amp;Keep for</source>
        <translation>Auf&amp;bewahren</translation>
    </message>
    <message>
        <source>&amp;Block size</source>
        <translation>Block&amp;größe</translation>
    </message>
    <message>
        <source>When files are dropped on it</source>
        <translation>Wenn Dateien darauf abgelegt werden</translation>
    </message>
    <message>
        <source>A CloudEvent with the reference of each bundle that is stored. It is not encrypted.</source>
        <translation>Ein CloudEvent mit der Referenz jedes gespeicherten Pakets. Es ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Post an &amp;event when complete</source>
        <translation>&amp;Ereignis senden, wenn vollständig</translation>
    </message>
    <message>
        <source>Practice cluster on this computer</source>
        <translation>Übungscluster auf diesem Computer</translation>
    </message>
    <message>
        <source>There is no cluster but the one for practice.</source>
        <translation>Es gibt keinen Cluster außer dem zum Üben.</translation>
    </message>
    <message>
        <source>Set one up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Give the queue a name.</source>
        <translation>Die Warteschlange braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is another queue of this name.</source>
        <translation>Es gibt schon eine Warteschlange mit diesem Namen.</translation>
    </message>
    <message>
        <source>O&amp;riginals after sending</source>
        <translation>O&amp;riginale nach dem Senden</translation>
    </message>
</context>
<context>
    <name>QueueTest</name>
    <message>
        <source>Test this queue</source>
        <translation>Warteschlange testen</translation>
    </message>
    <message>
        <source>Sends 100 kB to yourself through it.</source>
        <translation>Sendet 100 kB hindurch an die eigene Identität.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Test stoppen</translation>
    </message>
    <message>
        <source>Taken by the queue</source>
        <translation>Von der Warteschlange angenommen</translation>
    </message>
    <message>
        <source>Sealed and sent</source>
        <translation>Versiegelt und gesendet</translation>
    </message>
    <message>
        <source>Stored on {cluster}</source>
        <translation>Auf {cluster} gespeichert</translation>
    </message>
    <message>
        <source>File read, connected to {cluster}</source>
        <translation>Datei gelesen, mit {cluster} verbunden</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
</context>
<context>
    <name>RateGraph</name>
    <message>
        <source>The last 10 minutes</source>
        <translation>Die letzten 10 Minuten</translation>
    </message>
    <message>
        <source>Up {up}    Down {down}</source>
        <translation>Senden {up}    Holen {down}</translation>
    </message>
    <message>
        <source>10 minutes ago</source>
        <translation>vor 10 Minuten</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Fetch rule &quot;{name}&quot;</source>
        <translation>Holregel „{name}“</translation>
    </message>
    <message>
        <source>New fetch rule</source>
        <translation>Neue Holregel</translation>
    </message>
    <message>
        <source>For example: Plant scans</source>
        <translation>Zum Beispiel: Scans vom Werk</translation>
    </message>
    <message>
        <source>Also people whose fingerprint I have not compared</source>
        <translation>Auch Personen, deren Fingerabdruck ich nicht verglichen habe</translation>
    </message>
    <message>
        <source>All; or patterns like *.pdf, scans/*</source>
        <translation>Alle; oder Muster wie *.pdf, scans/*</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>any, or like 2 GB</source>
        <translation>beliebig, oder etwa 2 GB</translation>
    </message>
    <message>
        <source>Any; or like order=4711</source>
        <translation>Beliebig; oder etwa auftrag=4711</translation>
    </message>
    <message>
        <source>Any; as its sender calls it</source>
        <translation>Beliebig; wie sie beim Absender heißt</translation>
    </message>
    <message>
        <source>Anybody; or a team&apos;s name</source>
        <translation>Beliebig; oder der Name eines Teams</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Into the folders below.</source>
        <translation>In die Ordner unten.</translation>
    </message>
    <message>
        <source>Only tell me</source>
        <translation>Nur melden</translation>
    </message>
    <message>
        <source>It waits in the Inbox.</source>
        <translation>Es wartet im Eingang.</translation>
    </message>
    <message>
        <source>Ignore it</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>It stands under Hidden in the Inbox.</source>
        <translation>Es steht im Eingang unter Ausgeblendet.</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>The new one gets a name of its own.</source>
        <translation>Die neue bekommt einen eigenen Namen.</translation>
    </message>
    <message>
        <source>Replace if newer</source>
        <translation>Ersetzen, wenn neuer</translation>
    </message>
    <message>
        <source>If this rule put it there for the same sender, and it is not younger.</source>
        <translation>Wenn diese Regel sie für denselben Absender abgelegt hat und sie nicht jünger ist.</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Replaces only what this rule put there and nobody changed since.</source>
        <translation>Ersetzt nur, was diese Regel abgelegt und seither niemand geändert hat.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>The file that is there stays, the new one is left out.</source>
        <translation>Die vorhandene Datei bleibt, die neue wird ausgelassen.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>It waits under Needs you; other files go on.</source>
        <translation>Sie wartet unter Rückfragen; andere Dateien gehen weiter.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>What comes after the rule was made.</source>
        <translation>Was kommt, nachdem die Regel gemacht wurde.</translation>
    </message>
    <message>
        <source>Everything stored</source>
        <translation>Alles Gespeicherte</translation>
    </message>
    <message>
        <source>Also what the cluster has kept from before.</source>
        <translation>Auch was der Cluster von früher noch hat.</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>Ein Datum</translation>
    </message>
    <message>
        <source>What was sent on that day and after it.</source>
        <translation>Was an diesem Tag und danach gesendet wurde.</translation>
    </message>
    <message>
        <source>Start date</source>
        <translation>Anfangsdatum</translation>
    </message>
    <message>
        <source>No limit; or like 50 GB</source>
        <translation>Kein Limit; oder etwa 50 GB</translation>
    </message>
    <message>
        <source>Bundles that the rule takes</source>
        <translation>Pakete, die die Regel nimmt</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Smallest size</source>
        <translation>Kleinste Größe</translation>
    </message>
    <message>
        <source>Largest size</source>
        <translation>Größte Größe</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Nobody named: everybody who is verified.</source>
        <translation>Niemand genannt: alle, die geprüft sind.</translation>
    </message>
    <message>
        <source>F&amp;olders</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>If the file e&amp;xists</source>
        <translation>Wenn es die Datei s&amp;chon gibt</translation>
    </message>
    <message>
        <source>S&amp;tart from</source>
        <translation>&amp;Beginnt mit</translation>
    </message>
    <message>
        <source>&amp;Quota</source>
        <translation>&amp;Kontingent</translation>
    </message>
    <message>
        <source>Bytes that its files may take; it waits when they are full.</source>
        <translation>So viel dürfen ihre Dateien belegen; ist es voll, wartet sie.</translation>
    </message>
    <message>
        <source>For each file where {path} or {sha256} is an argument, else once; {sender} and {reference} can be, too.</source>
        <translation>Für jede Datei, wo {path} oder {sha256} ein Argument ist, sonst einmal; auch {sender} und {reference} sind möglich.</translation>
    </message>
    <message>
        <source>&amp;Run a program after it</source>
        <translation>Danach ein &amp;Programm starten</translation>
    </message>
    <message>
        <source>A CloudEvent with the reference of each bundle that is in place. It is not encrypted.</source>
        <translation>Ein CloudEvent mit der Referenz jedes Pakets, das am Ziel ist. Es ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>&amp;Post an event after it</source>
        <translation>Danach ein E&amp;reignis senden</translation>
    </message>
    <message>
        <source>Files &amp;named</source>
        <translation>&amp;Dateien namens</translation>
    </message>
    <message>
        <source>Si&amp;ze of the bundle</source>
        <translation>&amp;Größe des Pakets</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>Sch&amp;lagwörter</translation>
    </message>
    <message>
        <source>Sent through the q&amp;ueue</source>
        <translation>Gesendet durch die &amp;Warteschlange</translation>
    </message>
    <message>
        <source>Addressed to the t&amp;eam</source>
        <translation>An das T&amp;eam gerichtet</translation>
    </message>
    <message>
        <source>T&amp;hen</source>
        <translation>D&amp;ann</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Einen Ordner wählen.</translation>
    </message>
    <message>
        <source>Files of people whose key could be somebody else&apos;s are fetched without asking.</source>
        <translation>Dateien von Personen, deren Schlüssel jemand anderem gehören könnte, werden ungefragt geholt.</translation>
    </message>
    <message>
        <source>Give the rule a name.</source>
        <translation>Der Regel einen Namen geben.</translation>
    </message>
    <message>
        <source>There is another rule of this name.</source>
        <translation>Es gibt schon eine Regel dieses Namens.</translation>
    </message>
    <message>
        <source>Choose a folder to see what would be fetched.</source>
        <translation>Einen Ordner wählen, um zu sehen, was geholt würde.</translation>
    </message>
    <message>
        <source>Would fetch {would} of {stored} stored offers, {size}.</source>
        <translation>Würde {would} von {stored} gespeicherten Paketen holen, {size}.</translation>
    </message>
    <message>
        <source>Would tell you of {would} of {stored} stored offers, {size}.</source>
        <translation>Würde {would} von {stored} gespeicherten Paketen melden, {size}.</translation>
    </message>
    <message>
        <source>Would hide {would} of {stored} stored offers, {size}.</source>
        <translation>Würde {would} von {stored} gespeicherten Paketen ausblenden, {size}.</translation>
    </message>
    <message>
        <source>Fits {fits} of {stored} stored offers. The rule begins with the next one that comes.</source>
        <translation>Passt zu {fits} von {stored} gespeicherten Paketen. Die Regel beginnt mit dem nächsten, das kommt.</translation>
    </message>
    <message numerus="yes">
        <source>The names in %n bundles could not be read now.</source>
        <translation>
            <numerusform>Die Namen in %n Paket waren jetzt nicht zu lesen.</numerusform>
            <numerusform>Die Namen in %n Paketen waren jetzt nicht zu lesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} · {sender} · {files}, {size} · {when}</source>
        <translation>{title} · {sender} · {files}, {size} · {when}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wenn</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>If the file exists</source>
        <translation>Wenn vorhanden</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Geholt</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Fetch rules</source>
        <translation>Holregeln</translation>
    </message>
    <message>
        <source>What people send is fetched by itself. The first rule that fits has a bundle, and takes it once. What is deleted or renamed at its sender stays as it is here.</source>
        <translation>Was Personen senden, wird von selbst geholt. Die erste Regel, die passt, nimmt ein Paket, und zwar einmal. Was der Absender löscht oder umbenennt, bleibt hier, wie es ist.</translation>
    </message>
    <message>
        <source>You have no fetch rules yet. What is sent to you waits in the Inbox until you fetch it.</source>
        <translation>Noch keine Holregeln. Was an Sie gesendet wird, wartet im Eingang, bis Sie es holen.</translation>
    </message>
    <message>
        <source>New rule…</source>
        <translation>Neue Regel…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove the rule {name}? What it fetched stays, and nothing more is fetched by it.</source>
        <translation>Die Regel {name} entfernen? Was sie geholt hat, bleibt; sie holt nichts mehr.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>SaveRecovery</name>
    <message>
        <source>Save recovery file</source>
        <translation>Wiederherstellungsdatei speichern</translation>
    </message>
    <message>
        <source>With this file and its passphrase you are yourself again on another computer: whoever has both can read what is sent to you. Keep it away from this computer.</source>
        <translation>Mit dieser Datei und ihrer Passphrase zieht die eigene Identität auf einen anderen Computer um: Wer beides hat, kann alles lesen, was an sie gesendet wird. Getrennt von diesem Computer aufbewahren.</translation>
    </message>
    <message>
        <source>With this file and its passphrase {name} has its key again: use it there, before anything was sent or received. Whoever has both can read what is sent to it.</source>
        <translation>Mit dieser Datei und ihrer Passphrase hat {name} seinen Schlüssel wieder: Verwenden Sie sie dort, bevor etwas gesendet oder empfangen wurde. Wer beides hat, kann lesen, was dorthin gesendet wird.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters; several words are easier to remember.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen; mehrere Wörter merken sich leichter.</numerusform>
            <numerusform>Mindestens %n Zeichen; mehrere Wörter merken sich leichter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
</context>
<context>
    <name>ScanModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>bleibt hier</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>geht mit</translation>
    </message>
</context>
<context>
    <name>ScanView</name>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>More: cipher and block size</source>
        <translation>Mehr: Verschlüsselung und Blockgröße</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>What will not go</source>
        <translation>Was nicht mitgeht</translation>
    </message>
    <message>
        <source>order=4711, urgent=yes</source>
        <translation>auftrag=4711, eilig=ja</translation>
    </message>
    <message>
        <source>Don&apos;t ask for this queue</source>
        <translation>Bei dieser Warteschlange nicht fragen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add paused</source>
        <translation>Angehalten hinzufügen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>&amp;Name of this bundle</source>
        <translation>&amp;Name des Pakets</translation>
    </message>
    <message>
        <source>&amp;People</source>
        <translation>&amp;Personen</translation>
    </message>
    <message>
        <source>Cip&amp;her</source>
        <translation>&amp;Verschlüsselung</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Kompression</translation>
    </message>
    <message>
        <source>Speed &amp;limit</source>
        <translation>Tempo&amp;limit</translation>
    </message>
    <message>
        <source>&amp;Keep for</source>
        <translation>Auf&amp;bewahren</translation>
    </message>
    <message>
        <source>&amp;Block size</source>
        <translation>Block&amp;größe</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>No queue: choose people below</source>
        <translation>Keine Warteschlange: unten Personen wählen</translation>
    </message>
    <message>
        <source>Send to {queue}</source>
        <translation>Senden an {queue}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files, {size}</source>
        <translation>
            <numerusform>%Ln Datei, {size}</numerusform>
            <numerusform>%Ln Dateien, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>{facts} so far…</source>
        <translation>{facts} bisher…</translation>
    </message>
    <message>
        <source>{facts} so far. The rest is counted while it is sent.</source>
        <translation>{facts} bisher. Der Rest wird beim Senden gezählt.</translation>
    </message>
    <message>
        <source>{facts}; the first 1,000 are listed</source>
        <translation>{facts}; die ersten 1.000 sind aufgeführt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln will not go: {why}</source>
        <translation>
            <numerusform>%Ln geht nicht mit: {why}</numerusform>
            <numerusform>%Ln gehen nicht mit: {why}</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} und %n weiteres</numerusform>
            <numerusform>{name} und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>This queue is not there any more. Choose another one above.</source>
        <translation>Diese Warteschlange gibt es nicht mehr. Oben eine andere wählen.</translation>
    </message>
    <message>
        <source>There is no cluster to send through.</source>
        <translation>Es gibt keinen Cluster, über den gesendet werden kann.</translation>
    </message>
    <message>
        <source>Set one up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Nothing is left to send: tick at least one of them.</source>
        <translation>Es bleibt nichts zu senden: mindestens etwas ankreuzen.</translation>
    </message>
    <message>
        <source>Not encrypted: anyone who can read the topic on {cluster} can read these files.</source>
        <translation>Nicht verschlüsselt: Wer das Topic auf {cluster} lesen kann, kann diese Dateien lesen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} at the speed of the last send</source>
        <translation>etwa {time} im Tempo des letzten Sendens</translation>
    </message>
    <message>
        <source>about {time} at this limit</source>
        <translation>etwa {time} mit diesem Limit</translation>
    </message>
    <message>
        <source>kept until {date}</source>
        <translation>aufbewahrt bis {date}</translation>
    </message>
    <message>
        <source>kept as long as the cluster keeps it</source>
        <translation>aufbewahrt, solange der Cluster es behält</translation>
    </message>
    <message>
        <source>These files will not be encrypted: anyone who can read the topic can read them.</source>
        <translation>Diese Dateien werden nicht verschlüsselt: Wer das Topic lesen kann, kann sie lesen.</translation>
    </message>
    <message>
        <source>Send unencrypted</source>
        <translation>Unverschlüsselt senden</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Originals &amp;when stored</source>
        <translation>Originale, &amp;wenn gespeichert</translation>
    </message>
    <message>
        <source>The originals will be deleted once everything was read back from two copies, or all recipients have signed for it.</source>
        <translation>Die Originale werden gelöscht, sobald alles aus zwei Kopien zurückgelesen ist oder alle Empfänger den Erhalt signiert haben.</translation>
    </message>
    <message>
        <source>Send, then delete</source>
        <translation>Senden, dann löschen</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Sending {count} items to {queue}.</source>
        <translation>{count} Elemente werden an {queue} gesendet.</translation>
    </message>
    <message>
        <source>Sending &quot;{name}&quot; to {queue}.</source>
        <translation>„{name}“ wird an {queue} gesendet.</translation>
    </message>
    <message>
        <source>It begins in 8 seconds, because not everybody is verified or it is not encrypted.</source>
        <translation>Es beginnt in 8 Sekunden, weil nicht alle geprüft sind oder nicht verschlüsselt wird.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Nothing can be sent from here. {why}</source>
        <translation>Von hier lässt sich nichts senden. {why}</translation>
    </message>
    <message>
        <source>Send a folder</source>
        <translation>Ordner senden</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>My identity</source>
        <translation>Meine Identität</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>What is set up there</source>
        <translation>Was dort eingerichtet ist</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>What you typed here is not saved yet.</source>
        <translation>Das hier Eingegebene ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>Überwachte Ordner</translation>
    </message>
    <message>
        <source>Fetch rules</source>
        <translation>Holregeln</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Stationen</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>Share with</source>
        <translation>Teilen mit</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> und %n weitere</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{names} can be read by {people} now. Who is added can read it, too; nothing is sent again.</source>
        <translation>{names} ist jetzt für {people} lesbar. Wer dazukommt, kann es auch lesen; nichts wird noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>The cluster keeps it until {when}.</source>
        <translation>Bis {when} behält es der Cluster.</translation>
    </message>
    <message>
        <source>&amp;More people and teams</source>
        <translation>&amp;Weitere Personen und Teams</translation>
    </message>
    <message>
        <source>Shared with {names}. Nothing was sent again.</source>
        <translation>Geteilt mit {names}. Nichts wurde noch einmal gesendet.</translation>
    </message>
    <message>
        <source>{names} could read it already.</source>
        <translation>{names} konnte es schon lesen.</translation>
    </message>
</context>
<context>
    <name>StartBox</name>
    <message>
        <source>Start Towline when I sign in, hidden</source>
        <translation>Towline beim Anmelden starten, ohne Fenster</translation>
    </message>
</context>
<context>
    <name>StationsModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Backlog</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältestes</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>vor {time}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Joined, never heard of</source>
        <translation>Beigetreten, nie gehört</translation>
    </message>
    <message>
        <source>Silent for {time}</source>
        <translation>Still seit {time}</translation>
    </message>
    <message>
        <source>Behind for {time}</source>
        <translation>Im Rückstand seit {time}</translation>
    </message>
    <message>
        <source>All well</source>
        <translation>Alles gut</translation>
    </message>
    <message>
        <source>Its disk is full</source>
        <translation>Der Datenträger dort ist voll</translation>
    </message>
    <message>
        <source>A folder is not available there</source>
        <translation>Ein Ordner ist dort nicht verfügbar</translation>
    </message>
    <message>
        <source>A folder cannot be written to there</source>
        <translation>In einen Ordner dort kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The cluster does not allow it something</source>
        <translation>Der Cluster erlaubt ihr etwas nicht</translation>
    </message>
    <message>
        <source>The cluster did not accept its sign-in</source>
        <translation>Der Cluster nahm die Anmeldung nicht an</translation>
    </message>
    <message>
        <source>Its certificates do not fit the cluster&apos;s</source>
        <translation>Die Zertifikate passen nicht zu denen des Clusters</translation>
    </message>
    <message>
        <source>A topic is missing on its cluster</source>
        <translation>Auf dem Cluster fehlt ein Topic</translation>
    </message>
    <message>
        <source>Its clock is wrong</source>
        <translation>Die Uhr dort geht falsch</translation>
    </message>
    <message>
        <source>Its key is locked</source>
        <translation>Der Schlüssel dort ist gesperrt</translation>
    </message>
    <message>
        <source>A send takes longer than the cluster keeps it</source>
        <translation>Ein Versand dauert länger, als der Cluster ihn behält</translation>
    </message>
    <message>
        <source>It met a fault in Towline</source>
        <translation>Ein Fehler in Towline trat auf</translation>
    </message>
    <message>
        <source>Its last error: {word}</source>
        <translation>Letzter Fehler: {word}</translation>
    </message>
</context>
<context>
    <name>StationsPage</name>
    <message>
        <source>Stations</source>
        <translation>Stationen</translation>
    </message>
    <message>
        <source>Computers that joined a team of yours by invitation. Each tells only you how it is.</source>
        <translation>Computer, die einem Ihrer Teams per Einladung beitraten. Jeder sagt nur Ihnen, wie es ihm geht.</translation>
    </message>
    <message>
        <source>Only those that need care</source>
        <translation>Nur solche, die Hilfe brauchen</translation>
    </message>
    <message>
        <source>Save recovery file…</source>
        <translation>Wiederherstellungsdatei speichern…</translation>
    </message>
    <message>
        <source>For a computer that broke, if it gave you its key to keep</source>
        <translation>Für einen kaputten Computer, wenn er Ihnen seinen Schlüssel zum Verwahren gab</translation>
    </message>
    <message>
        <source>Saved {file}. Use it on that computer: My identity, Use a recovery file.</source>
        <translation>{file} gespeichert. Benutzen Sie sie auf jenem Computer: Meine Identität, Wiederherstellungsdatei benutzen.</translation>
    </message>
    <message>
        <source>No computer joined yet. Invite them on the page Teams.</source>
        <translation>Noch ist kein Computer beigetreten. Auf der Seite Teams einladen.</translation>
    </message>
    <message>
        <source>No computer needs care.</source>
        <translation>Kein Computer braucht Hilfe.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln computers</source>
        <translation>
            <numerusform>%Ln Computer</numerusform>
            <numerusform>%Ln Computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need care</source>
        <translation>
            <numerusform>%Ln braucht Hilfe</numerusform>
            <numerusform>%Ln brauchen Hilfe</numerusform>
        </translation>
    </message>
    <message>
        <source>none needs care</source>
        <translation>keiner braucht Hilfe</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>The last 10 minutes (Ctrl+G)</source>
        <translation>Die letzten 10 Minuten (Strg+G)</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
    <message>
        <source>{paused}, {left} left</source>
        <translation>{paused}, {left} übrig</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>{doing}, {left} left, about {time}</source>
        <translation>{doing}, noch {left}, etwa {time}</translation>
    </message>
    <message>
        <source>{doing}, {left} left</source>
        <translation>{doing}, noch {left}</translation>
    </message>
</context>
<context>
    <name>StoryModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Wie weiter</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Held up</source>
        <translation>Aufgehalten</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fault in Towline</source>
        <translation>Fehler in Towline</translation>
    </message>
    <message>
        <source>Went on</source>
        <translation>Weitergegangen</translation>
    </message>
    <message>
        <source>Started again</source>
        <translation>Neu begonnen</translation>
    </message>
    <message>
        <source>File changed</source>
        <translation>Datei geändert</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Am Ziel</translation>
    </message>
    <message>
        <source>Partly in place</source>
        <translation>Teilweise am Ziel</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Towline tries again by itself</source>
        <translation>Towline versucht es von selbst erneut</translation>
    </message>
    <message>
        <source>Goes on by itself once that is over</source>
        <translation>Geht von selbst weiter, sobald das vorbei ist</translation>
    </message>
    <message>
        <source>Goes on once you decide; see Needs you</source>
        <translation>Geht nach einer Antwort weiter; siehe Rückfragen</translation>
    </message>
    <message>
        <source>Stopped; you can retry</source>
        <translation>Beendet; kann wiederholt werden</translation>
    </message>
    <message>
        <source>Your files are untouched; please report it</source>
        <translation>Die Dateien sind unberührt; bitte melden</translation>
    </message>
</context>
<context>
    <name>StrangerCard</name>
    <message>
        <source>Somebody you have not accepted sent you something</source>
        <translation>Jemand, der noch nicht angenommen ist, hat etwas gesendet</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Nothing of it is opened before you accept them. Ask by phone or in person whether this fingerprint is theirs; anybody can call themselves by any name.</source>
        <translation>Nichts davon wird vor dem Annehmen geöffnet. Am Telefon oder persönlich fragen, ob dieser Fingerabdruck stimmt; jeder kann sich jeden Namen geben.</translation>
    </message>
    <message>
        <source>Add this person…</source>
        <translation>Person hinzufügen…</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Nothing of them is shown any more. It can be undone under People.</source>
        <translation>Von dort wird nichts mehr gezeigt. Unter Personen lässt es sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Your &amp;name for them:</source>
        <translation>Eigener &amp;Name dafür:</translation>
    </message>
    <message>
        <source>They call themselves “{name}”.</source>
        <translation>Eigene Angabe: „{name}“.</translation>
    </message>
</context>
<context>
    <name>TakingOver</name>
    <message>
        <source>The settings in {file} have this computer run programs:

{programs}

Take them over only if you know who wrote them.</source>
        <translation>Die Einstellungen in {file} lassen diesen Computer Programme starten:

{programs}

Nur übernehmen, wenn bekannt ist, wer sie geschrieben hat.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take nothing over</source>
        <translation>Nichts übernehmen</translation>
    </message>
    <message>
        <source>Took over the settings in {file}: {new} new, {same} as they were.</source>
        <translation>Einstellungen aus {file} übernommen: {new} neu, {same} wie vorher.</translation>
    </message>
    <message>
        <source>These settings are here already and differ from those in {file}: {names}.</source>
        <translation>Diese Einstellungen gibt es hier schon, und sie sind anders als in {file}: {names}.</translation>
    </message>
    <message>
        <source>Take the new ones</source>
        <translation>Neue übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Nothing was taken over from {file}.</source>
        <translation>Aus {file} wurde nichts übernommen.</translation>
    </message>
</context>
<context>
    <name>TeamsModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Members known</source>
        <translation>Bekannte Mitglieder</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Key number</source>
        <translation>Schlüsselnummer</translation>
    </message>
    <message>
        <source>nobody seen yet</source>
        <translation>noch niemand gesehen</translation>
    </message>
</context>
<context>
    <name>TeamsPage</name>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>A team is a key that several people have. Who has it can read everything sent to the team.</source>
        <translation>Ein Team ist ein Schlüssel, den mehrere haben. Wer ihn hat, kann alles lesen, was an das Team gesendet wird.</translation>
    </message>
    <message>
        <source>You have no teams yet. Make one, or import the key of one.</source>
        <translation>Noch keine Teams. Eines anlegen, oder den Schlüssel eines Teams importieren.</translation>
    </message>
    <message>
        <source>Name of the new team</source>
        <translation>Name des neuen Teams</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Import key…</source>
        <translation>Schlüssel importieren…</translation>
    </message>
    <message>
        <source>Export key…</source>
        <translation>Schlüssel exportieren…</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Schlüssel wechseln…</translation>
    </message>
    <message>
        <source>Made the team {name}. Export its key to those who are to read what is sent to it.</source>
        <translation>Das Team {name} ist angelegt. Den Schlüssel an alle exportieren, die mitlesen sollen.</translation>
    </message>
    <message>
        <source>Paste the key of a team; it begins with towline-team: and is one line.</source>
        <translation>Den Schlüssel eines Teams einfügen; er beginnt mit towline-team: und ist eine Zeile.</translation>
    </message>
    <message>
        <source>Import a team&apos;s key</source>
        <translation>Schlüssel eines Teams importieren</translation>
    </message>
    <message>
        <source>You can read what is sent to {name}, and send to it.</source>
        <translation>Was an {name} gesendet wird, ist nun hier lesbar; auch das Senden dorthin geht.</translation>
    </message>
    <message>
        <source>Who has the key of {name} can read everything sent to the team, also from before. Hand it over like a password.</source>
        <translation>Wer den Schlüssel von {name} hat, kann alles lesen, was an das Team gesendet wird und wurde. Wie ein Passwort übergeben.</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Save the key…</source>
        <translation>Schlüssel speichern…</translation>
    </message>
    <message>
        <source>The key is on the clipboard. Whoever pastes it has it.</source>
        <translation>Der Schlüssel ist in der Zwischenablage. Wer ihn einfügt, hat ihn.</translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Saved {file}. It holds a secret: hand it over like a password.</source>
        <translation>{file} ist gespeichert. Die Datei enthält ein Geheimnis: wie ein Passwort übergeben.</translation>
    </message>
    <message>
        <source>Change the key of {name}? What is sent from now on needs the new key. It is sealed to every member you know; others need it exported. What was sent before stays readable with the old one.</source>
        <translation>Den Schlüssel von {name} wechseln? Was ab jetzt gesendet wird, braucht den neuen. Er wird jedem bekannten Mitglied versiegelt; anderen müssen Sie ihn exportieren. Was vorher gesendet wurde, bleibt mit dem alten lesbar.</translation>
    </message>
    <message>
        <source>{name} has a new key. Whoever is not listed here needs it exported to read on.</source>
        <translation>{name} hat einen neuen Schlüssel. Wer hier nicht steht, braucht ihn exportiert, um weiter zu lesen.</translation>
    </message>
    <message>
        <source>New key of {name}</source>
        <translation>Neuer Schlüssel von {name}</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>Schlüssel behalten</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What is selected, or everything</source>
        <translation>Die Auswahl, oder alles</translation>
    </message>
    <message>
        <source>Files or a folder (Ctrl+O, Ctrl+Shift+O)</source>
        <translation>Dateien oder ein Ordner (Strg+O, Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>What is selected in the Inbox</source>
        <translation>Was im Eingang ausgewählt ist</translation>
    </message>
    <message>
        <source>All that failed, once more (Ctrl+Shift+R)</source>
        <translation>Alles Fehlgeschlagene noch einmal (Strg+Umschalt+R)</translation>
    </message>
    <message>
        <source>Find in this list</source>
        <translation>In dieser Liste suchen</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>Retry failed  {n}</source>
        <translation>Fehlgeschlagene wiederholen  {n}</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>TransferActs</name>
    <message>
        <source>Limit this one</source>
        <translation>Tempo limitieren</translation>
    </message>
    <message>
        <source>At most so many kB a second; 0 takes the limit off:</source>
        <translation>Höchstens so viele kB pro Sekunde; 0 hebt das Limit auf:</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel &quot;{name}&quot;?</source>
        <translation>„{name}“ abbrechen?</translation>
    </message>
    <message>
        <source>Cancel them</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n transfers?</source>
        <translation>
            <numerusform>%n Übertragung abbrechen?</numerusform>
            <numerusform>%n Übertragungen abbrechen?</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} is stored on the cluster already.</source>
        <translation>{size} davon liegen schon auf dem Cluster.</translation>
    </message>
    <message>
        <source>{size} was fetched already.</source>
        <translation>{size} davon sind schon geholt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message numerus="yes">
        <source>Take back %n bundles? Nobody can fetch them any more. Who has fetched files already keeps them.</source>
        <translation>
            <numerusform>%n Paket zurückziehen? Niemand kann es mehr holen. Wer Dateien schon geholt hat, behält sie.</numerusform>
            <numerusform>%n Pakete zurückziehen? Niemand kann sie mehr holen. Wer Dateien schon geholt hat, behält sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message numerus="yes">
        <source>Checked &quot;{name}&quot;: of {all} files, %n are not as their sender signed them. First: {path}.</source>
        <translation>
            <numerusform>„{name}“ geprüft: Von {all} Dateien ist %n nicht so, wie ihr Absender sie signiert hat. Die erste: {path}.</numerusform>
            <numerusform>„{name}“ geprüft: Von {all} Dateien sind %n nicht so, wie ihr Absender sie signiert hat. Die erste: {path}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked &quot;{name}&quot;: every file on disk is as its sender signed it.</source>
        <translation>„{name}“ geprüft: Jede Datei auf dem Datenträger ist so, wie ihr Absender sie signiert hat.</translation>
    </message>
</context>
<context>
    <name>TransfersModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Place in the order</source>
        <translation>Platz in der Reihenfolge</translation>
    </message>
    <message>
        <source>⇅</source>
        <translation>⇅</translation>
    </message>
    <message>
        <source>Sending or fetching</source>
        <translation>Senden oder Holen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Queue / From</source>
        <translation>An / Von</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Saved by compression</source>
        <translation>Durch Kompression gespart</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stored until</source>
        <translation>Gespeichert bis</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of each file</source>
        <translation>SHA-256 jeder Datei</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>To the cluster</source>
        <translation>Zum Cluster</translation>
    </message>
    <message>
        <source>To this computer</source>
        <translation>Zu diesem Computer</translation>
    </message>
    <message>
        <source>scanning</source>
        <translation>liest ein</translation>
    </message>
    <message>
        <source>{n} percent, {status}</source>
        <translation>{n} Prozent, {status}</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>von {name}</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Dateien werden eingelesen…</translation>
    </message>
    <message>
        <source>{group}   {n}</source>
        <translation>{group}   {n}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>TransfersPage</name>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>No transfer matches &apos;{text}&apos;.</source>
        <translation>Keine Übertragung passt zu „{text}“.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Nothing is on its way right now.</source>
        <translation>Gerade ist nichts unterwegs.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nichts wartet.</translation>
    </message>
    <message>
        <source>Nothing has failed.</source>
        <translation>Nichts ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing was completed today.</source>
        <translation>Heute wurde nichts fertig.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Nothing goes to {queue} right now.</source>
        <translation>An {queue} wird gerade nichts gesendet.</translation>
    </message>
    <message>
        <source>Show all queues</source>
        <translation>Alle Warteschlangen zeigen</translation>
    </message>
    <message>
        <source>Nothing is on its way there.</source>
        <translation>Dort ist nichts unterwegs.</translation>
    </message>
    <message>
        <source>Getting started</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Drop files on a queue at the left, or press Ctrl+O. The receiver need not be online.</source>
        <translation>Dateien links auf eine Warteschlange ziehen, oder Strg+O drücken. Der Empfänger muss nicht online sein.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n questions need you</source>
        <translation>
            <numerusform>%n Rückfrage wartet auf Sie</numerusform>
            <numerusform>%n Rückfragen warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>Open Towline</source>
        <translation>Towline öffnen</translation>
    </message>
    <message>
        <source>Send files…</source>
        <translation>Dateien senden…</translation>
    </message>
    <message>
        <source>Inbox ({n} new)</source>
        <translation>Eingang ({n} neu)</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Turtle</name>
    <message>
        <source>Speed limit: {state}. Right-click for more.</source>
        <translation>Tempolimit: {state}. Rechtsklick für mehr.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
</context>
<context>
    <name>UseRecovery</name>
    <message>
        <source>Use a recovery file</source>
        <translation>Wiederherstellungsdatei benutzen</translation>
    </message>
    <message>
        <source>The identity in this file takes the place of the one made here, if nobody was sent anything with it.</source>
        <translation>Die Identität in dieser Datei ersetzt die hier angelegte, sofern mit dieser noch nichts gesendet wurde.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Verify {name}</source>
        <translation>{name} prüfen</translation>
    </message>
    <message>
        <source>Compare with {name} by phone or in person, not by the same channel.</source>
        <translation>Mit {name} am Telefon oder persönlich vergleichen, nicht auf demselben Weg.</translation>
    </message>
    <message>
        <source>{name} reads out</source>
        <translation>{name} liest vor</translation>
    </message>
    <message>
        <source>You read out</source>
        <translation>Hier vorlesen</translation>
    </message>
    <message>
        <source>Copy mine</source>
        <translation>Meinen kopieren</translation>
    </message>
    <message>
        <source>their fingerprint or card, got by another way</source>
        <translation>Fingerabdruck oder Karte, auf anderem Weg erhalten</translation>
    </message>
    <message>
        <source>Paste theirs</source>
        <translation>Erhaltenen einfügen</translation>
    </message>
    <message>
        <source>Don&apos;t send</source>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Block {name}</source>
        <translation>{name} blockieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>They match</source>
        <translation>Sie stimmen überein</translation>
    </message>
    <message>
        <source>{name} is not among your people.</source>
        <translation>{name} steht nicht unter Personen.</translation>
    </message>
    <message>
        <source>Your fingerprint as a QR code</source>
        <translation>Eigener Fingerabdruck als QR-Code</translation>
    </message>
    <message>
        <source>{n} of 40 digits.</source>
        <translation>{n} von 40 Ziffern.</translation>
    </message>
    <message>
        <source>All 8 groups match: {name}&apos;s key is now verified.</source>
        <translation>Alle 8 Gruppen stimmen überein: Der Schlüssel von {name} ist jetzt geprüft.</translation>
    </message>
    <message>
        <source>They differ. Do not send. Either you have an old card or somebody is between you.</source>
        <translation>Sie sind verschieden. Nicht senden. Entweder ist die Karte alt, oder jemand sitzt dazwischen.</translation>
    </message>
</context>
<context>
    <name>WatchEditor</name>
    <message>
        <source>Watched folder &quot;{name}&quot;</source>
        <translation>Überwachter Ordner „{name}“</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner überwachen</translation>
    </message>
    <message>
        <source>For example: scans</source>
        <translation>Zum Beispiel: Scans</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>All files; or patterns like *.tif, *.pdf</source>
        <translation>Alle Dateien; oder Muster wie *.tif, *.pdf</translation>
    </message>
    <message>
        <source>Also what is in folders below</source>
        <translation>Auch, was in Unterordnern liegt</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Send them too</source>
        <translation>Auch senden</translation>
    </message>
    <message>
        <source>Only what is new or changes</source>
        <translation>Nur, was neu ist oder sich ändert</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>Who gets it, and how it is protected.</source>
        <translation>Wer es bekommt und wie es geschützt ist.</translation>
    </message>
    <message>
        <source>&amp;Only these files</source>
        <translation>Nur diese &amp;Dateien</translation>
    </message>
    <message>
        <source>With / for paths below the folder: reports/*.pdf</source>
        <translation>Mit / für Pfade unterhalb des Ordners: berichte/*.pdf</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>Aus&amp;lassen</translation>
    </message>
    <message>
        <source>Hidden files and links are never sent.</source>
        <translation>Versteckte Dateien und Verknüpfungen werden nie gesendet.</translation>
    </message>
    <message>
        <source>Se&amp;ttled after</source>
        <translation>&amp;Zur Ruhe gekommen nach</translation>
    </message>
    <message>
        <source>A file is sent once it stayed the same for so long.</source>
        <translation>Eine Datei wird gesendet, wenn sie so lange gleich blieb.</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Bündeln</translation>
    </message>
    <message>
        <source>A settled file waits at most so long for others close behind.</source>
        <translation>So lange wartet eine fertige Datei höchstens auf andere, die gleich folgen.</translation>
    </message>
    <message>
        <source>Not &amp;younger than</source>
        <translation>Nicht &amp;jünger als</translation>
    </message>
    <message>
        <source>Not ol&amp;der than</source>
        <translation>Nicht äl&amp;ter als</translation>
    </message>
    <message>
        <source>O&amp;riginals after sending</source>
        <translation>O&amp;riginale nach dem Senden</translation>
    </message>
    <message>
        <source>Files that are there already</source>
        <translation>Dateien, die schon da sind</translation>
    </message>
    <message>
        <source>Folder to watch</source>
        <translation>Zu überwachender Ordner</translation>
    </message>
    <message>
        <source>There is no queue yet. Make one first: it says who gets the files.</source>
        <translation>Es gibt noch keine Warteschlange. Zuerst eine anlegen: Sie sagt, wer die Dateien bekommt.</translation>
    </message>
    <message>
        <source>Choose the folder to watch.</source>
        <translation>Den Ordner auswählen, der überwacht werden soll.</translation>
    </message>
    <message>
        <source>Give the watched folder a name.</source>
        <translation>Dem überwachten Ordner einen Namen geben.</translation>
    </message>
    <message>
        <source>Another folder is watched under this name.</source>
        <translation>Unter diesem Namen wird schon ein anderer Ordner überwacht.</translation>
    </message>
    <message>
        <source>Choose a folder and a queue to see what would be sent.</source>
        <translation>Ordner und Warteschlange wählen, um zu sehen, was gesendet würde.</translation>
    </message>
    <message>
        <source>Nothing would be sent from here.</source>
        <translation>Von hier würde nichts gesendet.</translation>
    </message>
    <message>
        <source>Originals in this folder will be deleted once everything was read back from two copies, or all recipients have signed for it.</source>
        <translation>Originale in diesem Ordner werden gelöscht, sobald alles aus zwei Kopien zurückgelesen ist oder alle Empfänger den Erhalt signiert haben.</translation>
    </message>
    <message>
        <source>Save, and delete originals</source>
        <translation>Speichern und Originale löschen</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>WatchModel</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Zuletzt gesendet</translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message>
        <source>Watched folders</source>
        <translation>Überwachte Ordner</translation>
    </message>
    <message>
        <source>What stays the same in such a folder for a while is sent by itself, each version once.</source>
        <translation>Was in einem solchen Ordner eine Weile gleich bleibt, wird von selbst gesendet, jede Fassung einmal.</translation>
    </message>
    <message>
        <source>No folder is watched yet. Files are sent as soon as they have settled in one.</source>
        <translation>Noch wird kein Ordner überwacht. Dateien werden gesendet, sobald sie darin zur Ruhe gekommen sind.</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>Einen Ordner überwachen…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Watch no longer…</source>
        <translation>Nicht mehr überwachen…</translation>
    </message>
    <message>
        <source>Not sent from it: {what}.</source>
        <translation>Nicht gesendet: {what}.</translation>
    </message>
    <message>
        <source>Watch {folder} no longer? Nothing in it is touched, and what was sent stays.</source>
        <translation>{folder} nicht mehr überwachen? Darin wird nichts verändert, und was gesendet wurde, bleibt.</translation>
    </message>
    <message>
        <source>Keep watching</source>
        <translation>Weiter überwachen</translation>
    </message>
    <message>
        <source>Watch no longer</source>
        <translation>Nicht mehr überwachen</translation>
    </message>
    <message>
        <source>It is looked through at intervals, for its volume does not tell of changes.</source>
        <translation>Er wird regelmäßig durchgesehen, denn sein Datenträger meldet keine Änderungen.</translation>
    </message>
</context>
<context>
    <name>WeekGrid</name>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Arrow keys move, with Shift they select; Space paints, 1 is full, 2 limited, 3 paused.</source>
        <translation>Pfeiltasten bewegen, mit Umschalt wählen sie aus; die Leertaste malt, 1 ist voll, 2 limitiert, 3 angehalten.</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>limitiert</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{day} {begin} to {end}: {level}</source>
        <translation>{day} {begin} bis {end}: {level}</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>_Cluster</name>
    <message>
        <source>{name}: connected</source>
        <translation>{name}: verbunden</translation>
    </message>
    <message>
        <source>{name}: connecting</source>
        <translation>{name}: verbindet</translation>
    </message>
    <message>
        <source>{name}: slowed down by the cluster</source>
        <translation>{name}: vom Cluster gebremst</translation>
    </message>
    <message>
        <source>{name}: cannot be reached</source>
        <translation>{name}: nicht erreichbar</translation>
    </message>
    <message>
        <source>{name}: not in use</source>
        <translation>{name}: nicht benutzt</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>Hide this line</source>
        <translation>Diese Zeile ausblenden</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>_Picker</name>
    <message>
        <source>Find a person or a team</source>
        <translation>Person oder Team suchen</translation>
    </message>
    <message>
        <source>People and teams</source>
        <translation>Personen und Teams</translation>
    </message>
    <message>
        <source>You have nobody else to add. Add people in the settings.</source>
        <translation>Niemand mehr hinzuzufügen. Weitere Personen in den Einstellungen hinzufügen.</translation>
    </message>
</context>
<context>
    <name>_Travel</name>
    <message>
        <source>I have Kafka connection details</source>
        <translation>Ich habe Kafka-Verbindungsdaten</translation>
    </message>
    <message>
        <source>Just try it on this computer</source>
        <translation>Nur auf diesem Computer ausprobieren</translation>
    </message>
    <message>
        <source>You have already: {clusters}</source>
        <translation>Schon eingerichtet: {clusters}</translation>
    </message>
    <message>
        <source>Towline sends through a Kafka cluster that you and the others can reach.</source>
        <translation>Towline sendet über einen Kafka-Cluster, den alle Beteiligten erreichen.</translation>
    </message>
    <message>
        <source>Servers and a sign-in, from whoever runs your Kafka; a file or a text with them will do.</source>
        <translation>Server und Anmeldung, vom Betreiber des Kafka; eine Datei oder ein Text damit genügt.</translation>
    </message>
    <message>
        <source>A Kafka of your own, started with one click. Nobody else can receive from it.</source>
        <translation>Ein eigenes Kafka, mit einem Klick gestartet. Niemand sonst kann daraus empfangen.</translation>
    </message>
    <message>
        <source>I have an invitation file</source>
        <translation>Ich habe eine Einladungsdatei</translation>
    </message>
    <message>
        <source>Who gave it to you has set everything up; you choose a name for this computer.</source>
        <translation>Wer sie Ihnen gab, hat alles eingerichtet; Sie wählen einen Namen für diesen Computer.</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Invitation file</source>
        <translation>Einladungsdatei</translation>
    </message>
</context>
<context>
    <name>_Where</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Downloadordner</translation>
    </message>
    <message>
        <source>Ask me: what is sent to me waits in the Inbox</source>
        <translation>Mich fragen: was an mich gesendet wird, wartet im Eingang</translation>
    </message>
    <message>
        <source>Fetch by itself what verified people send</source>
        <translation>Von selbst holen, was geprüfte Personen senden</translation>
    </message>
    <message>
        <source>It is a fetch rule: change it under Fetch rules in the settings.</source>
        <translation>Das ist eine Holregel; ändern unter Holregeln in den Einstellungen.</translation>
    </message>
    <message>
        <source>Nothing is fetched before you say so.</source>
        <translation>Nichts wird geholt, bevor Sie es sagen.</translation>
    </message>
</context>
<context>
    <name>_Who</name>
    <message>
        <source>Save recovery file…</source>
        <translation>Wiederherstellungsdatei speichern…</translation>
    </message>
    <message>
        <source>Name others see</source>
        <translation>Name für andere</translation>
    </message>
    <message>
        <source>Your fingerprint</source>
        <translation>Eigener Fingerabdruck</translation>
    </message>
    <message>
        <source>It was made for you on this computer. Others compare it with what they see of you.</source>
        <translation>Er entstand auf diesem Computer. Andere vergleichen ihn mit dem, was sie sehen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Recovery file</source>
        <translation>Wiederherstellungsdatei</translation>
    </message>
    <message>
        <source>Last saved {when}.</source>
        <translation>Zuletzt {when} gespeichert.</translation>
    </message>
    <message>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation>Noch keine Wiederherstellungsdatei. Geht dieser Computer kaputt, sind noch nicht geholte Dateien verloren.</translation>
    </message>
</context>
</TS>
