"""Render the model through the templates: the text of every file.

The template tree is the output tree. ``package/`` becomes the package, ``reference/`` keeps its name, and folders that
start with ``_`` are not emitted. ``*.jinja`` is rendered, everything else is copied. A name with ``{model}``,
``{resource}`` or ``{page}`` is rendered once for each of them; ``{package}`` stands for the package's name.
``generator_source(path)`` is the source of one of the generator's own modules, for rules that the package applies too.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from markupsafe import Markup

from . import __version__
from .compiled import compiled_templates
from .diff.surface import surface_of
from .download import download_files
from .errors import RenderError
from .filters import FILTERS, json, visible
from .model import Api, Resource
from .reference import FILTERS as REFERENCE_FILTERS
from .reference.bodies import SECTION_TEMPLATE, Bodies, Sections, cut_pages
from .reference.site import Site

__all__ = ["render", "templates_sha256"]

_SUFFIX = ".jinja"
_GENERATOR = Path(__file__).parent
# What only some packages contain: the property of the model that tells whether it is needed.
_OPTIONAL = {"package/_streaming.py": "can_stream", "package/webhooks.py.jinja": "webhooks"}


def render(api: Api, templates: Path, moved: Callable[[int, int], None] = lambda done, whole: None) -> dict[str, str]:
    """Return the text of each file by its path below the output folder.

    Templates see the model as ``api``, its reference as ``site``, and as ``rendering`` a hash that tells renderings of
    the same version apart.

    Args:
        api: The model.
        templates: The folder of the templates.
        moved: Called with how many files are rendered, and with how many there are.

    Raises:
        RenderError: There are no templates, or one of them is broken; the message gives its file and line.
    """
    environment, site = _environment(templates), Site(api)
    rendering = hashlib.sha256(
        "\0".join((api.source_sha256, templates_sha256(templates), __version__)).encode()
    ).hexdigest()
    shared: dict[str, Any] = {"api": api, "site": site, "rendering": rendering}

    def part(name: str, variables: Mapping[str, Any]) -> Markup:
        return Markup(_rendered(environment, templates, name, {**shared, **variables}))

    sections = Sections(part)
    if (templates / SECTION_TEMPLATE).is_file():
        shared["site"] = site = cut_pages(site, sections)
    shared["bodies"] = Bodies(site, sections, part)
    files: dict[str, str] = {}
    outputs: list[tuple[str, str, dict[str, Any]]] = []
    for name, text in _sources(templates):
        if name.startswith("_") or "/" not in name or (name in _OPTIONAL and not getattr(api, _OPTIONAL[name])):
            continue
        if name.endswith(_SUFFIX):
            outputs += [(name, path, variables) for path, variables in _outputs(api, site, name)]
        else:
            files[_output(api, name)] = text
    for index, (name, path, variables) in enumerate(outputs):
        moved(index, len(outputs))
        files[path] = _rendered(environment, templates, name, {**shared, **variables})
    files |= {f"reference/{name}": text for name, text in download_files(site, api.document).items()}
    files[f"{api.package}/openapi.json"] = json(dict(api.document)) + "\n"
    files[f"{api.package}/surface.json"] = surface_of(api).to_json()
    return files


def templates_sha256(templates: Path) -> str:
    """Return one hash over the names and texts of all templates, with normalised line ends."""
    digest = hashlib.sha256()
    for name, text in _sources(templates):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


@cache
def _environment(templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        bytecode_cache=compiled_templates(templates, _GENERATOR),
        # Templates do not change while they are rendered.
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(f".html{_SUFFIX}"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do"],
    )
    environment.filters.update(REFERENCE_FILTERS)
    environment.filters.update(FILTERS)
    environment.globals["generator_source"] = lambda path: (_GENERATOR / path).read_text(encoding="utf-8")
    return environment


def _sources(templates: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file of the template tree, sorted."""
    paths = sorted(path for path in templates.rglob("*") if path.is_file())
    names = [(path.relative_to(templates), path) for path in paths]
    wanted = [(name, path) for name, path in names if not _is_litter(name)]
    if not wanted:
        raise RenderError(f"{templates}: there are no templates in this folder")
    for name, path in wanted:
        try:
            yield name.as_posix(), path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RenderError(f"{path}: {error}") from None


def _is_litter(name: Path) -> bool:
    return "__pycache__" in name.parts or any(part.startswith(".") for part in name.parts)


def _outputs(api: Api, site: Site, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each path that a template is rendered to, with its variables."""
    stem = name.removesuffix(_SUFFIX)
    if "{model}" in stem:
        for model in api.models:
            yield _output(api, stem.replace("{model}", model.module)), {"model": model}
    elif "{resource}" in stem:
        for resource in api.walk():
            path = stem.replace("{resource}", _resource_path(resource))
            yield _output(api, path), {"resource": resource, "up": _up(path)}
    elif "{page}" in stem:
        pages = (*site.pages, site.whole) if stem.endswith(".html") else filter(attrgetter("has_twin"), site.pages)
        for page in pages:
            yield _output(api, stem.replace("{page}", page.file)), {"page": page}
    else:
        yield _output(api, stem), {}


def _output(api: Api, name: str) -> str:
    top, _, rest = name.partition("/")
    return f"{api.package if top == 'package' else top}/{rest.replace('{package}', api.package)}"


def _resource_path(resource: Resource) -> str:
    return "/".join((*resource.path, "__init__") if resource.children else resource.path)


def _up(path: str) -> str:
    """Return the dots from a module to the root of its package: ``..`` for ``resources/agents.py``."""
    return "." * (len(PurePosixPath(path).parts) - 1)


def _rendered(environment: jinja2.Environment, templates: Path, name: str, variables: dict[str, Any]) -> str:
    """Return what a template writes, with the invisible characters of the document kept out of it."""
    try:
        return visible(environment.get_template(name).render(variables))
    except jinja2.TemplateSyntaxError as error:
        raise RenderError(f"{templates}/{error.name}:{error.lineno}: {error.message}") from None
    except jinja2.TemplateNotFound as error:
        raise RenderError(f"{templates / name}: there is no template {error.name!r}") from None
    except Exception as error:  # a template can raise anything; the message needs its line
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(templates))
        ]
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(templates / name)
        raise RenderError(f"{place}: {type(error).__name__}: {error}") from error
