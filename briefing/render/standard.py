"""What WeasyPrint leaves open of the standards a report's PDF keeps: PDF/UA-1 (ISO 14289-1), PDF/A-3 (ISO 19005-3).

`finisher` gives the last step of writing: it works on the boxes that were laid out and on the objects of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# PDF/A knows no schema for PDF/UA, so a file that is both has to bring its description (ISO 19005-3, 6.6.2.3).
_BOTH = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def variant(pdf_a: bool) -> str:
    """WeasyPrint's name of the standard to write: PDF/A-3a asks for tags as well, so that it can be PDF/UA-1 too."""
    return "pdf/a-3a" if pdf_a else "pdf/ua-1"


def finisher(pdf_a: bool) -> Callable[[Any, Any], None]:
    """The last step for `write_pdf`: called with the document as laid out and with its PDF, which it mends."""

    def finish(document: Any, pdf: Any) -> None:
        file = _File(pdf)
        for number, page in enumerate(document.pages):
            for box in page._page_box.descendants(placeholders=True):
                if box.link_annotation:
                    _name_link(box)
                if box.element_tag == "th" and hasattr(box, "mark"):  # a cell, not a line of it; ISO 14289-1, 7.5
                    box.mark["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
            _set_margins_apart(page, number, file)
        for element in pdf.objects:
            if isinstance(element, dict) and element.get("S") == "/L":
                _pair_terms(element, file)
        _relate_attachments(pdf)
        if pdf_a:
            metadata = file.object(pdf.catalog["Metadata"])
            metadata.stream = [part.replace(b"</rdf:RDF>", _BOTH.encode() + b"</rdf:RDF>") for part in metadata.stream]

    return finish


class _File:
    """The objects of a PDF that is not written yet, by their references."""

    def __init__(self, pdf: Any) -> None:
        self.objects = pdf.objects
        self.pages = [self.object(reference) for reference in pdf.page_references]
        root = self.object(pdf.catalog["StructTreeRoot"])
        self.tree = self.object(root["K"][0])
        self.tagged = self.object(root["ParentTree"])["Nums"][1::2]
        """For each page the element of every stretch of marked content, by its number."""

    def object(self, reference: bytes) -> Any:
        return self.objects[int(reference.split()[0])]

    def kids(self, element: Any) -> list[Any]:
        """The structure elements right below `element`."""
        found = [self.object(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def top(self, element: Any) -> Any:
        """`element` or the element above it that stands right below the whole tree."""
        while element["P"] != self.tree.reference:
            element = self.object(element["P"])
        return element


def _name_link(box: Any) -> None:
    """Says where a link leads (ISO 14289-1, 7.18.5); WeasyPrint gives the name of the anchor."""
    import pydyf  # type: ignore[import-untyped]

    words = box.element.get("title") or " ".join("".join(box.element.itertext()).replace("\u2060", "").split())
    if words:
        box.link_annotation["Contents"] = pydyf.String(words)


def _set_margins_apart(page: Any, number: int, file: _File) -> None:
    """Marks running heads and page numbers as no part of the text (ISO 14289-1, 7.8).

    WeasyPrint tags them like text, in the order of their boxes, and leaves the tags out of the tree.
    """
    import pydyf

    margins = (box for box in page._page_box.children if hasattr(box, "at_keyword"))
    lines = [
        "/Header" if box.at_keyword.startswith("@top") else "/Footer"
        for box in margins
        for line in box.children
        if any(hasattr(part, "text") for part in line.descendants())
    ]
    within = set(file.tree["K"])
    loose: dict[int, list[int]] = {}
    elements = file.tagged[number]
    for mark, reference in enumerate(elements):
        top = file.top(file.object(reference))
        if top.reference not in within:
            loose.setdefault(top.number, []).append(mark)
    kinds = {}
    for kind, (_, marks) in zip(lines, sorted(loose.items()), strict=True):
        for mark in marks:
            kinds[mark] = kind
            elements[mark] = b"null"
    drawn = file.object(file.pages[number]["Contents"]).stream
    for i, item in enumerate(drawn):
        if isinstance(item, dict) and item.get("MCID") in kinds:
            drawn[i - 1] = "/Artifact"
            drawn[i] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": kinds[item["MCID"]]})


def _pair_terms(listing: Any, file: _File) -> None:
    """Makes each <div> of a <dl> an item with its label and its body (ISO 14289-1, 7.6); a list holds nothing else."""
    for group in file.kids(listing):
        if group["S"] != "/Div":
            continue
        group["S"] = "/LI"
        for i, item in enumerate(file.kids(group)):
            item["S"] = "/LBody" if i else "/Lbl"
            for body in file.kids(item):
                body["S"] = "/Div"


def _relate_attachments(pdf: Any) -> None:
    """Says of what is attached that the report was made from it (associated files: ISO 19005-3, 6.8 and annex E)."""
    import pydyf

    files: list[Any] = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Filespec"]
    for item in files:
        item["AFRelationship"] = "/Data"
    pdf.catalog["AF"] = pydyf.Array([item.reference for item in files])
