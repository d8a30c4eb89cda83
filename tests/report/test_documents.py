#!/usr/bin/env python3
"""Documents as people get them: workbooks read and printed by LibreOffice, pages printed by Chromium.

The sample documents are made by driver.c; its path is in $REPORT_DRIVER. Missing programs are failures."""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import warnings
import zipfile

import openpyxl

DRIVER = os.environ["REPORT_DRIVER"]
DEADLINE = 240  # seconds for one run of an office program or a browser on a slow machine
HEAD = "".join(f"{(i * 7 + 1) % 256:02x}" for i in range(32))
JOURNAL = f"Journal: 1234 entries, head {HEAD}"
LONG_NAME = "阿卜杜热合曼·阿卜杜热伊木·买买提明·吐尔逊江·艾力克木·玉素甫江·热合曼·库尔班江·依明"
HEADINGS = ["Rank", "Number", "Name", "Unit", "Mark", "Correct", "Passed", "Index", "Submitted", "Time used"]
A4 = (595, 842)  # points


def run(*command, **options):
    """Runs a program that must succeed."""
    # A zone without summer time, eight hours ahead, that needs no table of zones.
    environment = dict(os.environ, TZ="CST-8", LC_ALL="C.UTF-8", LANGUAGE="en", BIWU_LANG="en")
    done = subprocess.run(command, capture_output=True, timeout=DEADLINE, env=environment, **options)
    if done.returncode:
        raise AssertionError(f"{command[0]}: {done.stderr.decode(errors='replace')}")
    return done.stdout


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore")  # openpyxl says which extensions it does not read
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="biwu-report-"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.directory)

    @classmethod
    def make(cls, kind, form):
        path = cls.directory / f"{kind}.{form}"
        if not path.exists():
            run(DRIVER, kind, form, str(path))
        return path


def squeezed(text):
    """Without white space: where a cell breaks its lines is the printer's business."""
    return re.sub(r"\s+", "", text)


