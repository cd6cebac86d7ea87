"""How words are compared: what folds to the same keys, and that keys keep their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.inflection import forms, plurals, singulars
from kgraph.spelling import fold, key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Green Tea", "green\u00a0tea"),
        ("green-tea", "green tea"),
        ("α-adenosine", "alpha adenosine"),
        ("µ-site", "μ site"),
        ("TNFα", "TNF-alpha"),
        ("vitamin B12", "vitamin B₁₂"),
        ("Δ⁹-x", "delta-9-x"),
        ("oﬃce", "office"),
        ("café", "cafe\u0301"),
        ("naïve", "naive"),
        ("hyper\u00adtension", "hypertension"),
        ("Earl’s blend", "Earl's blend"),
        ("haemorrhage", "hemorrhage"),
        ("behavioural", "behavioral"),
        ("diarrhoea", "diarrhea"),
        ("randomised", "randomized"),
        ("analysing", "analyzing"),
        ("fibre", "fiber"),
        ("signalling", "signaling"),
        ("catalogue", "catalog"),
        ("sulphate", "sulfate"),
        ("tea & milk", "tea & milk"),
    ],
)
def test_one_name_in_two_spellings_folds_alike(one, other):
    """Case, dashes, accents, ligatures, Greek letters and British spelling make no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("shoe", "she"),
        ("four", "for"),
        ("hour", "hor"),
        ("its", "it's"),
        ("tea, milk", "tea milk"),
        ("co-op", "coop"),
        ("wise", "wize"),
    ],
)
def test_different_words_stay_different(one, other):
    """Short everyday words and punctuation are not folded away."""
    assert fold(one) != fold(other)


@given(st.text(max_size=200))
def test_every_key_stands_for_its_own_place(text):
    """Words come in order, apart, never empty, and each is the key of just the characters it stands for."""
    end = 0
    for word in words(text):
        assert end <= word.start < word.end
        assert word.key == key(text[word.start : word.end])
        assert word.key
        end = word.end


@given(st.text(max_size=200))
def test_what_words_leave_out_is_space_dash_or_mark(text):
    """Between the words there are no letters and no digits."""
    covered = {place for word in words(text) for place in range(word.start, word.end)}
    assert not any(c.isalnum() and i not in covered for i, c in enumerate(text))


@given(st.text(max_size=80))
def test_folding_ignores_case(text):
    """Lower and mixed case fold alike wherever lower case is one character for one."""
    lowered = text.lower()
    if len(lowered) == len(text) and lowered.upper() == text.upper():
        assert fold(lowered) == fold(text)


def test_a_name_does_not_end_inside_a_word():
    """A digit or Greek letter that hangs on a word is marked, so that no name is cut out of a longer one."""
    assert [word.glued for word in words("B12 B 12 TNFα x²")] == [
        False, True, False, False, False, True, False, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("leaf", "leaves"),
        ("company", "companies"),
        ("day", "days"),
        ("dish", "dishes"),
        ("synthesis", "syntheses"),
        ("stimulus", "stimuli"),
        ("bacterium", "bacteria"),
        ("carcinoma", "carcinomata"),
        ("criterion", "criteria"),
        ("cortex", "cortices"),
        ("gastritis", "gastritides"),
        ("potato", "potatoes"),
        ("policewoman", "policewomen"),
    ],
)
def test_plurals_of_every_kind_are_known(noun, plural):
    """Regular, Latin, Greek and irregular plurals are among those made."""
    assert plural in plurals(noun)


@pytest.mark.parametrize("noun", ["stress", "virus", "synthesis", "physics", "news", "gas"])
def test_what_only_looks_like_a_plural_has_no_singular(noun):
    """Words in -ss, -us, -is and -ics and other singulars in -s lose no letter."""
    assert singulars(noun) == ()


def test_forms_show_number_where_a_name_has_it():
    """The last word takes the plural, and so does the head before a preposition."""
    assert ("leaves", "of", "tea") in forms("leaf of tea")
    assert ("tea", "leaves") in forms("tea leaf")


def test_forms_take_a_possessive_away():
    """'Earl's blend' is also met as 'Earls blend' and 'Earl blend'."""
    assert {("earl", "blend"), ("earls", "blend")} <= set(forms("Earl's blend"))


@given(st.text(alphabet="abcdefgs'-. ", min_size=1, max_size=30))
def test_the_first_form_is_the_label_itself(label):
    """Whatever else is made of a label, its own keys come first."""
    assert forms(label)[0] == tuple(word.key for word in words(label))
