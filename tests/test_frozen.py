# SPDX-License-Identifier: Apache-2.0
"""Our frozen dataclasses behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import functools
import pickle
from typing import Any

import pytest

from watcher_liaison_guide import frozen


@frozen.dataclass(frozen=True)
class Ours:
    name: str
    place: int = frozen.field(default=0, compare=False)
    many: tuple[str, ...] = ()
    state: dict[str, str] = frozen.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Theirs:
    name: str
    place: int = dataclasses.field(default=0, compare=False)
    many: tuple[str, ...] = ()
    state: dict[str, str] = dataclasses.field(default_factory=dict)


@frozen.dataclass(frozen=True)
class More(Ours):
    more: str = "more"


@frozen.dataclass(frozen=True)
class Cached:
    name: str

    @functools.cached_property
    def length(self) -> int:
        return len(self.name)


@frozen.dataclass(frozen=True, order=True)
class Ordered:
    second: int
    first: int = 0


@frozen.dataclass(frozen=True)
class Spoken:
    word: str

    def __str__(self) -> str:
        return self.word

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spoken) and len(self.word) == len(other.word)

    def __hash__(self) -> int:
        return len(self.word)


@frozen.dataclass()
class Loose:
    name: str = ""

    def __post_init__(self) -> None:
        self.length = len(self.name)


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 1, ("b",)), {"state": {"c": "d"}}),
    ((), {"name": "a", "many": ("b", "c")}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_instances_are_as_those_of_the_standard_library(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert vars(ours) == vars(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert ours.state is not Ours("a").state


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        (("a", 1, (), {}, "e"), {}),
        (("a",), {"name": "a"}),
        (("a",), {"none": "a"}),
    ],
)
def test_wrong_arguments_are_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    for kind in (Theirs, Ours, Ours):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_instances_compare_by_their_fields() -> None:
    assert Ours("a", 1) == Ours("a", 2)
    assert Ours("a") != Ours("b")
    assert Ours("a") != More("a")
    assert Ours("a") != Theirs("a")
    assert Ordered(1, 2) < Ordered(2, 1) <= Ordered(2, 1)
    assert Ordered(2) > Ordered(1) >= Ordered(1)
    with pytest.raises(TypeError):
        # Wrong on purpose: types tell it before.
        _ = Ordered(1) < Loose()  # type: ignore[operator]
    assert Spoken("a") == Spoken("b")
    assert len({Spoken("a"), Spoken("b"), Ordered(1), Ordered(1)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Ours("a"))  # as its dictionary is
    with pytest.raises(TypeError, match="unhashable"):
        hash(Loose())


def test_instances_do_not_change() -> None:
    ours = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        # Wrong on purpose: types tell it before.
        ours.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del ours.name
    loose = Loose("abc")
    assert loose.length == 3
    loose.name = "b"
    assert loose == Loose("b")


def test_copies_may_have_other_values() -> None:
    ours = More("a", 1)
    for replace in (frozen.replace, dataclasses.replace):
        made = replace(ours, many=("b",), more="c")
        assert made == More("a", many=("b",), more="c")
        assert made.place == 1
        with pytest.raises(TypeError):
            # Wrong on purpose: types tell it before.
            replace(ours, none="a")  # type: ignore[call-arg]
    assert ours == More("a")


def test_copies_have_nothing_cached() -> None:
    cached = Cached("a")
    assert cached.length == 1
    assert frozen.replace(cached, name="ab").length == 2
    assert frozen.replace(cached) == cached
    assert frozen.replace(Loose("a"), name="ab").length == 2


def test_instances_are_pickled_and_copied() -> None:
    ours = More("a", 1, ("b",), {"c": "d"})
    for made in (pickle.loads(pickle.dumps(ours)), copy.deepcopy(ours)):
        assert made == ours
        assert vars(made) == vars(ours)


def test_the_standard_library_knows_the_fields() -> None:
    assert [field.name for field in dataclasses.fields(More)] == [
        *(field.name for field in dataclasses.fields(Theirs)),
        "more",
    ]
    assert dataclasses.is_dataclass(Ours("a"))
    assert Ours.__match_args__ == Theirs.__match_args__
    assert frozen.field_names(Ordered) == ("second", "first")
    assert frozen.field_names(Theirs) == ()


def test_subclasses_may_be_standard_dataclasses() -> None:
    @dataclasses.dataclass(frozen=True)
    class Below(Ordered):
        third: int = 0

    @dataclasses.dataclass
    class Looser(Loose):
        more: str = ""

    assert Below(1, 2, 3) == Below(second=1, first=2, third=3)
    assert Looser("ab", more="c").length == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        # Wrong on purpose: types tell it before.
        Below(1).third = 2  # type: ignore[misc]
