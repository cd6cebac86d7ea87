"""Slips of the parser between the clauses of a sentence."""

from __future__ import annotations

from kgraph.arcs import NOMINAL, SUBJECTS, VERBAL
from kgraph.governed import GOVERNED
from kgraph.mending import PREMODIFIERS, Mend, Parse
from kgraph.misplaced import NAMES
from kgraph.model import Token

_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_LOOSE = PREMODIFIERS | {"npadvmod", "nsubj", "dep"}
_COUNTING = frozenset({"most", "many", "all", "some"})


def _auxiliary(parse: Parse, token: Token) -> None:
    """What hangs on an auxiliary belongs to the verb it helps; the subject of a passive is done to."""
    head = parse.head(token)
    if head.dep in {"aux", "auxpass"}:
        parse.hang(token.index, head.head, token.dep)
    if token.dep == "nsubj" and parse.below(parse.tokens[token.index].head, "auxpass"):
        parse.hang(token.index, parse.tokens[token.index].head, "nsubjpass")


def _subject(parse: Parse, name: Token) -> None:
    """A name right before a finite verb that has no subject is its subject."""
    verb = parse.head(name)
    if verb.tag in _FINITE and verb.index == name.index + 1 and not parse.below(verb.index, *SUBJECTS):
        parse.hang(name.index, verb.index, "nsubj")


def _verb_of_root(parse: Parse, verb: Token) -> None:
    """In "neither X elicited Y", a verb in the past taken for a participle of its object gets its subject."""
    noun = parse.head(verb)
    if noun.dep != "ROOT" or parse.below(noun.index, "aux", "cop"):
        return
    for subject in parse.below(noun.index, *SUBJECTS):
        if subject.index < verb.index < noun.index:
            parse.swap(verb.index, noun.index, "dobj", "VERB")
            parse.hang(subject.index, verb.index, "nsubj")
            return


def _verb_for_noun(parse: Parse, root: Token) -> None:
    """In "users report X" a root that has a subject and no verb is one; so is one that governs what is said."""
    subjects = parse.below(root.index, *SUBJECTS)
    bare = not parse.below(root.index, "aux", "cop", "det", "amod")
    said = bare and parse.below(root.index, "ccomp", "dobj")
    verbal = any(t.pos in VERBAL for t in parse.tokens)
    if subjects and subjects[-1].index < root.index and (said or not verbal):
        parse.hang(root.index, root.index, "ROOT", "VERB")


def _who(parse: Parse, clause: Token) -> None:
    """In "patients with X who did Y", "who" are the patients."""
    noun = parse.head(clause)
    who = any(t.text.lower() == "who" for t in parse.below(clause.index, *SUBJECTS))
    above = parse.head(parse.head(noun))
    if who and noun.mention is not None and noun.dep == "pobj" and above.pos in NOMINAL:
        parse.hang(clause.index, above.index, "relcl")


def _which(parse: Parse, clause: Token) -> None:
    """In "was given X, which did Y", which is X."""
    for which in parse.below(clause.index, *SUBJECTS):
        comma, name = parse.tokens[which.index - 1], parse.tokens[which.index - 2]
        beside = which.index > 1 and comma.text == "," and name.mention is not None and name.pos in NOMINAL
        if which.tag == "WDT" and which.lemma == "which" and beside and clause.index > which.index:
            parse.hang(clause.index, name.index, "relcl")


def _free_relative(parse: Parse, what: Token) -> None:
    """In "what X eases is Y", "what" is no determiner of X but what X eases."""
    verb = parse.head(parse.head(what))
    if verb.dep == "csubj" and not parse.below(verb.index, "dobj"):
        parse.hang(what.index, verb.index, "dobj")


def _how(parse: Parse, how: Token) -> None:
    """In "how safe X is", X is said to be so, and there is no safe X."""
    said = parse.head(how)
    noun = parse.head(said)
    verb = parse.head(noun)
    if said.dep == "amod" and said.index == how.index + 1 and noun.dep in SUBJECTS and verb.lemma == "be":
        parse.hang(said.index, verb.index, "acomp")


