"""What a route reads and answers: pydantic in, pydantic out, and the OpenAPI document of it all.

A body is read once, bounded, as JSON without duplicate keys; nothing of it is ever quoted in an answer or a log.
"""

from __future__ import annotations

import inspect
import json
import zlib
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from flask import Flask, Response, request
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue, models_json_schema
from pydantic_core import CoreSchema, core_schema

from server import base64url
from server.problems import Refused

INFLATED_LIMIT = 4 * 1024 * 1024


_LETTER = "[A-Za-z0-9_-]"
_LAST = (_LETTER, "[AQgw]", "[AEIMQUYcgkosw048]")  # by the length in bytes, modulo 3


class Strict(BaseModel):
    """A body or an answer: exact types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Query(BaseModel):
    """Query parameters: text that is turned into the types named; no unknown names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Strict):
    """`{}`: unsafe methods always carry a JSON body, which a form on another site cannot send."""


class Base64url:
    """`Annotated[bytes, Base64url(16)]`: bytes here, base64url on the wire, of one length or between two."""

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, least if most is None else most

    def _read(self, text: str) -> bytes:
        raw = base64url.decode(text)
        if not self.least <= len(raw) <= self.most:
            raise ValueError(f"must be {self._words()} bytes long")
        return raw

    def _words(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Text to bytes on the way in; bytes to text on the way out."""
        text = core_schema.no_info_after_validator_function(self._read, core_schema.str_schema(strict=True))
        return core_schema.union_schema(
            [text, core_schema.bytes_schema(strict=True)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(base64url.encode),
        )

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """How the document describes it: letters, and the length in characters."""
        characters = [-(-size * 4 // 3) for size in (self.least, self.most)]
        # Of one length, the last letter carries fewer bits and so has fewer values.
        last = _LAST[self.least % 3] if self.least == self.most else _LETTER
        return {
            "type": "string",
            "pattern": f"^{_LETTER}*{last}$" if self.least else f"^{_LETTER}*$",
            "minLength": characters[0],
            "maxLength": characters[1],
            "description": f"{self._words()} bytes, base64url without padding",
        }


class Contract(NamedTuple):
    """What `contract()` knows of one view, for the document."""

    hints: dict[str, type[BaseModel]]
    answers: type[BaseModel] | None
    status: int
    problems: tuple[int, ...]


def contract(
    answers: type[BaseModel] | None = None, status: int = 0, problems: Sequence[int] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Validate `body` and `query` by the view's annotations; serialise its answer. No answer model means 204."""
    status = status or (200 if answers else 204)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        parameters = inspect.signature(view, eval_str=True).parameters.items()
        hints = {name: p.annotation for name, p in parameters if name in ("body", "query")}

        @wraps(view)
        def wrapper(**values: Any) -> Any:
            try:
                if request.method not in ("GET", "HEAD"):
                    body = hints.get("body", Nothing).model_validate(_read_json())
                    if "body" in hints:
                        values["body"] = body
                if "query" in hints:
                    values["query"] = hints["query"].model_validate(request.args.to_dict())
            except ValidationError as refusal:
                raise Refused("invalid-request", _sentence(refusal)) from None
            answer = view(**values)
            if isinstance(answer, BaseModel):
                return Response(answer.model_dump_json(), status, mimetype="application/json")
            return Response(status=status) if answer is None else answer

        wrapper.contract = Contract(hints, answers, status, tuple(problems))  # type: ignore[attr-defined]
        return wrapper

    return decorate


def _sentence(refusal: ValidationError) -> str:
    first = refusal.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(step) for step in first["loc"][:6])
    return f"{place[:80] or 'the request'}: {first['msg'][:200]}."


def _read_json() -> Any:
    if request.mimetype != "application/json":
        raise Refused("unsupported-media-type")
    raw = request.get_data(cache=False)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "gzip":
        raw = _inflate(raw)
    elif encoding != "identity":
        raise Refused("unsupported-media-type", "Only gzip is read here.")
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_plain_object, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("invalid-request", "The body is not the JSON that is read here.") from None


def _inflate(raw: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(raw, INFLATED_LIMIT + 1)
    except zlib.error:
        raise Refused("invalid-request", "The body is not gzip.") from None
    # A few kilobytes can swell to gigabytes: stop at the limit instead of measuring afterwards.
    if len(plain) > INFLATED_LIMIT:
        raise Refused("too-large")
    if not inflater.eof or inflater.unused_data:
        raise Refused("invalid-request", "The body is not gzip.")
    return plain


def _plain_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate key")
    # A PRF result opens every note. The client removes it from `toJSON()`; a client that forgot must hear so at once.
    if "prf" in members:
        raise Refused("invalid-request", "A PRF result must never leave the device.")
    return members


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def openapi(app: Flask, problem: type[BaseModel], title: str, version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every route that carries a contract."""
    views = app.view_functions
    rules = sorted((r for r in app.url_map.iter_rules() if hasattr(views[r.endpoint], "contract")), key=str)
    routes = [(rule, views[rule.endpoint], vars(views[rule.endpoint])["contract"]) for rule in rules]
    models: set[tuple[type[BaseModel], Any]] = {(problem, "serialization"), (Nothing, "validation")}
    for _rule, _view, (hints, answers, _status, _problems) in routes:
        models |= {(model, "validation") for model in hints.values()}
        models |= {(answers, "serialization")} if answers else set()
    refs, definitions = models_json_schema(
        sorted(models, key=lambda m: (m[0].__name__, m[1])), ref_template="#/components/schemas/{model}"
    )

    def content(kind: str, model: type[BaseModel], mode: Any) -> dict[str, Any]:
        return {"content": {kind: {"schema": refs[model, mode]}}}

    paths: dict[str, dict[str, Any]] = {}
    failure = {"description": "Refused", **content("application/problem+json", problem, "serialization")}
    for rule, view, (hints, answers, status, problems) in routes:
        done = {"description": "Done", **(content("application/json", answers, "serialization") if answers else {})}
        operation: dict[str, Any] = {
            "operationId": rule.endpoint.replace(".", "_"),
            "summary": (inspect.getdoc(view) or "").partition("\n")[0],
            "security": [{"session": []}] if getattr(view, "signed_in", False) else [],
            "parameters": _parameters(rule, hints, definitions),
            "responses": {str(status): done, **{str(code): failure for code in problems}, "default": failure},
        }
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if method != "GET":
                body = content("application/json", hints.get("body", Nothing), "validation")
                operation["requestBody"] = {"required": True, **body}
            paths.setdefault(_path(rule.rule), {})[method.lower()] = operation
    cookie = {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": definitions["$defs"], "securitySchemes": {"session": cookie}},
    }


def _path(rule: str) -> str:
    """`/api/<string:id>` as OpenAPI writes it: `/api/{id}`."""
    pieces = [piece.partition(">") for piece in rule.split("<")]
    rest = [f"{{{name.rpartition(':')[2]}}}{tail}" for name, _, tail in pieces[1:]]
    return pieces[0][0] + "".join(rest)


def _parameters(rule: Any, hints: dict[str, type[BaseModel]], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in sorted(rule.arguments)
    ]
    if "query" in hints:
        shape = definitions["$defs"][hints["query"].__name__]
        required = shape.get("required", ())
        for name, schema in shape["properties"].items():
            parameters.append({"name": name, "in": "query", "required": name in required, "schema": schema})
    return parameters
