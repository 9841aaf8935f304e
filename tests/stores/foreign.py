"""Parts that people's programs put into a workbook and the desk knows nothing of.

Each file holds the tab ``unit`` of `tests.stores.dialects`, whose second row somebody
has painted, with a column of people's own beside it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from tests.stores.dialects import (
    HEADINGS,
    KEYS,
    MAIN,
    PACKAGE,
    RELATIONS,
    STYLES,
    TYPE,
    inline,
    line,
    package,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.microsoft.com/office"
TALK = f"{OFFICE}/2017/10/relationships"
FILTERS = f"{OFFICE}/2007/relationships"
EXCEL = "application/vnd.ms-excel"
X14 = f"{OFFICE}/spreadsheetml/2009/9/main"
X15 = f"{OFFICE}/spreadsheetml/2010/11/main"
FORMULAS = f"{OFFICE}/excel/2006/main"
BARS = "{DA7ABA51-AAAA-BBBB-0001-000000000001}"
KINDS = "application/vnd.openxmlformats-officedocument"
PAINT = (
    STYLES.replace('fills count="2"', 'fills count="3"')
    .replace(
        "</fills>",
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/>'
        "</patternFill></fill></fills>",
    )
    .replace('cellXfs count="3"', 'cellXfs count="4"')
    .replace(
        "</cellXfs>",
        '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
        "</cellXfs>",
    )
)
OWN = '<c r="G{0}"><f>LEN(A{0})</f><v>3</v></c>'
PAINTED = line(4, "Kỹ thuật", "Huy").replace(" t=", ' s="3" t=')
HEADED = line(2, *HEADINGS)
DATA = (
    line(1, *KEYS)
    + HEADED
    + line(3, "Kho", "Hà & <Lan>").replace("</row>", f"{OWN.format(3)}</row>")
    + PAINTED.replace("</row>", f"{OWN.format(4)}</row>")
)


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, words: bytes) -> bytes:
        seal = struct.pack(">I", zlib.crc32(kind + words))
        return struct.pack(">I", len(words)) + kind + words + seal

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*it) for it in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def related(name: str, kind: str, target: str) -> str:
    """One relation: its id, its kind, in full or in short, and its target."""
    kind = kind if "//" in kind else f"{RELATIONS}/{kind}"
    place = ' TargetMode="External"' if "//" in target else ""
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{place}/>'


def relations(*listed: tuple[str, str, str]) -> str:
    """What a part needs."""
    said = "".join(related(*it) for it in listed)
    return f'<Relationships xmlns="{PACKAGE}">{said}</Relationships>'


def types(**kinds: str) -> str:
    """The types of parts, by their names with ``__`` for ``/`` and without ``.xml``."""
    return "".join(
        f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )


RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def discussed() -> bytes:
    """Threaded comments, with the notes that older programs see in their place."""
    person, thread = f"{{{'1' * 8}-0000-4000-8000-000000000001}}", "{%s-%s}"
    first = thread % ("A" * 8, "0000-4000-8000-000000000001")
    second = thread % ("B" * 8, "0000-4000-8000-000000000002")
    space = f"{OFFICE}/spreadsheetml/2018/threadedcomments"
    box = (
        '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden">'
        '<x:ClientData ObjectType="Note"><x:Row>2</x:Row><x:Column>0</x:Column>'
        "</x:ClientData></v:shape>"
    )
    return package(
        sheet(DATA, after='<legacyDrawing r:id="rId1"/>'),
        styles=PAINT,
        more={
            RELS: relations(
                ("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("rId2", "comments", "../comments1.xml"),
                (
                    "rId3",
                    f"{TALK}/threadedComment",
                    "../threadedComments/threadedComment1.xml",
                ),
            ),
            "xl/drawings/vmlDrawing1.vml": (
                '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-'
                f'microsoft-com:office:excel">{box}</xml>'
            ),
            "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>tc={first}'
            '</author></authors><commentList><comment ref="A3" authorId="0"><text><t>'
            "Kho nào?</t></text></comment></commentList></comments>",
            "xl/threadedComments/threadedComment1.xml": (
                f'<ThreadedComments xmlns="{space}"><threadedComment ref="A3" '
                f'dT="2026-03-06T02:42:00.00" personId="{person}" id="{first}">'
                '<text>Kho nào?</text></threadedComment><threadedComment ref="A3" '
                f'dT="2026-03-06T03:00:00.00" personId="{person}" id="{second}" '
                f'parentId="{first}"><text>Kho Dĩ An</text></threadedComment>'
                "</ThreadedComments>"
            ),
            "xl/persons/person.xml": f'<personList xmlns="{space}"><person '
            f'displayName="Trần Thu Hà" id="{person}" userId="ha" providerId="None"/>'
            "</personList>",
        },
        types='<Default Extension="vml" ContentType="application/vnd.openxmlformats-'
        'officedocument.vmlDrawing"/>'
        + types(
            xl__comments1=f"{TYPE}.comments+xml",
            xl__threadedComments__threadedComment1=f"{EXCEL}.threadedcomments+xml",
            xl__persons__person=f"{EXCEL}.person+xml",
        ),
        relations=related("rId5", f"{TALK}/person", "persons/person.xml"),
    )


def pivoted() -> bytes:
    """A pivot table with its cache, on a tab of its own."""
    names = "".join(
        f'<cacheField name="{it}" numFmtId="0"><sharedItems/></cacheField>'
        for it in ("Tên đơn vị", "Trưởng đơn vị")
    )
    return package(
        sheet(DATA),
        styles=PAINT,
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet '
        'name="Đơn vị" sheetId="7" r:id="rId9"/><sheet name="Xoay" sheetId="8" '
        'r:id="rId5"/></sheets><pivotCaches><pivotCache cacheId="3" r:id="rId6"/>'
        "</pivotCaches></workbook>",
        more={
            "xl/worksheets/sheet2.xml": sheet(line(1, "Tên đơn vị", "Số")),
            "xl/worksheets/_rels/sheet2.xml.rels": relations(
                ("rId1", "pivotTable", "../pivotTables/pivotTable1.xml")
            ),
            "xl/pivotTables/pivotTable1.xml": "<pivotTableDefinition "
            f'xmlns="{MAIN}" name="Xoay1" cacheId="3" dataCaption="Giá trị"><location '
            'ref="A1:B3" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
            '<pivotFields count="2"><pivotField showAll="0"/><pivotField showAll="0"/>'
            "</pivotFields></pivotTableDefinition>",
            "xl/pivotTables/_rels/pivotTable1.xml.rels": relations(
                (
                    "rId1",
                    "pivotCacheDefinition",
                    "../pivotCache/pivotCacheDefinition1.xml",
                )
            ),
            "xl/pivotCache/pivotCacheDefinition1.xml": "<pivotCacheDefinition "
            f'xmlns="{MAIN}" xmlns:r="{RELATIONS}" r:id="rId1" recordCount="1">'
            '<cacheSource type="worksheet"><worksheetSource ref="A2:B4" '
            f'sheet="Đơn vị"/></cacheSource><cacheFields count="2">{names}'
            "</cacheFields></pivotCacheDefinition>",
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
                ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
            "xl/pivotCache/pivotCacheRecords1.xml": "<pivotCacheRecords "
            f'xmlns="{MAIN}" count="1"><r><s v="Kho"/><s v="Hà"/></r>'
            "</pivotCacheRecords>",
        },
        types=types(
            xl__worksheets__sheet2=f"{TYPE}.worksheet+xml",
            xl__pivotTables__pivotTable1=f"{TYPE}.pivotTable+xml",
            xl__pivotCache__pivotCacheDefinition1=f"{TYPE}.pivotCacheDefinition+xml",
            xl__pivotCache__pivotCacheRecords1=f"{TYPE}.pivotCacheRecords+xml",
        ),
        relations=related("rId5", "worksheet", "worksheets/sheet2.xml")
        + related(
            "rId6", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"
        ),
    )


def extended() -> bytes:
    """Rules of entry, live colours and sparklines that only the extensions know."""
    entry = (
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations count="1" xmlns:xm="{FORMULAS}"><x14:dataValidation '
        'type="list" allowBlank="1"><x14:formula1><xm:f>$A$3:$A$4</xm:f></x14:formula1>'
        "<xm:sqref>H3:H99</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    )
    bars = (
        f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}">'
        f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{FORMULAS}">'
        f'<x14:cfRule type="dataBar" id="{BARS}">'
        '<x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>'
        '<x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/>'
        '<x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>G3:G99'
        "</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    )
    lines = (
        f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}">'
        f'<x14:sparklineGroups xmlns:xm="{FORMULAS}"><x14:sparklineGroup>'
        '<x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline><xm:f>'
        "'Đơn vị'!E3:E4</xm:f><xm:sqref>I3</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext>"
    )
    colours = (
        '<conditionalFormatting sqref="G3:G99"><cfRule type="dataBar" priority="1">'
        '<dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar>'
        f'<extLst><ext uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}" '
        f'xmlns:x14="{X14}"><x14:id>{BARS}</x14:id></ext></extLst>'
        "</cfRule></conditionalFormatting>"
    )
    after = f"{colours}<extLst>{entry}{bars}{lines}</extLst>"
    return package(sheet(DATA, after=after), styles=PAINT)


def sliced() -> bytes:
    """A table with a slicer, its drawing for programs that know it and for others."""
    graphic = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice xmlns:sle15="{OFFICE}/drawing/2012/'
        'slicer" Requires="sle15"><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        '<xdr:cNvPr id="2" name="Loc"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{OFFICE}/drawing/2010/slicer"><sle:slicer xmlns:sle='
        f'"{OFFICE}/drawing/2010/slicer" name="Loc"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp><xdr:nvSpPr>"
        '<xdr:cNvPr id="3" name="Loc"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    corner = "<xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row>"
    corner += "<xdr:rowOff>0</xdr:rowOff>"
    return package(
        sheet(
            DATA.replace(
                HEADED, HEADED.replace("</row>", f"{inline('Loại', 'K2')}</row>")
            ),
            after='<drawing r:id="rId1"/><tableParts count="1"><tablePart r:id="rId2"/>'
            f'</tableParts><extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" '
            f'xmlns:x15="{X15}"><x14:slicerList xmlns:x14="{X14}"><x14:slicer '
            'r:id="rId3"/></x14:slicerList></ext></extLst>',
        ),
        styles=PAINT,
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet '
        'name="Đơn vị" sheetId="7" r:id="rId9"/></sheets><extLst><ext '
        f'uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}">'
        f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="rId5"/>'
        "</x15:slicerCaches></ext></extLst></workbook>",
        more={
            RELS: relations(
                ("rId1", "drawing", "../drawings/drawing1.xml"),
                ("rId2", "table", "../tables/table1.xml"),
                (
                    "rId3",
                    f"{FILTERS}/slicer",
                    "../slicers/slicer1.xml",
                ),
            ),
            "xl/drawings/drawing1.xml": (
                f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" '
                f'xmlns:a="{DRAWN}/main"><xdr:twoCellAnchor><xdr:from>'
                f"{corner.format(12, 1)}</xdr:from><xdr:to>{corner.format(15, 9)}"
                f"</xdr:to>{graphic}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
            ),
            "xl/tables/table1.xml": f'<table xmlns="{MAIN}" id="4" name="Bang" '
            'displayName="Bang" ref="K2:K4"><autoFilter ref="K2:K4"/><tableColumns '
            'count="1"><tableColumn id="1" name="Loại"/></tableColumns></table>',
            "xl/slicers/slicer1.xml": f'<slicers xmlns="{X14}"><slicer name="Loc" '
            'cache="Slicer_Loai" caption="Loại" rowHeight="241300"/></slicers>',
            "xl/slicerCaches/slicerCache1.xml": f'<slicerCacheDefinition xmlns="{X14}" '
            f'name="Slicer_Loai" sourceName="Loại"><extLst><x:ext xmlns:x="{MAIN}" '
            f'uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}">'
            '<x15:tableSlicerCache tableId="4" column="1"/></x:ext></extLst>'
            "</slicerCacheDefinition>",
        },
        types=types(
            xl__drawings__drawing1=f"{KINDS}.drawing+xml",
            xl__tables__table1=f"{TYPE}.table+xml",
            xl__slicers__slicer1=f"{EXCEL}.slicer+xml",
            xl__slicerCaches__slicerCache1=f"{EXCEL}.slicerCache+xml",
        ),
        relations=related(
            "rId5", f"{FILTERS}/slicerCache", "slicerCaches/slicerCache1.xml"
        ),
    )


def printed() -> bytes:
    """A printer's own settings, page breaks, a link, a picture behind, custom XML."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return package(
        sheet(
            DATA,
            before='<sheetPr><tabColor rgb="FFFF0000"/></sheetPr><sheetViews>'
            '<sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" '
            'state="frozen"/></sheetView></sheetViews>',
            after='<mergeCells count="1"><mergeCell ref="H1:J1"/></mergeCells>'
            '<hyperlinks><hyperlink ref="H3" r:id="rId2"/></hyperlinks>'
            '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" '
            'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" '
            'r:id="rId1"/><headerFooter>'
            "<oddHeader>&amp;CLưu hành nội bộ</oddHeader></headerFooter><rowBreaks "
            'count="1" manualBreakCount="1"><brk id="40" max="16383" man="1"/>'
            '</rowBreaks><picture r:id="rId3"/>',
        ),
        styles=PAINT,
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews>'
        '<workbookView/></bookViews><sheets><sheet name="Đơn vị" sheetId="7" '
        'r:id="rId9"/></sheets><definedNames><definedName name="_xlnm.Print_Area" '
        "localSheetId=\"0\">'Đơn vị'!$A$1:$G$40</definedName></definedNames>"
        "</workbook>",
        more={
            RELS: relations(
                ("rId1", "printerSettings", "../printerSettings/printerSettings1.bin"),
                ("rId2", "hyperlink", "https://example.com/kho"),
                ("rId3", "image", "../media/image1.png"),
            ),
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)) * 9,
            "xl/media/image1.png": png(),
            "customXml/item1.xml": '<so xmlns="urn:cong-ty"><phong>CSKH</phong></so>',
            "customXml/itemProps1.xml": f'<ds:datastoreItem xmlns:ds="{space}" '
            'ds:itemID="{11111111-0000-4000-8000-000000000009}"><ds:schemaRefs/>'
            "</ds:datastoreItem>",
            "customXml/_rels/item1.xml.rels": relations(
                ("rId1", "customXmlProps", "itemProps1.xml")
            ),
        },
        types='<Default Extension="png" ContentType="image/png"/><Override PartName='
        f'"/xl/printerSettings/printerSettings1.bin" ContentType="{TYPE}.'
        'printerSettings"/>'
        + types(customXml__itemProps1=f"{KINDS}.customXmlProperties+xml"),
        relations=related("rId5", "customXml", "../customXml/item1.xml"),
    )


FOREIGN: tuple[Callable[[], bytes], ...] = (
    discussed,
    pivoted,
    extended,
    sliced,
    printed,
)