def _reduced_relative(parse: Parse, verb: Token) -> None:
    """In "those given X had Y", a participle taken for the first of two verbs says which those are."""
    first = parse.head(verb)
    between = parse.tokens[first.index + 1 : verb.index]
    if (
        first.tag != "VBD"
        or verb.index < first.index
        or any(t.dep == "cc" or t.text in ",;:" for t in between)
    ):
        return
    subjects = [t for t in parse.below(first.index, "nsubj") if t.index < first.index]
    if subjects and subjects[-1].pos in NOMINAL and not parse.below(verb.index, *SUBJECTS, "aux"):
        parse.swap(verb.index, first.index, "acl")
        parse.hang(subjects[-1].index, verb.index, parse.subject_label(verb))
        parse.hang(first.index, subjects[-1].index, "acl")
        parse.participle(first.index)


def _participle_between(parse: Parse, participle: Token) -> None:
    """In "X, bought in shops, is used for Y", X is the subject of the verb that has none, and not of the participle."""
    main = parse.head(participle)
    if parse.tokens[participle.index - 1].text != "," or parse.below(main.index, *SUBJECTS):
        return
    for noun in parse.below(participle.index, "nsubj"):
        if noun.index < participle.index < main.index and main.pos in VERBAL:
            parse.hang(noun.index, main.index, parse.subject_label(main))
            parse.hang(participle.index, noun.index, "acl")


def _clausal_subject(parse: Parse, verb: Token) -> None:
    """In "people stopping X have Y", it is people who have Y, and not their stopping."""
    main = parse.head(verb)
    for noun in parse.below(verb.index, "nsubj"):
        if (
            noun.index + 1 == verb.index < main.index
            and noun.pos in NOMINAL
            and not parse.below(verb.index, "aux")
        ):
            parse.hang(noun.index, main.index, "nsubj")
            parse.hang(verb.index, noun.index, "acl")
            return


def _levels(parse: Parse, name: Token) -> None:
    """In "raises X levels", X is no subject of the levels."""
    noun = parse.head(name)
    if noun.pos == "NOUN" and noun.index == name.index + 1 and noun.dep in {"dobj", "pobj"}:
        parse.hang(name.index, noun.index, "compound")


def _demonstrative(parse: Parse, this: Token) -> None:
    """In "this N does X, and does Y", "this" is no pronoun with a clause but N's determiner."""
    for verb in parse.below(this.index, "relcl"):
        for noun in parse.below(verb.index, *SUBJECTS):
            if noun.index == this.index + 1 and noun.tag != "WP" and this.dep in SUBJECTS:
                main = parse.head(this)
                parse.hang(verb.index, main.index, "conj")
                parse.swap(verb.index, main.index, "conj")
                parse.hang(this.index, noun.index, "det")
                return


def _most(parse: Parse, word: Token) -> None:
    """In "of 80 patients, most said so", "most" is no adverb but the subject."""
    verb = parse.head(word)
    bare = verb.tag in _FINITE and not parse.below(verb.index, *SUBJECTS)
    if bare and word.index + 1 == verb.index:
        parse.hang(word.index, verb.index, "nsubj")


def _predicate(parse: Parse, verb: Token) -> None:
    """A finite verb taken for a modifier of its object gets its place back."""
    if verb.head > verb.index:
        parse.swap(verb.index, verb.head, "dobj", "VERB")


def _fronted_question(parse: Parse, whether: Token) -> None:
    """In "whether X does Y remains unclear", Y is the object of the first verb, and the clause a subject."""
    verb = parse.head(whether)
    if parse.below(verb.index, "dobj"):
        return
    for main in parse.below(verb.index, "ccomp"):
        for noun in parse.below(main.index, *SUBJECTS):
            if verb.index < noun.index < main.index and not _verbs_between(parse, verb, noun):
                parse.swap(main.index, verb.index, "csubj")
                parse.hang(noun.index, verb.index, "dobj")
                return


