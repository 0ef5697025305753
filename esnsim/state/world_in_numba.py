"""What Numba has to know of a world: in machine code it is one address, and its arrays are spans of plain memory.

Numba hands a named tuple on member by member, and counts references to every array among them at every step, which
takes several times as long to compile as what a function does with them. A world lies still while machine code is at
work, so its address is enough; its members are read where they are used. A span is where an array begins and how long
it is: the array is kept by whoever called.
"""

# Numba is not typed: what it decorates, calls and derives from cannot be checked.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, override, misc, call-arg, arg-type"

from __future__ import annotations

import operator
import zlib
from typing import Any

from llvmlite import ir
from numba import njit, typeof, types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)

ADDRESS = "world_address"
"""Attribute of what stands for a world in Python, once it has been put somewhere."""


class SpanType(types.Type):
    """An array whose values lie side by side, in rows if it has two dimensions."""

    def __init__(self, dtype: types.Type, ndim: int) -> None:
        self.dtype, self.ndim = dtype, ndim
        super().__init__(name=f"span_{dtype}_{ndim}")


class WorldType(types.Type):
    """A named tuple that lies still: an address in machine code."""

    def __init__(self, members: types.NamedTuple) -> None:
        self.members = members
        # Short, since it becomes part of the name of every compiled function that takes a world.
        super().__init__(name=f"world_{zlib.crc32(repr(members.types).encode()):x}")


def register_world(world: type) -> None:
    """Tell Numba of a class of named tuples that lie still."""

    @typeof_impl.register(world)
    def type_of_world(value: Any, context: object) -> WorldType:  # noqa: ANN401
        del context
        return WorldType(types.NamedTuple([_member(each) for each in value], world))


def _member(value: object) -> Any:  # noqa: ANN401
    """Type of a member: arrays are spans."""
    kind = typeof(value)
    if isinstance(kind, types.Array):
        if kind.layout != "C":
            raise TypeError("arrays of a world lie in one piece")
        return SpanType(kind.dtype, kind.ndim)
    if isinstance(kind, types.NamedTuple) and isinstance(value, tuple):
        return types.NamedTuple([_member(each) for each in value], kind.instance_class)
    return kind


@register_model(SpanType)
class _SpanModel(models.StructModel):
    def __init__(self, manager: Any, kind: SpanType) -> None:  # noqa: ANN401
        members = [("data", types.CPointer(kind.dtype)), ("rows", types.intp), ("columns", types.intp)]
        super().__init__(manager, kind, members[: 1 + kind.ndim])


@register_model(WorldType)
class _WorldModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: WorldType) -> None:  # noqa: ANN401
        super().__init__(manager, kind, manager.lookup(kind.members).get_value_type().as_pointer())


@unbox(SpanType)
def _unbox_span(kind: SpanType, value: Any, c: Any) -> Any:  # noqa: ANN401
    """Take address and lengths from the array; it is the caller's to keep."""
    array = c.context.make_array(types.Array(kind.dtype, kind.ndim, "C"))(c.context, c.builder)
    address = c.builder.bitcast(array._getpointer(), c.pyapi.voidptr)  # noqa: SLF001 - Numba's way
    asked = ir.FunctionType(ir.IntType(32), [c.pyapi.pyobj, c.pyapi.voidptr])
    look = cgutils.get_or_insert_function(c.builder.module, asked, "numba_adapt_ndarray")
    failed = c.builder.call(look, (value, address))
    with c.builder.if_then(cgutils.is_not_null(c.builder, failed), likely=False):
        c.pyapi.err_set_string("PyExc_TypeError", "this is no array")
    span = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    span.data = array.data
    for name, length in zip(("rows", "columns"), cgutils.unpack_tuple(c.builder, array.shape), strict=False):
        setattr(span, name, length)
    return NativeValue(span._getvalue(), is_error=cgutils.is_not_null(c.builder, failed))  # noqa: SLF001


