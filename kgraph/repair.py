"""Slips of the parser that a general rule can mend, before the parse is normalised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgraph.arcs import EXAMPLE, NOMINAL, PLURAL, SUBJECTS, VERBAL
from kgraph.mending import PREMODIFIERS, Covers, Mend, Mends, Parse, Titles
from kgraph.model import Token
from kgraph.slips import CLAUSES, article

_OPENING = frozenset({",", "–", "—", "-", ":", "("})
_BETWEEN = frozenset({"primarily", "mainly", "mostly", "chiefly", "principally", "particularly", "especially"}
                     | {"notably", "specifically", "namely", "i.e.", "e.g.", "viz", "above", "all"}
                     | {"in", "particular", "the", "a", "most", "more", "often", "usually", "commonly", "frequently"}
                     | {"typically", "for", "instance", "example"})  # fmt: skip
"""What may stand between a class and the first of its members: "X, in particular Y"."""

_LISTED = frozenset({"dobj", "pobj", "attr", "conj", "nsubj", "nsubjpass"})
_OF_VERBS = ("nsubj", "nsubjpass", "dobj", "aux", "auxpass", "xcomp", "ccomp")
"""What hangs on a verb and on no noun."""

_AMONG = frozenset({"among", "amongst", "include", "including"})
_WINDOW = 9
"""How many words after a class noun its members may begin."""


def unname(tokens: tuple[Token, ...], phrases: Mapping[str, frozenset[str]]) -> tuple[Token, ...]:
    """The tokens without the mentions that name nothing: words of a set phrase ("has gained attention"), verbs."""
    return tuple(t._replace(mention=None) if _names_nothing(t, tokens, phrases) else t for t in tokens)


def _names_nothing(token: Token, tokens: tuple[Token, ...], phrases: Mapping[str, frozenset[str]]) -> bool:
    if token.mention is None:
        return False
    verb = token.tag == "VBZ" and any(
        t.head == token.index and t.dep == "dobj" for t in tokens
    )  # "leaves me calm"
    return verb or (token.dep == "dobj" and tokens[token.head].lemma in phrases.get(token.lemma, ()))


def repair(tokens: tuple[Token, ...], covers: Covers, titles: Titles) -> tuple[Token, ...]:
    """The tokens with members that stand after their class attached to it (`dep` "member"), and slips mended.

    In "the classes in X, A and B" a parser takes A and B for more of X; `covers` knows better. A tree stays a tree:
    no word ever comes to hang below itself.
    """
    parse = Parse(tokens, covers, titles)
    for index in range(len(tokens)):
        _MENDS.apply(parse, index)
    for word in parse.tokens:
        if word.dep == "det":  # last, since only now the verbs are known
            article(parse, word)
    for noun in parse.tokens:
        if noun.mention is not None or noun.tag == "NNS":
            member = _listed_after(parse, noun)
            if member is not None:
                parse.hang(member, noun.index, "member")
    return tuple(parse.tokens)


def _coordination(parse: Parse, first: Token) -> None:
    """In "the X and potential Y Z", a name taken for a modifier of the next becomes its conjunct."""
    if first.pos not in {"NOUN", "ADJ"} or first.head < first.index:
        return
    joined = any(first.index < t.index < first.head for t in parse.below(first.index, "cc"))
    listed = parse.tokens[first.head].mention is not None and parse.tokens[first.index + 1].text == ","
    joined = joined or (listed and first.pos == "NOUN")
    if joined and not any(t.pos in NOMINAL for t in parse.below(first.index, "conj")):
        parse.swap(first.index, first.head, "conj")


def _example(parse: Parse, prep: Token) -> None:
    """In "the classes in X, such as A", A is an example of what may be one, not of the nearest noun."""
    member = next((t for t in parse.below(prep.index, "pobj") if t.mention is not None), None)
    noun = parse.head(prep)
    if member is None or noun.pos not in NOMINAL:
        return
    while not (noun.pos in NOMINAL and parse.covers(noun.index, member.index)):
        if noun.head == noun.index:
            return
        noun = parse.head(noun)
    parse.hang(prep.index, noun.index, prep.dep)


def _contrast(parse: Parse, than: Token) -> None:
    """In "X rather than Y", Y is one of a list that denies it."""
    head = parse.head(than)
    if any(t.lemma == "rather" for t in parse.below(than.index)):
        named = head.pos in NOMINAL or head.mention is not None
        for noun in parse.below(than.index, "pobj") if named else ():
            parse.hang(noun.index, head.index, "conj")


def _outdone(parse: Parse, other: Token) -> None:
    """So is Y in "X, though not Y"."""
    if parse.below(other.index, "neg"):
        for noun in parse.below(other.head, "dobj", "attr") if parse.below(other.index, "mark") else ():
            parse.hang(other.index, noun.index, "conj")


def _followed(parse: Parse, clause: Token) -> None:
    """In "A, followed by B", B is the next of a list."""
    before = parse.tokens[: clause.index]
    named = [
        t for t in before if t.mention is not None and t.dep in _LISTED and not _bracketed_off(before, t)
    ]
    # in "A is the commonest C, followed by B" the list is A's
    if named and named[-1].dep == "attr" and parse.below(named[-1].index, "det", "poss"):
        named += [t for t in parse.below(named[-1].head, *SUBJECTS) if t.mention is not None]
    for prep in parse.below(clause.index, "agent", "prep") if named else ():
        for other in parse.below(prep.index, "pobj"):
            parse.hang(other.index, named[-1].index, "conj")


def _ahead(parse: Parse, ahead: Token) -> None:
    """So is B in "A was the commonest, ahead of B", with A the subject of some clause above."""
    subjects = (s for t in parse.up(ahead) for s in parse.below(t.index, *SUBJECTS) if s.index < ahead.index)
    first = next((subject for subject in subjects if subject.mention is not None), None)
    if first is None:
        return
    for prep in parse.below(ahead.index, "prep"):
        for other in parse.below(prep.index, "pobj"):
            if other.mention is not None:
                parse.hang(other.index, first.index, "conj")


def _bracketed_off(tokens: Sequence[Token], token: Token) -> bool:
    """Whether the token stands inside brackets."""
    said = [t.text for t in tokens[: token.index]]
    return said.count("(") > said.count(")")


def _afterthought(parse: Parse, item: Token) -> None:
    """In "does A and, at times, B" and "does Cs, among them A", an item that hangs loose joins what it adds to."""
    verb = parse.head(item)
    if verb.pos not in VERBAL:
        return
    for first in parse.below(verb.index, "dobj"):
        among = any(t.lemma in _AMONG for t in parse.below(item.index, "prep"))
        joined = any(first.index < t.index < item.index for t in parse.below(verb.index, "cc"))
        if first.index < item.index and (among or (joined and first.mention is not None)):
            parse.hang(item.index, first.index, "member" if among else "conj")


def _among_them(parse: Parse, prep: Token) -> None:
    """In "Cs, A and B among them", A and B are some of the Cs."""
    last = parse.tokens[prep.index - 1] if prep.index else prep
    if last.mention is None or not any(t.lemma == "they" for t in parse.below(prep.index, "pobj")):
        return
    while last.dep in {"conj", "appos"} and parse.head(last).tag not in PLURAL:
        last = parse.head(last)
    if last.dep in {"conj", "appos"}:
        parse.hang(last.index, last.head, "member")


def _verbless(parse: Parse, item: Token) -> None:
    """In "causes A, B and C", a name that was taken for a second verb is one of the list."""
    verb = parse.head(item)
    if verb.pos not in VERBAL or item.pos not in NOMINAL or parse.below(item.index, *_OF_VERBS):
        return
    governed = [t for p in parse.below(verb.index, "prep", "agent") for t in parse.below(p.index, "pobj")]
    named = [t for t in (*parse.below(verb.index, "dobj"), *governed) if t.mention is not None]
    deeper = [t for t in parse.tokens[verb.index : item.index] if t.mention is not None and t.dep == "pobj"]
    before = [
        t for t in named or deeper if verb.index < t.index < item.index and parse.under(t.index, verb.index)
    ]
    if before and parse.tokens[item.index - 1].text in {",", "and", "or"}:
        parse.hang(item.index, before[-1].index, "conj")


def _parallel(parse: Parse, second: Token) -> None:
    """In "an N of A and a good M of B", M is another N, and not another A."""
    first = parse.head(second)
    prep = parse.head(first)
    above = parse.head(prep)
    if second.mention is not None or first.mention is None or first.dep != "pobj" or above.pos not in NOMINAL:
        return
    own = [t.lemma for t in parse.below(second.index, "prep")]
    if prep.lemma in own and parse.below(second.index, "det") and above.mention is None:
        parse.hang(second.index, above.index, "conj")


def _shared_head(parse: Parse, noun: Token) -> None:
    """In "reduces A and B intake", the intake is of both, and A no other thing that is reduced."""
    first = parse.head(noun)
    before = parse.tokens[max(noun.index - 2, 0) : noun.index]
    if noun.mention is not None or first.mention is None or len(before) < 2 or first.tag in PLURAL:
        return
    joiner, other = before
    joined = other.mention is not None and other.head == noun.index and other.dep in PREMODIFIERS
    if joined and joiner.dep == "cc" and first.index == joiner.index - 1 and first.dep != "ROOT":
        parse.swap(noun.index, first.index, "compound")
        parse.hang(other.index, first.index, "conj")


def _doubled(parse: Parse, noun: Token) -> None:
    """In "A, a C taken for B, does D", a second subject with an article says what the first is."""
    before = [t for t in parse.below(noun.head, *SUBJECTS) if t.index < noun.index and t.mention is not None]
    articles = [t for t in parse.below(noun.index, "det") if t.lemma in {"a", "an"}]
    if before and articles and parse.tokens[before[-1].index + 1].text == ",":
        parse.hang(noun.index, before[-1].index, "appos")


def _list(parse: Parse, item: Token) -> None:
    """In "A, a B, C and D", an item taken for an apposition of the first is one of the list; so is B in "does A, B"."""
    first = parse.head(item)
    if first.mention is None:
        return
    related = parse.covers(first.index, item.index) or parse.covers(item.index, first.index)
    bare = first.dep in {"dobj", "conj"} and parse.tokens[item.index - 1].text == ","
    if (bare or parse.below(item.index, "conj")) and not related:
        parse.hang(item.index, first.index, "conj")


def _bracketed(parse: Parse, item: Token) -> None:
    """In "the classes (first A, then B)", A and B are members."""
    noun = parse.head(item)
    if noun.mention is None:
        return
    if noun.tag in PLURAL and noun.index < item.index and parse.tokens[noun.index + 1].text == "(":
        parse.hang(item.index, noun.index, "member")
        for other in parse.below(item.index, "appos"):
            parse.hang(other.index, item.index, "conj")


def _aside(parse: Parse, noun: Token) -> None:
    """In "A, a B known for C, does D", a class noun that took A's place goes back to be its apposition."""
    for name in parse.tokens[: noun.index]:
        if name.mention is None or not parse.covers(noun.index, name.index):
            continue
        if name.head == noun.head and name.dep == noun.dep == "nsubj":
            parse.hang(noun.index, name.index, "appos")
        elif name.head == noun.index and name.dep == "dep":
            parse.swap(name.index, noun.index, "appos")


