"""How far a clause holds what is asked, word for word and in its order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from chatdoc_server.answering.prose.verdicts import vocabulary as known
from chatdoc_server.answering.prose.verdicts.asked import Asked
from chatdoc_server.answering.prose.verdicts.quantities import Quantity, Relation
from chatdoc_server.answering.prose.verdicts.reading import Reader, Token, acts, is_denied, is_of_speech, is_same
from chatdoc_server.answering.prose.verdicts.vocabulary import Mode

_DETERMINERS = frozenset({"a", "an", "the", "its", "our", "their"})
_RELATIVES = frozenset({"that", "who", "which", "whose"})
_LEAST_MATCHED = 2
"""Words of a question that a statement must hold itself where the rest is only taken up."""


@dataclass(frozen=True, slots=True)
class Held:
    """How far a statement holds what is asked: the place of the last word, and what the steps there did."""

    last: int
    places: tuple[int, ...] = ()
    turned: bool = False
    narrowed: bool = False
    contrary: bool = False


def held_by(want: Asked, found: Sequence[Token], topic: frozenset[str], reader: Reader) -> Held | None:
    """How the words of a clause hold those asked, in their order, with nothing but small words between."""
    place, held = 0, Held(-1)
    asked = want.tokens
    for number, token in enumerate(found):
        if place == len(asked):
            break
        step = _step(asked[place], token, found, want, reader)
        skipped = _skipped(asked, place, token, topic) if step is None and held.last >= 0 else 0
        if skipped:
            place += skipped
            step = _step(asked[place], token, found, want, reader)
        if step is not None:
            turned, contrary = step
            if turned and _is_attribute(found, number, asked[place + 1 : place + 2]):
                return None
            held = replace(
                held,
                last=number,
                places=(*held.places, number),
                turned=held.turned != turned,
                contrary=held.contrary or contrary,
            )
            place += 1
        elif not _may_stand_between(found, number, asked[place], reader):
            if token.quantity is None and not _narrows(found, number, place, asked):
                break
            held = replace(held, narrowed=True)
    left = {token.stem for token in asked[place:]}
    # What is denied of all is denied of that which the statement takes up.
    return held if not left or (place >= _LEAST_MATCHED and left <= topic and is_denied(found)) else None


def _is_attribute(found: Sequence[Token], number: int, following: Sequence[Token]) -> bool:
    """Whether an opposite only says which thing is meant: who is liable for direct damage may be so for indirect."""
    token = found[number]
    if token.quantity is not None or token.stem in acts():
        return False
    return bool(following) and number + 1 < len(found) and is_same(found[number + 1], following[0])


def _skipped(asked: Sequence[Token], place: int, token: Token, topic: frozenset[str]) -> int:
    """How many words asked are left out here because what the statement takes up holds them; 0 for none."""
    for number in range(place + 1, len(asked)):
        if asked[number - 1].stem not in topic or asked[number - 1].quantity is not None:
            return 0
        if is_same(token, asked[number]):
            return number - place
    return 0


def _step(asked: Token, token: Token, found: Sequence[Token], want: Asked, reader: Reader) -> tuple[bool, bool] | None:
    """Whether a word says the one that is asked: if so, whether it turns it round, and whether it only excludes it."""
    if asked.quantity is not None:
        return _measured(asked.quantity, token.quantity, found, want) if token.quantity is not None else None
    if token.quantity is not None:
        return None
    if is_same(token, asked):
        return False, False
    if reader.stem(known.prefixed(token.lower) or "-") == asked.stem:
        return True, False
    return (True, True) if token.stem in reader.opposites(asked.stem) else None


def _measured(asked: Quantity, said: Quantity, found: Sequence[Token], want: Asked) -> tuple[bool, bool] | None:
    """The same of quantities: what is said lies in what is asked, or has nothing in common with it."""
    limits = want.mode is Mode.ALLOWED
    relation = asked.relation(said) if limits or is_denied(found) else said.relation(asked)
    if relation is Relation.WITHIN:
        return False, False
    alike = sum(token.quantity is not None and token.quantity.unit == asked.unit for token in found)
    apart = relation is Relation.APART and alike == 1 and not is_denied(found) and not (limits and said.exact)
    return (True, True) if apart else None


def _narrows(found: Sequence[Token], number: int, place: int, asked: Sequence[Token]) -> bool:
    """Whether a word only says more of the last one asked, which follows: "quarterly dividends"."""
    following = found[number + 1 : number + 2]
    inside = place == len(asked) - 1 > 0 or (place > 0 and found[number - 1].lower in _DETERMINERS)
    return inside and bool(following) and is_same(following[0], asked[place]) and found[number - 1].lower != "of"


def _may_stand_between(found: Sequence[Token], number: int, following: Token, reader: Reader) -> bool:
    """Whether a word that is not asked leaves the clause what it is: of grammar, of polarity, or an adverb."""
    token = found[number]
    # "Goods that are perishable": which goods are meant, not what goods are.
    if token.quantity is not None or token.lower in _RELATIVES:
        return False
    return (
        reader.is_small(found, number)
        or is_of_speech(token)
        or token.lower == "without"
        or (known.is_adverb(token.lower) and known.WEAKENED.search(token.lower) is None)
        or _is_coordinated(found, number, following)
    )


def _is_coordinated(found: Sequence[Token], number: int, following: Token) -> bool:
    """Whether a word only stands beside the one that is looked for: "never declared or paid"."""
    beside = found[number + 1 : number + 3]
    return len(beside) == 2 and beside[0].lower in ("or", "and") and is_same(beside[1], following)


def lacking(clause: Sequence[Token], held: Held, reader: Reader) -> bool | None:
    """Whether a word asked is said to be lacking; None where something else is."""
    places = [number for number, token in enumerate(clause) if token.lower == "without"]
    for number in places:
        after = range(number + 1, len(clause))
        if not any(place in held.places for place in islice((p for p in after if not reader.is_small(clause, p)), 1)):
            return None
    return bool(places)
