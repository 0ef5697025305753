"""What Numba has to know of functions that only machine code calls: each is compiled once, as a part of its callers.

Numba compiles a function anew for every narrower kind of number and every constant it is called with, makes machine
code of it by itself, and links and works over the same text again in whatever calls it. Here numbers are widened to 64
bits at the call, and a part is handed on as it was written: it is worked over once, within what Python enters by.
"""

# Numba is not typed: what it decorates, calls and derives from cannot be checked.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, override, misc"

from __future__ import annotations

from typing import Any

from numba import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import AnalysisPass, register_pass
from numba.core.typed_passes import NopythonTypeInference
from numba.extending import models, register_model, typeof_impl


class PartType(types.Dispatcher):
    """A function that machine code calls."""

    def get_call_type(self, context: Any, args: Any, kws: Any) -> Any:  # noqa: ANN401
        """The call as if every number had 64 bits and none were known beforehand."""
        return super().get_call_type(
            context, tuple(map(_wide, args)), {name: _wide(each) for name, each in kws.items()}
        )


register_model(PartType)(models.OpaqueModel)


def _wide(kind: Any) -> Any:  # noqa: ANN401
    """The type that an argument of this type is taken as."""
    kind = types.unliteral(kind)
    if isinstance(kind, types.Integer):
        return types.int64
    return types.float64 if kind == types.float32 else kind


def register_parts(part: type) -> None:
    """Tell Numba of a class of functions, which have what compiles them as ``part``."""

    @typeof_impl.register(part)
    def type_of_part(function: Any, context: object) -> PartType:  # noqa: ANN401
        del context
        return PartType(function.part)


class _Environment:
    """What a part has in place of machine code of its own, to which Python's objects would be told."""

    def set_env(self, name: str, environment: object) -> None:
        """Nothing to tell: parts know no objects."""


class _PartLibrary(JITCodeLibrary):
    """A part as it was written, to be linked into its callers; there is no machine code of it by itself."""

    @property
    def codegen(self) -> _Environment:
        return _Environment()

    def _optimize_final_module(self) -> None:
        """Left to the callers."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        del name
        return 0


@register_pass(mutates_CFG=False, analysis_only=True)
class _AsPart(AnalysisPass):
    """Says where a function is written to."""

    _name = "as_part"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:  # noqa: ANN401
        state.library = _PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        return False


class PartCompiler(CompilerBase):
    """Numba's usual compiler, but for where the result is written to."""

    def define_pipelines(self) -> list[Any]:
        """The steps of compiling."""
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.add_pass_after(_AsPart, NopythonTypeInference)
        steps.finalize()
        return [steps]
