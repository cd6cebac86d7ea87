"""The view in the address: shared, restored, gone back to."""


def test_the_address_restores_the_view(made, visit):
    """A new window opened at the address has the same choices and filters; back and forward work."""
    graph, _ = made
    here = visit()
    here.page.click('[data-at="polarity-0-only"]')
    here.page.click("#show-tables")
    here.page.locator("tbody button").first.click()
    view = here.page.evaluate("location.hash")
    chosen, drawn = here.state("view.claim"), here.drawn()
    there = visit(view)
    assert (there.state("view.claim"), there.drawn()) == (chosen, drawn)
    assert there.page.locator("tbody tr[aria-selected]").count() == 1
    here.page.go_back()
    here.page.wait_for_function("explorer.view.claim === null")
    here.page.go_back()
    here.page.wait_for_function("explorer.view.table === null")
    here.page.go_back()
    here.page.wait_for_function(f"explorer.picture.drawn.size === {len(graph.claims)}")
    here.page.go_forward()
    here.page.wait_for_function(f"explorer.picture.drawn.size === {drawn}")


def test_an_address_of_another_graph_does_no_harm(visit):
    """Unknown names in the address are passed over."""
    here = visit("#entity=no:such&claim=0&class=%ZZ,-x&depth=99&table=none&path=a,b&min=x&sort=-nothing")
    assert here.state("[view.entity, view.claim, view.path, view.table, view.min]") == [
        None,
        None,
        None,
        None,
        1,
    ]
