"""What a request leaves out stays: members of objects at any depth, and in lists what only the server sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from comm100 import Client
from comm100.models import FormField, InvitationMessage, InvitationWindow, LanguageText
from comm100.testing import Mock


@pytest.fixture
def client() -> Iterator[Client]:
    mock = Mock()
    with mock.client(mock.credentials.password) as client:
        yield client


def test_an_entry_with_a_known_identifier_stays_what_it_was(client: Client) -> None:
    """A request that sends a list back has an effect on what it may set, not on what is read-only."""
    fields = client.livechat.campaigns.pre_chat.get(1).fields or []
    fields[0].name = "Your name"
    fields[0].is_system = False
    updated = client.livechat.campaigns.pre_chat.update(1, fields=fields[:1]).fields or []
    assert [(field.id, field.name, field.is_system) for field in updated] == [(1, "Your name", True)]


def test_a_new_entry_gets_an_identifier_and_defaults(client: Client) -> None:
    """Its identifier is above those of the list before; properties are in the order of the schema."""
    (field,) = client.livechat.campaigns.agent_wrapup.update(1, [FormField(name="Order", type="text")])
    assert list(field.to_dict().items()) == [("id", 21), ("name", "Order"), ("type", "text"), ("isSystem", False)]


def test_entries_without_identifiers_are_told_apart_by_what_they_require(client: Client) -> None:
    """A text of a language is the one with the same category and name."""
    texts = [LanguageText(category=category, name="No", current_text="Never") for category in ("buttons", "prompts")]
    updated = client.livechat.campaigns.language.update(1, language_texts=texts).language_texts or []
    assert [(text.category, text.default_text) for text in updated] == [("buttons", "No"), ("prompts", None)]


def test_a_new_record_completes_the_objects_inside_it(client: Client) -> None:
    """The server's defaults are there where the request says nothing, in nested objects too."""
    window = InvitationWindow(message=InvitationMessage(content="Tea?"))
    created = client.livechat.campaigns.invitation.auto_invitations.create(1, name="Tea", invitation_window=window)
    assert created.invitation_window.message == InvitationMessage(
        content="Tea?", font="verdana", bold=True, fontsize="large", italic=False, color="#484848"
    )
    assert created.invitation_window.popup


def test_a_new_record_has_all_that_its_parts_require(client: Client) -> None:
    """What a record requires stands in one part of its schema, the properties in another."""
    created = client.livechat.campaigns.create(name="Portal", language="English")
    assert created.to_dict() == {"id": 4, "name": "Portal", "description": "", "language": "English"}
