"""The styles part of an .xlsx: adds coloured twins of the styles that marked cells have."""

import re

MARK_COLOUR = "FFE0B2"
_TEXT_COLOUR = b"FF9C2B00"
_FILL = (
    b'<fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor indexed="64"/>'
    b"</patternFill></fill>" % MARK_COLOUR.encode()
)
_FONT = b'<font><sz val="11"/><color rgb="%s"/></font>' % _TEXT_COLOUR
_COUNT = re.compile(rb' count="\d+"')


class UnknownStyles(ValueError):
    """A styles part that is not written as the common programs do it."""


class Styles:
    """A styles part that grows. Numbers are places in its list of cell formats.

    `heading` and `sentence` are the formats of the added column; `unmarked` maps formats that an
    earlier round coloured to the same without the colour.
    """

    def __init__(self, xml: bytes) -> None:
        self._fills, self._fonts = (
            _Section(xml, b"fills", b"fill"),
            _Section(xml, b"fonts", b"font"),
        )
        self._formats = _Section(xml, b"cellXfs", b"xf")
        self._xml = xml
        colour = re.compile(rb'fgColor rgb="..%s"' % MARK_COLOUR.encode())
        marks = {i for i, fill in enumerate(self._fills.items) if colour.search(fill)}
        self._marks: dict[int, int] = {}
        self.unmarked = {
            i: self._formats.add(_with(item, b"fillId", 0))
            for i, item in enumerate(list(self._formats.items))
            if _value(item, b"fillId") in marks
        }
        self._fill, font = self._fills.add(_FILL), self._fonts.add(_FONT)
        plain = (
            b'<xf numFmtId="0" fontId="%d" fillId="0" borderId="0" xfId="0" applyFont="1"' % font
        )
        self.heading = self._formats.add(plain + b"/>")
        self.sentence = self._formats.add(
            plain + b' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        )

    def marked(self, style: int) -> int:
        """The coloured twin of a cell format."""
        if style not in self._marks:
            if not 0 <= style < len(self._formats.items):
                raise UnknownStyles("a cell format that is not there")
            twin = _with(self._formats.items[style], b"fillId", self._fill)
            self._marks[style] = self._formats.add(_with(twin, b"applyFill", 1))
        return self._marks[style]

    def written(self) -> bytes:
        """The part with all that was added."""
        xml = self._xml
        for section in (self._formats, self._fills, self._fonts):  # from the end to the beginning
            xml = section.written_into(xml)
        return xml


class _Section:
    """One list of the part, such as `<fills count="2">…</fills>`."""

    def __init__(self, xml: bytes, name: bytes, item: bytes) -> None:
        found = re.search(rb"<%s\b[^>]*>(.*?)</%s>" % (name, name), xml, re.DOTALL)
        if found is None:
            raise UnknownStyles(name.decode())
        self._name = name
        pattern = rb"<%s\b(?:[^>]*/>|[^>]*>.*?</%s>)" % (item, item)
        self.items: list[bytes] = re.findall(pattern, found[1], re.DOTALL)
        if not self.items:
            raise UnknownStyles(name.decode())
        self._first = len(self.items)

    def add(self, item: bytes) -> int:
        self.items.append(item)
        return len(self.items) - 1

    def written_into(self, xml: bytes) -> bytes:
        end = xml.find(b"</%s>" % self._name)
        start = xml.rfind(b"<%s" % self._name, 0, end)
        head_end = xml.find(b">", start)
        head = _COUNT.sub(b' count="%d"' % len(self.items), xml[start:head_end])
        added = b"".join(self.items[self._first :])
        return xml[:start] + head + xml[head_end:end] + added + xml[end:]


def _with(item: bytes, name: bytes, value: int) -> bytes:
    """An element with one attribute set."""
    attribute = b' %s="%d"' % (name, value)
    end = item.find(b">")
    tag = item[:end]
    if (b" " + name + b"=") in tag:
        return re.sub(rb' %s="[^"]*"' % name, attribute, tag) + item[end:]
    if tag.endswith(b"/"):
        return tag[:-1] + attribute + b"/" + item[end:]
    return tag + attribute + item[end:]


def _value(item: bytes, name: bytes) -> int:
    found = re.search(rb' %s="(\d+)"' % name, item[: item.find(b">")])
    return int(found[1]) if found else 0
