"""What a build was made of and gave: versions, inputs, what was skipped, counts, and the files written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import OutputError
from kgraph.model import Document, Run, Skipped

NAME = "manifest.json"
"""The file in an output folder."""


@dataclass(frozen=True, kw_only=True)
class Input:
    """A document that was read: where from, its hash, what its header said, and how much it gave.

    `cluster` is the id of the smallest document that it copies, or its own.
    """

    id: str
    path: str
    sha256: str
    title: str = ""
    publisher: str = ""
    kind: str = ""
    published: str = ""
    url: str = ""
    license: str = ""
    language: str = "en"
    cluster: str = ""
    characters: int = 0
    sentences: int = 0
    mentions: int = 0
    evidence: int = 0
    notes: tuple[str, ...] = ()

    def document(self) -> Document:
        """The document without its text."""
        return Document(
            id=self.id,
            text="",
            blocks=(),
            source=self.path,
            sha256=self.sha256,
            title=self.title,
            publisher=self.publisher,
            kind=self.kind,
            published=self.published,
            url=self.url,
            license=self.license,
            language=self.language,
            notes=self.notes,
        )


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that the build wrote."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The account of one build; it holds no clock, so that the same build gives the same account.

    `counts` are numbers by stage (`documents`, `sentences`, `mentions`, `evidence`, `claims` …), `relations`
    the number of claims by relation as CURIEs, most first. `ontology` is the name or path that was given.
    """

    run: Run
    ontology: str
    base: str
    versions: Mapping[str, str]
    inputs: tuple[Input, ...]
    skipped: tuple[Skipped, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    files: tuple[File, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The manifest as JSON values, empty fields of inputs left out."""
        content = asdict(self)
        content["run"] = {"id": self.run.id, **content["run"]}
        content["run"]["digests"] = dict(self.run.digests)
        content["run"]["options"] = dict(self.run.options)
        content["inputs"] = [{k: v for k, v in each.items() if v or v == 0} for each in content["inputs"]]
        return content


def write(manifest: Manifest, path: Path) -> None:
    """Write the manifest as indented JSON."""
    text = json.dumps(manifest.to_json(), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read(output: Path) -> Manifest:
    """The manifest of an output folder.

    Raises:
        OutputError: where there is none, or it is not one of kgraph's.
    """
    path = output / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _from_json(content)
    except FileNotFoundError:
        raise OutputError(f"{output}: no {NAME} here; is it the output of `kgraph build`?") from None
    except json.JSONDecodeError as error:
        raise OutputError(f"{path}: line {error.lineno}: not JSON: {error.msg}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise OutputError(f"{path}: not a manifest of kgraph: {error}") from error


def _from_json(content: Mapping[str, Any]) -> Manifest:
    run = {k: v for k, v in content["run"].items() if k != "id"}
    run["digests"] = tuple(run["digests"].items())
    run["options"] = tuple(run["options"].items())
    return Manifest(
        run=Run(**run),
        ontology=content["ontology"],
        base=content["base"],
        versions=content["versions"],
        inputs=tuple(Input(**{**each, "notes": tuple(each.get("notes", ()))}) for each in content["inputs"]),
        skipped=tuple(Skipped(**each) for each in content["skipped"]),
        counts=content["counts"],
        relations=content["relations"],
        files=tuple(File(**each) for each in content["files"]),
    )
