"""Compares two OpenAPI documents: does one offer all that programs written for the other rely on?

What a request may hold must be allowed, and no more be demanded. What a reply holds must be there. In both the
limits, formats and defaults that are given must be the same. Wider is fine: more operations, parameters, members,
enum values, types, and null.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")
_KEPT = (
    "default", "format", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document, and a way through its references."""

    content: Mapping[str, Any]

    def resolved(self, schema: Json) -> Json:
        """The schema without a reference or a lonely `allOf` around it; what stands beside those is kept."""
        while True:
            beside = {name: value for name, value in schema.items() if name not in {"$ref", "allOf"}}
            if "$ref" in schema:
                found: Any = self.content
                for step in schema["$ref"].removeprefix("#/").split("/"):
                    found = found[step]
            elif len(schema.get("allOf", [])) == 1:
                found = schema["allOf"][0]
            else:
                return schema
            schema = {**found, **beside}

    def choices(self, schema: Json) -> list[Json]:
        """The forms a value may have, null left out; what stands beside `anyOf` belongs to each of them."""
        schema = self.resolved(schema)
        beside = {name: value for name, value in schema.items() if name in _KEPT}
        found = []
        for choice in schema.get("anyOf", [schema]):
            inner = self.resolved(choice)
            if inner.get("type") != "null":
                found += self.choices(inner) if "anyOf" in inner else [{**inner, **beside}]
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `facts` say and `ours` lacks; a difference is a path of words, such as `… / name / maxLength`."""

    facts: Document
    ours: Document

    def differences(self) -> Iterator[str]:
        """Every operation of the facts, and the security scheme."""
        for path, operations in self.facts.content["paths"].items():
            for method, operation in operations.items():
                if method not in METHODS:
                    continue
                place = f"{method.upper()} {path}"
                found = self.ours.content["paths"].get(path, {}).get(method)
                if found is None:
                    yield place
                else:
                    yield from self._operation(place, operation, found)
        for name, scheme in self.facts.content["components"].get("securitySchemes", {}).items():
            if self.ours.content["components"].get("securitySchemes", {}).get(name) != scheme:
                yield f"security scheme {name}"

    def _operation(self, place: str, facts: Json, ours: Json) -> Iterator[str]:
        for name in ("operationId", "security", "tags"):
            if name in facts and facts[name] != ours.get(name):
                yield f"{place} / {name}"
        yield from self._parameters(place, facts, ours)
        if "requestBody" in facts:
            yield from self._content(f"{place} / body", facts["requestBody"], ours.get("requestBody", {}), sent=True)
            if ours.get("requestBody", {}).get("required", False) and not facts["requestBody"].get("required", False):
                yield f"{place} / body / required"
        for status, response in facts["responses"].items():
            found = ours["responses"].get(status)
            if found is None:
                yield f"{place} / {status}"
            else:
                yield from self._content(f"{place} / {status}", response, found, sent=False)

    def _parameters(self, place: str, facts: Json, ours: Json) -> Iterator[str]:
        known = {(one["in"], one["name"]): one for one in ours.get("parameters", [])}
        expected = {(one["in"], one["name"]): one for one in facts.get("parameters", [])}
        for key, parameter in expected.items():
            where = f"{place} / {key[0]} {key[1]}"
            found = known.get(key)
            if found is None:
                yield where
                continue
            if found.get("required", False) != parameter.get("required", False):
                yield f"{where} / required"
            yield from self._schema(where, parameter["schema"], found["schema"], sent=True)
        for key, parameter in known.items():
            if key not in expected and parameter.get("required", False):
                yield f"{place} / {key[0]} {key[1]} / demanded"

    def _content(self, place: str, facts: Json, ours: Json, *, sent: bool) -> Iterator[str]:
        for media_type, content in facts.get("content", {}).items():
            found = ours.get("content", {}).get(media_type)
            if found is None:
                yield f"{place} / {media_type}"
                continue
            schema = found.get("schema", {})
            yield from self._schema(place, content["schema"], schema if sent else self._opened(schema), sent=sent)

    def _opened(self, schema: Json) -> Json:
        """What stands in the envelope of a reply that succeeds."""
        members = self.ours.resolved(schema).get("properties", {})
        if members.get("status", {}).get("const") == "ok" and "data" in members:
            data: Json = members["data"]
            return data
        return schema

    def _schema(self, place: str, facts: Json, ours: Json, *, sent: bool) -> Iterator[str]:
        """Every form the facts allow must have a form of ours that lacks nothing; else what the closest one lacks."""
        forms = self.ours.choices(ours)
        for fact in self.facts.choices(facts):
            lacking = [list(self._form(place, fact, form, sent=sent)) for form in forms]
            closest = min(lacking, key=lambda found: (f"{place} / type" in found, len(found)), default=[place])
            yield from closest

    def _form(self, place: str, fact: Json, ours: Json, *, sent: bool) -> Iterator[str]:
        if not ours or not fact:
            return
        if fact.get("type") != ours.get("type"):
            yield f"{place} / type"
            return
        for name in _KEPT:
            changed = name in fact and fact[name] != ours.get(name)
            # A limit that the facts do not have would refuse what was allowed.
            refused = sent and name not in fact and name in ours and name not in {"default", "format"}
            if changed or refused:
                yield f"{place} / {name}"
        yield from self._values(place, fact, ours, sent=sent)
        yield from self._members(place, fact, ours, sent=sent)
        if "items" in fact:
            yield from self._schema(f"{place} / items", fact["items"], ours.get("items", {}), sent=sent)

    def _values(self, place: str, fact: Json, ours: Json, *, sent: bool) -> Iterator[str]:
        expected, known = set(fact.get("enum", ())), set(ours.get("enum", ()))
        if expected - known or (sent and known and not expected):
            yield f"{place} / enum"

    def _members(self, place: str, fact: Json, ours: Json, *, sent: bool) -> Iterator[str]:
        expected, known = set(fact.get("required", ())), set(ours.get("required", ()))
        for name in sorted(known - expected if sent else expected - known):
            yield f"{place} / {name} / required"
        for name, member in fact.get("properties", {}).items():
            if name not in ours.get("properties", {}):
                yield f"{place} / {name}"
            else:
                yield from self._schema(f"{place} / {name}", member, ours["properties"][name], sent=sent)