@unbox(WorldType)
def _unbox_world(kind: WorldType, value: Any, c: Any) -> Any:  # noqa: ANN401
    """The address of a world that was put somewhere, or a place to lie still in as long as the call takes."""
    builder = c.builder
    place = cgutils.alloca_once(builder, c.context.get_value_type(kind))
    failed = cgutils.alloca_once_value(builder, cgutils.false_bit)
    number = c.pyapi.object_getattr_string(value, ADDRESS)
    with builder.if_else(cgutils.is_not_null(builder, number)) as (put, given):
        with put:
            word = c.pyapi.long_as_longlong(number)
            c.pyapi.decref(number)
            builder.store(builder.inttoptr(word, place.type.pointee), place)
        with given:
            c.pyapi.err_clear()
            members = c.unbox(kind.members, value)
            if members.cleanup is not None:
                raise TypeError("members of a world are addresses and numbers, which nobody has to give back")
            own = cgutils.alloca_once(builder, members.value.type)
            builder.store(members.value, own)
            builder.store(own, place)
            builder.store(members.is_error, failed)
    return NativeValue(builder.load(place), is_error=builder.load(failed))


@intrinsic
def _size(typing_context: Any, world: WorldType) -> Any:  # noqa: ANN401
    """Bytes that a world takes where it lies."""
    del typing_context

    def size(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
        del builder, called
        return context.get_constant(types.intp, context.get_abi_sizeof(arguments[0].type.pointee))

    return types.intp(world), size


@intrinsic
def _put(typing_context: Any, world: WorldType, address: types.Integer) -> Any:  # noqa: ANN401
    """Copy what is found at a world's address to another."""
    del typing_context

    def put(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
        del called
        found, place = arguments
        builder.store(builder.load(found), builder.inttoptr(place, found.type))
        return context.get_dummy_value()

    return types.void(world, address), put


@njit
def size_of_world(world: Any) -> Any:  # noqa: ANN401
    """Bytes that a world takes where it lies in memory."""
    return _size(world)


@njit
def put_world(world: Any, address: int) -> None:  # noqa: ANN401
    """Put a world where it is found by machine code; its members are kept by whoever asks."""
    _put(world, address)


@infer_getattr
class _TypeOfMember(AttributeTemplate):
    key = WorldType

    def generic_resolve(self, world: WorldType, name: str) -> Any:  # noqa: ANN401
        fields = world.members.fields
        return world.members.types[fields.index(name)] if name in fields else None


@lower_getattr_generic(WorldType)
def _read_member(context: Any, builder: Any, kind: WorldType, value: Any, name: str) -> Any:  # noqa: ANN401
    del context
    place = kind.members.fields.index(name)
    loaded = builder.load(cgutils.gep_inbounds(builder, value, 0, place))
    # Members never change, whatever is written elsewhere.
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


@infer_global(len)
class _TypeOfLength(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        return signature(types.intp, *args) if isinstance(args[0], SpanType) else None


@lower_builtin(len, SpanType)
def _length(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    return cgutils.create_struct_proxy(called.args[0])(context, builder, arguments[0]).rows


def _kinds(place: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Types of the numbers that choose a value."""
    kinds: tuple[Any, ...] = tuple(getattr(place, "types", (place,)))
    return kinds


def _is_place(span: Any, place: Any) -> bool:  # noqa: ANN401
    """Whether this chooses one value of a span."""
    if not isinstance(span, SpanType):
        return False
    kinds = _kinds(place)
    return len(kinds) == span.ndim and all(isinstance(each, types.Integer) for each in kinds)


@infer_global(operator.getitem)
class _TypeOfRead(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        return signature(args[0].dtype, *args) if _is_place(*args) else None


@infer_global(operator.setitem)
class _TypeOfWrite(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        return signature(types.none, *args) if _is_place(*args[:2]) else None


def _address(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    """Where the value is."""
    kind, chosen = called.args[:2]
    span = cgutils.create_struct_proxy(kind)(context, builder, arguments[0])
    given = cgutils.unpack_tuple(builder, arguments[1]) if hasattr(chosen, "types") else [arguments[1]]
    pairs = zip(given, _kinds(chosen), strict=True)
    places = [context.cast(builder, each, narrow, types.intp) for each, narrow in pairs]
    place = places[0] if len(places) == 1 else builder.add(builder.mul(places[0], span.columns), places[1])
    return builder.gep(span.data, [place], inbounds=True)


@lower_builtin(operator.getitem, SpanType, types.Any)
def _read(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    return context.unpack_value(builder, called.args[0].dtype, _address(context, builder, called, arguments))


@lower_builtin(operator.setitem, SpanType, types.Any, types.Any)
def _write(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    dtype = called.args[0].dtype
    value = context.cast(builder, arguments[2], called.args[2], dtype)
    context.pack_value(builder, dtype, value, _address(context, builder, called, arguments))
    return context.get_dummy_value()