def _bare_relative(parse: Parse, noun: Token) -> None:
    """In "the X Y eases comes back", which has no "that", X comes back, and Y eases it."""
    verb, first = parse.head(noun), parse.tokens[noun.index - 1] if noun.index else noun
    if first.mention is None or first.dep not in PREMODIFIERS:
        return
    for main in parse.below(verb.index, "ccomp", "conj"):
        if main.tag in _FINITE and main.index > verb.index and not parse.below(main.index, *SUBJECTS):
            parse.swap(main.index, verb.index, "relcl")
            parse.hang(first.index, main.index, "nsubj")
            parse.hang(verb.index, first.index, "relcl")
            return


def _reduced_clause(parse: Parse, verb: Token) -> None:
    """In "A, given so, eased B", a verb taken for a participle before its object gets its subject."""
    noun, before = parse.head(verb), parse.tokens[: verb.index]
    if noun.dep != "ROOT" or not before or before[-1].text != ",":
        return
    loose = [t for t in parse.below(noun.index) if t.mention is not None and t.dep in _LOOSE]
    for name in (t for t in loose if t.index < verb.index):
        parse.swap(verb.index, noun.index, "dobj", "VERB")
        parse.hang(name.index, verb.index, "nsubj")
        return


def _after_aside(parse: Parse, verb: Token) -> None:
    """In "A, at times, eased B", which has no other verb, one taken for a participle of an apposition is A's."""
    noun = parse.head(verb)
    if noun.dep != "appos" or verb.index == 0 or parse.tokens[verb.index - 1].text != ",":
        return
    *_, root = parse.up(noun)
    verbal = any(t.pos in VERBAL and t.tag in _FINITE for t in parse.tokens)
    if root.pos in NOMINAL and root.index < verb.index and not verbal:
        parse.hang(verb.index, verb.index, "ROOT", "VERB")
        parse.hang(noun.index, verb.index, "dobj")
        parse.hang(root.index, verb.index, "nsubj")


def _parted_subject(parse: Parse, verb: Token) -> None:
    """In "A and B do C", A is no clause by itself but the first of the subjects."""
    first = parse.head(verb)
    if verb.pos not in VERBAL or first.pos not in NOMINAL or first.dep != "ROOT":
        return
    for noun in parse.below(verb.index, *SUBJECTS):
        joiners = (*parse.below(first.index, "cc"), *parse.below(verb.index, "cc"))
        joined = any(first.index < t.index < noun.index for t in joiners)
        if joined and noun.index < verb.index and not _verbs_between(parse, first, noun):
            parse.swap(verb.index, first.index, noun.dep)
            examples = [t for p in parse.below(first.index, "prep") for t in parse.below(p.index, "pobj")]
            last = [t for t in examples if t.index < noun.index][-1:]  # "Xs like A and B do C"
            parse.hang(noun.index, (last or [first])[0].index, "conj")
            return


def _verbs_between(parse: Parse, one: Token, other: Token) -> bool:
    return any(t.pos in VERBAL for t in parse.tokens[one.index + 1 : other.index])


def _run_on(parse: Parse, first: Token) -> None:
    """In "it does X, can do Y and has done Z", what a parser takes for a clause by itself is the first of the verbs."""
    verb = parse.head(first)
    comma = any(t.text == "," for t in parse.tokens[first.index : verb.index])
    alone = parse.below(verb.index, *SUBJECTS, "expl", "csubj") or parse.below(first.index, "mark")
    if comma and not alone and verb.pos in VERBAL and parse.below(first.index, *SUBJECTS):
        parse.swap(first.index, verb.index, "conj")


