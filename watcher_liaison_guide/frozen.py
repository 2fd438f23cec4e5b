# SPDX-License-Identifier: Apache-2.0
"""Frozen dataclasses that cost next to nothing until they are used.

The standard decorator writes and compiles the methods of every class when
its module is imported; for our hundred classes that took 45 milliseconds, as
long as all else that a command imports. Here what can be shared is shared,
``__init__`` is compiled when a class gets its first instance, and instances
are made in half the time. All else is as in the standard library, whose own
functions (``fields``, ``replace`` …) and subclasses work with these classes
too.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

_T = TypeVar("_T")
_MISSING: Any = object()


class _Field:
    """What is known of a field besides its name and type."""

    __slots__ = ("compare", "default", "default_factory")

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        compare: bool = True,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare


def _dataclass(
    *, frozen: bool = False, order: bool = False
) -> Callable[[type[_T]], type[_T]]:
    """Give a decorator that does what the standard one does."""

    def decorate(cls: Any) -> Any:
        fields: dict[str, _Field] = {}
        for base in reversed(cls.__mro__[1:]):
            fields.update(getattr(base, "_frozen_fields", {}))
        for name in cls.__annotations__:
            found = cls.__dict__.get(name, _MISSING)
            if isinstance(found, _Field):
                fields[name] = found
                if found.default is _MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, found.default)
            else:
                fields[name] = _Field(default=found)
        cls._frozen_fields = fields
        cls._frozen_names = tuple(fields)
        cls._frozen_really = frozen
        cls._frozen_key = _key(
            [name for name, one in fields.items() if one.compare]
        )
        own = cls.__dict__
        if "__match_args__" not in own:
            # By name: no type has it before.
            setattr(cls, "__match_args__", tuple(fields))  # noqa: B010
        hashed = {"__hash__": _hash if frozen else None}
        if "__eq__" in own:  # which may have a hash of its own
            hashed = {}
        for methods in (
            {"__init__": _first_init(cls), "__repr__": _repr, "__eq__": _eq},
            hashed,
            _ORDER if order else {},
            _FROZEN if frozen else {},
        ):
            for name, method in methods.items():
                # A class that compares equal has an implicit hash of None.
                if name not in own or own[name] is None:
                    setattr(cls, name, method)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(cls, name, _Standard(name))
        return cls

    return decorate


def _key(names: list[str]) -> Callable[[Any], Any]:
    """Give what makes of an instance all that it is compared by."""
    if not names:
        return lambda thing: ()
    return operator.attrgetter(*names)


# -- methods -----------------------------------------------------------------


def _first_init(cls: type) -> Callable[..., None]:
    """Give an ``__init__`` that puts the real one in its own place."""

    # It becomes the method of that name, and then gives way to another.
    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807
        made = _compiled_init(cls)
        cls.__init__ = made  # type: ignore[misc]
        made(self, *given, **named)

    return __init__


def _compiled_init(cls: Any) -> Callable[..., None]:
    # Fields never begin with "_", so that no name here is one of theirs.
    scope: dict[str, Any] = {"_missing": _MISSING}
    parameters, lines = [], ["    _state = self.__dict__"]
    for name, one in cls._frozen_fields.items():
        value = name
        if one.default_factory is not _MISSING:
            scope[f"_new_{name}"] = one.default_factory
            value = f"_new_{name}() if {name} is _missing else {name}"
            parameters.append(f"{name}=_missing")
        elif one.default is not _MISSING:
            scope[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"    _state[{name!r}] = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    head = f"def __init__({', '.join(['self', *parameters])}):"
    exec("\n".join([head, *lines]), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _repr(self: Any) -> str:
    parts = (f"{name}={getattr(self, name)!r}" for name in self._frozen_fields)
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    key = self.__class__._frozen_key
    return key(self) == key(other)


def _hash(self: Any) -> int:
    return hash(self.__class__._frozen_key(self))


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    def method(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        key = self.__class__._frozen_key
        return compare(key(self), key(other))

    return method


def _setattr(self: Any, name: str, value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


_FROZEN = {"__setattr__": _setattr, "__delattr__": _delattr}
_ORDER = {
    "__lt__": _ordering(operator.lt),
    "__le__": _ordering(operator.le),
    "__gt__": _ordering(operator.gt),
    "__ge__": _ordering(operator.ge),
}


# -- the standard library's view ---------------------------------------------


class _Standard:
    """What ``dataclasses`` looks for in a class, made when it does so."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, thing: Any, cls: Any) -> Any:
        import dataclasses

        # A subclass that is not decorated is described as its base is.
        owner = next(one for one in cls.__mro__ if self.name in one.__dict__)
        described: dict[str, Any] = {"__annotations__": {}}
        for name, one in owner._frozen_fields.items():
            described["__annotations__"][name] = Any
            known = {
                key: getattr(one, key)
                for key in ("default", "default_factory")
                if getattr(one, key) is not _MISSING
            }
            described[name] = dataclasses.field(compare=one.compare, **known)
        made: Any = dataclasses.dataclass(frozen=owner._frozen_really)(
            type(owner.__name__, (), described)
        )
        for key in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(owner, key, getattr(made, key))
        return owner.__dict__[self.name]


def _replace(thing: _T, /, **changes: Any) -> _T:
    """Give a copy with other values in some fields.

    It takes the copied ones as they are, in a third of the standard
    function's time.
    """
    cls: Any = type(thing)
    if not changes.keys() <= cls._frozen_fields.keys():
        unknown = sorted(changes.keys() - cls._frozen_fields.keys())
        raise TypeError(f"{cls.__qualname__} has no field {unknown[0]!r}")
    made: _T = object.__new__(cls)
    state = made.__dict__
    state.update(thing.__dict__)
    if len(state) > len(cls._frozen_fields):
        # What is cached beside the fields is not that of the copy.
        for name in state.keys() - cls._frozen_fields.keys():
            del state[name]
    state.update(changes)
    if hasattr(cls, "__post_init__"):
        cls.__post_init__(made)
    return made


def field_names(cls: type) -> tuple[str, ...]:
    """Give the names of a class's fields, none for a class of another kind."""
    names: tuple[str, ...] = getattr(cls, "_frozen_names", ())
    return names


# Type checkers know the standard functions and take ours for them.
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace
