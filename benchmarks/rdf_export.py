"""What it costs to write a graph as Turtle, beside Oxigraph's own writer of the same triples, in one run.

    python -m benchmarks.rdf_export [CLAIMS]

kgraph makes the triples out of claims and writes them; Oxigraph is given them ready-made, once from its store
(`Store.dump`, how its users write a graph) and once as Python objects (`serialize`, the bare writer). rdflib
writes a sample, for scale. Times are CPU seconds of this process, so that a busy machine does not tilt them.
"""

import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import process_time

import pyoxigraph as ox
import rdflib

from benchmarks import synthetic
from kgraph.export import rdf
from kgraph.export.rdf.dataset import Dataset
from kgraph.model import Run

PORTION = 500_000
"""Triples that Oxigraph gets at a time, so that its store never has to hold them all."""
SAMPLE = 100_000
"""Triples that rdflib gets."""
RUN = Run(version="0", ontology="synthetic")


def main(claims):
    """Print the figures as a table."""
    graph, ontology = synthetic.graph(claims)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "graph.ttl"
        before = _restart_peak()
        start = process_time()
        triples = rdf.write(graph, ontology, path, run=RUN)
        ours, memory = process_time() - start, _memory("VmHWM") - before
        size = path.stat().st_size
        prefixes = dict(Dataset(graph, ontology, RUN).terms.prefixes)
        evidence = sum(len(claim.evidence) for claim in graph.claims)
        del graph, ontology
        dump, bare, store = _oxigraph(path, folder / "peer.ttl", prefixes)
        slow = _rdflib(path, folder / "rdflib.ttl", prefixes)
    each = ours / triples
    print(f"{claims:,} claims, {evidence:,} evidence: {triples:,} triples, {size / 1e6:,.0f} MB of Turtle")
    print(
        f"kgraph        {ours:8.1f} s  {each * 1e6:6.2f} µs a triple  {memory:8,.0f} MB above the graph itself"
    )
    for label, seconds in (("Store.dump", dump), ("serialize", bare)):
        micro = seconds / triples * 1e6
        print(
            f"{label:13} {seconds:8.1f} s  {micro:6.2f} µs a triple  kgraph takes {ours / seconds:.2f} times as long"
        )
    print(
        f"rdflib        {slow * triples:8.1f} s  {slow * 1e6:6.2f} µs a triple, scaled; {slow / each:.0f} times ours"
    )
    print(
        f"memory        Oxigraph's store takes {store * triples / 1e6:,.0f} MB, scaled; kgraph {memory:,.0f} MB"
    )


def _oxigraph(path, peer, prefixes):
    """Seconds of `Store.dump` and of `serialize` over all triples, and the store's MB for a million."""
    dump = bare = memory = 0.0
    counted = 0
    triples = (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    while portion := list(islice(triples, PORTION)):
        start = process_time()
        ox.serialize(portion, str(peer), ox.RdfFormat.TURTLE, prefixes=prefixes)
        bare += process_time() - start
        before, store = _memory("VmRSS"), ox.Store()
        store.bulk_extend(ox.Quad(*triple) for triple in portion)
        memory += _memory("VmRSS") - before if not counted else 0
        counted = counted or len(portion)
        start = process_time()
        store.dump(str(peer), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=prefixes)
        dump += process_time() - start
    return dump, bare, memory / counted * 1e6


def _rdflib(path, peer, prefixes):
    """Seconds that rdflib takes for a triple."""
    lines = ox.serialize(
        islice((quad.triple for quad in ox.parse(path=str(path))), SAMPLE), format=ox.RdfFormat.N_TRIPLES
    )
    graph = rdflib.Graph().parse(data=lines, format="nt")
    for prefix, base in prefixes.items():
        graph.bind(prefix, base)
    start = process_time()
    graph.serialize(peer, format="turtle")
    return (process_time() - start) / len(graph)


def _memory(field):
    """A field of this process's status in MB; 0 where the system has none."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(field))


def _restart_peak():
    """Let the peak begin anew, and tell the memory in use in MB."""
    peak = Path("/proc/self/clear_refs")
    if peak.exists():
        peak.write_text("5", encoding="ascii")
    return _memory("VmRSS")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
