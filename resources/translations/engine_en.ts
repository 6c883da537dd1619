<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>window</name>
    <message>
        <source>Check its settings with 'towline config check', then retry.</source>
        <translation>Test it under Clusters in the settings, then retry.</translation>
    </message>
    <message>
        <source>Join a team by invitation, or make a recovery file: towline key backup FILE.</source>
        <translation>Join a team by invitation, or save a recovery file.</translation>
    </message>
    <message>
        <source>See 'towline key backups'.</source>
        <translation>Stations in the settings shows whose key is kept here.</translation>
    </message>
    <message>
        <source>Name a queue, or make one with 'towline queue add'.</source>
        <translation>Choose a queue at the left, or make a new one.</translation>
    </message>
    <message>
        <source>Add --credentials FILE.</source>
        <translation>Name the file there that has its password.</translation>
    </message>
    <message>
        <source>Change --max or --expires.</source>
        <translation>Change how many may join, or until when.</translation>
    </message>
    <message>
        <source>Set it again with 'towline cluster add'.</source>
        <translation>Set it again under Clusters in the settings.</translation>
    </message>
    <message>
        <source>See 'towline watch list'.</source>
        <translation>See Watched folders in the settings.</translation>
    </message>
    <message>
        <source>See 'towline invite list'.</source>
        <translation>See Stations in the settings.</translation>
    </message>
    <message>
        <source>You sign in with a certificate, which is not in it: say with --settings where each computer has its own.</source>
        <translation>You sign in with a certificate, which is not in it: each computer needs one of its own, set up there.</translation>
    </message>
    <message>
        <source>It holds your own sign-in as {user}: every computer that joins uses it. Better give each one its own, with --credentials.</source>
        <translation>It holds your own sign-in as {user}: every computer that joins uses it. Better give each one its own: name a password file when you invite.</translation>
    </message>
    <message>
        <source>Make one with 'towline queue add'.</source>
        <translation>Make a queue first.</translation>
    </message>
    <message>
        <source>Choose another one with --profile.</source>
        <translation>Start Towline with another profile.</translation>
    </message>
    <message>
        <source>Add one with 'towline cluster add'.</source>
        <translation>Add one under Clusters in the settings.</translation>
    </message>
</context>
</TS>
