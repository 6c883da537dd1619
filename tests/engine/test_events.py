"""What events.py promises of the form of events."""

from __future__ import annotations

import json

import pytest

from engine.events import About, NoTemplate, check_template, from_template, with_reference

ABOUT = About(
    reference="tl:c1/towline/ABC", id="ABC", title='a "quoted" {id}', queue="hq", cluster="prod", sender="Anna",
    size=1234, files=3, at=1_790_000_000.0, type="towline.bundle.stored", tags={"order": "4711"},
)  # fmt: skip


def test_the_plain_event_is_a_cloud_event_with_a_reference_and_no_name() -> None:
    body, headers = from_template("", ABOUT, "e1")
    event = json.loads(body)
    assert (event["specversion"], event["id"], event["type"]) == ("1.0", "e1", "towline.bundle.stored")
    assert event["dataref"] == ABOUT.reference
    assert event["time"] == "2026-09-21T14:13:20.000Z"
    assert event["data"] == {"size": 1234, "files": 3}
    assert "quoted" not in body.decode()
    assert dict(headers) == {
        "content-type": b"application/cloudevents+json; charset=UTF-8",
        "towline-ref": ABOUT.reference.encode(),
        "towline-event-id": b"e1",
    }


def test_a_template_is_filled_after_it_was_parsed() -> None:
    template = '{"type": "scan.ready", "subject": "{title}", "data": [{"n": "{files}", "o": "{tag:order}/{tag:x}"}]}'
    check_template(template)
    event = json.loads(from_template(template, ABOUT, "e1")[0])
    assert event["subject"] == 'a "quoted" {id}'
    assert event["data"] == [{"n": 3, "o": "4711/"}]
    assert event["type"] == "scan.ready"


@pytest.mark.parametrize(
    "template",
    [
        '{"type": ',
        "[]",
        '"x"',
        '{"a": "{nonsense}"}',
        '{"specversion": "0.3"}',
        "[" * 100_000,
        '{"a": ' * 40 + "1" + "}" * 40,
    ],
)
def test_a_template_that_makes_no_event_is_refused_with_a_sentence(template: str) -> None:
    with pytest.raises(NoTemplate) as met:
        check_template(template)
    assert met.value.what.endswith(".") and met.value.todo.endswith(".")


def test_binary_mode_gets_the_attribute_as_a_header() -> None:
    given = [("ce_type", "scan"), ("ce_id", "mine"), ("ce_dataref", "old")]
    body, headers = with_reference(b"\x00avro", given, "tl:r", "e1")
    assert body == b"\x00avro"
    assert dict(headers)["ce_dataref"] == b"tl:r" and len([n for n, _ in headers if n == "ce_dataref"]) == 1
    assert dict(headers)["towline-event-id"] == b"mine"
    assert dict(headers)["ce_specversion"] == b"1.0"


def test_structured_mode_gets_the_attribute_as_a_member() -> None:
    body, headers = with_reference(
        b'{"specversion": "1.0", "id": "mine", "type": "x", "dataref": "old"}', [], "tl:r", "e1"
    )
    assert json.loads(body) == {"specversion": "1.0", "id": "mine", "type": "x", "dataref": "tl:r"}
    assert dict(headers)["content-type"].startswith(b"application/cloudevents+json")
    assert dict(headers)["towline-event-id"] == b"mine"


@pytest.mark.parametrize("body", [b"any bytes \xff", b'{"no": "event"}', b""])
def test_other_bytes_stay_as_they_are(body: bytes) -> None:
    given, headers = with_reference(body, [("x", "1")], "tl:r", "e1")
    assert given == body
    assert dict(headers) == {"x": b"1", "towline-ref": b"tl:r", "towline-event-id": b"e1"}
