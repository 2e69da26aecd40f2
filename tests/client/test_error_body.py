"""What the body of an error says, wherever a server puts it."""

from __future__ import annotations

from typing import Any

import pytest

from comm100._error_body import read_error, read_problem


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ('{"code": 400000, "message": "Bad."}', 400000, "Bad."),
        ('{"Code": "400000", "Message": "Bad."}', 400000, "Bad."),
        ('{"Message": "Bad."}', None, "Bad."),
        ('{"ErrorMessage": "Bad."}', None, "Bad."),
        ('{"errorMessage": "Bad."}', None, "Bad."),
        ('{"error": "invalid_request", "error_description": "Bad."}', None, "Bad."),
        ('{"code": true, "message": 7}', None, None),
        # Where the errors of other APIs say it.
        ('{"error": {"code": 400, "message": "Bad.", "status": "INVALID"}}', 400, "Bad."),
        ('{"error": {"message": "Bad.", "type": "card_error", "code": "declined"}}', None, "Bad."),
        ('{"errors": [{"code": "7", "title": "No", "detail": "Bad."}, {"message": "Worse."}]}', 7, "Bad.; Worse."),
        ('{"errors": ["Bad.", "", "Worse."]}', None, "Bad.; Worse."),
        ('{"errors": [1, 2, null, [], {}, "Sixth."]}', None, None),
        (
            '{"errors": {"email": ["is taken", "is short"], "name": "is bad", "n": 1}}',
            None,
            "email: is taken; email: is short; name: is bad",
        ),
        ('{"detail": [{"loc": ["body", "id"], "msg": "Field required", "type": "missing"}]}', None, "Field required"),
        ('{"fault": {"faultstring": "Bad.", "detail": {"code": 5}}}', 5, "Bad."),
        ('{"errorCode": "E1", "errorSummary": "Bad.", "errorCauses": []}', None, "Bad."),
        ('{"error_message": "Bad."}', None, "Bad."),
        ('{"Error": {"Message": "Bad."}}', None, "Bad."),
        ('[{"message": "Bad.", "code": 3}]', 3, "Bad."),
        ('["Bad."]', None, "Bad."),
        ('{"meta": {"error": {"errors": {"code": 5, "message": "Bad."}}}}', 5, "Bad."),
        ('{"meta": {"error": {"errors": {"error": {"code": 5, "message": "too deep"}}}}}', None, None),
        ('[[[{"code": 5, "message": "Bad."}]]]', 5, "Bad."),
        ('[[[[{"code": 5, "message": "too deep"}]]]]', None, None),
        ('{"errors": {"email": [["is taken"]]}}', None, "email: is taken"),
        ('{"meta": {"status": 400, "msg": "Bad."}, "data": {"message": "not an error"}}', None, "Bad."),
        ('{"email": ["is taken"], "name": [{}]}', None, "email: is taken"),
        ('{"email": ["is taken"], "id": "x"}', None, None),
        ("[]", None, None),
        ("<html><body>Bad gateway</body></html>", None, None),
        ('{ code: 400000, message: "not JSON" }', 400000, "not JSON"),
        (
            '{code:400000,\n message: "No: {code: 7, id: 8}",}',
            None,
            '{code:400000,\n message: "No: {code: 7, id: 8}",}',
        ),
        ('{ code: 400000, message: "No: {code: 7, id: 8}" }', 400000, "No: {code: 7, id: 8}"),
        ('{"code": ' + "9" * 5000 + ', "message": "Bad."}', None, "Bad."),
        ('{"code": "' + "9" * 5000 + '", "message": "Bad."}', None, "Bad."),
        ('{"code": "' + "9" * 18 + '", "message": "Bad."}', 10**18 - 1, "Bad."),
        ('{"code": "' + "9" * 19 + '", "message": "Bad."}', None, "Bad."),
        ('{"code": ' + "9" * 18 + ', "message": "Bad."}', 10**18 - 1, "Bad."),
        ('{"code": ' + "9" * 19 + ', "message": "Bad."}', None, "Bad."),
        ("The service is down.\n", None, "The service is down."),
        ('"The service is down."', None, "The service is down."),
        ("", None, None),
        pytest.param("[" * 200_000, None, None, id="deep"),
        pytest.param("<p>" + "A" * 64_000, None, None, id="a page with a long word, such as a picture in Base64"),
        pytest.param('<"' + '\\"' * 32_000, None, None, id="a page with many quotes"),
        ('{"a": [[["Bad."]]]}', None, "a: Bad."),
        ('{"a": [[[["too deep"]]]]}', None, None),
        ('["1", "2", "3", "4", "5", "sixth"]', None, "1; 2; 3; 4; 5"),
        (
            '{"1": ["a"], "2": ["b"], "3": ["c"], "4": ["d"], "5": ["e"], "6": ["sixth"]}',
            None,
            "1: a; 2: b; 3: c; 4: d; 5: e",
        ),
    ],
)
def test_an_error_is_read_wherever_a_server_puts_it(text: str, code: Any, message: Any) -> None:
    """The documents and the vendor's own client disagree on the body, as others do; what cannot be read is left out."""
    assert read_error(text) == (code, message)


@pytest.mark.parametrize(("length", "code"), [(64 * 1024, 7), (64 * 1024 + 1, None)])
def test_names_without_quotes_are_looked_for_in_short_errors_only(length: int, code: int | None) -> None:
    """A long one is more likely something else."""
    start, end = '{ code: 7, message: "', '" }'
    text = start + "x" * (length - len(start) - len(end)) + end
    assert len(text) == length
    assert read_error(text)[0] == code


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b'{"type":"t","title":"T","status":418,"detail":"D","instance":"i","a":[1]}',
            ("t", "T", 418, "D", "i", {"a": [1]}),
        ),
        (b"{}", ("about:blank", None, None, None, None, {})),
        (b'{"type":1,"status":true,"detail":[]}', ("about:blank", *[None] * 4, {})),
        (b'{"status":"418","title":"It is s3cret-Pa55."}', ("about:blank", "It is ***.", *[None] * 3, {})),
    ],
)
def test_a_problem_is_read_member_by_member(content: bytes, expected: Any) -> None:
    """RFC 9457 section 3.1: a member of a wrong type is ignored; all others are extensions."""
    problem = read_problem(content, ["s3cret-Pa55"])
    assert problem is not None
    assert tuple(vars(problem).values()) == expected


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b'"t"'])
def test_what_is_not_an_object_is_not_a_problem(content: bytes) -> None:
    """Whatever the media type says."""
    assert read_problem(content, ()) is None
