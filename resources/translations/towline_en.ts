<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanning %n files</source>
        <translation>
            <numerusform>Scanning %n file</numerusform>
            <numerusform>Scanning %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In place but for %n files</source>
        <translation>
            <numerusform>In place but for %n file</numerusform>
            <numerusform>In place but for %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n h</source>
        <translation>
            <numerusform>Expires in %n h</numerusform>
            <numerusform>Expires in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln settled, waiting to be sent</source>
        <translation>
            <numerusform>%Ln settled, waiting to be sent</numerusform>
            <numerusform>%Ln settled, waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln files</source>
        <translation>
            <numerusform>Sending %Ln file</numerusform>
            <numerusform>Sending %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message numerus="yes">
        <source>%n questions selected</source>
        <translation>
            <numerusform>%n question selected</numerusform>
            <numerusform>%n questions selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%n transfers continue where they were.</source>
        <translation>
            <numerusform>%n transfer continues where it was.</numerusform>
            <numerusform>%n transfers continue where they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardCell</name>
    <message numerus="yes">
        <source>Drop to send %n items to {name}</source>
        <translation>
            <numerusform>Drop to send %n item to {name}</numerusform>
            <numerusform>Drop to send %n items to {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message numerus="yes">
        <source>%n sending</source>
        <translation>
            <numerusform>%n sending</numerusform>
            <numerusform>%n sending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trying again</source>
        <translation>
            <numerusform>%n trying again</numerusform>
            <numerusform>%n trying again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterImportDialog</name>
    <message numerus="yes">
        <source>%n lines are taken.</source>
        <translation>
            <numerusform>%n line is taken.</numerusform>
            <numerusform>%n lines are taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterTestView</name>
    <message numerus="yes">
        <source>The cluster can be used; %n things could be better.</source>
        <translation>
            <numerusform>The cluster can be used; %n thing could be better.</numerusform>
            <numerusform>The cluster can be used; %n things could be better.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContentModel</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContentPane</name>
    <message numerus="yes">
        <source>%n offers selected</source>
        <translation>
            <numerusform>%n offer selected</numerusform>
            <numerusform>%n offers selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match</source>
        <translation>
            <numerusform>%n matches</numerusform>
            <numerusform>%n match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetching %n files to {folder}.</source>
        <translation>
            <numerusform>Fetching %n file to {folder}.</numerusform>
            <numerusform>Fetching %n files to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetching %n offers to {folder}.</source>
        <translation>
            <numerusform>Fetching %n offer to {folder}.</numerusform>
            <numerusform>Fetching %n offers to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not encrypted: select each of them to fetch it.</source>
        <translation>
            <numerusform>%n is not encrypted: select it alone to fetch it.</numerusform>
            <numerusform>%n are not encrypted: select each of them to fetch it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message numerus="yes">
        <source>%n things do not work.</source>
        <translation>
            <numerusform>%n thing does not work.</numerusform>
            <numerusform>%n things do not work.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything works; %n things could be better.</source>
        <translation>
            <numerusform>Everything works; %n thing could be better.</numerusform>
            <numerusform>Everything works; %n things could be better.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GrantsDialog</name>
    <message numerus="yes">
        <source>%Ln of these waits for its cluster; it goes on by itself, also without this window.</source>
        <translation>
            <numerusform>%Ln of these waits for its cluster; it goes on by itself, also without this window.</numerusform>
            <numerusform>%Ln of these wait for their clusters; it goes on by itself, also without this window.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%n bundles are sent again.</source>
        <translation>
            <numerusform>%n bundle is sent again.</numerusform>
            <numerusform>%n bundles are sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundles are fetched again.</source>
        <translation>
            <numerusform>%n bundle is fetched again.</numerusform>
            <numerusform>%n bundles are fetched again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are in {file}.</source>
        <translation>
            <numerusform>%Ln row is in {file}.</numerusform>
            <numerusform>%Ln rows are in {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message numerus="yes">
        <source>Wrote {file}: it lets %Ln computers join until {date}. It holds a secret, hand it over like a password.</source>
        <translation>
            <numerusform>Wrote {file}: it lets %Ln computer join until {date}. It holds a secret, hand it over like a password.</numerusform>
            <numerusform>Wrote {file}: it lets %Ln computers join until {date}. It holds a secret, hand it over like a password.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepChoice</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n transfers go on when Towline starts again.</source>
        <translation>
            <numerusform>%n transfer goes on when Towline starts again.</numerusform>
            <numerusform>%n transfers go on when Towline starts again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message numerus="yes">
        <source>%n transfers are done.</source>
        <translation>
            <numerusform>%n transfer is done.</numerusform>
            <numerusform>%n transfers are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfers failed</source>
        <translation>
            <numerusform>%n transfer failed</numerusform>
            <numerusform>%n transfers failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundles are new in the inbox</source>
        <translation>
            <numerusform>%n bundle is new in the inbox</numerusform>
            <numerusform>%n bundles are new in the inbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfers are done</source>
        <translation>
            <numerusform>%n transfer is done</numerusform>
            <numerusform>%n transfers are done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleChips</name>
    <message numerus="yes">
        <source>At most %n people and teams get one bundle; more people are a team.</source>
        <translation>
            <numerusform>At most %n person or team gets one bundle; more people are a team.</numerusform>
            <numerusform>At most %n people and teams get one bundle; more people are a team.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message numerus="yes">
        <source>%Ln files would be sent</source>
        <translation>
            <numerusform>%Ln file would be sent</numerusform>
            <numerusform>%Ln files would be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueCards</name>
    <message numerus="yes">
        <source>%n open transfers go on.</source>
        <translation>
            <numerusform>%n open transfer goes on.</numerusform>
            <numerusform>%n open transfers go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message numerus="yes">
        <source>The names in %n bundles could not be read now.</source>
        <translation>
            <numerusform>The names in %n bundle could not be read now.</numerusform>
            <numerusform>The names in %n bundles could not be read now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveRecovery</name>
    <message numerus="yes">
        <source>At least %n characters; several words are easier to remember.</source>
        <translation>
            <numerusform>At least %n character; several words are easier to remember.</numerusform>
            <numerusform>At least %n characters; several words are easier to remember.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message numerus="yes">
        <source>%Ln files, {size}</source>
        <translation>
            <numerusform>%Ln file, {size}</numerusform>
            <numerusform>%Ln files, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln will not go: {why}</source>
        <translation>
            <numerusform>%Ln will not go: {why}</numerusform>
            <numerusform>%Ln will not go: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} and %n more</numerusform>
            <numerusform>{name} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StationsPage</name>
    <message numerus="yes">
        <source>%Ln computers</source>
        <translation>
            <numerusform>%Ln computer</numerusform>
            <numerusform>%Ln computers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need care</source>
        <translation>
            <numerusform>%Ln needs care</numerusform>
            <numerusform>%Ln need care</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferActs</name>
    <message numerus="yes">
        <source>Cancel %n transfers?</source>
        <translation>
            <numerusform>Cancel %n transfer?</numerusform>
            <numerusform>Cancel %n transfers?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n bundles? Nobody can fetch them any more. Who has fetched files already keeps them.</source>
        <translation>
            <numerusform>Take back %n bundle? Nobody can fetch it any more. Who has fetched files already keeps them.</numerusform>
            <numerusform>Take back %n bundles? Nobody can fetch them any more. Who has fetched files already keeps them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked &quot;{name}&quot;: of {all} files, %n are not as their sender signed them. First: {path}.</source>
        <translation>
            <numerusform>Checked &quot;{name}&quot;: of {all} files, %n is not as its sender signed it. First: {path}.</numerusform>
            <numerusform>Checked &quot;{name}&quot;: of {all} files, %n are not as their sender signed them. First: {path}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n questions need you</source>
        <translation>
            <numerusform>%n question needs you</numerusform>
            <numerusform>%n questions need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
</TS>
