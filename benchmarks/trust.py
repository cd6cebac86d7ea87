"""How long it takes to assemble, weigh, compare and write a made-up graph, against peers in the same run.

    python -m benchmarks.trust 100000

The stages are set against one bare pass that makes and sorts the ids of the same evidence, network formats
against networkx's own writers, tables against Python's `json` over the same rows.
"""

import gc
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx

from benchmarks import synthetic
from kgraph import assembly, belief, disagreement, gaps, independence
from kgraph.export import edges, kgx, networks, records, tables


def timed(work, *given):
    """The seconds of processor time that the work takes, and what comes of it."""
    gc.collect()
    start = time.process_time()
    result = work(*given)
    return time.process_time() - start, result


def report(name, seconds, peer, peer_name):
    """Print one line: time, ratio, peak memory so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:16} {seconds:7.2f} s {seconds / peer:7.2f} × {peer_name:22} peak {peak:6.0f} MB")


def stages(graph, ontology):
    """Everything between the evidence and the graph."""
    evidence = [one for claim in graph.claims for one in claim.evidence]
    peer, _ = timed(lambda: sorted((one.claim, one.id) for one in evidence))
    name = "ids, made and sorted"
    seconds, claims = timed(assembly.assemble, evidence, ontology)
    report("assemble", seconds, peer, name)
    seconds, sources = timed(independence.cluster, graph.documents)
    report("cluster", seconds, peer, name)
    seconds, passages = timed(independence.passages, claims)
    report("passages", seconds, peer, name)
    seconds, claims = timed(
        lambda: belief.weigh(claims, graph.documents, sources, ontology, passages=passages)
    )
    report("weigh", seconds, peer, name)
    report("refinements", timed(assembly.refinements, claims, ontology)[0], peer, name)
    report("disagreements", timed(disagreement.find, claims, ontology)[0], peer, name)
    report(
        "tables of both",
        timed(lambda: (disagreement.table(graph, ontology), gaps.table(graph, ontology)))[0],
        peer,
        name,
    )


def as_networkx(graph, ontology):
    """The same nodes and edges as a networkx graph."""
    view = nx.MultiDiGraph()
    for node in edges.nodes(graph, ontology):
        view.add_node(node.id, label=node.label, **node.attributes)
    for edge in edges.edges(graph.claims, ontology):
        view.add_edge(edge.source, edge.target, key=edge.id, label=edge.label, **edge.attributes)
    return view


def writers(graph, ontology, folder):
    """Every format; networkx last, since it is what fills the memory."""

    def dump():
        with (folder / "peer.jsonl").open("w", encoding="utf-8") as file:
            for claim in graph.claims:
                file.write(json.dumps(records.record(claim, ontology)) + "\n")

    peer, _ = timed(dump)
    for name, write, path in (
        ("jsonl", tables.write_jsonl, folder / tables.JSONL),
        ("csv", tables.write_csv, folder),
        ("parquet", tables.write_parquet, folder),
        ("kgx", kgx.write_kgx, folder),
        ("cytoscape", networks.write_cytoscape, folder / "graph.cyjs"),
    ):
        report(name, timed(write, graph, ontology, path)[0], peer, "json.dumps")
    report(
        "jsonl, read back",
        timed(lambda: sum(1 for _ in tables.read_jsonl(folder / tables.JSONL, ontology)))[0],
        peer,
        "json.dumps",
    )
    own = {
        "graphml": timed(networks.write_graphml, graph, ontology, folder / "own.graphml")[0],
        "gexf": timed(networks.write_gexf, graph, ontology, folder / "own.gexf")[0],
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'':46}before networkx    peak {peak:6.0f} MB")
    seconds, view = timed(as_networkx, graph, ontology)
    for name, write in (("graphml", nx.write_graphml_xml), ("gexf", nx.write_gexf)):
        report(name, own[name], seconds + timed(write, view, folder / f"peer.{name}")[0], "networkx")


def main(claims):
    """Print every figure for a graph of so many claims."""
    graph, ontology = synthetic.graph(claims)
    evidence = sum(len(claim.evidence) for claim in graph.claims)
    print(f"{claims} claims, {evidence} evidence, {len(graph.documents)} documents")
    stages(graph, ontology)
    with tempfile.TemporaryDirectory() as folder:
        writers(graph, ontology, Path(folder))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
