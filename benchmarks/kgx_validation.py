"""Whether the `kgx` package reads and accepts the nodes and edges of a build, and nothing is lost or turned.

    python benchmarks/kgx_validation.py OUTPUT BIOLINK

OUTPUT is a build made with `--also kgx`. BIOLINK is a folder with biolink-model.yaml and what it imports,
predicate_mapping.yaml and context.jsonld of one release of the Biolink model, since kgx would fetch them.
kgx is large and no dependency of kgraph: run this in an environment of its own that holds it.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import bmt


def validator(model):
    """A KGX validator that uses the local files of the model."""
    defaults = bmt.Toolkit.__init__.__defaults__
    local = (str(model / "biolink-model.yaml"), str(model / "predicate_mapping.yaml"))
    bmt.Toolkit.__init__.__defaults__ = (*local, *defaults[2:])
    # importing kgx makes a toolkit, so only now
    from kgx.config import jsonld_context_map
    from kgx.validator import Validator

    context = json.loads((model / "context.jsonld").read_text(encoding="utf-8"))
    jsonld_context_map["biolink"] = context["@context"]
    return Validator()


def read(output):
    """The graph as KGX reads it."""
    from kgx.transformer import Transformer

    transformer = Transformer()
    files = [str(output / name) for name in ("nodes.tsv", "edges.tsv")]
    transformer.transform({"filename": files, "format": "tsv"})
    return transformer.store.graph


def flags(graph):
    """What KGX holds of each edge: polarity, negation, certainty, holder and spans."""

    def listed(value):
        return value if isinstance(value, list) else [value]

    return {
        data["id"]: (
            data["polarity"],
            bool(data.get("negated")),
            data["certainty"],
            listed(data["holders"]),
            [tuple(map(int, span.partition("#char=")[2].split(","))) for span in listed(data["spans"])],
        )
        for _, _, data in graph.edges(data=True)
    }


def expected(output):
    """The same, from the claims of the build."""
    ranks = ("certain", "probable", "possible", "uncommitted")
    rows = map(json.loads, (output / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: (
            row["polarity"],
            row["polarity"] == "negated",
            min((e["certainty"] for e in row["evidence"]), key=ranks.index),
            [e["holder"] for e in row["evidence"]],
            [(e["sentence"]["start"], e["sentence"]["end"]) for e in row["evidence"]],
        )
        for row in rows
    }


def main(output, model):
    """Print what the validator says, by kind; end with 1 where a flag was lost."""
    check = validator(model)
    graph = read(output)
    print(f"Biolink model {check.get_validation_model_version()}: {graph.number_of_edges()} edges")
    lost = {key for key, row in expected(output).items() if flags(graph).get(key) != row}
    print(f"edges whose polarity, certainty, holders or spans did not survive: {len(lost)}")
    check.validate(graph)
    found = Counter()
    for level, kinds in check.get_errors().items():
        for messages in kinds.values():
            for message in messages:
                found[level, re.sub(r"'[^' ]*:[^' ]*'", "…", message)] += 1
    for (level, message), count in sorted(found.items()):
        print(f"{level} {count} × {message}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
