<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>errors</name>
    <message>
        <source>Add --replace to take the new ones.</source>
        <translation>Take the new ones, or keep those that are here.</translation>
    </message>
    <message>
        <source>See 'towline queue list' and 'towline people list'.</source>
        <translation>Choose another queue at the left, or make a new one.</translation>
    </message>
    <message>
        <source>See 'towline rule list'.</source>
        <translation>See Fetch rules in the settings.</translation>
    </message>
    <message>
        <source>See 'towline cluster list', or add it with 'towline cluster add'.</source>
        <translation>See Clusters in the settings; add it there if it is missing.</translation>
    </message>
    <message>
        <source>See 'towline status' for transfers and 'towline ls' for offers.</source>
        <translation>It may have left the lists meanwhile.</translation>
    </message>
    <message>
        <source>If that was a mistake, accept them again with 'towline people add'.</source>
        <translation>If that was a mistake, accept them again under People in the settings.</translation>
    </message>
    <message>
        <source>Add the sender with 'towline people add', then fetch again.</source>
        <translation>Add the sender in the Inbox, then fetch again.</translation>
    </message>
    <message>
        <source>It was not fetched; add --signed-only if that is as it should be.</source>
        <translation>It was not fetched; fetch it in the Inbox if that is as it should be.</translation>
    </message>
    <message>
        <source>Add it with 'towline cluster add', with the topic {topic}.</source>
        <translation>Add it under Clusters in the settings, with the topic {topic}.</translation>
    </message>
    <message>
        <source>Look for it with 'towline retry', or cancel it.</source>
        <translation>Look for it, or cancel it.</translation>
    </message>
    <message>
        <source>Look further with 'towline retry', or cancel it.</source>
        <translation>Look further, or cancel it.</translation>
    </message>
    <message>
        <source>Send it anyway with 'towline retry', or cancel it.</source>
        <translation>Send it anyway, or cancel it.</translation>
    </message>
    <message>
        <source>See 'towline log' for the reason, then share it again.</source>
        <translation>Its Attempts tell the reason; then share it again.</translation>
    </message>
    <message>
        <source>Make it with 'towline cluster test {cluster} --create', or ask its administrator.</source>
        <translation>Make it by a test of {cluster} in the settings, or ask its administrator.</translation>
    </message>
    <message>
        <source>Check the topics with 'towline cluster test', then retry.</source>
        <translation>Test the cluster in the settings, then retry.</translation>
    </message>
</context>
</TS>
