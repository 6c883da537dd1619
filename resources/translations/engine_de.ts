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
        <translation>Empfänger müssen in dieser Zeit abholen.</translation>
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
        <translation>Eine kaputte Platte kann Gespeichertes verlieren; die Originale behalten.</translation>
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
        <source>Another key whose name looks like {name}.</source>
        <translation>Ein anderer Schlüssel, dessen Name wie {name} aussieht.</translation>
    </message>
    <message>
        <source>The topic of this bundle was made anew; ask its sender to send it again.</source>
        <translation>Das Topic dieses Pakets wurde neu angelegt; den Absender bitten, es noch einmal zu senden.</translation>
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
</TS>
