"""A sentence from its words to its normalised parse, mended where a general rule can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import compress, islice

from kgraph.doubts import colon, has_verb, mistaken_verbs
from kgraph.grammar import Grammar
from kgraph.heads import head_word
from kgraph.language import Language
from kgraph.lexicon import Lexicon
from kgraph.model import Mention, Sentence, Span, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.repair import repair, unname
from kgraph.syntax import Syntax, normalise
from kgraph.wordings import OBJECT_SLOT, SUBJECT_SLOT, Clause, slots

Shown = Callable[[Mention], str]
"""What the parser sees in place of a mention."""

_AT_ONCE = 256
"""How many sentences are parsed together: enough to be fast, few enough to hold in memory."""


class Parser:
    """Parses by what an ontology knows of the names in a sentence."""

    def __init__(self, ontology: Ontology, language: Language) -> None:
        self.ontology = ontology
        self.language = language
        self.grammar = Grammar.of(ontology.cues)

    def parse(
        self, sentences: Iterable[Sentence], verbs: frozenset[str]
    ) -> Iterator[tuple[Sentence, Syntax]]:
        """The sentences with their tokens, and their normalised parses; `verbs` are the lemmas of wordings."""
        waiting = iter(sentences)
        while batch := list(islice(waiting, _AT_ONCE)):
            for sentence in self._parsed(batch, self.shown, verbs):
                tokens = unname(sentence.tokens, self.grammar.phrases)
                mended = replace(sentence, tokens=self._repaired(tokens, sentence))
                yield mended, self._normalised(mended)

    def clauses(self, clauses: Sequence[Clause], lexicon: Lexicon) -> list[Syntax]:
        """The normalised parses of wordings with everyday nouns in their slots; what else they name are mentions."""
        made = [_sentence(clause, lexicon) for clause in clauses]
        # clauses of one length together, since a batch takes as many steps as its longest
        order = sorted(range(len(made)), key=lambda number: made[number].text.count(" "))
        parsed = self._parsed([made[number] for number in order], self._shown_in_clause, None)
        placed = dict(zip(order, parsed, strict=True))
        return [self._normalised(placed[number]) for number in range(len(made))]

    def shown(self, mention: Mention) -> str:
        """What the parser sees for a mention: its head noun where that is a common one, else its class's noun."""
        return self._noun(mention.text, mention.entity)

    @cached_property
    def _noun(self) -> Callable[[str, IRI], str]:
        return lru_cache(maxsize=20_000)(self._shown)  # texts name the same things again and again

    def _shown(self, name: str, entity: IRI) -> str:
        word = head_word(name)
        coined = any(c.isdigit() or c.isupper() for c in name[1:]) and "-" in name
        gerund = word.endswith("ing") and word != name  # "X signaling" would be taken for a verb
        if not (coined or gerund) and word.isalpha() and self.language.knows(word):
            return word
        noun = self._stand_in(entity)
        plural = word.lower().endswith("s") and not word.lower().endswith(("ss", "is", "us"))
        many = noun.endswith("s") and not noun.endswith("ss")
        return noun + "s" if plural and not many else noun[:-1] if many and not plural else noun

    def _shown_in_clause(self, mention: Mention) -> str:
        return mention.text if mention.entity in (SUBJECT_SLOT, OBJECT_SLOT) else self.shown(mention)

    def _stand_in(self, entity: IRI) -> str:
        known = self.ontology.entities.get(entity)
        for cls in known.classes if known else ():
            for up in self.ontology.superclasses(cls):
                if up in self.ontology.classes and self.ontology.classes[up].stand_in:
                    return self.ontology.classes[up].stand_in
        return "thing"

    def _parsed(
        self, sentences: Sequence[Sentence], shown: Shown, verbs: frozenset[str] | None
    ) -> list[Sentence]:
        """The sentences parsed, the doubtful ones again.

        Where a verb after a name was taken for a noun, a pronoun stands for the name: in "X eases Y" a small model
        may read "eases" as a plural; shown "it eases Y", it reads the verb. `verbs` are the lemmas to suspect, None
        for any, as in wordings. Where a text's colon stands for words, these are in its place.
        """
        parsed = self.language.parse(sentences, shown)
        verbal = [dict(mistaken_verbs(s.tokens, verbs)) for s in parsed]
        spelt = [() if verbs is None else colon(s.tokens) for s in parsed]
        # mentions by identity, since those of different clauses may be equal
        pronouns = {
            id(s.mentions[m]): word
            for s, found in zip(parsed, verbal, strict=True)
            for m, word in found.items()
        }
        doubtful = [bool(found or words) for found, words in zip(verbal, spelt, strict=True)]
        again = list(compress(parsed, doubtful))
        others = iter(
            self.language.parse(
                again, lambda m: pronouns.get(id(m)) or shown(m), list(compress(spelt, doubtful))
            )
        )
        kept = []
        for sentence, doubted in zip(parsed, doubtful, strict=True):
            other = next(others) if doubted else sentence
            kept.append(other if has_verb(other.tokens) or not has_verb(sentence.tokens) else sentence)
        return kept

    def _normalised(self, sentence: Sentence) -> Syntax:
        named = ((t.index, t.mention) for t in sentence.tokens if t.mention is not None)
        names = {index: sentence.mentions[mention].entity for index, mention in named}
        return normalise(sentence.tokens, self.grammar, names)

    def _repaired(self, tokens: tuple[Token, ...], sentence: Sentence) -> tuple[Token, ...]:
        kinds = _Kinds(self.ontology, sentence)
        return repair(tokens, kinds.covers, kinds.titles)


class _Kinds:
    """What one noun of a sentence may be to another."""

    def __init__(self, ontology: Ontology, sentence: Sentence) -> None:
        self.ontology = ontology
        self.sentence = sentence

    def covers(self, noun: int, member: int) -> bool:
        """Whether the generic noun at one token may stand for the mention at another."""
        other = self._named(self.sentence.tokens[member])
        one = self._named(self.sentence.tokens[noun])
        if other is None or one == other:
            return False
        if one is not None and self.ontology.is_broader(one, other):
            return True
        classes = self.ontology.meant_by(self.sentence.tokens[noun].lemma)
        return bool(classes) and self.ontology.instance_of(other, classes)

    def titles(self, noun: int, name: int) -> bool:
        """Whether the mention at one token names a class that the particular thing at another may be one of."""
        one, other = (self._named(self.sentence.tokens[index]) for index in (noun, name))
        if one is None or other is None or not self.ontology.names_class(one):
            return False
        return not self.ontology.names_class(other) and self.ontology.same_kind(one, other)

    def _named(self, token: Token) -> IRI | None:
        return None if token.mention is None else self.sentence.mentions[token.mention].entity


def _sentence(clause: Clause, lexicon: Lexicon) -> Sentence:
    text, places = slots(*clause)
    filled = [Mention(Span(*place), text[slice(*place)], slot) for slot, place in places.items()]
    named = [
        Mention(Span(m.start, m.end), text[m.start : m.end], m.entity)
        for m in lexicon.find(text)
        if not any(Span(m.start, m.end).overlaps(f.span) for f in filled)
    ]
    mentions = tuple(sorted([*filled, *named], key=lambda m: m.span))
    return Sentence("", 0, Span(0, len(text)), text, mentions)
