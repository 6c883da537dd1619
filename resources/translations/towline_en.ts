<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name></name>
    <message>
        <location filename="../../gui/help_texts.py" line="19"/>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/help_texts.py" line="36"/>
        <source>Who runs the Kafka cluster, or can read its topics, can see:

• that your key sends to certain keys, how much and when, and from which network address;
• your card: the name you gave yourself and your public key;
• the number and the sizes of sealed records, so about how large a bundle is.

They cannot see:

• what is in your files, their names, folders, titles, or how many files there are in a bundle;
• anything of a bundle afterwards, unless they have a recipient&apos;s private key.

They can delete records or keep them from you. Towline notices, says so, and sends again; nothing that was changed is ever put in place.

Queues marked “not encrypted” are the exception: there anyone who can read the topic can read the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/help_texts.py" line="51"/>
        <source>Towline {version}

Sends files of any size through Apache Kafka, end to end encrypted, to people who need not be online.

Licence: Apache License 2.0.

Built on: Qt {qt} through Qt for Python (LGPL 3; you may replace its libraries with your own), librdkafka through confluent-kafka (Apache 2.0), cryptography with OpenSSL (Apache 2.0 or BSD), zstandard (BSD), blake3 (CC0 or Apache 2.0), msgspec (BSD), keyring (MIT), platformdirs (MIT), segno (BSD), Open Sans (Apache 2.0).