def _title(parse: Parse, noun: Token) -> None:
    """In "the classes A and B", the class noun before the name is an apposition of it, as in "the A class B"."""
    name = parse.head(noun)
    if name.mention is None or name.index != noun.index + 1:
        return
    others = [
        t for t in parse.below(name.index, *PREMODIFIERS) if t.mention is not None and t.index < noun.index
    ]
    titled = noun.mention is not None or others
    if titled and parse.may_name(noun, name):
        parse.hang(noun.index, name.index, "appos")
        for other in others if noun.mention is None else ():
            parse.hang(other.index, noun.index, other.dep)


def _titled(parse: Parse, name: Token) -> None:
    """In "parts of the class A", A that hangs further up is that class noun's name."""
    noun = parse.tokens[name.index - 1] if name.index else name
    if noun.pos not in NOMINAL or noun.head == name.index or not parse.below(noun.index, "det"):
        return
    if parse.may_name(noun, name):
        parse.swap(name.index, noun.index, "appos")


def _classed(parse: Parse, name: Token) -> None:
    """In "the A plant", the class noun after the name is an apposition of it."""
    noun = parse.head(name)
    beside = noun.mention is not None and noun.index == name.index + 1
    if beside and noun.tag not in PLURAL and parse.covers(noun.index, name.index):
        parse.swap(name.index, noun.index, "appos")
        for word in parse.below(noun.index):
            if word.index < name.index or word.index > noun.index:
                parse.hang(word.index, name.index, word.dep)


