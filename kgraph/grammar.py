"""The words of grammar that an ontology lists, as plain values to look words up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgraph.spelling import key
from kgraph.terms import CueWord


@dataclass(frozen=True)
class Grammar:
    """The words of grammar that an ontology lists, by lemma.

    `verb_of` gives a nominalisation's verb, `object_preps` the prepositions that mark its object beside "of";
    `light` the verbs that only lend a subject to their object noun, with the role of that noun;
    `helping` the verbs whose own subject also does what their complement says;
    `showing` the verbs that say of their object what the infinitive after it says;
    `transparent` the nouns that stand for what they are of ("levels of", "use of");
    `taking` the verbs that stand for what is taken ("using X"); `people` the nouns for people;
    `classes` the words that do one another's work, by the name of the class;
    `intake` the nouns for taking something, which need not say what ("daily use");
    `treatments` the nouns for treating, that stand for what one is treated with;
    `texts` the nouns by which a text speaks of itself, `telling` the verbs for what it does; `claims` the nouns for
    what somebody says; `phrases` the verbs after which a noun, as their object, does not mean its thing ("has gained
    attention").
    """

    verb_of: Mapping[str, str] = field(default_factory=dict)
    object_preps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    light: Mapping[str, frozenset[str]] = field(default_factory=dict)
    helping: frozenset[str] = frozenset()
    showing: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    taking: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    intake: frozenset[str] = frozenset()
    treatments: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def word_class(self, *words: str) -> frozenset[str]:
        """The class of words that has one of these for its name, or else is the only one that holds one of them.

        Args:
            words: What a wording marks as standing for its class: the word as it is written, and its lemma.

        Raises:
            ValueError: where no class does, or several hold it.
        """
        named = next((self.classes[word] for word in words if word in self.classes), None)
        if named is not None:
            return named
        holding = sorted(name for name, forms in self.classes.items() if not forms.isdisjoint(words))
        if len(holding) == 1:
            return self.classes[holding[0]]
        if holding:
            raise ValueError(f"“~{words[0]}” may stand for several classes: {', '.join(holding)}")
        raise ValueError(f"“~{words[0]}” stands for no class of words")

    @classmethod
    def of(cls, cues: Sequence[CueWord]) -> Grammar:
        """The grammar that an ontology's cues list."""
        words: defaultdict[str, list[CueWord]] = defaultdict(list)
        for cue in cues:
            words[cue.kind].append(replace(cue, form=key(cue.form)))
        light: defaultdict[str, set[str]] = defaultdict(set)
        for cue in words["LightVerb"]:
            light[cue.form].update(_features(cue, "role") or ["obj"])
        forms = {kind: frozenset(cue.form for cue in found) for kind, found in words.items()}
        nouns = words["Nominalisation"]
        return cls(
            verb_of={cue.form: verb for cue in nouns for verb in _features(cue, "verb")},
            object_preps={cue.form: frozenset(_features(cue, "objectPreposition")) for cue in nouns},
            light={form: frozenset(roles) for form, roles in light.items()},
            helping=forms.get("HelpingVerb", frozenset()),
            showing=forms.get("ShowingVerb", frozenset()),
            transparent=forms.get("TransparentNoun", frozenset()),
            taking=forms.get("TakingVerb", frozenset()),
            people=forms.get("PersonNoun", frozenset()),
            classes=_classes(words["WordClass"]),
            intake=forms.get("IntakeNoun", frozenset()),
            treatments=forms.get("TreatmentNoun", frozenset()),
            texts=forms.get("TextNoun", frozenset()),
            telling=forms.get("TellingVerb", frozenset()),
            claims=forms.get("ClaimNoun", frozenset()),
            phrases={cue.form: frozenset(_features(cue, "verb")) for cue in words["SetPhrase"]},
        )


def _features(cue: CueWord, name: str) -> list[str]:
    return [value for key, value in cue.features if key == name]


def _classes(cues: Sequence[CueWord]) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for cue in cues:
        for name in _features(cue, "name") or [cue.form]:
            groups[name].add(cue.form)
    return {name: frozenset(forms) for name, forms in groups.items()}
