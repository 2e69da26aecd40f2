"""References to what is not a component are given one, because paths and operations are rearranged later."""

from __future__ import annotations

from tests.generator.test_repairs import repaired


def test_references_into_paths_lead_to_components_at_last() -> None:
    """What one of them leads to may refer to another place; both become components."""
    first, second = (f"#/paths/~1{name}/get/parameters/0/schema" for name in "ab")
    paths = {
        f"/{name}": {"get": {"parameters": [{"name": "q", "in": "query", "schema": schema}], "responses": {"200": {}}}}
        for name, schema in (("0", {"$ref": first}), ("a", {"items": {"$ref": second}}), ("b", {"type": "string"}))
    }
    after, _ = repaired("documents", {"components": {"schemas": {}}, "paths": paths})
    names = [f"paths-1{name}-get-parameters-0-schema" for name in "ab"]
    assert after["components"]["schemas"] == {
        names[0]: {"items": {"$ref": f"#/components/schemas/{names[1]}"}},
        names[1]: {"type": "string"},
    }


def test_components_made_of_paths_have_names_of_a_bounded_length() -> None:
    """The end of a long path tells more than its beginning."""
    path = f"/{'a' * 50}/{'b' * 22}"
    schema = {"type": "string"}
    item = {"get": {"parameters": [{"name": "q", "in": "query", "schema": schema}], "responses": {"200": {}}}}
    reference = {"$ref": f"#/paths/{path.replace('/', '~1')}/get/parameters/0/schema"}
    after, _ = repaired("documents", {"components": {"schemas": {"A": reference}}, "paths": {path: item}})
    name = f"{'a' * 12}-1{'b' * 22}-get-parameters-0-schema"
    assert after["components"]["schemas"] == {"A": {"$ref": f"#/components/schemas/{name}"}, name: schema}
    assert len(name) == 60
