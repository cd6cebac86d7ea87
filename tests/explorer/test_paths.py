"""Neighbourhoods and shortest paths."""

import networkx as nx


def test_a_neighbourhood_is_shown_alone(made, visit):
    """One step keeps the claims of the entity, two those of its neighbours too."""
    graph, _ = made
    entity = graph.claims[0].object
    here = visit(f"#entity=syn:{entity.rsplit('#')[-1]}")
    near = {entity}
    for depth in (1, 2):
        here.page.locator(".segments button").nth(depth).click()
        kept = [c for c in graph.claims if near & {c.subject, c.object}]
        assert here.drawn() == len(kept)
        near |= {e for c in kept for e in (c.subject, c.object)}


def test_the_shortest_paths_between_two_entities_are_listed(made, visit):
    """All paths shown have the length that a search of the graph finds; their claims stand out."""
    graph, ontology = made
    view = nx.Graph(graph.network())
    start = graph.claims[0].subject
    lengths = nx.single_source_shortest_path_length(view, start)
    end, length = max(lengths.items(), key=lambda item: (item[1], item[0]))
    here = visit(f"#entity=syn:{start.rsplit('#')[-1]}")
    field = here.page.locator("#panel .chooser input")
    field.fill(ontology.label(end))
    here.page.wait_for_selector("#panel [role=option]")
    field.press("Enter")
    chains = here.page.locator(".chain")
    assert chains.count() == len(list(nx.all_shortest_paths(view, start, end)))
    assert chains.first.locator(".entity").count() == length + 1
    assert here.state("picture.focus.claims.size") >= length