def _noun_for_verb(parse: Parse, noun: Token) -> None:
    """In "in the cat's paws X does Y" a plural taken for a verb is what "in" governs."""
    preps = [t for t in parse.below(noun.index, "prep") if t.index < noun.index]
    before = [t for p in preps for t in parse.below(p.index, "pobj") if t.index == noun.index - 1]
    main = next((t for t in parse.below(noun.index, "ccomp") if t.tag in _FINITE), None)
    main = main or (parse.head(noun) if noun.dep == "csubj" else None)
    if not before or main is None or main.index < noun.index or parse.below(noun.index, *SUBJECTS, "aux"):
        return
    parse.name(noun.index)
    if main.head == noun.index:
        parse.swap(main.index, noun.index, "dep")
    for subject in parse.below(noun.index, "dobj") if not parse.below(main.index, *SUBJECTS) else ():
        parse.hang(subject.index, main.index, "nsubj")
    parse.hang(preps[-1].index, main.index, "prep")
    parse.hang(noun.index, preps[-1].index, "pobj")
    parse.hang(before[-1].index, noun.index, "compound")


def article(parse: Parse, the: Token) -> None:
    """In "the X binds Y", whose verb a parser takes for a noun, "the" is X's."""
    verb = parse.head(the)
    if verb.pos in VERBAL:
        between = parse.tokens[the.index + 1 : verb.index]
        noun = next(
            (t for t in between if t.pos in NOMINAL and t.dep in SUBJECTS and t.head == verb.index), None
        )
        if noun is not None:
            parse.hang(the.index, noun.index, "det")


def _nor(parse: Parse, joiner: Token) -> None:
    """In "…, nor does it do Y", the denial is the second clause's own."""
    for clause in parse.below(joiner.head, "conj"):
        if clause.index > joiner.index and parse.below(clause.index, *SUBJECTS):
            parse.hang(joiner.index, clause.index, "cc")
            return


CLAUSES = (
    Mend(_auxiliary, labels=SUBJECTS | {"neg", "advmod"}),
    *GOVERNED,
    Mend(_subject, labels=PREMODIFIERS | {"npadvmod"}, named=True),
    *NAMES,
    Mend(_verb_of_root, labels=frozenset({"amod"}), tags=frozenset({"VBN", "VBD"})),
    Mend(_noun_for_verb, labels=frozenset({"ROOT", "csubj"}), tags=frozenset({"VBZ"})),
    Mend(_run_on, labels=frozenset({"ccomp", "parataxis"}), tags=_FINITE | {"VB"}),
    Mend(_verb_for_noun, labels=frozenset({"ROOT"}), tags=frozenset({"NN", "NNS"})),
    Mend(_who, labels=frozenset({"relcl"})),
    Mend(_which, labels=frozenset({"advcl"})),
    Mend(_free_relative, labels=frozenset({"det"}), lemmas=frozenset({"what"})),
    Mend(_reduced_relative, labels=frozenset({"conj", "dep"}), tags=frozenset({"VBD", "VBN"})),
    Mend(_participle_between, labels=frozenset({"advcl", "ccomp"}), tags=frozenset({"VBN", "VBD"})),
    Mend(_clausal_subject, labels=frozenset({"csubj"}), tags=frozenset({"VBG", "VBN"})),
    Mend(_levels, labels=SUBJECTS, named=True),
    Mend(_how, labels=frozenset({"advmod"}), lemmas=frozenset({"how"})),
    Mend(_demonstrative, labels=SUBJECTS, lemmas=frozenset({"this", "these", "that", "those"})),
    Mend(_most, labels=frozenset({"advmod"}), lemmas=_COUNTING),
    Mend(_predicate, labels=PREMODIFIERS, tags=_FINITE),
    Mend(_fronted_question, labels=frozenset({"mark"}), lemmas=frozenset({"whether"})),
    Mend(_bare_relative, labels=SUBJECTS, named=True),
    Mend(_reduced_clause, labels=frozenset({"amod"}), tags=frozenset({"VBN"})),
    Mend(_after_aside, labels=frozenset({"amod"}), tags=frozenset({"VBN"})),
    Mend(_parted_subject, labels=frozenset({"conj"})),
    Mend(_nor, labels=frozenset({"cc"}), lemmas=frozenset({"nor"})),
)
"""What mends a token's place among clauses, in the order in which it is tried."""
