"""A YAML tree -> the areas of a project, which must not contradict one another."""

from collections.abc import Sequence
from typing import NamedTuple

from dti_targets.diagnostics import Faults, codes
from dti_targets.domain.area import AreasFile, Gazetteer
from dti_targets.reading.typed import find, validated
from dti_targets.reading.yaml_tree import Node


class AreasSource(NamedTuple):
    """Areas with the file that they were read from."""

    content: AreasFile
    path: str
    root: Node


def to_areas(root: Node, path: str, faults: Faults) -> AreasSource | None:
    """Return the areas of a tree, or None after adding what is wrong with them."""
    content = validated(root, AreasFile, path, faults)
    return AreasSource(content, path, root) if content else None


def to_gazetteer(sources: Sequence[AreasSource], faults: Faults) -> Gazetteer:
    """Join areas files; add codes that name two areas on one day, and unknown parents."""
    gazetteer = Gazetteer.of(source.content for source in sources)
    seen: dict[str, list[tuple[AreasSource, int]]] = {}
    for source in sources:
        for index, area in enumerate(source.content.areas):
            for other_source, other in seen.get(area.code, ()):
                twin = other_source.content.areas[other]
                if area.overlaps(twin):
                    _, node = find(source.root, ("areas", index, "code"))
                    _, first = find(other_source.root, ("areas", other, "code"))
                    faults.add(
                        codes.AREAS_OVERLAP, node.place(source.path),
                        first.place(other_source.path), area=area.code, line=first.line,
                    )  # fmt: skip
            seen.setdefault(area.code, []).append((source, index))
            if area.parent and area.parent not in gazetteer.by_code:
                _, node = find(source.root, ("areas", index, "parent"))
                faults.add(codes.PARENT_UNKNOWN, node.place(source.path), parent=area.parent)
    return gazetteer