_MENDS = Mends(
    (
        *CLAUSES,
        Mend(_coordination, labels=PREMODIFIERS, named=True),
        Mend(_classed, labels=PREMODIFIERS, named=True),
        Mend(_contrast, lemmas=frozenset({"than"})),
        Mend(_outdone, labels=frozenset({"advcl"}), named=True),
        Mend(
            _followed,
            labels=frozenset({"acl", "advcl"}),
            tags=frozenset({"VBN"}),
            lemmas=frozenset({"follow"}),
        ),
        Mend(_ahead, labels=frozenset({"advmod"}), lemmas=frozenset({"ahead"})),
        Mend(_afterthought, labels=frozenset({"npadvmod", "dep", "ccomp"}), named=True),
        Mend(_among_them, labels=frozenset({"prep"}), lemmas=frozenset({"among", "amongst"})),
        Mend(_example, labels=frozenset({"prep"}), lemmas=EXAMPLE | {"as"}),
        Mend(_verbless, labels=frozenset({"conj"}), named=True),
        Mend(_parallel, labels=frozenset({"conj"}), tags=frozenset({"NN", "NNS"})),
        Mend(_shared_head, labels=frozenset({"conj"}), tags=frozenset({"NN", "NNS"})),
        Mend(_doubled, labels=SUBJECTS, named=True),
        Mend(_list, labels=frozenset({"appos"}), named=True),
        Mend(_bracketed, labels=frozenset({"appos"}), named=True),
        Mend(_aside, named=True),
        Mend(_title, labels=frozenset({"compound", "nmod"})),
        Mend(_titled, labels=frozenset({"appos", "conj", "dobj", "npadvmod", "dep"}), named=True),
    )
)


