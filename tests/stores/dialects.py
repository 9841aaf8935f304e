"""Workbooks as other programs write them, built by hand, part by part.

Each holds the tab ``unit`` with the columns name, head, since and count in its own
spelling: two rows of units, and between keys and headings whatever that spelling needs.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from sheets_schema.cells import DAY, MOMENT, NUMBER, TEXT
from sheets_schema.columns import Book, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNIT = Table(
    key="unit",
    title="Đơn vị",
    code="name",
    columns=(
        Column("name", "Tên đơn vị", TEXT),
        Column("head", "Trưởng đơn vị", TEXT),
        Column("since", "Từ lúc", MOMENT),
        Column("day", "Ngày", DAY),
        Column("count", "Số người", NUMBER),
    ),
)
BOOK = Book("dialect", "Sổ lạ", "so-la.xlsx", (UNIT,))

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" \
formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><fonts count="1"><font><sz val="10"/>\
<name val="Arial"/></font></fonts><fills count="2"><fill><patternFill \
patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" \
xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" \
applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" \
applyNumberFormat="1"><alignment wrapText="1"/></xf></cellXfs><cellStyles \
count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

KEYS = ("unit.name", "unit.head", "unit.since", "unit.day", "unit.count")
HEADINGS = ("Tên đơn vị", "Trưởng đơn vị", "Từ lúc", "Ngày", "Số người")
SHARED = (*KEYS, *HEADINGS, "Kho", "Hà & <Lan>", "Kỹ thuật", "Huy")


def inline(words: str, ref: str = "", prefix: str = "") -> str:
    """A cell of text."""
    p = prefix
    place = f' r="{ref}"' if ref else ""
    text = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<{p}c{place} t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'


def line(number: int, *words: str, prefix: str = "") -> str:
    """A row of text."""
    cells = [
        inline(it, f"{chr(65 + at)}{number}", prefix) for at, it in enumerate(words)
    ]
    return f'<{prefix}row r="{number}">{"".join(cells)}</{prefix}row>'


def sheet(data: str, *, before: str = "", after: str = "", space: str = MAIN) -> str:
    """A sheet without a prefix."""
    return (
        f'<worksheet xmlns="{space}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


ROWS = line(1, *KEYS) + line(2, *HEADINGS)
TWO = line(3, "Kho", "Hà & <Lan>") + line(4, "Kỹ thuật", "Huy")


def package(
    worksheet: str | bytes,
    *,
    styles: str = STYLES,
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
    types: str = "",
    relations: str = "",
    kinds: str = RELATIONS,
) -> bytes:
    """A workbook file with one sheet."""
    book = workbook or (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet '
        'name="Đơn vị" sheetId="7" r:id="rId9"/></sheets></workbook>'
    )
    styled = (
        f'<Relationship Id="rId2" Type="{kinds}/styles" Target="styles.xml"/>'
        if styles
        else ""
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="bin" ContentType='
            f'"application/octet-stream"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/'
            f'sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>{types}'
            + (
                f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
                if styles
                else ""
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{kinds}/'
            'officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId9" Type="{kinds}/'
            f'worksheet" Target="/xl/worksheets/sheet1.xml"/>{styled}{relations}'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": worksheet,
        **({"xl/styles.xml": styles} if styles else {}),
        **(more or {}),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name, words in parts.items():
            target.writestr(name, words)
    return file.getvalue()


def excel() -> bytes:
    """As Excel writes: shared strings, spans, styles of columns, order of calculation.

    Beside the columns of ours stands a column of people's own with a shared formula.
    """
    texts = "".join(f"<si><t>{_escaped(it)}</t></si>" for it in SHARED)
    count = len(SHARED)

    def row(number: int, first: int, last: int, own: str = "") -> str:
        cells = "".join(
            f'<c r="{chr(65 + at)}{number}" s="2" t="s"><v>{index}</v></c>'
            for at, index in enumerate(range(first, last))
        )
        about = f'r="{number}" spans="1:6" x14ac:dyDescent="0.2" hidden="0" ht="30"'
        return f"<row {about}>{cells}{own}</row>"

    worksheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:x14ac="urn:x14ac" '
        'xmlns:mc="urn:mc" mc:Ignorable="x14ac"><dimension ref="A1:F4"/>'
        '<cols><col min="1" max="2" width="20" style="2" customWidth="1"/>'
        '<col min="3" max="3" width="18" style="1"/></cols>'
        f"<sheetData>{row(1, 0, 5)}{row(2, 5, 10)}"
        + row(
            3,
            10,
            12,
            '<c r="F3"><f t="shared" ref="F3:F4" si="0">LEN(A3)</f><v>3</v></c>',
        )
        + row(4, 12, 14, '<c r="F4"><f t="shared" si="0"/><v>8</v></c>')
        + '</sheetData><autoFilter ref="A2:F4"/><mergeCells count="1"><mergeCell '
        'ref="H1:J1"/></mergeCells><dataValidations count="1"><dataValidation '
        'type="list" sqref="B3:B99"><formula1>"Hà,Huy"</formula1></dataValidation>'
        '</dataValidations><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" '
        'header="0.3" footer="0.3"/><extLst><ext uri="{urn}"/></extLst></worksheet>'
    )
    return package(
        worksheet,
        more={
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="{count}" '
            f'uniqueCount="{count}">{texts}</sst>',
            "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="F3" i="7"/>'
            '<c r="F4"/></calcChain>',
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)) * 9,
        },
        types=f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.'
        'sharedStrings+xml"/><Override PartName="/xl/calcChain.xml" '
        f'ContentType="{TYPE}.calcChain+xml"/>',
        relations=f'<Relationship Id="rId3" Type="{RELATIONS}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="rId4" Type="{RELATIONS}/'
        'calcChain" Target="calcChain.xml"/>',
    )


def prefixed() -> bytes:
    """As the Open XML SDK writes: a prefix before every name."""
    data = "".join(
        line(number, *words, prefix="x:")
        for number, words in enumerate(
            (KEYS, HEADINGS, ("Kho", "Hà & <Lan>"), ("Kỹ thuật", "Huy")), 1
        )
    )
    worksheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1:E4"/><x:cols><x:col '
        f'min="3" max="3" width="18" style="1"/></x:cols><x:sheetData>{data}'
        "</x:sheetData></x:worksheet>"
    )
    styles = STYLES.replace("<", "<x:").replace("<x:/", "</x:")
    workbook = (
        f'<x:workbook xmlns:x="{MAIN}"><x:sheets><x:sheet name="Đơn vị" sheetId="7" '
        f'r:id="rId9" xmlns:r="{RELATIONS}"/></x:sheets></x:workbook>'
    )
    return package(
        worksheet, styles=styles.replace("xmlns=", "xmlns:x="), workbook=workbook
    )


def without_places() -> bytes:
    """Rows and cells that say nothing of where they stand: each follows the last."""
    data = "".join(
        f"<row>{''.join(inline(it) for it in words)}</row>"
        for words in (KEYS, HEADINGS, ("Kho", "Hà & <Lan>"), ("Kỹ thuật", "Huy"))
    )
    return package(sheet(data))


def sparse() -> bytes:
    """Rows and cells with gaps, empty ones among them, and spaced like a poem."""
    data = (
        f"\n  {line(1, *KEYS)}\n  {line(2, *HEADINGS)}\n"
        f"  <row r='3' ><c r='A3' t='inlineStr' ><is><t>Kho</t></is></c >"
        f"<c r='B3' t='inlineStr'><is><t>Hà &amp; &lt;Lan></t></is></c></row >\n"
        f'  <row r="4" ht="12"><c r="A4" t="inlineStr"><is><t>Kỹ thuật</t></is></c>'
        f'<c r="B4" t="inlineStr"><is><t>Huy</t></is></c><c r="E4" s="1"/>'
        "<extLst/></row>\n"
        '  <row r="9"/>\n  <row r="12" s="1" customFormat="1"/>\n'
    )
    return package(sheet(data, before='<dimension ref="A1"/>'))


def aside() -> bytes:
    """Comments and CDATA sections, in which a row is not a row."""
    data = (
        f"{ROWS}<!-- <row r='3'> not a row -->"
        '<row r="3"><c r="A3" t="inlineStr"><is><t><![CDATA[Kho]]></t></is></c>'
        '<c r="B3" t="inlineStr"><is><t><![CDATA[Hà & <Lan>]]></t></is></c></row>'
        f"{line(4, 'Kỹ thuật', 'Huy')}"
    )
    return package(sheet(data))


def without_styles() -> bytes:
    """A file that says nothing of formats."""
    return package(sheet(ROWS + TWO), styles="")


def since_1904() -> bytes:
    """A file that counts its days from 1904, as old Macintoshes did."""
    return package(
        sheet(ROWS + TWO),
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr '
        'date1904="1"/><sheets><sheet name="Đơn vị" sheetId="7" r:id="rId9"/></sheets>'
        "</workbook>",
    )


def strict() -> bytes:
    """A file in the strict spelling of the standard."""
    return package(
        sheet(ROWS + TWO, space=STRICT),
        styles=STYLES.replace(MAIN, STRICT),
        workbook=f'<workbook xmlns="{STRICT}" xmlns:r="{STRICT_RELATIONS}" '
        'conformance="strict"><sheets><sheet name="Đơn vị" sheetId="7" r:id="rId9"/>'
        "</sheets></workbook>",
        kinds=STRICT_RELATIONS,
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


DIALECTS: tuple[Callable[[], bytes], ...] = (
    excel,
    prefixed,
    without_places,
    sparse,
    aside,
    without_styles,
    since_1904,
    strict,
)


def replaced(words: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook file with other words in one of its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(words)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            said = source.read(name)
            target.writestr(
                name, said.replace(old.encode(), new.encode()) if name == part else said
            )
    return file.getvalue()
