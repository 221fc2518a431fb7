"""What each key of a YAML file means, in both languages of its editors, with examples.

A key is named `Model.key`, or by itself where it means the same in every model; a model, a closed
list and a noun are named by their class.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    """What a key or a model means. `examples` are values as JSON has them."""

    en: str
    vi: str
    examples: tuple[Any, ...] = ()

    def annotations(self) -> dict[str, Any]:
        """Return the annotations of a schema: one text, since a schema knows no languages."""
        examples = {"examples": list(self.examples)} if self.examples else {}
        return {"description": f"{self.en}\n{self.vi}", **examples}


_WHY = ({"vi": "bỏ cấp huyện", "en": "the district tier was abolished"},)
_URL = ("https://chinhphu.vn/",)

DESCRIPTIONS: Mapping[str, Told] = {
    # A resolution
    "Resolution": Told(
        "One resolution or plan: its documents and the targets that they set.",
        "Một nghị quyết, kế hoạch: các văn bản và các chỉ tiêu mà chúng đặt ra.",
    ),
    "Resolution.resolution": Told(
        "Id of the resolution; commands name it by this.",
        "Mã của nghị quyết, dùng khi gọi lệnh.",
        ("13-nq-tu", "749-qd-ttg"),
    ),
    "Resolution.title": Told(
        "What the resolution is about.",
        "Nội dung, tên gọi của nghị quyết.",
        ({"vi": "Chuyển đổi số tỉnh Quảng Ngãi", "en": "Digital transformation of Quảng Ngãi"},),
    ),
    "Resolution.area": Told(
        "Code of the area that the resolution is for, in quotes; areas.yaml lists the codes.",
        "Mã địa bàn của nghị quyết, đặt trong ngoặc kép; xem areas.yaml.",
        ("51", "VN"),
    ),
    "Resolution.tolerance_percent": Told(
        "What “about” gives and takes, in percent of the number; 5 without this key.",
        "Sai số của chữ “khoảng”, tính bằng % của con số; không ghi thì là 5.",
        (5, 2.5),
    ),
    "Resolution.documents": Told(
        "The documents that set, repeat or replace the targets, each under a short name.",
        "Các văn bản đặt ra, nhắc lại hay thay thế chỉ tiêu, mỗi văn bản mang một tên ngắn.",
        ({"adopted": {"number": "13-NQ/TU", "date": "2023-09-06"}},),
    ),
    "Resolution.targets": Told(
        "The targets, in the order in which the report shows them.",
        "Các chỉ tiêu, theo thứ tự hiện trong báo cáo.",
    ),
    # A document
    "Document": Told(
        "One document, by its number or its title.",
        "Một văn bản, gọi theo số hiệu hoặc tên.",
    ),
    "Document.number": Told(
        "Number of the document.", "Số, ký hiệu của văn bản.", ("13-NQ/TU", "114/KH-UBND")
    ),
    "Document.title": Told(
        "Title, where the document has no number.",
        "Tên văn bản, nếu không có số hiệu.",
        ({"vi": "Dự thảo Nghị quyết", "en": "Draft of the resolution"},),
    ),
    "Document.date": Told(
        "Day of the document; a year where the day is not known. Targets apply from it on.",
        "Ngày ban hành; không rõ ngày thì ghi năm. Chỉ tiêu áp dụng từ ngày này.",
        ("2023-09-06", 2021),
    ),
    "Document.issuer": Told(
        "Who issued it.", "Cơ quan ban hành.", ("Ban Thường vụ Tỉnh ủy Quảng Ngãi khóa XX",)
    ),
    "Document.partial": Told(
        "true where only a part of the text is known; the report says so.",
        "true nếu mới biết một phần văn bản; báo cáo sẽ ghi rõ.",
    ),
    "Document.status": Told("What weight the document has.", "Hiệu lực của văn bản.", ("draft",)),
    "Document.url": Told("Where the text is published.", "Nơi đăng toàn văn.", _URL),
    "DocumentStatus": Told(
        "adopted binds; draft was never adopted; statement is what somebody said.",
        "adopted: đã ban hành; draft: dự thảo; statement: phát biểu.",
    ),
    # A target
    "Target": Told(
        "One promise about one indicator. Its threshold stands under levels, or, where it is for "
        "the level of the resolution's own area only, in the target itself.",
        "Một chỉ tiêu. Ngưỡng ghi trong levels; nếu chỉ dành cho cấp của chính địa bàn thì có "
        "thể ghi thẳng vào chỉ tiêu.",
    ),
    "Target.id": Told(
        "Id of the target, once in the file.",
        "Mã chỉ tiêu, không trùng trong tệp.",
        ("work_records_online",),
    ),
    "Target.indicator": Told(
        "What is measured: the id that the figures (CSV) name.",
        "Chỉ số được đo: mã mà tệp số liệu (CSV) ghi ở cột indicator.",
        ("work_records_online_rate",),
    ),
    "Target.name": Told(
        "Name in the report.",
        "Tên hiện trong báo cáo.",
        ({"vi": "Hồ sơ công việc được xử lý trên mạng", "en": "Work records processed online"},),
    ),
    "Target.pillar": Told(
        "Part of the programme; the report is divided by it.",
        "Trụ cột; báo cáo xếp chỉ tiêu theo trụ cột.",
    ),
    "Target.unit": Told(
        "What the number counts. It decides which numbers and operators are possible.",
        "Đơn vị tính; quyết định con số và kiểu so sánh nào dùng được.",
    ),
    "Target.due": Told(
        "Period by whose end the target is to be reached; not with per_period.",
        "Thời hạn: cuối kỳ này phải đạt; không ghi cùng per_period.",
        (2025, "2025-Q3"),
    ),
    "Target.every_year": Told(
        "true for a promise that holds in each year, not only in the last.",
        "true nếu năm nào cũng phải đạt, không chỉ năm cuối.",
    ),
    "Target.per_period": Told(
        "true where each number is the quota of its own period and not a milestone.",
        "true nếu mỗi con số là chỉ tiêu riêng của kỳ đó, không phải mốc trên đường.",
    ),
    "Target.levels": Told(
        "The threshold of each level of government that the target speaks of.",
        "Ngưỡng cho từng cấp.",
        ({"province": {"more_than": 90}, "district": {"at_least": 80}},),
    ),
    "Target.baseline": Told(
        "The agreed figure from which the target starts.", "Giá trị gốc khi bắt đầu."
    ),
    "Target.cumulative": Told(
        "With per_period: the quotas add up, and this indicator is what has come together since "
        "the first of them; progress goes to their sum.",
        "Đi với per_period: chỉ tiêu các kỳ cộng dồn, và đây là mã của số lũy kế từ kỳ đầu; tiến "
        "độ tính đến tổng các kỳ.",
        ("communes_completed_dt_cumulative",),
    ),
    "Target.redefined": Told(
        "Days from which the indicator is defined or counted in another way: progress connects no "
        "figures across them. Verdicts do not change.",
        "Những ngày từ đó chỉ tiêu được định nghĩa hoặc tính theo cách khác: tiến độ không nối số "
        "liệu qua các ngày này. Kết luận không đổi.",
        ([{"from": "2021-01-01", "why": "công thức tính mới"}],),
    ),
    "Target.valid": Told(
        "The last day on which the target has a subject, and why.",
        "Ngày cuối cùng chỉ tiêu còn đối tượng, và lý do.",
    ),
    "Target.withdrawn": Told(
        "The promise counts no longer: which document ended it, and why.",
        "Chỉ tiêu không còn tính: văn bản nào bãi bỏ, vì sao.",
    ),
    "Target.if_missing": Told(
        "What a missing figure means for the exit status; without this key, status 1.",
        "Thiếu số liệu thì mã thoát ra sao; không ghi thì mã thoát là 1.",
        ({"ignore": "công bố tháng 6 năm sau"},),
    ),
    "Target.note": Told(
        "A remark that the report shows below its table.", "Ghi chú, hiện dưới bảng của báo cáo."
    ),
    "Target.source": Told("The sentence that sets the target.", "Câu văn đặt ra chỉ tiêu."),
    "Target.also": Told(
        "Other documents that set or repeat the same threshold: shown, never judged.",
        "Văn bản khác cũng đặt ra hay nhắc lại ngưỡng này: chỉ hiện ra, không dùng để xét.",
    ),
    "Pillar": Told("Part of a programme.", "Trụ cột."),
    "Unit": Told(
        "percent is a share, 0 to 100; growth is percent_change; percent_of_plan may pass 100; "
        "yes_no goes with state, rank with rank_at_most.",
        "percent là tỷ lệ từ 0 đến 100; tốc độ tăng là percent_change; percent_of_plan có thể quá "
        "100; yes_no đi với state, rank đi với rank_at_most.",
    ),
    "Level": Told(
        "Level of government, from the widest to the narrowest; agency is a single body.",
        "Cấp, từ rộng đến hẹp: cả nước, bộ, tỉnh, huyện, xã, thôn; agency là một cơ quan.",
    ),
    # A threshold
    "Threshold": Told(
        "What one level is promised: exactly one operator with its number, or a state.",
        "Ngưỡng cho một cấp: đúng một kiểu so sánh với con số, hoặc một trạng thái.",
        ({"at_least": 80}, {"at_least": {"2023": 60, "2025": 80}}),
    ),
    "OneThreshold": Told(
        "Exactly one operator, or a state.", "Đúng một kiểu so sánh hoặc một trạng thái."
    ),
    "OneNumber": Told("Exactly one operator.", "Đúng một kiểu so sánh."),
    "at_least": Told(
        "The number or more (tối thiểu, ít nhất, đạt). Decimals have a point: 99.5.",
        "Từ con số này trở lên (tối thiểu, ít nhất, đạt). Số thập phân viết dấu chấm: 99.5.",
    ),
    "more_than": Told("More than the number (trên, hơn).", "Lớn hơn con số này (trên, hơn)."),
    "at_most": Told(
        "The number or less (không quá, không vượt quá).",
        "Không quá con số này (không quá, không vượt quá).",
    ),
    "less_than": Told("Less than the number (dưới).", "Nhỏ hơn con số này (dưới)."),
    "rank_at_most": Told(
        "This rank or a better one (nhóm 10 tỉnh dẫn đầu: 10); with the unit rank.",
        "Thứ hạng này hoặc cao hơn (nhóm 10 tỉnh dẫn đầu: 10); dùng với đơn vị rank.",
    ),
    "state": Told(
        "The state that is promised, where the text has no number; figures answer yes or no.",
        "Trạng thái phải đạt, khi văn bản không nêu con số; số liệu trả lời đạt hoặc chưa.",
        ({"vi": "không còn vùng lõm sóng", "en": "no mobile dead zone left"},),
    ),
    "about": Told("true where the text says “about” (khoảng).", "true nếu văn bản ghi “khoảng”."),
    "other_reading": Told(
        "A second way to read the text; a verdict stands only where both agree.",
        "Cách hiểu thứ hai của câu văn; chỉ kết luận khi hai cách hiểu cho cùng kết quả.",
        ({"more_than": 80, "why": "chữ “trên” có thể chi phối cả ba mức"},),
    ),
    "was": Told(
        "The threshold of an earlier document: shown, never judged.",
        "Ngưỡng của văn bản trước: chỉ hiện ra, không dùng để xét.",
        ({"at_least": 60, "in": "draft"},),
    ),
    "improving": Told(
        "Beside a state: which way is better, for progress by compound growth. Verdicts do not "
        "change.",
        "Đi với state: chiều nào là tốt hơn, dùng cho tiến độ theo tốc độ tăng. Kết luận không "
        "đổi.",
        ({"to": "less"},),
    ),
    "Threshold.valid": Told(
        "The last day on which this level has a subject, and why.",
        "Ngày cuối cùng cấp này còn đối tượng, và lý do.",
    ),
    "each": Told(
        "Each unit of this level is to reach it, and a figure of each is expected.",
        "Từng đơn vị của cấp này đều phải đạt, và phải có số liệu của từng đơn vị.",
        ("district",),
    ),
    "OtherReading": Told(
        "Another threshold that the same text can mean.",
        "Một ngưỡng khác mà cùng câu văn có thể mang nghĩa.",
    ),
    "OtherReading.why": Told("Why it can be read so.", "Vì sao có thể hiểu như vậy."),
    "Was": Told("The threshold that an earlier document set.", "Ngưỡng mà văn bản trước đặt ra."),
    "Was.in": Told(
        "Which document set it: its name under documents.",
        "Văn bản nào đặt ra: tên của nó trong documents.",
        ("draft",),
    ),
    "Validity": Told(
        "Until when there is a subject, and why not longer.",
        "Còn đối tượng đến ngày nào, và vì sao.",
        ({"until": "2025-06-30", "why": "sắp xếp lại đơn vị cấp xã"},),
    ),
    "Validity.until": Told("The last day.", "Ngày cuối cùng.", ("2025-06-30",)),
    "Validity.why": Told("Why there is none later.", "Vì sao sau đó không còn.", _WHY),
    "Source": Told(
        "A sentence, the document it stands in, and where it was read.",
        "Một câu văn, văn bản chứa nó, và nơi đọc được.",
        ({"document": "adopted", "quote": "đạt trên 50%"},),
    ),
    "Source.document": Told(
        "Name of the document under documents.", "Tên văn bản trong documents.", ("adopted",)
    ),
    "Source.quote": Told(
        "The sentence word for word; [...] marks what is left out.",
        "Nguyên văn câu; [...] là chỗ lược bỏ.",
        ("tỷ lệ doanh nghiệp nhỏ và vừa sử dụng nền tảng số đạt trên 50%",),
    ),
    "Source.read_at": Told(
        "Address where the sentence was read, if not in the document itself.",
        "Địa chỉ nơi đọc câu văn, nếu không phải chính văn bản.",
        _URL,
    ),
    "Withdrawn": Told("Why a promise counts no longer.", "Vì sao chỉ tiêu không còn tính."),
    "Withdrawn.by": Told(
        "The document that ended it: its name under documents.",
        "Văn bản bãi bỏ: tên của nó trong documents.",
        ("adopted",),
    ),
    "Withdrawn.why": Told("Why.", "Lý do.", ({"vi": "chỉ tiêu trùng", "en": "set twice"},)),
    "Withdrawn.replaced_by": Told(
        "Id of the target that took its place.",
        "Mã chỉ tiêu thay thế.",
        ("procedures_end_to_end",),
    ),
    "IfMissing": Told("One of the three with its reason.", "Một trong ba khóa, kèm lý do."),
    "IfMissing.fail": Told(
        "A missing figure makes the exit status 1, as without this key.",
        "Thiếu số liệu thì mã thoát là 1, như khi không ghi khóa này.",
    ),
    "IfMissing.warn": Told("A missing figure is a warning.", "Thiếu số liệu chỉ là cảnh báo."),
    "IfMissing.ignore": Told("A missing figure is no matter.", "Thiếu số liệu không sao."),
    "Redefined": Told(
        "A change of definition: its first day, and what changed.",
        "Một lần thay đổi cách tính: ngày đầu tiên áp dụng, và thay đổi gì.",
    ),
    "Redefined.from": Told(
        "The first day that figures of the new definition are about.",
        "Ngày đầu tiên của thời gian mà số liệu tính theo cách mới.",
        ("2021-01-01",),
    ),
    "Redefined.why": Told("What changed.", "Thay đổi gì.", ("công thức tính mới",)),
    "Improving": Told(
        "The way that a number is to go where the text sets none.",
        "Con số cần đi theo chiều nào khi văn bản không đặt ra con số.",
        ({"to": "less"},),
    ),
    "Improving.to": Told("more or less.", "more: tăng; less: giảm.", ("less",)),
    "Improving.limit": Told(
        "The number beyond which it cannot go; near it, less growth is asked for.",
        "Con số không thể vượt qua; càng gần con số này, mức tăng cần có càng thấp.",
        (100,),
    ),
    "Side": Told("Which way a number is to go.", "Chiều mà con số cần đi theo."),
    "Baseline": Told(
        "A figure and its period.", "Một con số và kỳ của nó.", ({"period": 2020, "value": 12.5},)
    ),
    "Baseline.period": Told("Period of the figure.", "Kỳ của con số.", (2020,)),
    "Baseline.value": Told("The figure, in the target's unit.", "Con số, theo đơn vị tính."),
    # Areas
    "AreasFile": Told(
        "The areas that resolutions and figures are about. A project's file stands in place of "
        "the list that comes with dti-targets.",
        "Các địa bàn mà nghị quyết và số liệu nói đến. Tệp này của dự án thay danh sách có sẵn.",
    ),
    "AreasFile.levels": Told(
        "The levels of government that ended, and when.",
        "Cấp chính quyền đã bỏ, và từ khi nào.",
        ({"district": {"until": "2025-06-30", "why": "bỏ cấp huyện"}},),
    ),
    "AreasFile.areas": Told("The areas.", "Các địa bàn."),
    "TierDays": Told(
        "The last day of a level of government.", "Ngày cuối cùng của một cấp chính quyền."
    ),
    "TierDays.until": Told("The last day.", "Ngày cuối cùng.", ("2025-06-30",)),
    "TierDays.why": Told("Why it ended.", "Vì sao bỏ.", _WHY),
    "Area": Told(
        "One territory or body during the days that it exists. A code that lives on with another "
        "territory is two entries with days that do not overlap.",
        "Một địa bàn hay cơ quan trong những ngày nó tồn tại. Mã giữ nguyên mà địa giới đổi thì "
        "ghi hai mục, ngày không chồng nhau.",
        ({"code": "51", "tier": "province", "name": "Quảng Ngãi", "from": "2025-07-01"},),
    ),
    "Area.code": Told(
        "Official code, in quotes, with its leading zeros.",
        "Mã trong danh mục hành chính, đặt trong ngoặc kép, giữ số 0 ở đầu.",
        ("51", "01", "VN"),
    ),
    "Area.tier": Told("Level of government that it belongs to.", "Cấp của địa bàn."),
    "Area.name": Told("Name without its kind.", "Tên, không kèm loại.", ("Quảng Ngãi",)),
    "Area.parent": Told("Code of the area above it.", "Mã địa bàn cấp trên.", ("VN",)),
    "Area.kind": Told(
        "Its kind, as it stands before the name.",
        "Loại, như viết trước tên.",
        ("tỉnh", "thành phố", "đặc khu"),
    ),
    "Area.names": Told(
        "Other names and spellings that figures may have.",
        "Các tên gọi, cách viết khác mà số liệu có thể dùng.",
        (["TP. Hà Nội"],),
    ),
    "Area.from": Told(
        "The first day; without it, it always was.",
        "Ngày đầu tiên; không ghi là từ trước đến nay.",
        ("2025-07-01",),
    ),
    "Area.until": Told(
        "The last day; without it, it still exists.",
        "Ngày cuối cùng; không ghi là vẫn còn.",
        ("2025-06-30",),
    ),
    "Area.absorbed": Told(
        "Codes of the areas that became part of it.", "Mã các địa bàn đã nhập vào.", (["62"],)
    ),
    "Area.units": Told(
        "How many units of each level it has.",
        "Số đơn vị của từng cấp.",
        ({"district": 13, "commune": 173},),
    ),
    # Nouns
    "Period": Told(
        "A year, half, quarter, month, day, or a range of these.",
        "Năm, nửa năm, quý, tháng, ngày, hoặc khoảng từ kỳ này đến kỳ kia.",
        (2025, "2025-H1", "2025-Q3", "2025-09", "2025-09-15", "2025-01/2025-09"),
    ),
    "Day": Told("A day: year-month-day.", "Một ngày: năm-tháng-ngày.", ("2025-06-30",)),
    "DayOrYear": Told(
        "A day, or a year where the day is not known.",
        "Một ngày, hoặc một năm nếu không rõ ngày.",
        ("2023-09-06", 2021),
    ),
    "Phrase": Told(
        "Text, or the same text in Vietnamese (vi) and English (en).",
        "Một đoạn chữ, hoặc cùng nội dung bằng tiếng Việt (vi) và tiếng Anh (en).",
        ("phổ cập", {"vi": "phổ cập", "en": "universal"}),
    ),
    "Phrase.vi": Told("In Vietnamese.", "Bằng tiếng Việt.", ("phổ cập",)),
    "Phrase.en": Told("In English.", "Bằng tiếng Anh.", ("universal",)),
}