def _listed_after(parse: Parse, noun: Token) -> int | None:
    """The first mention that the noun covers after a comma, dash, colon or bracket, "mainly" and the like between."""
    opened = False
    for token in parse.tokens[noun.index + 1 : noun.index + _WINDOW]:
        covered = token.mention is not None and parse.covers(noun.index, token.index)
        if token.text in _OPENING:
            opened = True
        elif token.mention is not None and opened:
            return token.index if covered and not _fronted(parse, noun, token) else None
        elif (covered and _elsewhere(parse, token, noun)) or _closes(token, opened):
            return None
    return None


def _fronted(parse: Parse, noun: Token, subject: Token) -> bool:
    """Whether the noun stands in an adverbial before the subject: "in medicine, X does Y"."""
    prep = parse.head(noun)
    return noun.dep == "pobj" and subject.dep in SUBJECTS and prep.head == subject.head


def _elsewhere(parse: Parse, token: Token, noun: Token) -> bool:
    """Whether a thing of the noun's kind is another one, or given as an example of it already."""
    return not parse.under(token.index, noun.index) or parse.head(token).lemma in EXAMPLE | {"as"}


def _closes(token: Token, opened: bool) -> bool:
    """Whether no member can follow the word: a verb before the list has opened, any plain word after."""
    if opened:
        return token.lemma not in _BETWEEN and token.pos != "ADJ"
    return token.pos in VERBAL and token.tag != "VBN"
