"""The page: whole, accessible, and sufficient unto itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import re
from xml.etree import ElementTree

from generator.reference.resource_map import connections, resource_map
from generator.reference.sequence import flow_diagram, flow_messages, message_text
from generator.reference.site import Site
from tests.reference.support import Reference


def test_every_page_is_well_formed(any_reference: Reference) -> None:
    """Every tag that opens closes where it should, and no attribute comes twice."""
    for name, page in any_reference.pages.items():
        assert any_reference.files[name].startswith("<!DOCTYPE html>\n"), name
        assert page.faults == [], name


def test_ids_are_unique_and_all_links_lead_somewhere(any_reference: Reference) -> None:
    """A link finds exactly one target, on its own page or on another one."""
    files, pages = any_reference.files, any_reference.pages
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(page.ids) == len(ids[name]), name
        for link in page.links:
            if not link.startswith("https://"):
                file, _, anchor = link.partition("#")
                assert (file or name) in files, (name, link)
                assert not anchor or anchor in ids[file or name], (name, link)


def test_the_whole_is_on_one_page_that_links_to_itself(any_reference: Reference) -> None:
    """What is printed needs no other file: its text links to its own parts."""
    inner = [link for link in any_reference.page.links if link.startswith("#")]
    others = {link for link in any_reference.page.links if ".html#" in link}
    assert len(inner) > 20
    assert others == set()


def test_each_resource_has_a_page(any_reference: Reference) -> None:
    """Its operations are on it, and the navigation of that page says where the reader is."""
    for resource in any_reference.api.walk():
        if resource.operations:
            page = any_reference.pages[f"{'.'.join(resource.path)}.html"]
            assert {f"{'.'.join(resource.path)}.{operation.name}" for operation in resource.operations} <= set(page.ids)
            current = [attributes["href"] for _, attributes in page.tags if attributes.get("aria-current") == "page"]
            assert current == [f"#resource-{'.'.join(resource.path)}"]


def test_each_object_is_described_once(any_reference: Reference) -> None:
    """One page has its anchor, whatever uses it."""
    ids = {name: set(page.ids) for name, page in any_reference.pages.items()}
    for model in any_reference.api.models:
        places = [name for name in ids if f"object-{model.class_name}" in ids[name]]
        assert len(places) == 2, (model.class_name, places)
        assert "all.html" in places


def test_headings_form_an_outline(any_reference: Reference) -> None:
    """One h1, no level skipped, and an anchor that can be linked to on each."""
    for name, page in any_reference.pages.items():
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), name
        ids, links = set(page.ids), set(page.links)
        assert all(id_ in ids and f"#{id_}" in links for _, id_ in page.headings), name


def test_operations_objects_and_ways_have_readable_anchors(spec_reference: Reference) -> None:
    """Anchors are the names that people type, so links to them survive."""
    wanted = {"account.agents.list", "object-Agent", "object-Agent.email", "credentials-ApiKey", "errors", "error-403"}
    wanted |= {"account.agents.list.page_index", "account.agents.create.email", "object-AgentCreate"}
    assert wanted <= set(spec_reference.page.ids)


def test_every_parameter_and_property_has_a_permalink(any_reference: Reference) -> None:
    """What one reader found another one can open."""
    for name, page in any_reference.pages.items():
        rows = {f"#{attributes['id']}" for tag, attributes in page.tags if tag == "div" and "id" in attributes}
        assert rows <= set(page.links), name


def test_pages_are_light(spec_reference: Reference) -> None:
    """At most 150 KiB, 25 of them sent by a web server; the largest page has at most 300 and 40."""
    pages = {name: text.encode() for name, text in spec_reference.files.items() if name.endswith(".html")}
    del pages["all.html"]
    weights = sorted(((len(page), len(gzip.compress(page))) for page in pages.values()), reverse=True)
    assert weights[0][0] <= 300 * 1024
    assert weights[0][1] <= 40 * 1024
    assert all(raw <= 150 * 1024 and sent <= 25 * 1024 for raw, sent in weights[1:])


def test_only_files_of_the_folder_are_loaded(any_reference: Reference) -> None:
    """No style sheet, script, image, font or frame comes from elsewhere."""
    for name, page in any_reference.pages.items():
        loaded = [attributes["src"] for _, attributes in page.tags if "src" in attributes]
        loaded += [
            attributes["href"] for tag, attributes in page.tags if tag == "link" and attributes["rel"] == "stylesheet"
        ]
        assert loaded == ["reference.js", "style.css"], name
        others = {attributes["rel"] for tag, attributes in page.tags if tag == "link"} - {
            "stylesheet",
            "alternate",
            "icon",
        }
        assert others == set()
        assert not [attributes for _, attributes in page.tags if "srcset" in attributes or "integrity" in attributes]
    assert not re.search(r"@import|url\(", any_reference.files["style.css"])


def test_the_policy_allows_the_own_files_and_one_inline_script(any_reference: Reference) -> None:
    """The Content-Security-Policy names the script's hash, so nothing that slipped into the page would run."""
    for name, page in any_reference.pages.items():
        metas = [attributes for tag, attributes in page.tags if tag == "meta"]
        policy = next(
            attributes["content"] for attributes in metas if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy
        (text,) = re.findall(r"<script>(.*?)</script>", any_reference.files[name], re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"script-src 'self' 'sha256-{digest}';" in policy


def test_no_attribute_holds_code_or_style(any_reference: Reference) -> None:
    """Event handlers and style attributes would need a policy that lets more in."""
    names = {name for page in any_reference.pages.values() for _, attributes in page.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_everything_is_there_without_the_script(any_reference: Reference) -> None:
    """All operations, parameters, properties, permissions and errors stand in the page as text."""
    api, text = any_reference.api, any_reference.page.text
    for resource in api.walk():
        for operation in resource.operations:
            fields = operation.body.fields if operation.body else ()
            assert operation.path in text
            assert (operation.permission or "") in text
            names = [(parameter.wire_name, parameter.name) for parameter in operation.parameters]
            names += [(field.wire_name, field.name) for field in fields]
            assert all(wire_name in text and name in text for wire_name, name in names)
    assert all(error.class_name in text and str(error.status) in text for error in api.error_statuses)
    assert all(field.wire_name in text for model in api.models for field in model.fields)
    for page in any_reference.pages.values():
        tags = [
            (tag, attributes)
            for tag, attributes in page.tags
            if tag in ("button", "input", "noscript", "select", "template")
        ]
        # The browser itself opens a popover.
        assert all(tag == "button" and "popovertarget" in attributes for tag, attributes in tags)


def test_readers_of_all_kinds_find_their_way(any_reference: Reference) -> None:
    """Landmarks, a language, a way past the contents, labelled tables, and keyboards reach what scrolls."""
    tags = any_reference.page.tags
    assert ("html", {"lang": "en"}) in tags
    assert {"nav", "main", "header", "footer"} <= {tag for tag, _ in tags}
    assert any(tag == "a" and attributes.get("href") == "#main" for tag, attributes in tags)
    assert all(attributes.get("aria-label") for tag, attributes in tags if tag in ("table", "nav"))
    assert all(attributes.get("scope") == "col" for tag, attributes in tags if tag == "th")
    assert all(attributes.get("tabindex") == "0" for tag, attributes in tags if tag == "pre" and attributes)
    labelled = [attributes["aria-labelledby"] for tag, attributes in tags if tag == "section"]
    assert set(labelled) <= set(any_reference.page.ids)


def test_all_names_are_in_the_index_and_in_the_search(spec_reference: Reference) -> None:
    """Operations, webhook events, objects, errors, permissions, properties: by name, without a script and with one."""
    api, text = spec_reference.api, spec_reference.pages["a-z.html"].text
    names = {webhook.event for webhook in api.webhooks} | {model.class_name for model in api.models}
    names |= {str(error.status) for error in api.error_statuses} | {field.wire_name for field in api.models[0].fields}
    names |= {operation.summary for resource in api.walk() for operation in resource.operations}
    assert all(name in text for name in names)
    rows = json.loads(spec_reference.files["search-data.js"].partition(" = ")[2].rstrip(";\n"))["rows"]
    assert names <= {row[1] for row in rows}


def test_what_was_only_observed_is_marked(spec_reference: Reference) -> None:
    """The refresh request and ``state`` carry the mark and say where they were seen."""
    marks = [
        attributes
        for tag, attributes in spec_reference.page.tags
        if tag == "span" and attributes.get("class") == "mark observed"
    ]
    assert len(marks) >= 3
    marks_of_refresh = next(flow.refresh.marks for _, flow in spec_reference.api.flows() if flow.refresh.marks)
    assert [mark.kind for mark in marks_of_refresh] == ["observed", "inferred"]
    assert all(" ".join(mark.reason.split()) in spec_reference.page.text for mark in marks_of_refresh)


def test_the_page_of_all_has_each_heading_one_level_deeper(any_reference: Reference) -> None:
    """And the heading has the same id there."""
    levels = {id_: level for level, id_ in any_reference.page.headings if id_}
    for part in any_reference.pages.values():
        for level, id_ in part.headings:
            if part is not any_reference.page and id_ in levels:
                assert levels[id_] == level + 1
    assert set(levels.values()) >= {1, 2, 3}


SVG = "{http://www.w3.org/2000/svg}"


def test_each_flow_has_a_drawing_that_people_can_hear(any_reference: Reference) -> None:
    """A title, a description, and arrows between parties that are all drawn."""
    count = 0
    for scheme, flow in any_reference.api.flows():
        messages = flow_messages(flow, scheme, any_reference.api)
        drawing = ElementTree.fromstring(flow_diagram(messages, "x", "The messages"))
        assert drawing.get("role") == "img"
        assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} == {"x-title", "x-text"}
        assert len(drawing.findall(f"{SVG}line[@y1][@class='send']")) + len(
            drawing.findall(f"{SVG}line[@class='reply']")
        ) == len(messages)
        parties = {text.text for text in drawing.findall(f"{SVG}text[@class='who']")}
        assert parties == {party for message in messages for party in (message.source, message.target)}
        count += 1
    assert count


def test_it_shows_what_the_document_sends(spec_reference: Reference) -> None:
    """The parameters are the document's own, and those that are secret are marked."""
    api = spec_reference.api
    scheme, flow = next(pair for pair in api.flows() if pair[1].kind == "authorizationCode")
    token = next(message for message in flow_messages(flow, scheme, api) if message.title == "POST /oauth/token")
    assert {"grant_type", "code", "client_id", "client_secret", "code_verifier"} <= {name.text for name in token.names}
    assert {name.text for name in token.names if name.secret} == {"code", "client_secret", "code_verifier"}


def test_the_list_says_the_same(spec_reference: Reference) -> None:
    """Each message of a drawing is an item of the list below it, with the same names."""
    api, text = spec_reference.api, spec_reference.files["authentication.md"]
    for scheme, flow in api.flows():
        for message in flow_messages(flow, scheme, api):
            said = message_text(message)
            assert all(f"`{name.text}`" in said for name in message.names)
            assert " ".join(said.split()) in re.sub(r"\s+", " ", text)


def test_each_connection_is_an_arrow_between_two_lines(spec_reference: Reference) -> None:
    """People who do not see the drawing hear the same; a part does not refer to the whole."""
    site = Site(spec_reference.api)
    links = connections(site)
    files = {(link.source.file, link.target.file): link.names for link in links}
    assert files["livechat.chats", "livechat.departments"] == ("departmentId",)
    assert not any(source.startswith(f"{target}.") for source, target in files)
    drawing = ElementTree.fromstring(resource_map(site, links, "x"))
    assert drawing.get("role") == "img"
    assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} == {"x-title", "x-text"}
    assert len(drawing.findall(f".//{SVG}path")) == len(links)
    assert len(drawing.findall(f".//{SVG}text")) >= len(site.resources)
    text = spec_reference.pages["index.html"].text
    assert all(f"{link.source.title} → " in text and all(name in text for name in link.names) for link in links)