Apache, Apache Kafka and Kafka are marks of The Apache Software Foundation, which does not endorse Towline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/help_texts.py" line="77"/>
        <source>What went wrong lately (look through it before you send it):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="103"/>
        <source>Send &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="104"/>
        <source>&amp;New queue…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="105"/>
        <source>&amp;Import cluster settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="106"/>
        <source>&amp;Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="107"/>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="108"/>
        <source>&amp;Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="109"/>
        <source>Copy &amp;path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="110"/>
        <source>Copy &amp;reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="111"/>
        <source>Copy S&amp;HA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="112"/>
        <source>P&amp;aste files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="113"/>
        <source>Select a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="114"/>
        <source>&amp;Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="115"/>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="116"/>
        <source>&amp;Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="117"/>
        <source>&amp;Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="118"/>
        <source>&amp;Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="119"/>
        <source>&amp;History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="120"/>
        <source>Next &amp;pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="121"/>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="122"/>
        <source>&amp;Columns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="123"/>
        <source>&amp;Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="124"/>
        <source>&amp;Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="125"/>
        <source>&amp;Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="126"/>
        <source>&amp;Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="127"/>
        <source>&amp;Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="128"/>
        <source>&amp;Refresh inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="129"/>
        <source>&amp;Start now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="130"/>
        <source>&amp;Pause or resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="131"/>
        <source>Pause &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="132"/>
        <source>Resume a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="133"/>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="134"/>
        <source>Retry all &amp;failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="135"/>
        <source>To the &amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="136"/>
        <source>&amp;Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="137"/>
        <source>&amp;Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="138"/>
        <source>To the &amp;bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="139"/>
        <source>&amp;Limit this one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="140"/>
        <source>Show in f&amp;older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="141"/>
        <source>Check on &amp;disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="142"/>
        <source>&amp;Withdraw…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="143"/>
        <source>&amp;Cancel…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="144"/>
        <source>Cancel without asking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="145"/>
        <source>Pr&amp;operties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="146"/>
        <source>&amp;Test connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="147"/>
        <source>Open the &amp;log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="148"/>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="149"/>
        <source>St&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="150"/>
        <source>&amp;Getting started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="151"/>
        <source>&amp;Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="152"/>
        <source>&amp;What the cluster can see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="153"/>
        <source>&amp;Report a problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="154"/>
        <source>&amp;About Towline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="100"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="101"/>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="102"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="103"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="104"/>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="105"/>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="106"/>
        <source>Available until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="65"/>
        <source>Team {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="67"/>
        <source>no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="67"/>
        <source>You have no key of the team {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="71"/>
        <source>Me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="75"/>
        <source>not one of your people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="75"/>
        <source>{name} is not one of your people.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="106"/>
        <source>blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="106"/>
        <source>{name} is blocked: nothing can be sent to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="108"/>
        <source>{name} revoked their key: nothing can be sent to it. Ask them for a new card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="109"/>
        <source>key revoked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="112"/>
        <source>check the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="115"/>
        <source>{name} is not verified: it could be somebody else&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recipients.py" line="116"/>
        <source>not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="122"/>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="286"/>
        <location filename="../../gui/settings_parts.py" line="289"/>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="291"/>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="295"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="384"/>
        <source>Fingerprint {digits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="472"/>
        <source>What you typed is not used yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="473"/>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_parts.py" line="474"/>
        <source>Close without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="40"/>
        <source>{n} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="56"/>
        <source>%n days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="106"/>
        <source>Scanning %n files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="108"/>
        <source>Retrying, try {try_}, next {next}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="110"/>
        <source>Retrying, try {try_}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="112"/>
        <source>Waiting: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="114"/>
        <source>Waiting ({place})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="116"/>
        <source>Needs you: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="116"/>
        <location filename="../../gui/words.py" line="208"/>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="118"/>
        <source>Failed: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="118"/>
        <location filename="../../gui/words.py" line="207"/>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="120"/>
        <source>Received by {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="122"/>
        <source>Stored until {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="124"/>
        <source>In place but for %n files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="126"/>
        <location filename="../../gui/words.py" line="200"/>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="126"/>
        <source>Fetching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="129"/>
        <location filename="../../gui/words.py" line="199"/>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="130"/>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="131"/>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="132"/>
        <source>Stored on the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="133"/>
        <location filename="../../gui/words.py" line="203"/>
        <source>In place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="134"/>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="135"/>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="177"/>
        <source>Signed, not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="184"/>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="185"/>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="186"/>
        <source>Fast (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="187"/>
        <source>Balanced (6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="188"/>
        <source>Small (19)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="201"/>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="202"/>
        <source>Offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="204"/>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="205"/>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="206"/>
        <source>No longer on the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="211"/>
        <source>{status}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="236"/>
        <source>Refused: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="236"/>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="238"/>
        <source>Withdrawn by sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="240"/>
        <source>Expired: ask for it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="242"/>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="244"/>
        <source>Fetching {part}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="246"/>
        <source>Partly on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="248"/>
        <source>Expires in %n h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="251"/>
        <source>Still arriving {part}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="252"/>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/words.py" line="252"/>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <location filename="../../gui/needs_page.py" line="287"/>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="288"/>
        <source>Only the fingerprint says who somebody is; compare it with them before you trust files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="291"/>
        <source>Your &amp;name for them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="293"/>
        <source>Add and &amp;verify…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="297"/>
        <source>&amp;Add without verifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="299"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdvancedPage</name>
    <message>
        <location filename="../../gui/advanced_page.py" line="76"/>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="80"/>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="81"/>
        <location filename="../../gui/advanced_page.py" line="82"/>
        <source>Profile folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="84"/>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="92"/>
        <location filename="../../gui/advanced_page.py" line="98"/>
        <source>Settings in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="96"/>
        <source>What an administrator or the environment set is marked by a lock and cannot be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="98"/>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="109"/>
        <source>Written to the standard output of the process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="110"/>
        <source>Written to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="111"/>
        <source>Written to {file} and to the standard output.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message numerus="yes">
        <location filename="../../gui/needs_page.py" line="240"/>
        <source>%n questions selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="241"/>
        <source>An answer is for all of them. Everything else goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="246"/>
        <source>They have no answer in common: answer each, or select fewer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlockChoice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="211"/>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="211"/>
        <location filename="../../gui/queue_choices.py" line="225"/>
        <source>Follows the speed of the link, 64 to 950 kB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="212"/>
        <source>For slow or shaky links: an interruption costs little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="213"/>
        <source>For fast links: fewer and larger records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="226"/>
        <source>This queue has a fixed size: change it there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardCell</name>
    <message numerus="yes">
        <location filename="../../gui/card_cell.py" line="72"/>
        <source>Drop to send %n items to {name}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <location filename="../../gui/card_dialog.py" line="44"/>
        <source>as on the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/card_dialog.py" line="50"/>
        <source>Your name for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/card_dialog.py" line="52"/>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/card_dialog.py" line="53"/>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/card_dialog.py" line="54"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message>
        <location filename="../../gui/queue_cards.py" line="346"/>
        <source>encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="346"/>
        <source>signed, not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/queue_cards.py" line="358"/>
        <source>%n sending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="360"/>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="364"/>
        <source>Offline, next try {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="364"/>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/queue_cards.py" line="368"/>
        <source>%n trying again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/queue_cards.py" line="370"/>
        <source>%Ln waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="372"/>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="373"/>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="96"/>
        <source>As it stands in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CipherChoice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="131"/>
        <source>Fast on computers with AES instructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="132"/>
        <source>For computers without AES instructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="133"/>
        <source>Tolerates nonce faults; slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="137"/>
        <source>Not encrypted: anyone who can read the topic can read the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="138"/>
        <source>Signed only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="165"/>
        <source>Fastest on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClusterForm</name>
    <message>
        <location filename="../../gui/cluster_form.py" line="92"/>
        <source>as you call it, for example prod-eu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="95"/>
        <source>Practice cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="102"/>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="103"/>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="104"/>
        <source>Sign-in without TLS (SASL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="105"/>
        <source>Sign-in with TLS (SASL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="110"/>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="113"/>
        <location filename="../../gui/cluster_form.py" line="114"/>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="115"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="116"/>
        <source>Bootstrap servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="117"/>
        <source>Security</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="120"/>
        <source>Sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="127"/>
        <source>Mechanism</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="128"/>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="129"/>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="132"/>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="133"/>
        <source>the ones this computer trusts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="134"/>
        <source>Must be the certificate&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="137"/>
        <location filename="../../gui/cluster_form.py" line="138"/>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="140"/>
        <source>Trusted CA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="141"/>
        <source>Host name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="142"/>
        <source>Your certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="143"/>
        <source>Your private key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="144"/>
        <source>Its password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="147"/>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="150"/>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="153"/>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="159"/>
        <location filename="../../gui/cluster_form.py" line="164"/>
        <source>Additional properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="162"/>
        <source>Group id prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="163"/>
        <source>One a line, with librdkafka&apos;s names: KEY=VALUE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="165"/>
        <source>Kafka knows no HTTP proxy: this computer must reach the brokers directly or through a VPN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="172"/>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="173"/>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="174"/>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="175"/>
        <location filename="../../gui/cluster_form.py" line="312"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="196"/>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="196"/>
        <source>Text from the import (PEM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="212"/>
        <source>Set in {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="246"/>
        <source>The name stays: queues and references use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="251"/>
        <source>kept in the vault; type to change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="302"/>
        <source>Files stay encrypted end to end; who listens on the way sees sizes and times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="303"/>
        <source>The password can be read on the way. Use TLS unless the network is yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="308"/>
        <source>Beside it: {catalog} (what is offered) and {receipts} (who received it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="312"/>
        <source>Save anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="314"/>
        <source>Not tested as it stands here. Saved anyway, Towline keeps trying.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="337"/>
        <source>Whoever runs it knows the bootstrap servers and how to sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="338"/>
        <source>The user is the API key, the password its secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="340"/>
        <source>Sign in by SCRAM or by certificate; IAM cannot be used. User and password stand in Secrets Manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="342"/>
        <source>The password is the whole connection string.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="343"/>
        <source>The page of the service has ca.pem, service.cert and service.key: choose them below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="344"/>
        <source>The user is made in the console, under Security.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="358"/>
        <source>Taken into the form. Test it, then save it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="414"/>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="433"/>
        <source>Remove {cluster} from this computer? Its password is forgotten; nothing on the cluster changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="437"/>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_form.py" line="438"/>
        <source>Remove it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClusterImportDialog</name>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="30"/>
        <source>Import cluster settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="37"/>
        <source>Paste a Java client.properties, librdkafka settings or the snippet of a cloud console, or choose a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="43"/>
        <location filename="../../gui/cluster_import_dialog.py" line="76"/>
        <source>Settings of another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="50"/>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="50"/>
        <source>What becomes of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="50"/>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="65"/>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="68"/>
        <source>Use these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="69"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="94"/>
        <source>taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="95"/>
        <source>cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_import_dialog.py" line="99"/>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/cluster_import_dialog.py" line="110"/>
        <source>%n lines are taken.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterPage</name>
    <message>
        <location filename="../../gui/cluster_page.py" line="40"/>
        <location filename="../../gui/cluster_page.py" line="46"/>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="48"/>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="49"/>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="68"/>
        <source>Files travel through a Kafka cluster. Add the one you were given, or try Towline on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="73"/>
        <source>Add a cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="74"/>
        <source>Use the practice cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="130"/>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="135"/>
        <source>Removed {cluster}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="177"/>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="177"/>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="177"/>
        <source>slowed down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="178"/>
        <source>not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="178"/>
        <source>not in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="184"/>
        <source>New cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="186"/>
        <source>Practice cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_page.py" line="188"/>
        <source>{cluster} (not saved)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClusterTestView</name>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="66"/>
        <source>Create them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="67"/>
        <source>Show the command for the administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="72"/>
        <source>Command for the administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="73"/>
        <source>Copy the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="74"/>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="107"/>
        <source>Testing {cluster} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="110"/>
        <location filename="../../gui/cluster_test_view.py" line="157"/>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="149"/>
        <source>Create them here, or give their administrator the command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="164"/>
        <source>The cluster cannot be used yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/cluster_test_view.py" line="166"/>
        <source>The cluster can be used; %n things could be better.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="168"/>
        <source>The cluster can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="193"/>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="193"/>
        <source>TCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="193"/>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="193"/>
        <source>Sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="194"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="194"/>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="194"/>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="195"/>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="195"/>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="195"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="195"/>
        <source>Keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="196"/>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="202"/>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="202"/>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="202"/>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/cluster_test_view.py" line="203"/>
        <source>not tried</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompressionChoice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="176"/>
        <source>Only where it saves something; harder on slow links.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="177"/>
        <source>For photos, videos and archives, which are compressed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="178"/>
        <source>Level 1: for fast links.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="179"/>
        <source>Level 6: a little slower, a little smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="180"/>
        <source>Level 19: as small as possible; much slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="183"/>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="184"/>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="185"/>
        <source>Fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="186"/>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="187"/>
        <source>Small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="193"/>
        <source>Level {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="202"/>
        <source>Saves about {part}, measured on a sample.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContentModel</name>
    <message numerus="yes">
        <location filename="../../gui/content_model.py" line="505"/>
        <source>%n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="506"/>
        <source>Still arriving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="506"/>
        <source>Left out by the sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="511"/>
        <source>ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="512"/>
        <source>partly ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="513"/>
        <source>not ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="515"/>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="515"/>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="516"/>
        <source>{name}, {what}, {tick}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="538"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="538"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="538"/>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_model.py" line="538"/>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContentPane</name>
    <message>
        <location filename="../../gui/content_pane.py" line="79"/>
        <source>Select an offer to see what is in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="90"/>
        <location filename="../../gui/content_pane.py" line="150"/>
        <source>Copy reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="91"/>
        <location filename="../../gui/content_pane.py" line="152"/>
        <location filename="../../gui/content_pane.py" line="255"/>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="98"/>
        <location filename="../../gui/content_pane.py" line="99"/>
        <source>Filter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="104"/>
        <location filename="../../gui/content_pane.py" line="276"/>
        <source>Tick all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="114"/>
        <source>Files of this offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="124"/>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="147"/>
        <source>Fetch a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="209"/>
        <source>%n offers selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="210"/>
        <source>{n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="212"/>
        <source>{files}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="221"/>
        <source>It was not opened. Tell {sender} by another way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="222"/>
        <source>{sender} took it back; it cannot be fetched any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="223"/>
        <source>The cluster does not keep it any more. Ask {sender} to send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="224"/>
        <source>The topic was made anew since. Ask {sender} to send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="226"/>
        <source>{status}. {more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="235"/>
        <source>from {sender}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="255"/>
        <source>Show again</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="265"/>
        <source>%n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="267"/>
        <source>%n match</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="269"/>
        <source>{n} read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="271"/>
        <source>{n} ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="274"/>
        <source>Untick these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="274"/>
        <source>Tick these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="276"/>
        <source>Tick none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="347"/>
        <source>Fetching all of it to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="351"/>
        <source>Fetching %n files to {folder}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/content_pane.py" line="358"/>
        <source>Reading the rest of the list, then fetching to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="376"/>
        <source>Fetching %n offers to {folder}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/content_pane.py" line="378"/>
        <source>%n are not encrypted: select each of them to fetch it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <location filename="../../gui/transfers_page.py" line="284"/>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="285"/>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="286"/>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="287"/>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="288"/>
        <source>Done today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="308"/>
        <source>Which transfers are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="334"/>
        <source>{chip} {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="337"/>
        <source>{chip} ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="351"/>
        <source>Group: {name} ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="351"/>
        <source>Group ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="367"/>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="368"/>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="369"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="370"/>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <location filename="../../gui/details_pane.py" line="91"/>
        <source>Close details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="92"/>
        <source>Close details (F4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="97"/>
        <location filename="../../gui/details_pane.py" line="98"/>
        <location filename="../../gui/details_pane.py" line="281"/>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="98"/>
        <location filename="../../gui/details_pane.py" line="114"/>
        <location filename="../../gui/details_pane.py" line="283"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="98"/>
        <location filename="../../gui/details_pane.py" line="116"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="98"/>
        <location filename="../../gui/details_pane.py" line="118"/>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="102"/>
        <source>Filter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="107"/>
        <location filename="../../gui/details_pane.py" line="361"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="282"/>
        <source>Select one transfer to see its files, people and attempts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="291"/>
        <source>Files {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="297"/>
        <source>to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="298"/>
        <source>from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/details_pane.py" line="299"/>
        <source>%n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="303"/>
        <source>{part} saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="305"/>
        <source>in flight {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="307"/>
        <source>nothing sent twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="309"/>
        <source>{size} sent twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="309"/>
        <source>{size} read twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="324"/>
        <source>No file matches &apos;{text}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="324"/>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="326"/>
        <source>The files are listed once they have been looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="330"/>
        <source>Nothing went wrong so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="336"/>
        <source>You fetched this; who else did is told only to its sender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="338"/>
        <source>Stored on the cluster. Nobody confirmed yet that it arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="339"/>
        <source>Who received it is shown once it is stored on the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_pane.py" line="363"/>
        <source>Copy SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <location filename="../../gui/entries_model.py" line="89"/>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="90"/>
        <source>Number in the bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="91"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="92"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="93"/>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="94"/>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="96"/>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="97"/>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/entries_model.py" line="99"/>
        <source>Kept here as</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <location filename="../../gui/details_facts.py" line="67"/>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="68"/>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="69"/>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="69"/>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="70"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="72"/>
        <source>Cipher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="73"/>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="74"/>
        <source>Speed limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="75"/>
        <source>Sent twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="75"/>
        <source>Read twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="76"/>
        <source>Key commitment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="77"/>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="78"/>
        <source>Sent from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="78"/>
        <source>Kept in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="79"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="80"/>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="81"/>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="82"/>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="83"/>
        <source>Stored until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="92"/>
        <source>{topic}, {n} partitions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="95"/>
        <source>{chunks} of up to {size}, {pages} pages of names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="101"/>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="102"/>
        <source>Chunks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="103"/>
        <source>Duplicates ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="104"/>
        <source>In flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="111"/>
        <source>saved {size} ({part})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_facts.py" line="114"/>
        <source>{kind}, {saved}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FetchBar</name>
    <message>
        <location filename="../../gui/fetch_bar.py" line="54"/>
        <source>Not encrypted: anyone who can read the topic can read this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="55"/>
        <source>Fetch it anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="57"/>
        <source>Fetch ticked to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="59"/>
        <location filename="../../gui/fetch_bar.py" line="114"/>
        <source>Tick files or folders first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="61"/>
        <source>Fetch a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="65"/>
        <source>Keep both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="66"/>
        <source>Replace it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="67"/>
        <source>Replace it if newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="68"/>
        <source>Skip it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="69"/>
        <source>Ask me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="72"/>
        <source>If a file exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="88"/>
        <source>If a file e&amp;xists:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="108"/>
        <source>To {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="137"/>
        <source>Downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="145"/>
        <source>Other folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/fetch_bar.py" line="153"/>
        <source>Fetch to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <location filename="../../gui/first_run.py" line="68"/>
        <source>Getting started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="74"/>
        <source>How do your files travel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="75"/>
        <source>Who are you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="76"/>
        <source>Where do incoming files go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="99"/>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="100"/>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="101"/>
        <location filename="../../gui/first_run.py" line="121"/>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="115"/>
        <source>Step {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="121"/>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <location filename="../../gui/queue_form.py" line="234"/>
        <source>What you changed here is not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_form.py" line="235"/>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_form.py" line="235"/>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <location filename="../../gui/general_page.py" line="24"/>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="27"/>
        <location filename="../../gui/general_page.py" line="36"/>
        <source>As this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="33"/>
        <source>The window speaks it when Towline starts the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="36"/>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="36"/>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="40"/>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="41"/>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="42"/>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="45"/>
        <source>Incoming files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="48"/>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="50"/>
        <location filename="../../gui/general_page.py" line="51"/>
        <location filename="../../gui/general_page.py" line="79"/>
        <source>Download folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="54"/>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="55"/>
        <source>What was sent and received stays in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/general_page.py" line="66"/>
        <source>Set in {place}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <location filename="../../gui/history_model.py" line="41"/>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="42"/>
        <source>⇅</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="42"/>
        <source>Sent or fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="43"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="44"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="45"/>
        <source>With</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="46"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="47"/>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="48"/>
        <source>Cipher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="50"/>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="51"/>
        <source>Saved by compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="52"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="53"/>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="55"/>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="57"/>
        <source>Stored until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="58"/>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="60"/>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="68"/>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_model.py" line="68"/>
        <source>Fetched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <location filename="../../gui/history_page.py" line="55"/>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="86"/>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="88"/>
        <source>All dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="89"/>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="90"/>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="91"/>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="92"/>
        <source>Last year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="97"/>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="223"/>
        <source>No transfer matches &apos;{text}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="224"/>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="226"/>
        <source>Nothing was sent or received in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="226"/>
        <source>Show all dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="228"/>
        <source>Nothing sent or received yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="242"/>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="243"/>
        <source>Download again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="245"/>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="246"/>
        <source>Receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="250"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/history_page.py" line="270"/>
        <source>%n bundles are sent again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/history_page.py" line="286"/>
        <source>%n bundles are fetched again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="301"/>
        <source>Export history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="304"/>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="304"/>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/history_page.py" line="315"/>
        <source>{n} rows are in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentityPage</name>
    <message>
        <location filename="../../gui/identity_page.py" line="40"/>
        <source>My identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="47"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="48"/>
        <location filename="../../gui/identity_page.py" line="49"/>
        <source>Name others see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="52"/>
        <source>Post-quantum hybrid (ML-KEM-768 + X25519)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="53"/>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="54"/>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="55"/>
        <source>Kept in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="57"/>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="58"/>
        <source>Others compare it with what they see of you, by phone or in person. It is no secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="62"/>
        <location filename="../../gui/identity_page.py" line="152"/>
        <source>Show QR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="66"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="72"/>
        <source>Recovery file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="74"/>
        <source>Save recovery file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="75"/>
        <source>Use a recovery file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="78"/>
        <source>My card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="79"/>
        <source>Give it to people who are to send you files. It is no secret; they compare your fingerprint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="80"/>
        <source>Copy my card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="81"/>
        <source>Save my card…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="111"/>
        <source>Your fingerprint as a QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="114"/>
        <source>The keyring of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="115"/>
        <source>A file that only you can read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="116"/>
        <source>A file locked by a passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="120"/>
        <source>Last saved {when}. It brings back what was made until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="124"/>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="142"/>
        <source>Saved. Others see the new name when they next read from the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="152"/>
        <source>Hide QR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="161"/>
        <source>Saved {file}. Keep it away from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="165"/>
        <source>Use a recovery file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="173"/>
        <source>You are again {fingerprint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="177"/>
        <source>Save my card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/identity_page.py" line="180"/>
        <source>Saved {file}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <location filename="../../gui/inbox_page.py" line="60"/>
        <source>Offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="194"/>
        <source>{clusters}: not connected; what was here before is still listed below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="197"/>
        <source>Not connected; what was here before is still listed below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="204"/>
        <source>No offer matches “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="204"/>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="206"/>
        <source>Nothing has been sent to you yet. Give people your card:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="206"/>
        <source>Copy my card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="208"/>
        <source>Nothing new. What was sent before stands under All.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="210"/>
        <source>Nothing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_page.py" line="264"/>
        <source>The folder {folder} is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeepChoice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="291"/>
        <source>As the cluster keeps it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="291"/>
        <source>The cluster decides; 7 days are usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="293"/>
        <source>Offered so long, unless the cluster drops it sooner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="301"/>
        <source>About {days} at the last send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/queue_choices.py" line="305"/>
        <source>%n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LimitChoice</name>
    <message>
        <location filename="../../gui/queue_choices.py" line="236"/>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="236"/>
        <source>As fast as the link and the cluster allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="275"/>
        <source>Nothing would be sent at this speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="275"/>
        <source>Choose a larger one, or no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_choices.py" line="279"/>
        <source>Never faster than this; leaves room for others on the line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../gui/main_window.py" line="112"/>
        <location filename="../../gui/main_window.py" line="330"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="113"/>
        <location filename="../../gui/main_window.py" line="326"/>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="131"/>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="143"/>
        <location filename="../../gui/main_window.py" line="398"/>
        <source>Send files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="149"/>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="151"/>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="155"/>
        <source>What is selected, or everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="156"/>
        <location filename="../../gui/main_window.py" line="319"/>
        <source>Retry failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="159"/>
        <source>Find in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="278"/>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="280"/>
        <source>What the cluster can see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="283"/>
        <source>About Towline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="310"/>
        <source>Transfers  {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="310"/>
        <source>Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="311"/>
        <source>Inbox  {n} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="311"/>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="312"/>
        <source>Needs you  {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="312"/>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="313"/>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="319"/>
        <source>Retry failed  {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="326"/>
        <source>Clusters   {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="330"/>
        <source>People   {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="405"/>
        <source>Send a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="475"/>
        <source>Starting the practice cluster; the first time Kafka is fetched (about 90 MB).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="477"/>
        <source>The practice cluster runs. It lasts until you stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="481"/>
        <source>The practice cluster was stopped. What it holds is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="490"/>
        <source>Report a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/main_window.py" line="504"/>
        <source>%n transfers continue where they were.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="505"/>
        <source>Pause them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="516"/>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="517"/>
        <source>Save recovery file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="527"/>
        <source>{why} Your work is safe; next try in {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="531"/>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="532"/>
        <source>Test connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="546"/>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/main_window.py" line="559"/>
        <source>%n transfers go on when Towline starts again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="560"/>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/main_window.py" line="560"/>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <location filename="../../gui/menus.py" line="76"/>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="79"/>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="82"/>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="84"/>
        <source>&amp;Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="87"/>
        <source>&amp;Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="89"/>
        <source>&amp;Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="92"/>
        <source>T&amp;ools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="93"/>
        <source>&amp;Practice cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="95"/>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/menus.py" line="102"/>
        <source>&amp;Send files…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NeedsPage</name>
    <message>
        <location filename="../../gui/needs_page.py" line="53"/>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="57"/>
        <source>Nothing needs you. Transfers go on by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/needs_page.py" line="172"/>
        <source>Fetch to another folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OffersModel</name>
    <message>
        <location filename="../../gui/offers_model.py" line="205"/>
        <source>{name}, verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="207"/>
        <source>{name}, not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/offers_model.py" line="219"/>
        <source>Unknown sender</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginsModel</name>
    <message>
        <location filename="../../gui/advanced_page.py" line="30"/>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="30"/>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="30"/>
        <source>Set in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="62"/>
        <source>built in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="65"/>
        <source>this profile, line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/advanced_page.py" line="66"/>
        <source>Set in {place}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <location filename="../../gui/passphrase.py" line="16"/>
        <source>Unlock Towline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleChips</name>
    <message>
        <location filename="../../gui/people_chips.py" line="49"/>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="52"/>
        <source>Add a person or a team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="82"/>
        <source>Nobody is chosen to get it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="82"/>
        <source>Add people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="87"/>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="89"/>
        <source>Verify…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/people_chips.py" line="92"/>
        <source>At most %n people and teams get one bundle; more people are a team.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <location filename="../../gui/details_lists.py" line="61"/>
        <location filename="../../gui/people_model.py" line="44"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="62"/>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="63"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="64"/>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="70"/>
        <source>Team {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="77"/>
        <source>Fetched and verified {at} (signed receipt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="78"/>
        <location filename="../../gui/details_lists.py" line="81"/>
        <source>Signed receipt of {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="80"/>
        <source>Partly fetched, last {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="82"/>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="89"/>
        <location filename="../../gui/people_model.py" line="163"/>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="90"/>
        <location filename="../../gui/people_model.py" line="163"/>
        <source>Not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="91"/>
        <source>Not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="92"/>
        <location filename="../../gui/people_model.py" line="163"/>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="93"/>
        <source>Revoked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="94"/>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="44"/>
        <source>They call themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="44"/>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="45"/>
        <source>Trust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="45"/>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="45"/>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="45"/>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="159"/>
        <source>KEY CHANGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="161"/>
        <source>Verified {date} by comparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="164"/>
        <source>Revoked: do not use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="164"/>
        <source>Not added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_model.py" line="176"/>
        <source>{when}, {ago} ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <location filename="../../gui/people_page.py" line="29"/>
        <location filename="../../gui/people_page.py" line="43"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="31"/>
        <source>Compare fingerprints before you send something that matters: then the key is theirs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="55"/>
        <location filename="../../gui/people_page.py" line="81"/>
        <source>Add from cluster…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="56"/>
        <location filename="../../gui/people_page.py" line="82"/>
        <source>Add from file or text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="57"/>
        <source>Verify…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="58"/>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="59"/>
        <location filename="../../gui/people_page.py" line="175"/>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="77"/>
        <source>You have no people yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="171"/>
        <source>Block {name}? Nothing of theirs is shown or fetched any more, and nothing is sent to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="174"/>
        <source>Don&apos;t block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="193"/>
        <source>Paste the card that they gave you; it begins with towline-card: and is one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="196"/>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_page.py" line="208"/>
        <source>Added {name}, not verified yet. Compare fingerprints before you send something that matters.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacesList</name>
    <message>
        <location filename="../../gui/inbox_places.py" line="194"/>
        <source>Groups of the inbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacesModel</name>
    <message>
        <location filename="../../gui/inbox_places.py" line="80"/>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="81"/>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="85"/>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="94"/>
        <source>{n} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="103"/>
        <source>Unknown senders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="110"/>
        <source>Hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="117"/>
        <source>Not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/inbox_places.py" line="118"/>
        <source>Seen {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <location filename="../../gui/practice_page.py" line="77"/>
        <source>Practice cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="79"/>
        <source>A real Kafka on this computer, to try things out. It downloads about 90 MB once and uses about 330 MB of memory while it is on. Nobody else can receive from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="90"/>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="91"/>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="101"/>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="115"/>
        <source>Starting; the first time Kafka is fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="126"/>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="155"/>
        <location filename="../../gui/practice_page.py" line="165"/>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="162"/>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="163"/>
        <source>At {address}, on until you stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/practice_page.py" line="167"/>
        <source>What was sent through it is kept for the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PublishedDialog</name>
    <message>
        <location filename="../../gui/published_dialog.py" line="22"/>
        <source>Add people from the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="26"/>
        <source>Anybody who may write to the cluster can publish a card under any name: compare fingerprints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="29"/>
        <location filename="../../gui/published_dialog.py" line="30"/>
        <source>Find a name or digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="40"/>
        <source>Published cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="49"/>
        <source>No cards besides those you have. People publish theirs when they first send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="55"/>
        <source>Your name for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="56"/>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/published_dialog.py" line="61"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionCell</name>
    <message>
        <location filename="../../gui/questions_list.py" line="33"/>
        <source>Answer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/questions_list.py" line="83"/>
        <source>For all of them:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionsModel</name>
    <message>
        <location filename="../../gui/questions_model.py" line="133"/>
        <source>Answered: {answer}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueCards</name>
    <message>
        <location filename="../../gui/queue_cards.py" line="78"/>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="124"/>
        <source>Send files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="125"/>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="128"/>
        <source>Pause all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="132"/>
        <source>Resume all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="136"/>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/queue_cards.py" line="141"/>
        <source>%n open transfers go on.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="142"/>
        <source>Remove the queue &quot;{name}&quot;? What was sent stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="144"/>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="144"/>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="155"/>
        <source>It was not removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="157"/>
        <source>It was not removed: an administrator of this computer set it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="160"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="165"/>
        <source>+ New queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="167"/>
        <location filename="../../gui/queue_cards.py" line="178"/>
        <source>New queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="171"/>
        <source>SEND TO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_cards.py" line="177"/>
        <source>A queue says who gets your files and how they are protected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueEditor</name>
    <message>
        <location filename="../../gui/queue_editor.py" line="62"/>
        <source>Queue &quot;{name}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="62"/>
        <source>New queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="79"/>
        <source>For example: Plant HQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="87"/>
        <source>Send at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="88"/>
        <source>Ask before sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="91"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="93"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="105"/>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="106"/>
        <source>C&amp;luster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="107"/>
        <source>&amp;People and teams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="116"/>
        <source>Cip&amp;her</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="117"/>
        <source>&amp;Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="118"/>
        <source>Speed l&amp;imit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="119"/>
        <source>&amp;Keep for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="120"/>
        <source>&amp;Block size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="121"/>
        <source>When files are dropped on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="140"/>
        <source>Practice cluster on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="185"/>
        <source>There is no cluster but the one for practice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="186"/>
        <source>Set one up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="193"/>
        <source>Give the queue a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_editor.py" line="199"/>
        <source>There is another queue of this name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueTest</name>
    <message>
        <location filename="../../gui/queue_test.py" line="53"/>
        <location filename="../../gui/queue_test.py" line="163"/>
        <source>Test this queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="56"/>
        <source>Sends 100 kB to yourself through it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="81"/>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="91"/>
        <source>Stop the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="124"/>
        <source>Taken by the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="136"/>
        <source>Sealed and sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="137"/>
        <source>Stored on {cluster}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="147"/>
        <source>File read, connected to {cluster}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/queue_test.py" line="178"/>
        <source>{n} ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RateGraph</name>
    <message>
        <location filename="../../gui/graph.py" line="27"/>
        <source>The last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/graph.py" line="55"/>
        <source>Up {up}    Down {down}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/graph.py" line="60"/>
        <source>10 minutes ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/graph.py" line="61"/>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveRecovery</name>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="35"/>
        <location filename="../../gui/recovery_dialog.py" line="70"/>
        <source>Save recovery file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="40"/>
        <source>With this file and its passphrase you are yourself again on another computer: whoever has both can read what is sent to you. Keep it away from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="48"/>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="49"/>
        <source>Once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="50"/>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="53"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/recovery_dialog.py" line="63"/>
        <source>At least %n characters; several words are easier to remember.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="65"/>
        <source>The two are different.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanModel</name>
    <message>
        <location filename="../../gui/scan_list.py" line="92"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/scan_list.py" line="92"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/scan_list.py" line="92"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/scan_list.py" line="117"/>
        <source>stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/scan_list.py" line="117"/>
        <source>goes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanView</name>
    <message>
        <location filename="../../gui/scan_list.py" line="143"/>
        <source>What is sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <location filename="../../gui/send_dialog.py" line="124"/>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="130"/>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="132"/>
        <location filename="../../gui/send_dialog.py" line="348"/>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="135"/>
        <source>What will not go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="147"/>
        <source>Don&apos;t ask for this queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="148"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="149"/>
        <source>Add paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="150"/>
        <location filename="../../gui/send_dialog.py" line="250"/>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="162"/>
        <source>Send to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="180"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="181"/>
        <source>&amp;Name of this bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="182"/>
        <source>&amp;People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="184"/>
        <source>Cip&amp;her</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="185"/>
        <source>&amp;Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="186"/>
        <source>Speed &amp;limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="187"/>
        <source>&amp;Keep for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="188"/>
        <source>&amp;Block size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="229"/>
        <source>No queue: choose people below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="250"/>
        <source>Send to {queue}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/send_dialog.py" line="326"/>
        <source>%Ln files, {size}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="328"/>
        <source>{facts} so far…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="330"/>
        <source>{facts} so far. The rest is counted while it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="332"/>
        <source>{facts}; the first 1,000 are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/send_dialog.py" line="341"/>
        <source>%Ln will not go: {why}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="348"/>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/send_dialog.py" line="360"/>
        <source>{name} and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="384"/>
        <source>This queue is not there any more. Choose another one above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="386"/>
        <source>There is no cluster to send through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="387"/>
        <source>Set one up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="390"/>
        <source>Nothing is left to send: tick at least one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="394"/>
        <source>Not encrypted: anyone who can read the topic on {cluster} can read these files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/send_dialog.py" line="406"/>
        <source>%Ln files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="409"/>
        <source>about {time} at the speed of the last send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="411"/>
        <source>about {time} at this limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="415"/>
        <source>kept until {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="417"/>
        <source>kept as long as the cluster keeps it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="440"/>
        <source>These files will not be encrypted: anyone who can read the topic can read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="442"/>
        <source>Send unencrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/send_dialog.py" line="442"/>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <location filename="../../gui/sending.py" line="75"/>
        <source>Sending {count} items to {queue}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/sending.py" line="77"/>
        <source>Sending &quot;{name}&quot; to {queue}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/sending.py" line="79"/>
        <source>It begins in 8 seconds, because not everybody is verified or it is not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/sending.py" line="96"/>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/sending.py" line="96"/>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <location filename="../../gui/settings_window.py" line="32"/>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="47"/>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="47"/>
        <source>My identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="47"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="47"/>
        <source>Teams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="47"/>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="48"/>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="54"/>
        <source>Pages of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/settings_window.py" line="114"/>
        <source>What you typed here is not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <location filename="../../gui/status_bar.py" line="43"/>
        <source>The last 10 minutes (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="96"/>
        <source>{size} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="106"/>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="112"/>
        <source>{running} running, {left} left, about {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="115"/>
        <source>{running} running, {left} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="116"/>
        <source>{open} waiting, {left} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoryModel</name>
    <message>
        <location filename="../../gui/details_lists.py" line="108"/>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="109"/>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="110"/>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="112"/>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="125"/>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="126"/>
        <source>Held up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="127"/>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="128"/>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="129"/>
        <source>Fault in Towline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="130"/>
        <source>Went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="131"/>
        <source>Started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="132"/>
        <source>File changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="133"/>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="134"/>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="135"/>
        <source>In place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="136"/>
        <source>Partly in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="137"/>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="138"/>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="140"/>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="145"/>
        <source>Towline tries again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="146"/>
        <source>Goes on by itself once that is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="147"/>
        <source>Goes on once you decide; see Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="148"/>
        <source>Stopped; you can retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/details_lists.py" line="149"/>
        <source>Your files are untouched; please report it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StrangerCard</name>
    <message>
        <location filename="../../gui/stranger_card.py" line="29"/>
        <source>Somebody you have not accepted sent you something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="35"/>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="38"/>
        <source>Nothing of it is opened before you accept them. Ask by phone or in person whether this fingerprint is theirs; anybody can call themselves by any name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="43"/>
        <source>Add this person…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="45"/>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="47"/>
        <source>Nothing of them is shown any more. It can be undone under People.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="52"/>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="55"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="62"/>
        <source>Your &amp;name for them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/stranger_card.py" line="85"/>
        <source>They call themselves “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeamsModel</name>
    <message>
        <location filename="../../gui/teams_page.py" line="28"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="28"/>
        <source>Members known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="28"/>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="28"/>
        <source>Key number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="65"/>
        <source>nobody seen yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeamsPage</name>
    <message>
        <location filename="../../gui/teams_page.py" line="76"/>
        <location filename="../../gui/teams_page.py" line="88"/>
        <source>Teams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="78"/>
        <source>A team is a key that several people have. Who has it can read everything sent to the team.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="95"/>
        <source>You have no teams yet. Make one, or import the key of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="102"/>
        <location filename="../../gui/teams_page.py" line="103"/>
        <source>Name of the new team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="104"/>
        <source>Make it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="108"/>
        <location filename="../../gui/teams_page.py" line="217"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="113"/>
        <source>New…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="114"/>
        <source>Import key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="115"/>
        <source>Export key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="116"/>
        <source>Change key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="179"/>
        <source>Made the team {name}. Export its key to those who are to read what is sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="191"/>
        <source>Paste the key of a team; it begins with towline-team: and is one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="193"/>
        <source>Import a team&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="201"/>
        <source>You can read what is sent to {name}, and send to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="212"/>
        <source>Who has the key of {name} can read everything sent to the team, also from before. Hand it over like a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="218"/>
        <source>Copy the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="219"/>
        <source>Save the key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="227"/>
        <source>The key is on the clipboard. Whoever pastes it has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="232"/>
        <source>Save the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="236"/>
        <source>Saved {file}. It holds a secret: hand it over like a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="250"/>
        <source>Change the key of {name}? What is sent from now on needs the new key: export it to everybody who is to read on. What was sent before stays readable with the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="255"/>
        <source>Keep the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="256"/>
        <source>Change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/teams_page.py" line="264"/>
        <source>{name} has a new key. Export it to everybody who is to read on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferActs</name>
    <message>
        <location filename="../../gui/transfer_acts.py" line="85"/>
        <source>Limit this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="86"/>
        <source>At most so many kB a second; 0 takes the limit off:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="110"/>
        <source>Cancel &quot;{name}&quot;? {size} of it are stored already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="112"/>
        <source>Cancel {count} transfers? {size} of them are stored already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="115"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="115"/>
        <source>Cancel it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="115"/>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/transfer_acts.py" line="122"/>
        <source>Take back %n bundles? Nobody can fetch them any more. Who has fetched files already keeps them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="131"/>
        <source>Withdraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="131"/>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="147"/>
        <source>Checked &quot;{name}&quot;: {wrong} of {all} files are not as their sender signed them. First: {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfer_acts.py" line="152"/>
        <source>Checked &quot;{name}&quot;: every file on disk is as its sender signed it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransfersModel</name>
    <message>
        <location filename="../../gui/transfers_model.py" line="82"/>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="83"/>
        <source>Place in the order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="84"/>
        <source>⇅</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="84"/>
        <source>Sending or fetching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="85"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="86"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="87"/>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="88"/>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="89"/>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="90"/>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="91"/>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="92"/>
        <source>Queue / From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="93"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="94"/>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="96"/>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="98"/>
        <source>Cipher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="100"/>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="102"/>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="103"/>
        <source>Saved by compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="104"/>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="106"/>
        <source>Next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="108"/>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="109"/>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="111"/>
        <source>Stored until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="113"/>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="115"/>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="115"/>
        <source>SHA-256 of each file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="116"/>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="151"/>
        <source>To the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="151"/>
        <source>To this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="157"/>
        <source>scanning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="159"/>
        <source>{n} percent, {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="184"/>
        <location filename="../../gui/transfers_model.py" line="375"/>
        <source>from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="212"/>
        <source>Reading the files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="376"/>
        <source>{group}   {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="381"/>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_model.py" line="381"/>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransfersPage</name>
    <message>
        <location filename="../../gui/transfers_page.py" line="55"/>
        <source>Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="220"/>
        <source>No transfer matches &apos;{text}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="221"/>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="224"/>
        <source>Nothing is on its way right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="225"/>
        <source>Nothing waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="226"/>
        <source>Nothing has failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="227"/>
        <source>Nothing was completed today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="229"/>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="231"/>
        <source>Nothing goes to {queue} right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="232"/>
        <source>Show all queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/transfers_page.py" line="235"/>
        <source>Drop files on a queue at the left, or press Ctrl+O. The receiver need not be online.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UseRecovery</name>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="98"/>
        <source>Use a recovery file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="104"/>
        <source>The identity in this file takes the place of the one made here, if nobody was sent anything with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="109"/>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="110"/>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="111"/>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/recovery_dialog.py" line="115"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <location filename="../../gui/verify_dialog.py" line="36"/>
        <source>Verify {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="44"/>
        <source>Compare with {name} by phone or in person, not by the same channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="51"/>
        <source>{name} reads out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="52"/>
        <source>You read out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="71"/>
        <source>Copy mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="85"/>
        <source>their fingerprint or card, got by another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="88"/>
        <source>Paste theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="92"/>
        <source>Don&apos;t send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="93"/>
        <source>Block {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="94"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="95"/>
        <source>They match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="107"/>
        <source>{name} is not among your people.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="116"/>
        <source>Your fingerprint as a QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="147"/>
        <source>{n} of 40 digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="169"/>
        <source>All 8 groups match: {name}&apos;s key is now verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/verify_dialog.py" line="182"/>
        <source>They differ. Do not send. Either you have an old card or somebody is between you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <location filename="../../gui/people_chips.py" line="167"/>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Cluster</name>
    <message>
        <location filename="../../gui/status_bar.py" line="132"/>
        <source>{name}: connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="133"/>
        <source>{name}: connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="134"/>
        <source>{name}: slowed down by the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="135"/>
        <source>{name}: cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/status_bar.py" line="136"/>
        <source>{name}: not in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <location filename="../../gui/strip.py" line="116"/>
        <source>Hide this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/strip.py" line="117"/>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Picker</name>
    <message>
        <location filename="../../gui/people_chips.py" line="191"/>
        <source>Find a person or a team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="194"/>
        <source>People and teams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/people_chips.py" line="199"/>
        <source>You have nobody else to add. Add people in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Travel</name>
    <message>
        <location filename="../../gui/first_run.py" line="165"/>
        <source>I have Kafka connection details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="166"/>
        <source>Just try it on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="171"/>
        <source>You have already: {clusters}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="178"/>
        <source>Towline sends through a Kafka cluster that you and the others can reach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="181"/>
        <source>Servers and a sign-in, from whoever runs your Kafka; a file or a text with them will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="184"/>
        <source>A Kafka of your own, started with one click. Nobody else can receive from it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Where</name>
    <message>
        <location filename="../../gui/first_run.py" line="292"/>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="294"/>
        <location filename="../../gui/first_run.py" line="295"/>
        <location filename="../../gui/first_run.py" line="309"/>
        <source>Download folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="296"/>
        <source>What is sent to you waits in the Inbox. Nothing is fetched before you say so.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Who</name>
    <message>
        <location filename="../../gui/first_run.py" line="229"/>
        <source>Save recovery file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="231"/>
        <source>Name others see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="232"/>
        <source>Your fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="233"/>
        <source>It was made for you on this computer. Others compare it with what they see of you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="234"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="236"/>
        <source>Recovery file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="252"/>
        <source>Last saved {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../gui/first_run.py" line="255"/>
        <source>No recovery file yet. If this computer breaks, files not fetched yet are lost for you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