class Pdf:
    """The pages of a PDF: their texts, sizes, and words with where they stand."""

    def __init__(self, path):
        self.texts = run("pdftotext", "-raw", str(path), "-").decode().split("\f")[:-1]
        boxes = run("pdftotext", "-bbox", str(path), "-").decode()
        self.pages = []
        for page in re.findall(r"<page .*?</page>", boxes, re.S):
            width, height = map(float, re.match(r'<page width="([\d.]+)" height="([\d.]+)"', page).groups())
            words = [(*map(float, found[:4]), found[4]) for found in re.findall(
                r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', page)]
            self.pages.append((width, height, words))


class Workbook(Case):
    def test_cells_have_their_types(self):
        sheet = openpyxl.load_workbook(self.make("scores", "xlsx"))["成绩表"]
        self.assertEqual([sheet.cell(row, 1).value for row in range(1, 6)], [
            "十一月份应知应会测试成绩表", "杜儿坪矿党员活动中心考场",
            "场次:2026-11-yzyh 十一月份应知应会测试", "时间:2026-11-23 08:30 至 18:00;岗位:书记", "成绩表"])
        self.assertEqual([cell.value for cell in sheet[6]], HEADINGS)
        rows = list(sheet.iter_rows(min_row=7, max_row=46))
        self.assertEqual([cell.value for cell in rows[1]], [
            2, "10002", "艾山·买提", "杜儿坪矿/通风二队党支部", 98.75, 0.989, "yes", 0.4367,
            datetime.datetime(2026, 11, 23, 17, 29, 4), datetime.timedelta(seconds=3754)])
        self.assertEqual([cell.number_format for cell in rows[1]], [
            "0", "General", "General", "General", "0.00", "0.0%", "General", "0.00", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss"])
        self.assertEqual([cell.data_type for cell in rows[1]], list("nsssnnsndd"))
        for row, column in ((2, 7), (3, 8), (5, 9)):
            self.assertIsNone(rows[row][column].value)
        self.assertEqual(rows[7][2].value, "两行\n姓名")
        self.assertEqual(rows[9][2].value, "控?制?[31m符")
        self.assertEqual(rows[10][2].value, LONG_NAME)

    def test_no_text_is_a_formula(self):
        path = self.make("scores", "xlsx")
        names = {row[2].value: row[2].data_type for row in openpyxl.load_workbook(path)["成绩表"].iter_rows(min_row=7)}
        for name in ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)"):
            self.assertEqual(names[name], "s")
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", archive.read(name))

    def test_sheet_is_ready_to_read_and_print(self):
        book = openpyxl.load_workbook(self.make("scores", "xlsx"))
        sheet = book["成绩表"]
        self.assertEqual(sheet.freeze_panes, "A7")
        self.assertEqual(sheet.auto_filter.ref, "A6:J46")
        self.assertEqual(sheet.print_title_rows, "$6:$6")
        self.assertTrue(sheet.print_area[0].startswith("$A$1:$J$"))
        for each in book.worksheets:
            self.assertEqual(each.page_setup.paperSize, 9)
            self.assertTrue(each.sheet_properties.pageSetUpPr.fitToPage)
            self.assertEqual((each.page_setup.fitToWidth or 1, each.page_setup.fitToHeight), (1, 0))
            self.assertEqual(each.page_setup.orientation, "landscape")
            self.assertIn(JOURNAL, each.oddFooter.left.text)
            self.assertEqual(each.oddFooter.right.text, "&P / &N")
        self.assertGreaterEqual(sheet.column_dimensions["C"].width, 60)
        self.assertGreaterEqual(sheet.column_dimensions["D"].width, 24)
        self.assertLess(sheet.column_dimensions["A"].width, 12)
        self.assertEqual(sheet.row_dimensions[14].height, 32)  # two lines
        below = [row[0].value for row in sheet.iter_rows(min_row=47) if row[0].value]
        self.assertEqual(below[0], "每人取成绩最好的一次提交。")
        self.assertTrue(any(value.startswith("Invigilator: ___") for value in below))
        self.assertIn(JOURNAL, below[-1])

    def test_charts_stand_beside_their_numbers(self):
        sheet = openpyxl.load_workbook(self.make("scores", "xlsx"))["Charts"]
        self.assertEqual(len(sheet._charts), 3)
        self.assertEqual([type(chart).__name__ for chart in sheet._charts], ["BarChart", "BarChart", "LineChart"])
        values = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
        self.assertIn(["机电科党支部", 71, None], values)
        self.assertIn(["90–100", 12, None], values)
        self.assertIn(["十一月份应知应会测试", None, 70], values)

    def test_pages_with_the_same_columns_share_a_sheet(self):
        book = openpyxl.load_workbook(self.make("pages", "xlsx"))
        self.assertEqual(book.sheetnames, ["成绩表", "Charts", "十一月份应知应会测试成绩表"])
        sheet = book.worksheets[2]
        first = [row[0].value for row in sheet.iter_rows()]
        self.assertIn("REHEARSAL: nothing in this document is a result", first)
        places = [first.index(heading) + 1 for heading in ("10003 贾建明", "10004 艾山·买提", "10005 王二小")]
        self.assertEqual([brk.id for brk in sheet.row_breaks.brk], [place - 1 for place in places[1:]])
        self.assertEqual(first.count("No."), 1)
        self.assertIsNone(sheet.auto_filter.ref)
        for place in places:
            self.assertEqual([sheet.cell(place + 1 + i, 1).value for i in range(50)], list(range(1, 51)))

    def test_sheets_have_lawful_names(self):
        names = openpyxl.load_workbook(self.make("sheets", "xlsx")).sheetnames
        self.assertEqual(names, [
            "a-b-c-d-e-f-g-", "-quoted-", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)", "Same", "same (2)", "十一月份应知应会测试成绩表"])

    def office(self, target, path):
        """What LibreOffice makes of it, by a profile of its own."""
        profile = (self.directory / "office").as_uri()
        run("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target,
            "--outdir", str(self.directory / "converted"), str(path))
        return self.directory / "converted" / path.name

    def test_office_shows_the_values(self):
        # Tokens: separator, quote, UTF-8, from line 1, …, as shown.
        made = self.office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true",
                           self.make("scores", "xlsx")).with_suffix(".csv")
        rows = list(csv.reader(io.StringIO(made.read_text("utf-8-sig"))))
        self.assertEqual(rows[5][:10], HEADINGS)
        self.assertEqual(rows[7][:10], ["2", "10002", "艾山·买提", "杜儿坪矿/通风二队党支部", "98.75", "98.9%", "yes", "0.44",
                                        "2026-11-23 17:29:04", "1:02:34"])
        self.assertEqual([row[2] for row in rows[8:12]], ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)"])

    def test_office_prints_every_column_on_a4(self):
        for kind, headings in (("scores", HEADINGS), ("wide", [f"{n}月测试得分" for n in range(1, 13)])):
            pdf = Pdf(self.office("pdf", self.make(kind, "xlsx")).with_suffix(".pdf"))
            for width, height, words in pdf.pages:
                self.assertEqual((round(height), round(width)), A4)
                self.assertTrue(all(x0 > 20 and x1 < width - 20 for x0, _, x1, _, _ in words))
            for text in pdf.texts:
                self.assertIn(HEAD, squeezed(text))
            for heading in headings:
                self.assertIn(squeezed(heading), squeezed(pdf.texts[0]))


class Page(Case):
    @classmethod
    def printed(cls, kind):
        path = cls.make(kind, "html")
        pdf = path.with_suffix(".pdf")
        if not pdf.exists():
            run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                f"--user-data-dir={cls.directory / 'browser'}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}",
                path.as_uri())
        return Pdf(pdf)

    def test_every_page_is_a4_with_foot_and_number(self):
        for kind, across in (("scores", True), ("wide", True), ("papers", False), ("empty", None)):
            pdf = self.printed(kind)
            for number, (width, height, words) in enumerate(pdf.pages, 1):
                size = (round(height), round(width)) if width > height else (round(width), round(height))
                self.assertEqual(size, A4)
                if across is not None:
                    self.assertEqual(width > height, across, kind)
                # Nothing comes near the edge of the paper, let alone beyond it.
                for x0, y0, x1, y1, word in words:
                    self.assertTrue(x0 > 28 and x1 < width - 28 and y0 > 10 and y1 < height - 10, (kind, number, word))
                text = pdf.texts[number - 1]
                self.assertIn(HEAD, text, (kind, number))
                self.assertIn("1234", text)
                self.assertIn(f"{number} / {len(pdf.pages)}", text)

    def test_nothing_of_a_table_is_missing(self):
        pdf = self.printed("scores")
        whole = squeezed("".join(pdf.texts))
        for number in range(10001, 10041):
            self.assertIn(str(number), whole)
        for text in ("杜儿坪矿党员活动中心考场", "场次:2026-11-yzyh十一月份应知应会测试", "每人取成绩最好的一次提交。", "Invigilator",
                     "=1+1", "<script>alert(1)</script>&amp;", "两行姓名", LONG_NAME, "控?制?[31m符", "98.75", "98.9%", "1:02:34",
                     "2026-11-2317:29:04", "REHEARSAL"):
            self.assertEqual(squeezed(text) in whole, text != "REHEARSAL", text)

    def test_headings_are_repeated_on_every_page_of_a_table(self):
        pages = [text for text in self.printed("scores").texts if re.search(r"\b100[0-4]\d\b", text)]
        self.assertGreater(len(pages), 1)
        for text in pages:
            for heading in HEADINGS:
                self.assertIn(squeezed(heading), squeezed(text))

    def test_forty_columns_are_all_there(self):
        pdf = self.printed("wide")
        for text in pdf.texts[:2]:
            for month in range(1, 13):
                for part in ("得分", "名次", "合格"):
                    self.assertIn(f"{month}月测试{part}", squeezed(text))
        whole = "".join(pdf.texts)
        self.assertEqual(len(re.findall(r"\b87\.5\b", whole)), 60 * 12)
        # Short cells are not broken.
        self.assertEqual(len(re.findall(r"\b10003\b", whole)), 60)

    def test_charts_have_their_labels_and_values(self):
        whole = squeezed("".join(self.printed("scores").texts))
        for text in ("各支部平均分(分)", "92.5", "13.25", "机电科党支部", "第二党小组(含退", "成绩分布(人)", "90–100", "31",
                     "历次平均分(分)", "双比武理论考试", "66.25"):
            self.assertIn(squeezed(text), whole)

    def test_charts_are_drawn_so_that_a_grey_printer_shows_them(self):
        self.printed("scores")
        run("pdftoppm", "-gray", "-r", "40", str(self.directory / "scores.pdf"), str(self.directory / "grey"))
        darkest = 0
        for picture in sorted(self.directory.glob("grey-*.pgm")):
            pixels = picture.read_bytes()[-(331 * 468):]
            darkest = max(darkest, sum(90 < pixel < 190 for pixel in pixels))
        # The bars and columns: about a tenth of their page.
        self.assertGreater(darkest, 331 * 468 // 25)

    def test_each_person_begins_on_new_paper(self):
        texts = self.printed("papers").texts
        for person, heading in enumerate(("10003 贾建明", "10004 艾山·买提", "10005 王二小")):
            found = [text for text in texts if heading in text]
            self.assertEqual(len(found), 1)
            before = found[0][:found[0].index(heading)]
            self.assertEqual("No." in before, False)
            # The margins of the page come last or first; no question of another person stands before.
            self.assertNotIn("党支部委员会由党员大会", before, person)

    def test_it_needs_nothing_else(self):
        page = self.make("scores", "html").read_text("utf-8")
        for word in ("http:", "https:", "<script", "src=", "@import", "url("):
            self.assertNotIn(word, page)
        self.assertIn('lang="zh-CN"', page)
        self.assertIn('charset="utf-8"', page)


class Many(Case):
    """100,000 rows: nothing is lost in any format."""

    def test_text(self):
        lines = self.make("many", "table").read_text("utf-8").splitlines()
        self.assertEqual(sum(re.match(r" *\d+  100\d\d  ", line) is not None for line in lines), 100000)

    def test_csv(self):
        with self.make("many", "csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual((len(rows), {len(row) for row in rows}, rows[-1][0]), (100001, {11}, "100000"))

    def test_json(self):
        rows = json.loads(self.make("many", "json").read_bytes())["pages"][0]["rows"]
        self.assertEqual((len(rows), rows[-1]["rank"]), (100000, 100000))

    def test_html(self):
        page = self.make("many", "html").read_bytes()
        self.assertEqual(page.count(b"<tr>"), 100001)

    def test_workbook(self):
        with zipfile.ZipFile(self.make("many", "xlsx")) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        self.assertIn(b'<c r="A100006" s="', sheet)
        self.assertEqual(len(re.findall(rb'<c r="A\d+" s="\d+"><v>', sheet)), 100000)
        self.assertTrue(sheet.endswith(b"</worksheet>"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
